import yaml


def read(f):
    # ruleid: python-yaml-unsafe-loader
    a = yaml.load(f, Loader=yaml.Loader)
    # ruleid: python-yaml-unsafe-loader
    b = yaml.unsafe_load(f)
    # ruleid: python-yaml-unsafe-loader
    c = yaml.load(f.read(), yaml.UnsafeLoader)
    # ok: python-yaml-unsafe-loader
    d = yaml.load(f, Loader=yaml.SafeLoader)
    # ok: python-yaml-unsafe-loader
    e = yaml.load(f, Loader=yaml.CSafeLoader)
    # ok: python-yaml-unsafe-loader
    g = yaml.safe_load(f)
    return a, b, c, d, e, g
