FROM debian:12
# ruleid: docker-chmod-777
RUN chmod -R 777 /srv
# ruleid: docker-chmod-777
COPY --chmod=777 a /a
# ok: docker-chmod-777
RUN chmod 755 /srv/run && chmod +x /srv/other
