FROM node:22
# ruleid: docker-npm-unpinned
RUN npm install -g sax
# ruleid: docker-npm-unpinned
RUN npm install @angular/cli
# ok: docker-npm-unpinned
RUN npm install -g sax@1.4.1
# ok: docker-npm-unpinned
RUN npm install
# ok: docker-npm-unpinned
RUN npm install ./local.tgz git+https://example.com/x.git#v1
