import paramiko

client = paramiko.SSHClient()
# ruleid: python-ssh-accepts-any-host-key
client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
# ruleid: python-ssh-accepts-any-host-key
client.set_missing_host_key_policy(paramiko.client.WarningPolicy)
# ok: python-ssh-accepts-any-host-key
client.set_missing_host_key_policy(paramiko.RejectPolicy())
# ok: python-ssh-accepts-any-host-key
client.load_system_host_keys()
