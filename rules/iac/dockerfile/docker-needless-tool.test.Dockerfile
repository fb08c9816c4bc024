FROM debian:12
# ruleid: docker-needless-tool
RUN ps -ef
# ok: docker-needless-tool
RUN echo ps
