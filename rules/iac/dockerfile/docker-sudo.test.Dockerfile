FROM debian:12
# ruleid: docker-sudo
RUN sudo apt-get update
# ok: docker-sudo
RUN echo sudo
