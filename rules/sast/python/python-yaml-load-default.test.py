import yaml


def read(path):
    with open(path) as f:
        # ruleid: python-yaml-load-default
        a = yaml.load(f)
    with open(path) as f:
        # ruleid: python-yaml-load-default
        b = yaml.load(f.read())
    with open(path) as f:
        # ok: python-yaml-load-default
        c = yaml.safe_load(f)
    with open(path) as f:
        # ok: python-yaml-load-default
        d = yaml.load(f, Loader=yaml.SafeLoader)
    return a, b, c, d
