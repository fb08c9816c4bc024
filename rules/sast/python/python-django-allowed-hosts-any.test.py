# ruleid: python-django-allowed-hosts-any
ALLOWED_HOSTS = ["*"]
# ok: python-django-allowed-hosts-any
ALLOWED_HOSTS = ["shop.example.org"]
# ok: python-django-allowed-hosts-any
# ALLOWED_HOSTS = ["*"]
