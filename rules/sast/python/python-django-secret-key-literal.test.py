import os
from flask import Flask

app = Flask(__name__)
# ruleid: python-django-secret-key-literal
SECRET_KEY = "k3-this-was-committed-by-accident"
# ruleid: python-django-secret-key-literal
app.secret_key = "correct horse"
# ruleid: python-django-secret-key-literal
app.config["SECRET_KEY"] = "battery staple"
# ok: python-django-secret-key-literal
app.secret_key = os.environ["SECRET_KEY"]
# ok: python-django-secret-key-literal
app.config["SECRET_KEY"] = os.urandom(32)
