FROM fedora:40
# ruleid: docker-dnf-asks
RUN dnf install curl-8.6 && dnf clean all
# ok: docker-dnf-asks
RUN dnf install -y curl-8.6 && dnf clean all
