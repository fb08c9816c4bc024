from flask import render_template, render_template_string, request


def hello(name):
    # ruleid: python-flask-template-injection
    a = render_template_string("<h1>Hello " + name + "</h1>")
    # ruleid: python-flask-template-injection
    b = render_template_string(f"<h1>Hello {name}</h1>")
    # ruleid: python-flask-template-injection
    c = render_template_string(request.args["page"])
    # ok: python-flask-template-injection
    d = render_template_string("<h1>Hello {{ name }}</h1>", name=name)
    # ok: python-flask-template-injection
    e = render_template("hello.html", name=request.args["name"])
    return a, b, c, d, e
