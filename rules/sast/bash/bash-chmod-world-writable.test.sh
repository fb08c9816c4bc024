# ruleid: bash-chmod-world-writable
chmod -R 777 /srv/app
# ruleid: bash-chmod-world-writable
chmod 0666 /srv/app/data
# ruleid: bash-chmod-world-writable
chmod a+rwx /srv/app/run.sh
# ok: bash-chmod-world-writable
chmod 755 /srv/app/run.sh
# ok: bash-chmod-world-writable
chmod 1777 /srv/app/tmp
# ok: bash-chmod-world-writable
chmod u+w /srv/app/data
# ok: bash-chmod-world-writable
# chmod 777 /srv
