FROM debian:12
# ruleid: docker-git-verify-off
ENV GIT_SSL_NO_VERIFY=1
# ruleid: docker-git-verify-off
RUN git config --global http.sslVerify false
# ok: docker-git-verify-off
RUN git config --global user.name build
