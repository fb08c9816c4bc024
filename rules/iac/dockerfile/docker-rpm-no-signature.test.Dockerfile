FROM fedora:40
# ruleid: docker-rpm-no-signature
RUN rpm -i --nosignature a.rpm
# ok: docker-rpm-no-signature
RUN rpm -i a.rpm
