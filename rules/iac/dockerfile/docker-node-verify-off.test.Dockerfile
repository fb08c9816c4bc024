FROM node:22
# ruleid: docker-node-verify-off
ENV NODE_TLS_REJECT_UNAUTHORIZED=0
# ok: docker-node-verify-off
ENV NODE_EXTRA_CA_CERTS=/etc/ca.pem
