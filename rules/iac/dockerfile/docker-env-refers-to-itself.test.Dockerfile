FROM alpine:3.20
# ruleid: docker-env-refers-to-itself
ENV HOME_DIR=/srv APP_DIR=$HOME_DIR/app
# ok: docker-env-refers-to-itself
ENV OTHER_DIR=/srv/other
