from Crypto.Cipher import AES
from cryptography.hazmat.primitives.ciphers import modes


def make(key, nonce):
    # ruleid: python-cipher-ecb-mode
    a = AES.new(key, AES.MODE_ECB)
    # ruleid: python-cipher-ecb-mode
    b = modes.ECB()
    # ok: python-cipher-ecb-mode
    c = AES.new(key, AES.MODE_EAX, nonce)
    # ok: python-cipher-ecb-mode
    # modes.ECB() is not used any more
    return a, b, c
