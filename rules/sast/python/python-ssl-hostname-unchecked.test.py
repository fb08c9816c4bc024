import ssl
import urllib3

context = ssl.create_default_context()
# ruleid: python-ssl-hostname-unchecked
context.check_hostname = False
# ruleid: python-ssl-hostname-unchecked
pool = urllib3.PoolManager(assert_hostname=False)
# ok: python-ssl-hostname-unchecked
context.check_hostname = True
# ok: python-ssl-hostname-unchecked
print("context.check_hostname = False")
