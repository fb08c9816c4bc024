FROM fedora:40
# ruleid: docker-dnf-cache-kept
RUN dnf install -y curl-8.6
# ok: docker-dnf-cache-kept
RUN dnf install -y curl-8.6 && dnf clean all
