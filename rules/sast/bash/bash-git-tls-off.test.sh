# ruleid: bash-git-tls-off
export GIT_SSL_NO_VERIFY=true
# ruleid: bash-git-tls-off
git config --global http.sslVerify false
# ruleid: bash-git-tls-off
npm config set strict-ssl false
# ruleid: bash-git-tls-off
NODE_TLS_REJECT_UNAUTHORIZED=0 node fetch.js
# ok: bash-git-tls-off
git config --global http.sslVerify true
# ok: bash-git-tls-off
npm config set strict-ssl true
# ok: bash-git-tls-off
# export GIT_SSL_NO_VERIFY=true
