import random
import secrets


def make(rows):
    # ruleid: python-random-for-secret
    reset_token = str(random.randint(100000, 999999))
    # ruleid: python-random-for-secret
    password = "".join(random.choice("abcdef") for _ in range(12))
    # ok: python-random-for-secret
    token = secrets.token_urlsafe(32)
    # ok: python-random-for-secret
    row = random.choice(rows)
    # ok: python-random-for-secret
    otp = random.SystemRandom().randint(0, 999999)
    return reset_token, password, token, row, otp
