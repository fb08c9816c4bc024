import html
import json
import logging
import os
import pickle
import re
import shlex
import sqlite3
import subprocess
import uuid

import flask
import jinja2
import requests
from django.http import HttpResponse
from flask import Flask, redirect, render_template, render_template_string, request, url_for
from lxml import etree
from werkzeug.utils import secure_filename

app = Flask(__name__)


@app.route("/users")
def users():
    name = request.args.get("name")
    cursor = sqlite3.connect("db").cursor()
    # ruleid: python-sql-from-request
    cursor.execute("SELECT * FROM users WHERE name = '" + name + "'")
    query = f"SELECT * FROM users WHERE name = '{name}'"
    # ruleid: python-sql-from-request
    cursor.execute(query)
    # ok: python-sql-from-request
    cursor.execute("SELECT * FROM users WHERE name = ?", (name,))
    # ok: python-sql-from-request
    cursor.execute("SELECT * FROM users WHERE id = %d" % int(request.args["id"]))
    return ""


@app.route("/item/<key>")
def item(key):
    # ruleid: python-sql-from-request
    db.execute("SELECT * FROM items WHERE key = '%s'" % key)
    # ok: python-sql-from-request
    db.execute("SELECT * FROM items WHERE key = %s", (key,))
    return ""


def lambda_handler(event, context):
    # ruleid: python-command-from-request
    os.system("convert " + event["file"])
    # ok: python-command-from-request
    subprocess.run(["convert", "in.png"])
    # ruleid: python-dynamodb-filter-built
    client.execute_statement(Statement="SELECT * FROM t WHERE id = '" + event["id"] + "'")
    # ok: python-dynamodb-filter-built
    client.execute_statement(Statement="SELECT * FROM t WHERE id = ?", Parameters=[event["id"]])
    # ruleid: python-pickle-user-input
    return pickle.loads(event["body"])


def helper(event, other):
    # ok: python-command-from-request
    os.system("convert " + event["file"])


def commands():
    host = request.form["host"]
    # ruleid: python-command-from-request
    subprocess.run("ping " + host, shell=True)
    # ok: python-command-from-request
    subprocess.run("ping " + shlex.quote(host), shell=True)
    # ruleid: python-eval-user-input
    eval(request.args["formula"])
    # ok: python-eval-user-input
    json.loads(request.args["formula"])


def templates():
    # ruleid: python-flask-template-injection
    render_template_string("Hello " + request.args["name"])
    # ok: python-flask-template-injection
    render_template_string("Hello {{ name }}", name=request.args["name"])
    # ok: python-flask-template-injection
    render_template("hello.html", name=request.args["name"])


def files():
    name = request.args["file"]
    # ruleid: python-path-from-request
    open("/srv/files/" + name)
    # ruleid: python-path-from-request
    open(os.path.join("/srv/files", name))
    # ok: python-path-from-request
    open(os.path.join("/srv/files", secure_filename(name)))


def addresses():
    # ruleid: python-ssrf-request-url
    requests.get(request.args["url"])
    # ok: python-ssrf-request-url
    requests.get("https://api.example.org/items", params={"q": request.args["q"]})
    # ruleid: python-open-redirect-request
    redirect(request.args["next"])
    # ok: python-open-redirect-request
    redirect(url_for("home"))


def page(request):
    # ruleid: python-xss-response-from-request
    HttpResponse("Hello " + request.GET["name"])
    # ok: python-xss-response-from-request
    HttpResponse("Hello " + html.escape(request.GET["name"]))


@app.route("/hello")
def hello():
    # ruleid: python-xss-response-from-request
    return "Hello " + request.args["name"]


def stores():
    # ok: python-pickle-user-input
    json.loads(request.data)
    # ruleid: python-ldap-filter-built
    connection.search_s("ou=people", 2, "(uid=" + request.args["uid"] + ")")
    # ok: python-ldap-filter-built
    connection.search_s("ou=people", 2, "(uid=root)")
    # ruleid: python-xpath-from-request
    tree.xpath("//user[@name='" + request.args["name"] + "']")
    # ok: python-xpath-from-request
    tree.xpath("//user[@name=$name]", name=request.args["name"])
    # ruleid: python-nosql-from-request
    users.find_one(request.json)
    # ok: python-nosql-from-request
    users.find_one({"name": str(request.json["name"])})
    # ruleid: python-regex-from-request
    re.compile(request.args["find"])
    # ok: python-regex-from-request
    re.compile(re.escape(request.args["find"]))
    # ruleid: python-log-from-request
    logging.info("login of %s", request.args["user"])
    # ok: python-log-from-request
    logging.info("login of %s", request.args["user"].replace("\n", "_"))
    # ruleid: python-header-from-request
    response.headers["X-Title"] = request.args["title"]
    # ok: python-header-from-request
    response.headers["X-Title"] = "list"
    # ruleid: python-attribute-from-request
    setattr(user, request.args["field"], 1)
    # ok: python-attribute-from-request
    setattr(user, "name", request.args["name"])
    # ruleid: python-mass-assignment
    User(**request.json)
    # ok: python-mass-assignment
    User(name=request.json["name"])
    # ruleid: python-xml-from-request
    etree.fromstring(request.data)
    # ok: python-xml-from-request
    defusedxml.fromstring(request.data)


def page(event, context):
    name = event["queryStringParameters"]["name"]
    # ruleid: python-lambda-html-from-event
    return {"statusCode": 200, "headers": {"Content-Type": "text/html"}, "body": "<h1>" + name + "</h1>"}


def safe_page(event, context):
    name = html.escape(event["queryStringParameters"]["name"])
    # ok: python-lambda-html-from-event
    return {"statusCode": 200, "headers": {"Content-Type": "text/html"}, "body": "<h1>" + name + "</h1>"}
