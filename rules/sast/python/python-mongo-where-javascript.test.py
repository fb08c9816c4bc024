from flask import request


def find(users, name):
    # ruleid: python-mongo-where-javascript
    a = users.find({"$where": "this.name == '" + name + "'"})
    # ruleid: python-mongo-where-javascript
    b = users.find_one(request.get_json())
    # ok: python-mongo-where-javascript
    c = users.find({"name": {"$eq": name}})
    # ok: python-mongo-where-javascript
    d = users.find({"$where": "this.a > this.b"})
    return a, b, c, d
