FROM debian:12
# ruleid: docker-apt-force-yes
RUN apt-get install -y --force-yes --no-install-recommends a=1
# ok: docker-apt-force-yes
RUN apt-get install -y --no-install-recommends a=1
