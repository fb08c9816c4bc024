# ruleid: bash-sudo-password-piped
echo tulip-4711 | sudo -S apt-get update
# ruleid: bash-sudo-password-piped
echo -n "tulip-4711" | sudo -S reboot
# ok: bash-sudo-password-piped
sudo apt-get update
# ok: bash-sudo-password-piped
echo "$line" | sudo tee /etc/motd
