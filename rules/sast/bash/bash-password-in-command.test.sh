# ruleid: bash-password-in-command
sshpass -p tulip-4711 ssh deploy@example.org
# ruleid: bash-password-in-command
mysql -u root -ptulip4711 shop
# ruleid: bash-password-in-command
curl -u deploy:tulip-4711 https://files.example.org/
# ruleid: bash-password-in-command
PGPASSWORD=tulip-4711 psql shop
# ok: bash-password-in-command
sshpass -p "$SSH_PASSWORD" ssh deploy@example.org
# ok: bash-password-in-command
mysql -u root -p shop
# ok: bash-password-in-command
curl -u "$NAME:$PASSWORD" https://files.example.org/
# ok: bash-password-in-command
PGPASSWORD="$DB_PASSWORD" psql shop
