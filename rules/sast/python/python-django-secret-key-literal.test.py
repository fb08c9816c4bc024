import os

# ruleid: python-django-secret-key-literal
SECRET_KEY = "k3-this-was-committed-by-accident"
# ruleid: python-django-secret-key-literal
SECRET_KEY_FALLBACKS = ["k2-this-was-the-one-before"]
# ok: python-django-secret-key-literal
SECRET_KEY = os.environ["SECRET_KEY"]
# ok: python-django-secret-key-literal
NAME = "shop"
