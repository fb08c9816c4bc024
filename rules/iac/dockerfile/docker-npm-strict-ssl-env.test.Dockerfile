FROM node:22
# ruleid: docker-npm-strict-ssl-env
ENV NPM_CONFIG_STRICT_SSL=false
# ok: docker-npm-strict-ssl-env
ENV NPM_CONFIG_CAFILE=/etc/ca.pem
