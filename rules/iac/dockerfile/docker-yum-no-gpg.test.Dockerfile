FROM fedora:40
# ruleid: docker-yum-no-gpg
RUN dnf install -y --nogpgcheck a-1 && dnf clean all
# ok: docker-yum-no-gpg
RUN dnf install -y a-1 && dnf clean all
