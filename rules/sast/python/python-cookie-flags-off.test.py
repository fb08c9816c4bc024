# ruleid: python-cookie-flags-off
SESSION_COOKIE_SECURE = False


def login(response, token, lang):
    # ruleid: python-cookie-flags-off
    response.set_cookie("session", token, secure=False)
    # ok: python-cookie-flags-off
    response.set_cookie("session", token, secure=True, httponly=True)
    # ok: python-cookie-flags-off
    response.set_cookie("lang", lang)
    # ok: python-cookie-flags-off
    # response.set_cookie("session", token, httponly=False)
