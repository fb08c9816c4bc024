import hashlib


def digest(data):
    # ruleid: python-hash-md5-sha1
    a = hashlib.md5(data).hexdigest()
    # ruleid: python-hash-md5-sha1
    b = hashlib.new("sha1", data)
    # ok: python-hash-md5-sha1
    c = hashlib.md5(data, usedforsecurity=False)
    # ok: python-hash-md5-sha1
    d = hashlib.sha256(data)
    # ok: python-hash-md5-sha1
    note = "hashlib.md5(x) is old"
    return a, b, c, d, note
