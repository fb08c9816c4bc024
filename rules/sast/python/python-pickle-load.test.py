import json
import pickle


def load(f):
    # ruleid: python-pickle-load
    a = pickle.load(f)
    # ruleid: python-pickle-load
    b = pickle.Unpickler(f)
    # ok: python-pickle-load
    c = json.load(f)
    # ok: python-pickle-load
    # pickle.load(f)
    # ok: python-pickle-load
    text = "pickle.load(f)"
    return a, b, c, text
