MODE = "off"
class E:
    A = 1
    B = 2
def early(flag, x):
    if not flag:
        return ""
    return x
def eq(k, x):
    return x if k == "yes" else ""
def lt(n, x):
    if n > 5:
        return x
    return ""
def both(a, b, x):
    if a and not b:
        return x
    return ""
def none(o, x):
    if o is None:
        return ""
    return x
def dflt(x, flag=False):
    if flag:
        return x
    return ""
def mat(k, x):
    match k:
        case 1 | 2:
            return x
        case _:
            return ""
def loop(n, x):
    while n > 3:
        return x
    return ""
def wrap(f, x):
    return early(f, x)
def en(e, x):
    if e == E.A:
        return x
    return ""
def isin(k, x):
    if k in ("a", "b"):
        return x
    return ""
class C:
    def __init__(self, flag):
        self.flag = flag
    def get(self, x):
        if self.flag:
            return x
        return ""
def t():
    # ok: t
    sink(early(False, source()))
    # ruleid: t
    sink(early(True, source()))
    # ok: t
    sink(eq("no", source()))
    # ruleid: t
    sink(eq("yes", source()))
    # ok: t
    sink(lt(1, source()))
    # ruleid: t
    sink(lt(7, source()))
    # ok: t
    sink(both(True, True, source()))
    # ruleid: t
    sink(both(True, False, source()))
    # ok: t
    sink(none(None, source()))
    # ruleid: t
    sink(none(1, source()))
    # ok: t
    sink(dflt(source()))
    # ruleid: t
    sink(dflt(source(), True))
    # ruleid: t
    sink(dflt(source(), flag=True))
    # ok: t
    sink(mat(3, source()))
    # ruleid: t
    sink(mat(2, source()))
    # todook: t
    sink(loop(1, source()))
    # ok: t
    sink(wrap(False, source()))
    # ruleid: t
    sink(wrap(True, source()))
    # ok: t
    sink(en(E.B, source()))
    # ruleid: t
    sink(en(E.A, source()))
    # ok: t
    sink(isin("c", source()))
    # ruleid: t
    sink(isin("a", source()))
    # ok: t
    sink(C(False).get(source()))
    # ruleid: t
    sink(C(True).get(source()))
    f = lambda g, v: v if g else ""
    # ok: t
    sink(f(False, source()))
    # ruleid: t
    sink(f(True, source()))
