# ruleid: bash-curl-insecure
curl -k https://files.example.org/app.tgz -o app.tgz
# ruleid: bash-curl-insecure
curl -sSLk https://files.example.org/app.tgz
# ruleid: bash-curl-insecure
wget -q --no-check-certificate https://files.example.org/app.tgz
# ok: bash-curl-insecure
curl -sSL https://files.example.org/app.tgz
# ok: bash-curl-insecure
curl --keepalive-time 5 https://files.example.org/ok
# ok: bash-curl-insecure
# curl -k https://files.example.org
