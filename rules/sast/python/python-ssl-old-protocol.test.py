import ssl

# ruleid: python-ssl-old-protocol
a = ssl.SSLContext(ssl.PROTOCOL_TLSv1)
# ruleid: python-ssl-old-protocol
b = dict(ssl_version=ssl.PROTOCOL_SSLv3)
# ok: python-ssl-old-protocol
c = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
# ok: python-ssl-old-protocol
c.minimum_version = ssl.TLSVersion.TLSv1_2
# ruleid: python-ssl-old-protocol
c.minimum_version = ssl.TLSVersion.TLSv1
