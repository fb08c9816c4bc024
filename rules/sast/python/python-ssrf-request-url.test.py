import requests
from flask import request
from urllib.request import urlopen


def proxy():
    # ruleid: python-ssrf-request-url
    a = requests.get(request.args["url"], timeout=3)
    # ruleid: python-ssrf-request-url
    b = requests.post(f"https://{request.form['host']}/hook")
    # ruleid: python-ssrf-request-url
    c = urlopen(request.args.get("url"))
    # ok: python-ssrf-request-url
    d = requests.get("https://api.example.org/q", params=request.args)
    # ok: python-ssrf-request-url
    e = requests.post("https://api.example.org/q", json=request.json)
    return a, b, c, d, e
