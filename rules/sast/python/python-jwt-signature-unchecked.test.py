import jwt


def claims(token, key):
    # ruleid: python-jwt-signature-unchecked
    a = jwt.decode(token, options={"verify_signature": False})
    # ruleid: python-jwt-signature-unchecked
    b = jwt.decode(token, key, verify=False)
    # ruleid: python-jwt-signature-unchecked
    c = jwt.decode(token, key, algorithms=["none"])
    # ok: python-jwt-signature-unchecked
    d = jwt.decode(token, key, algorithms=["RS256"])
    # ok: python-jwt-signature-unchecked
    e = jwt.decode(token, key, algorithms=["RS256"], options={"verify_aud": False})
    return a, b, c, d, e
