def cmap(arr)
  r = []
  arr.each { |i| r << yield(i) }
  r
end
def cmap2(arr, &b)
  arr.map(&b)
end
def each2(arr, f)
  arr.each { |x| f.call(x) }
end
def ident(x)
  x
end
def drop(x)
  "safe"
end
def show(x)
  # ruleid: t
  sink(x)
end
def hof
  # ruleid: t
  sink(cmap([source()]) { |x| x })
  # ok: t
  sink(cmap([source()]) { |x| 1 })
  # ruleid: t
  sink(cmap2([source()]) { |x| x })
  # ok: t
  sink(cmap2([source()]) { |x| 1 })
  each2([source()], method(:show))
  # ruleid: t
  each2([source()], ->(x) { sink(x) })
  # ruleid: t
  each2([source()], lambda { |x| sink(x) })
  # ruleid: t
  each2([source()], proc { |x| sink(x) })
  # ruleid: t
  each2([source()], Proc.new { |x| sink(x) })
  # ruleid: t
  sink([source()].map { |x| x }.select { |y| y }.join(","))
  # ok: t
  sink([source()].map { |x| 1 })
  # ruleid: t
  sink([source()].inject { |a, b| a + b })
  # ruleid: t
  [source()].each_with_index { |x, i| sink(x) }
  # ruleid: t
  [source()].each_with_object([]) { |x, acc| sink(x) }
  # ruleid: t
  { "a" => source() }.each { |k, v| sink(v) }
  # ruleid: t
  [source()].sort_by { |x| sink(x) }
  # ruleid: t
  source().tap { |x| sink(x) }
  # ruleid: t
  source().then { |x| sink(x) }
  # ruleid: t
  [source()].each { sink(_1) }
  # ruleid: t
  [source()].each { sink(it) }
  [source()].each(&method(:show))
  # ruleid: t
  sink([source()].map(&:upcase))
  show source()
  # ruleid: t
  sink source()
end
def adder(a)
  ->(b) { a + b }
end
def closures
  # ruleid: t
  sink(adder(source()).call(1))
  # ok: t
  sink(adder(1).call(1))
  # ruleid: t
  sink(adder(1).(source()))
  # ruleid: t
  sink(adder(1)[source()])
  acc = []
  add = ->(v) { acc << v }
  add.call(source())
  # ruleid: t
  sink(acc)
end
class Box
  attr_accessor :v
  attr_reader :other
  @@shared = source()
  K = source()
  def initialize(v, other: "k")
    @v = v
    @other = other
    @l = []
  end
  def get
    @v
  end
  def get_other
    return @other
  end
  def put(v)
    @v = v
    self
  end
  def add(v)
    @l << v
  end
  def l
    @l
  end
  def self.stat(x)
    x
  end
  def self.make(x)
    new(x)
  end
  def sh
    # ruleid: t
    sink(@@shared)
    # ruleid: t
    sink(K)
  end
  def cond(c)
    if c
      @v
    else
      1
    end
  end
  def cs(c)
    case c
    when 1 then @v
    else 2
    end
  end
end
class Sub < Box
  def initialize(v)
    super(v)
    @z = 1
  end
  def twice
    get + get
  end
  def z
    @z
  end
end
class Sub2 < Box
end
class Sub3 < Box
  def initialize(v, other: "k")
    super
  end
end
def objects
  b = Box.new(source())
  # ruleid: t
  sink(b.get)
  # ruleid: t
  sink(b.get())
  # ok: t
  sink(b.get_other)
  # ruleid: t
  sink(b.v)
  # ok: t
  sink(b.other)
  # ruleid: t
  sink(b.cond(1))
  # ruleid: t
  sink(b.cs(x))
  c = Box.new("a")
  # ok: t
  sink(c.get)
  c.put(source())
  # ruleid: t
  sink(c.get)
  # ruleid: t
  sink(Box.new("x").put(source()).get)
  # ruleid: t
  sink(Sub.new(source()).twice)
  # ok: t
  sink(Sub.new(source()).z)
  # ruleid: t
  sink(Sub2.new(source()).get)
  # ruleid: t
  sink(Sub3.new(source()).get)
  # ruleid: t
  sink(Box.stat(source()))
  # ruleid: t
  sink(Box.make(source()).get)
  e = Box.new("x")
  e.add(source())
  # ruleid: t
  sink(e.l)
  e.v = source()
  # ruleid: t
  sink(e.get)
  # ruleid: t
  sink(Box.new(1, other: source()).get_other)
  # ok: t
  sink(Box.new(1, other: source()).get)
end
def rest(a, *r, k: 1, **o)
  # ok: t
  sink(a)
  # ruleid: t
  sink(r)
  # ruleid: t
  sink(k)
end
rest(1, source(), k: source())
def dflt(a, b = source())
  # ruleid: t
  sink(b)
end
def misc(c)
  a, b = source(), 1
  # ruleid: t
  sink(a)
  # ok: t
  sink(b)
  x = if c then source() else 1 end
  # ruleid: t
  sink(x)
  y = case c
      when 1 then source()
      else 2
      end
  # ruleid: t
  sink(y)
  # ruleid: t
  sink("a #{source()}")
  # ruleid: t
  sink(c ? source() : 1)
  z = begin
        source()
      rescue
        1
      end
  # ruleid: t
  sink(z)
  w = nil
  w ||= source()
  # ruleid: t
  sink(w)
  h = { a: source(), b: 1 }
  # ruleid: t
  sink(h[:a])
  # ok: t
  sink(h[:b])
  h[:c] = source()
  # ruleid: t
  sink(h[:c])
  # ruleid: t
  sink(h.fetch(:c))
  # ruleid: t
  sink(h.values)
  q = []
  q << source()
  # ruleid: t
  sink(q)
  # ruleid: t
  sink(q.first)
  # ruleid: t
  sink(q[0])
  $g = source()
  # ruleid: t
  sink($g)
  begin
    raise source()
  rescue => e
    # ruleid: t
    sink(e)
  end
  r = source() unless c
  # ruleid: t
  sink(r)
  s = "a"
  s << source()
  # ruleid: t
  sink(s)
  sink2 = "a %s" % source()
  # ruleid: t
  sink(sink2)
  while t = source()
    # ruleid: t
    sink(t)
  end
  for i in [source()]
    # ruleid: t
    sink(i)
  end
  case source()
  in { name: }
    # ruleid: t
    sink(name)
  in [p, *rr]
    # ruleid: t
    sink(p)
  end
end
module M
  def self.id(x) = x
  def M.id2(x)
    x
  end
end
# ruleid: t
sink(M.id(source()))
# ruleid: t
sink(M.id2(source()))
def blk(x, &callback)
  callback.call(x)
end
blk(source()) do |v|
  # ruleid: t
  sink(v)
end
def yl(x)
  yield x
end
yl(source()) do |v|
  # ruleid: t
  sink(v)
end
blk(source(), &method(:show))
P = Struct.new(:a, :b)
# ruleid: t
sink(P.new(source(), 1).a)
