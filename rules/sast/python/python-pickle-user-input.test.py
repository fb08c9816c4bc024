import json
import pickle
from base64 import b64decode
from flask import request


def load(sock):
    # ruleid: python-pickle-user-input
    a = pickle.loads(b64decode(request.cookies["prefs"]))
    # ruleid: python-pickle-user-input
    b = pickle.loads(sock.recv(4096))
    # ok: python-pickle-user-input
    c = json.loads(request.cookies["prefs"])
    # ok: python-pickle-user-input
    d = pickle.dumps(request.args)
    return a, b, c, d
