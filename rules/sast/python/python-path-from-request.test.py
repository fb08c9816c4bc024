import os
from flask import request, send_file, send_from_directory
from werkzeug.utils import secure_filename


def show():
    # ruleid: python-path-from-request
    a = open("/srv/files/" + request.args["name"])
    # ruleid: python-path-from-request
    b = send_file(os.path.join("/srv/files", request.args.get("name")))
    # ok: python-path-from-request
    c = open("/srv/files/" + secure_filename(request.args["name"]))
    # ok: python-path-from-request
    d = send_from_directory("/srv/files", request.args["name"])
    # ok: python-path-from-request
    e = open("/srv/files/index.html")
    return a, b, c, d, e
