import ssl
import urllib3


def contexts():
    # ruleid: python-ssl-no-verification
    ssl._create_default_https_context = ssl._create_unverified_context
    # ruleid: python-ssl-no-verification
    a = ssl._create_unverified_context()
    b = ssl.create_default_context()
    # ruleid: python-ssl-no-verification
    b.verify_mode = ssl.CERT_NONE
    # ruleid: python-ssl-no-verification
    c = urllib3.PoolManager(cert_reqs="CERT_NONE")
    # ok: python-ssl-no-verification
    d = urllib3.PoolManager(cert_reqs="CERT_REQUIRED")
    # ok: python-ssl-no-verification
    b.verify_mode = ssl.CERT_REQUIRED
    return a, b, c, d
