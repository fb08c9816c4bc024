# ruleid: bash-ssh-host-key-off
ssh -o StrictHostKeyChecking=no deploy@example.org ./restart
# ruleid: bash-ssh-host-key-off
scp -o "StrictHostKeyChecking no" app.tgz deploy@example.org:
# ok: bash-ssh-host-key-off
ssh -o StrictHostKeyChecking=yes deploy@example.org ./restart
# ok: bash-ssh-host-key-off
ssh -o StrictHostKeyChecking=accept-new deploy@example.org
# ok: bash-ssh-host-key-off
# ssh -o StrictHostKeyChecking=no host
