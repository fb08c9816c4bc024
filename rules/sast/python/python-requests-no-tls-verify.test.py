import requests


def fetch(url, session, body):
    # ruleid: python-requests-no-tls-verify
    a = requests.get(url, timeout=5, verify=False)
    # ruleid: python-requests-no-tls-verify
    b = requests.post(
        url,
        json=dict(body),
        verify=False,
    )
    # ruleid: python-requests-no-tls-verify
    session.verify = False
    # ok: python-requests-no-tls-verify
    c = requests.get(url, verify="/etc/ssl/ca.pem")
    # ok: python-requests-no-tls-verify
    d = requests.get(url, params={"q": "verify"}, verify=True)
    # ok: python-requests-no-tls-verify
    # requests.get(url, verify=False)
    return a, b, c, d
