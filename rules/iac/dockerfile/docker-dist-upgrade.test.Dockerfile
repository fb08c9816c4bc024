FROM debian:12
# ruleid: docker-dist-upgrade
RUN apt-get update && apt-get dist-upgrade -y
# ok: docker-dist-upgrade
RUN apt-get update && apt-get install -y --no-install-recommends a=1
