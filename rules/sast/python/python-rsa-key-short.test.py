from Crypto.PublicKey import RSA
from cryptography.hazmat.primitives.asymmetric import rsa

# ruleid: python-rsa-key-short
a = RSA.generate(1024)
# ruleid: python-rsa-key-short
b = rsa.generate_private_key(public_exponent=65537, key_size=1024)
# ok: python-rsa-key-short
c = RSA.generate(3072)
# ok: python-rsa-key-short
d = rsa.generate_private_key(public_exponent=65537, key_size=2048)
