import ftplib
import hashlib
import hmac
import json
import logging
import ssl
import traceback
import zipfile

import bcrypt
import boto3
import jwt
import psycopg2
import requests
from Crypto.Cipher import AES, PKCS1_v1_5
from cryptography.fernet import Fernet
from django.views.decorators.csrf import csrf_exempt
from flask import Flask, jsonify

app = Flask(__name__)
# ruleid: python-django-debug-on
DEBUG = True
# ok: python-django-debug-on
DEBUG_TOOLBAR = True
INSTALLED_APPS = ["django.contrib.admin"]
# ruleid: python-flask-secret-key-literal
app.secret_key = "made-up-for-a-test"
# ok: python-flask-secret-key-literal
app.config["SECRET_KEY"] = os.environ["SECRET_KEY"]
# ruleid: python-django-cookie-settings-off
SESSION_COOKIE_SECURE = False
# ok: python-django-cookie-settings-off
CSRF_COOKIE_SECURE = True
# ruleid: python-django-pickle-sessions
SESSION_SERIALIZER = "django.contrib.sessions.serializers.PickleSerializer"
# ok: python-django-pickle-sessions
CELERY_TASK_SERIALIZER = "json"
# ruleid: python-drf-no-permission
REST_FRAMEWORK = {"DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"]}
# ok: python-drf-no-permission
OTHER_FRAMEWORK = {"DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"]}


def tokens(key):
    # ruleid: python-jwt-key-literal
    jwt.encode({"sub": "a"}, "made-up", algorithm="HS256")
    # ok: python-jwt-key-literal, python-jwt-none-algorithm
    jwt.encode({"sub": "a"}, key, algorithm="HS256")
    # ruleid: python-jwt-none-algorithm
    jwt.decode(token, key, algorithms=["none"])


def stores(secret):
    # ruleid: python-aws-key-literal
    boto3.client("s3", aws_access_key_id="a", aws_secret_access_key="made-up-secret")
    # ok: python-aws-key-literal
    boto3.client("s3")
    # ruleid: python-database-password-literal
    psycopg2.connect(host="db", user="app", password="made-up")
    # ok: python-database-password-literal
    psycopg2.connect(host="db", user="app", password=secret)
    # ruleid: python-s3-public
    client.put_object(Bucket="b", Key="k", Body=b"", ACL="public-read")
    # ok: python-s3-public
    client.put_object(Bucket="b", Key="k", Body=b"")


def lambda_handler(event, context):
    # ruleid: python-event-logged
    print(event)
    # ruleid: python-event-logged
    logging.info(json.dumps(event))
    # ok: python-event-logged
    print(event["id"])
    # ruleid: python-secret-logged
    logging.info("key %s", api_key)
    # ok: python-secret-logged
    logging.info("key %s", key_id)


def infrastructure():
    # ruleid: python-lambda-no-authorizer
    client.create_function_url_config(FunctionName="f", AuthType="NONE")
    # ok: python-lambda-no-authorizer
    client.create_function_url_config(FunctionName="f", AuthType="AWS_IAM")
    # ruleid: python-iam-wildcard
    policy = {"Effect": "Allow", "Action": "*", "Resource": "*"}
    # ok: python-iam-wildcard
    narrow = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}


def calls():
    # ruleid: python-plain-http-call
    requests.get("http://orders.internal.net/list", timeout=3)
    # ok: python-plain-http-call
    requests.get("https://orders.internal.net/list", timeout=3)
    # ruleid: python-request-without-timeout
    requests.get("https://orders.internal.net/list")
    # ok: python-request-without-timeout
    requests.get("https://orders.internal.net/list", timeout=3)
    # ruleid: python-ftp-telnet
    ftplib.FTP("files")
    # ok: python-ftp-telnet
    ftplib.FTP_TLS("files")
    # ruleid: python-unverified-context
    ssl._create_unverified_context()
    # ok: python-unverified-context
    ssl.create_default_context()


def servers():
    # ruleid: python-flask-bind-all-debug
    app.run(host="0.0.0.0", debug=True)
    # ok: python-flask-bind-all-debug
    app.run(host="127.0.0.1")
    # ruleid: python-fastapi-cors-any-credentials
    app.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)
    # ok: python-fastapi-cors-any-credentials
    app.add_middleware(CORSMiddleware, allow_origins=["https://a.example.org"], allow_credentials=True)


# ruleid: python-django-csrf-exempt
@csrf_exempt
def form(request):
    return None


# ok: python-django-csrf-exempt
@login_required
def other_form(request):
    return None


def errors():
    try:
        work()
    except Exception:
        # ruleid: python-error-details-shown
        return jsonify({"error": traceback.format_exc()})


def better_errors():
    try:
        work()
    except Exception:
        # ok: python-error-details-shown
        logging.error(traceback.format_exc())
        return jsonify({"error": "failed"})


def cryptography(key, password, salt, given, vector):
    # ruleid: python-rsa-padding-old
    PKCS1_v1_5.new(key)
    # ok: python-rsa-padding-old
    PKCS1_OAEP.new(key)
    # ruleid: python-cipher-iv-fixed
    AES.new(key, AES.MODE_CBC, b"0000000000000000")
    # ok: python-cipher-iv-fixed, python-cipher-key-literal
    AES.new(key, AES.MODE_CBC, vector)
    # ruleid: python-cipher-key-literal
    Fernet(b"made-up")
    # ruleid: python-pbkdf2-few-rounds
    hashlib.pbkdf2_hmac("sha256", password, salt, 1000)
    # ok: python-pbkdf2-few-rounds
    hashlib.pbkdf2_hmac("sha256", password, salt, 600000)
    # ruleid: python-pbkdf2-few-rounds
    bcrypt.gensalt(4)
    # ok: python-pbkdf2-few-rounds
    bcrypt.gensalt(12)
    # ruleid: python-mac-compared-early-exit
    good = hmac.new(key, given).hexdigest() == given
    # ok: python-mac-compared-early-exit
    better = hmac.compare_digest(hmac.new(key, given).hexdigest(), given)


def unpack(archive):
    z = zipfile.ZipFile(archive)
    for name in z.namelist():
        # ruleid: python-zip-slip
        with open("/srv/" + name, "wb") as f:
            f.write(z.read(name))


def unpack_well(archive):
    z = zipfile.ZipFile(archive)
    for name in z.namelist():
        # ok: python-zip-slip
        with open("/srv/" + os.path.basename(name), "wb") as f:
            f.write(z.read(name))


def slow(text):
    # ruleid: python-regex-slow
    a = re.match(r"^([0-9]+)+$", text)
    # ok: python-regex-slow
    b = re.match(r"^[0-9]+$", text)
    # ruleid: python-bind-all-interfaces
    sock.bind(("0.0.0.0", 8080))
    # ok: python-bind-all-interfaces
    sock.bind(("127.0.0.1", 8080))
    return a, b


def upload():
    file = request.files["file"]
    # ruleid: python-upload-name-kept
    file.save(os.path.join("/srv/uploads", file.filename))
    # ok: python-upload-name-kept
    file.save(os.path.join("/srv/uploads", secure_filename(file.filename)))
