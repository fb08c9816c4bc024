# ruleid: bash-curl-pipe-shell
curl -fsSL https://get.example.org/install.sh | sh
# ruleid: bash-curl-pipe-shell
wget -qO- https://get.example.org/install.sh | sudo -E bash -
# ruleid: bash-curl-pipe-shell
bash <(curl -s https://get.example.org/install.sh)
# ruleid: bash-curl-pipe-shell
curl -s https://get.example.org/run.py | python3 -
# ok: bash-curl-pipe-shell
curl -fsSL -o install.sh https://get.example.org/install.sh
# ok: bash-curl-pipe-shell
curl -s https://api.example.org/list | jq .name
# ok: bash-curl-pipe-shell
curl -s https://api.example.org/list | python3 -m json.tool
# ok: bash-curl-pipe-shell
# curl https://get.example.org | sh
