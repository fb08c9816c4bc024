import ast
import sys
from flask import request


def calc():
    # ruleid: python-eval-user-input
    eval(request.args["expr"])
    # ruleid: python-eval-user-input
    exec(sys.argv[1])
    # ruleid: python-eval-user-input
    eval(input("> "))
    # ok: python-eval-user-input
    ast.literal_eval(request.args["expr"])
    # ok: python-eval-user-input
    eval("1 + 1")
