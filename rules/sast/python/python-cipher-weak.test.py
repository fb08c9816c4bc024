from Crypto.Cipher import AES, DES
from cryptography.hazmat.primitives.ciphers import algorithms


def make(key, nonce):
    # ruleid: python-cipher-weak
    a = DES.new(key, DES.MODE_CBC, nonce)
    # ruleid: python-cipher-weak
    b = algorithms.TripleDES(key)
    # ok: python-cipher-weak
    c = AES.new(key, AES.MODE_GCM, nonce)
    # ok: python-cipher-weak
    d = algorithms.AES(key)
    return a, b, c, d
