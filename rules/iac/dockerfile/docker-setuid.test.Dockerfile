FROM debian:12
# ruleid: docker-setuid
RUN chmod u+s /bin/tool
# ok: docker-setuid
RUN chmod 0755 /bin/tool
