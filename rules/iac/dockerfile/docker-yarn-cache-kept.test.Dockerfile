FROM node:22
# ruleid: docker-yarn-cache-kept
RUN yarn install --frozen-lockfile
# ok: docker-yarn-cache-kept
RUN yarn install --frozen-lockfile && yarn cache clean
