FROM fedora:40
# ruleid: docker-dnf-unpinned
RUN dnf install -y curl && dnf clean all
# ok: docker-dnf-unpinned
RUN dnf install -y curl-8.6.0 https://example.com/a.rpm && dnf clean all
