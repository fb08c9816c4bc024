def cmap(arr, cb):
    r = []
    for i in arr:
        r.append(cb(i))
    return r

def ident(x):
    return x

def drop(x):
    return "safe"

def show(x):
    # ruleid: t
    sink(x)
    return x

def hof1():
    # ruleid: t
    sink(cmap([source()], ident))
    # ok: t
    sink(cmap([source()], drop))
    # ruleid: t
    sink(cmap([source()], lambda x: x))
    # ok: t
    sink(cmap([source()], lambda x: 1))
    cmap([source()], show)

def hof2():
    # ruleid: t
    sink(list(map(ident, [source()])))
    # ok: t
    sink(list(map(drop, [source()])))
    # ruleid: t
    sink(sorted([source()], key=lambda v: v))
    # ruleid: t
    list(filter(lambda v: sink(v), [source()]))
    # ruleid: t
    sorted([source()], key=lambda v: sink(v))
    from functools import reduce
    # ruleid: t
    sink(reduce(lambda a, b: a + b, [source()], ""))

def adder(a):
    def inner(b):
        return a + b
    return inner

def closures():
    f = adder(source())
    # ruleid: t
    sink(f(1))
    g = adder("x")
    # ok: t
    sink(g(1))
    # ruleid: t
    sink(g(source()))
    # ruleid: t
    sink(adder(source())("x"))

class Box:
    shared = None
    def __init__(self, v, other="k"):
        self.v = v
        self.other = other
        self.l = []
    def get(self):
        return self.v
    def get_other(self):
        return self.other
    def put(self, v):
        self.v = v
        return self
    def add(self, v):
        self.l.append(v)
    @staticmethod
    def stat(x):
        return x
    @classmethod
    def make(cls, v):
        return cls(v)
    @property
    def prop(self):
        return self.v

class Sub(Box):
    def __init__(self, v):
        super().__init__(v)
        self.z = 1
    def twice(self):
        return self.get() + self.get()

class Sub2(Box):
    pass

def objects():
    b = Box(source())
    # ruleid: t
    sink(b.get())
    # ok: t
    sink(b.get_other())
    # ruleid: t
    sink(b.v)
    # ok: t
    sink(b.other)
    c = Box("a")
    # ok: t
    sink(c.get())
    c.put(source())
    # ruleid: t
    sink(c.get())
    # ruleid: t
    sink(Box("x").put(source()).get())
    d = Sub(source())
    # ruleid: t
    sink(d.twice())
    # ok: t
    sink(d.z)
    # ruleid: t
    sink(Sub2(source()).get())
    # ruleid: t
    sink(Box.stat(source()))
    # ruleid: t
    sink(Box.make(source()).v)
    # ruleid: t
    sink(Box(source()).prop)
    e = Box("x")
    e.add(source())
    # ruleid: t
    sink(e.l)
    # ruleid: t
    sink(Box(other=source(), v=1).get_other())
    # ok: t
    sink(Box(other=source(), v=1).get())

def rest(*a, **k):
    # ruleid: t
    sink(a)
    # ruleid: t
    sink(k["x"])

def callrest():
    rest(1, source(), x=source())

def dflt(a, b=source()):
    # ruleid: t
    sink(b)
    # ok: t
    sink(a)

def tup():
    return source(), 1

def tuples():
    a, b = tup()
    # ruleid: t
    sink(a)
    # ok: t
    sink(b)
    (c, *d) = [1, source()]
    # ok: t
    sink(c)
    # ruleid: t
    sink(d)
    for k, v in {"a": source()}.items():
        # ruleid: t
        sink(v)
    for i, v in enumerate([source()]):
        # ruleid: t
        sink(v)
    with open(source()) as fh:
        # ruleid: t
        sink(fh)
    x = [source(), 1]
    # ok: t
    sink(x[1])
    # ruleid: t
    sink(x[0])
    if (y := source()):
        # ruleid: t
        sink(y)
    # ruleid: t
    sink(f"a{source()}")
    # ruleid: t
    sink("a %s" % source())
    # ruleid: t
    sink("a {}".format(source()))
    # ruleid: t
    sink(",".join([source()]))

def gen():
    yield source()

def gens():
    for g in gen():
        # ruleid: t
        sink(g)
    # ruleid: t
    sink(next(gen()))

async def co():
    return source()

async def cos():
    # ruleid: t
    sink(await co())

def tries():
    x = "a"
    try:
        x = source()
        f()
    except E:
        # ruleid: t
        sink(x)
    finally:
        # ruleid: t
        sink(x)
    try:
        raise ValueError(source())
    except ValueError as e:
        # ruleid: t
        sink(e)

G = None
def setg():
    global G
    G = source()
def useg():
    setg()
    # ruleid: t
    sink(G)

def maps():
    d = {}
    d["a"] = source()
    # ruleid: t
    sink(d["a"])
    # ok: t
    sink(d["b"])
    # ruleid: t
    sink(d.get("a"))
    # ok: t
    sink(d.get("b"))
    # ruleid: t
    sink(d.get("b", source()))
    e = dict(a=source(), b=1)
    # ruleid: t
    sink(e["a"])
    # ok: t
    sink(e["b"])
    f = {**d}
    # ruleid: t
    sink(f["a"])
    d.update({"q": source()})
    # ruleid: t
    sink(d["q"])
    s = set()
    s.add(source())
    # ruleid: t
    sink(s)
    # ruleid: t
    sink(d.pop("q"))
    # ruleid: t
    sink(list(d.values()))
    l = []
    l.insert(0, source())
    # ruleid: t
    sink(l[0])
    l2 = []
    l2.extend([source()])
    # ruleid: t
    sink(l2)
    l3 = [1] + [source()]
    # ruleid: t
    sink(l3)
    # ruleid: t
    sink(l3.pop())
    l4 = []
    l4 += [source()]
    # ruleid: t
    sink(l4)

def mk(target):
    def writer(v):
        target.append(v)
    return writer

def mkd():
    o = []
    w = mk(o)
    w(source())
    # ruleid: t
    sink(o)

def fill(l, v):
    l.append(v)

def fills():
    o = []
    fill(o, source())
    # ruleid: t
    sink(o)
    d = {}
    def put(v):
        d["k"] = v
    put(source())
    # ruleid: t
    sink(d["k"])

def matches(v):
    match v:
        case {"a": x}:
            # ruleid: t
            sink(x)
        case [y, z]:
            # ruleid: t
            sink(z)
        case str() as q if len(q):
            # ruleid: t
            sink(q)
matches(source())
import functools
def part(a, b):
    # todook: t
    sink(b)
    # ruleid: t
    sink(a)
functools.partial(part, source())(1)
handlers = {"a": show, "b": lambda x: x}
# ruleid: t
sink(handlers["b"](source()))
def deco(f):
    def w(*a):
        return f(*a)
    return w
@deco
def decorated(x):
    # ruleid: t
    sink(x)
decorated(source())
