FROM node:22
# ruleid: docker-npm-strict-ssl
RUN npm config set strict-ssl false
# ruleid: docker-npm-strict-ssl
RUN yarn config set "strict-ssl" false
# ok: docker-npm-strict-ssl
RUN npm config set cafile /etc/ca.pem
