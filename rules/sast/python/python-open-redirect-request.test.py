from flask import redirect, request, url_for


def back():
    # ruleid: python-open-redirect-request
    a = redirect(request.args["next"])
    # ruleid: python-open-redirect-request
    b = redirect(request.args.get("next", "/"))
    # ok: python-open-redirect-request
    c = redirect(url_for("home", q=request.args["q"]))
    # ok: python-open-redirect-request
    d = redirect("/login")
    return a, b, c, d
