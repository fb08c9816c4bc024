#!/bin/bash
# ruleid: bash-chmod-world-writable
chmod -R 777 /srv/app
# ok: bash-chmod-world-writable
chmod 755 /srv/app
# ruleid: bash-curl-insecure
curl -sk https://example.org/list
# ruleid: bash-curl-insecure
wget --no-check-certificate https://example.org/list
# ok: bash-curl-insecure
curl -s https://example.org/list -o list
# ruleid: bash-curl-pipe-shell
curl -fsSL https://example.org/install.sh | sudo bash -s -- --yes
# ruleid: bash-curl-pipe-shell
bash <(curl -s https://example.org/install.sh)
# ruleid: bash-curl-pipe-shell
sh -c "$(curl -fsSL https://example.org/install.sh)"
# ok: bash-curl-pipe-shell
curl -s https://example.org/list | sort
# ruleid: bash-eval-argument
eval "$1"
# ok: bash-eval-argument
eval "$(ssh-agent -s)"
# ruleid: bash-eval-variable
eval "$command"
# ok: bash-eval-variable
"$command"
# ruleid: bash-git-tls-off
git config --global http.sslVerify false
# ruleid: bash-git-tls-off
export NODE_TLS_REJECT_UNAUTHORIZED=0
# ok: bash-git-tls-off
git config --global user.name me
# ruleid: bash-password-in-command
mysql -u root -psummer2019 shop
# ruleid: bash-password-in-command
curl -u admin:summer2019 https://example.org/
# ruleid: bash-password-in-command
PGPASSWORD=summer2019 psql shop
# ok: bash-password-in-command
curl -u "admin:$PASSWORD" https://example.org/
# ok: bash-password-in-command
mysql -u root shop
# ruleid: bash-predictable-temp-file
list=/tmp/list.$$
# ok: bash-predictable-temp-file
list=$(mktemp)
# ruleid: bash-rm-unquoted-variable
rm -rf $1
# ok: bash-rm-unquoted-variable
rm -rf "${1:?}"
# ruleid: bash-rm-variable-root
rm -rf "$prefix/"
# ok: bash-rm-variable-root
rm -rf "${prefix:?}/"
# ok: bash-rm-variable-root
rm -rf "$prefix/build"
# ruleid: bash-ssh-host-key-off
ssh -o StrictHostKeyChecking=no web1 uptime
# ok: bash-ssh-host-key-off
ssh -o StrictHostKeyChecking=accept-new web1 uptime
# ruleid: bash-sudo-password-piped
echo summer2019 | sudo -S reboot
# ok: bash-sudo-password-piped
echo "$line" | sudo tee /etc/motd
# ruleid: bash-firewall-flushed
iptables -F
# ok: bash-firewall-flushed
iptables -A INPUT -p tcp --dport 22 -j ACCEPT
# ruleid: bash-secret-printed
echo "token: $GITHUB_TOKEN"
# ok: bash-secret-printed
echo "user: $USER"
# ok: bash-secret-printed
echo "$DOCKER_PASSWORD" | docker login -u me --password-stdin
# ruleid: bash-docker-privileged
docker run --rm --privileged builder
# ok: bash-docker-privileged
docker run --rm builder
# ruleid: bash-plain-http-download
wget http://downloads.shop.net/tool.tar.gz
# ok: bash-plain-http-download
wget https://downloads.shop.net/tool.tar.gz
