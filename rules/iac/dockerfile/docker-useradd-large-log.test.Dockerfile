FROM debian:12
# ruleid: docker-useradd-large-log
RUN useradd -u 123456 app
# ok: docker-useradd-large-log
RUN useradd -l -u 123456 app
