FROM alpine:3.20
# ruleid: docker-cd-in-run
RUN cd /srv
# ok: docker-cd-in-run
RUN cd /srv && make install
