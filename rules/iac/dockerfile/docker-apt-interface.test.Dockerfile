FROM debian:12
# ruleid: docker-apt-interface
RUN apt install -y curl
# ok: docker-apt-interface
RUN apt-get install -y curl
