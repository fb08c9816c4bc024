FROM debian:12
# ruleid: docker-apt-unauthenticated
RUN apt-get install -y --allow-unauthenticated --no-install-recommends a=1
# ok: docker-apt-unauthenticated
RUN apt-get install -y --no-install-recommends a=1
