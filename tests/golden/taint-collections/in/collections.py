def c1(tainted):
    s = {tainted}
    # ruleid: t
    sink(s)
    d = {"a": {"b": tainted}, "c": 1}
    # ruleid: t
    sink(d["a"]["b"])
    # ok: t
    sink(d["c"])
    # ruleid: t
    sink(d.get("a").get("b"))
    # ruleid: t
    sink(list(d.items()))
    for k in d.values():
        # ruleid: t
        sink(k)
    e = {k: tainted for k in "ab"}
    # ruleid: t
    sink(e)
    f = [x for x in [tainted] if x]
    # ruleid: t
    sink(f[0])
    g = (x for x in [tainted])
    # ruleid: t
    sink(next(g))
def c2(tainted):
    q = collections.deque()
    q.append(tainted)
    # ruleid: t
    sink(q.popleft())
    dd = defaultdict(list)
    dd["k"].append(tainted)
    # ruleid: t
    sink(dd["k"])
    l = [1, 2]
    l[0] = tainted
    # ruleid: t
    sink(l)
    l2 = [tainted] * 2
    # ruleid: t
    sink(l2)
    a, *b = tainted, 1
    # ruleid: t
    sink(a)
    # todook: t
    sink(b)
    z = list(zip([tainted], [1]))
    # ruleid: t
    sink(z)
    # ruleid: t
    sink(l[::-1])
    # ruleid: t
    sink(max([tainted]))
    # ruleid: t
    sink("".join(reversed([tainted])))
    d = {}
    d.setdefault("k", []).append(tainted)
    # ruleid: t
    sink(d["k"])
    d2 = {"x": 1} | {"k": tainted}
    # ruleid: t
    sink(d2["k"])
    del d2["k"]
    s = set()
    s |= {tainted}
    # ruleid: t
    sink(s)
class Base:
    def tpl(self):
        return self.val()
    def val(self):
        return ""
class Impl(Base):
    def val(self):
        return source()
@dataclass
class D:
    a: str
    b: str = ""
class Ctx:
    def __enter__(self):
        return source()
    def __exit__(self, *a):
        pass
class Call:
    def __init__(self, v):
        self.v = v
    def __call__(self, x):
        return x
    def __getitem__(self, k):
        return self.v
    def __iter__(self):
        yield self.v
    def __str__(self):
        return self.v
class N(NamedTuple):
    a: str
    b: str
def c3():
    # ruleid: t
    sink(Impl().tpl())
    # ok: t
    sink(Base().tpl())
    d = D(source(), "x")
    # ruleid: t
    sink(d.a)
    # ok: t
    sink(d.b)
    with Ctx() as c:
        # ruleid: t
        sink(c)
    # ruleid: t
    sink(Call("")(source()))
    # todoruleid: t
    sink(Call(source())["k"])
    for x in Call(source()):
        # ruleid: t
        sink(x)
    # ruleid: t
    sink(str(Call(source())))
    n = N(a=source(), b="x")
    # ruleid: t
    sink(n.a)
    # ok: t
    sink(n.b)
def memo(f):
    cache = {}
    def w(x):
        if x not in cache:
            cache[x] = f(x)
        return cache[x]
    return w
@memo
def ident(x):
    return x
def c4():
    # ruleid: t
    sink(ident(source()))
    fs = [lambda x: x, lambda x: 1]
    # ruleid: t
    sink(fs[0](source()))
    # ok: t
    sink(fs[1](source()))
    fd = {"a": lambda x: x}
    # ruleid: t
    sink(fd["a"](source()))
    # ruleid: t
    sink((lambda *a, **k: a[0])(source()))
    def inner():
        nonlocal_x = source()
        def deep():
            return nonlocal_x
        return deep
    # ruleid: t
    sink(inner()())
    x = ""
    def setx():
        nonlocal x
        x = source()
    setx()
    # ruleid: t
    sink(x)
def kwonly(*, a, b=1):
    # ruleid: t
    sink(a)
    # ok: t
    sink(b)
kwonly(a=source())
def pos(a, b, /):
    # ruleid: t
    sink(b)
pos(1, source())
kw = {"a": source()}
kwonly(**kw)
def outer(*args):
    show(*args)
def show(a, b=None):
    # ruleid: t
    sink(a)
outer(source())
async def ag():
    yield source()
async def c5():
    async for x in ag():
        # ruleid: t
        sink(x)
    r = await asyncio.gather(co(), co())
    # ruleid: t
    sink(r)
    async with aopen(source()) as f:
        # ruleid: t
        sink(f)
async def co():
    return source()
def yf():
    yield from [source()]
for y in yf():
    # ruleid: t
    sink(y)
x = source() if cond else ""
# ruleid: t
sink(x)
assert source()
try:
    pass
finally:
    # ruleid: t
    sink(source())
while True:
    z = source()
    # ruleid: t
    sink(z)
    break
# ruleid: t
sink(z)
i = 0
for i in range(3):
    pass
else:
    w = source()
# ruleid: t
sink(w)
