FROM fedora:40
# ruleid: docker-yum-ssl-off
RUN dnf install -y --setopt=sslverify=false a-1 && dnf clean all
# ok: docker-yum-ssl-off
RUN dnf install -y a-1 && dnf clean all
