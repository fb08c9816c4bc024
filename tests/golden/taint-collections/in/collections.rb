def c1(tainted)
  s = Set.new
  s.add(tainted)
  # ruleid: t
  sink(s)
end
def c2(tainted)
  a = []
  a.unshift(tainted)
  # ruleid: t
  sink(a.last)
  a.push("x")
  # ruleid: t
  sink(a.join)
end
def c3(tainted)
  h = Hash.new
  h.store("k", tainted)
  # ruleid: t
  sink(h["k"])
  # ruleid: t
  sink(h.dig("k"))
  h2 = { b: 1 }.merge(h)
  # ruleid: t
  sink(h2["k"])
end
def c4(tainted)
  a = [tainted, "b"]
  x, y = a
  # ruleid: t
  sink(x)
  # ok: t
  sink(y)
  # ruleid: t
  sink(a.first)
  # ok: t
  sink(a.last)
end
def c5(tainted)
  a = %w[a b].zip([tainted])
  # ruleid: t
  sink(a)
end
def c6(tainted)
  { k: tainted }.each_pair do |k, v|
    # ruleid: t
    sink(v)
  end
  { k: tainted }.map { |k, v|
    # ruleid: t
    sink(v)
  }
end
def c7(tainted)
  a = []
  a.concat([tainted])
  # ruleid: t
  sink(a)
  b = []
  b += [tainted]
  # ruleid: t
  sink(b)
  c = [*a]
  # ruleid: t
  sink(c)
end
def c8(tainted)
  r = [1].each_with_object([]) { |x, acc| acc << tainted }
  # ruleid: t
  sink(r)
  r2 = [tainted].reduce("") { |acc, x| acc + x }
  # ruleid: t
  sink(r2)
end
def c9(tainted)
  s = "x"
  s.concat(tainted)
  # ruleid: t
  sink(s)
  t2 = "x"
  t2.insert(0, tainted)
  # ruleid: t
  sink(t2)
end
class Repo
  def initialize
    @items = []
    @map = {}
  end
  def save(x)
    @items << x
    @map[:a] = x
  end
  def all
    @items
  end
  def []=(k, v)
    @map[k] = v
  end
  def [](k)
    @map[k]
  end
  def each(&blk)
    @items.each(&blk)
  end
  def a
    @map[:a]
  end
  def b
    @map[:b]
  end
end
def c10
  r = Repo.new
  r.save(source())
  # ruleid: t
  sink(r.all)
  # ruleid: t
  sink(r.a)
  # ok: t
  sink(r.b)
  r.each { |x|
    # ruleid: t
    sink(x)
  }
end
def memo
  @memo ||= source()
end
def c11
  # ruleid: t
  sink(memo)
end
def ens
  x = source()
ensure
  # ruleid: t
  sink(x)
end
def multi
  return source(), 1
end
def c12
  a, b = multi
  # ruleid: t
  sink(a)
  # ok: t
  sink(b)
end
def kw(a:, b: a)
  # ruleid: t
  sink(b)
end
kw(a: source())
def opts(o = {})
  # ruleid: t
  sink(o[:x])
  # ok: t
  sink(o[:y])
end
opts(x: source(), y: 1)
def gen
  yield source()
end
gen { |v|
  # ruleid: t
  sink(v)
}
gen do |v|
  # ruleid: t
  sink(v)
end
compose = method(:ident) >> method(:ident)
def ident(x) = x
# ruleid: t
sink([source()].map(&method(:ident)))
curry = ->(a, b) { a + b }.curry
class Par
  def tpl
    val
  end
end
class Chi < Par
  def val
    source()
  end
end
# ruleid: t
sink(Chi.new.tpl)
