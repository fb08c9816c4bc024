import hashlib


def store(password, salt, data):
    # ruleid: python-hash-password-fast
    a = hashlib.md5(password.encode()).hexdigest()
    # ruleid: python-hash-password-fast
    b = hashlib.sha256(salt + password.encode()).hexdigest()
    # ok: python-hash-password-fast
    c = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, 600000)
    # ok: python-hash-password-fast
    d = hashlib.sha256(data).hexdigest()
    return a, b, c, d
