FROM debian:12
# ruleid: docker-apt-asks
RUN apt-get install curl
# ok: docker-apt-asks
RUN apt-get install -y curl
# ok: docker-apt-asks
RUN apt-get -qq install curl
# ok: docker-apt-asks
RUN apt-get -yqq upgrade
