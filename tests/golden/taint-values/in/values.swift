class Box {
  var v: String
  var other = "k"
  var l: [String] = []
  static var shared = source()
  var prop: String { return v }
  init(_ v: String) { self.v = v }
  func get() -> String { return v }
  func getOther() -> String { return other }
  func put(_ x: String) -> Box { v = x; return self }
  func add(_ x: String) { l.append(x) }
  static func stat(_ x: String) -> String { x }
}
class Sub: Box {
  var z = "a"
  override init(_ v: String) { super.init(v) }
  func twice() -> String { return get() + get() }
}
struct P { var a: String; var b: String }
enum En { case one(String), two }
func ident(_ x: String) -> String { return x }
func drop(_ x: String) -> String { return "a" }
func show(_ x: String) {
  // ruleid: t
  sink(x)
}
func app(_ f: (String) -> String, _ x: String) -> String { return f(x) }
func app2(x: String, f: (String) -> String) -> String { f(x) }
func adder(_ a: String) -> (String) -> String { return { b in a + b } }
func named(with a: String, other b: String) {
  // ruleid: t
  sink(a)
  // ok: t
  sink(b)
}
func io(_ x: inout String) { x = source() }
func thr() throws -> String { return source() }
extension String { func ext() -> String { return self } }
func run(_ k: Int, _ o: String?) {
  // ruleid: t
  sink(app({ x in x }, source()))
  // ok: t
  sink(app({ x in "a" }, source()))
  // ruleid: t
  sink(app({ $0 }, source()))
  // ruleid: t
  sink(app(ident, source()))
  // ok: t
  sink(app(drop, source()))
  // ruleid: t
  sink(app2(x: source()) { $0 })
  // ok: t
  sink(app2(x: source()) { _ in "a" })
  let a = [source()]
  // ruleid: t
  a.forEach { sink($0) }
  a.forEach(show)
  // ruleid: t
  sink(a.map { $0 }.filter { _ in true }.joined())
  // ok: t
  sink(a.map { _ in "a" })
  // ruleid: t
  sink(a.reduce("") { $0 + $1 })
  // ruleid: t
  sink(a.first!)
  // ruleid: t
  sink(adder(source())("a"))
  // ok: t
  sink(adder("b")("a"))
  let b = Box(source())
  // ruleid: t
  sink(b.get())
  // ruleid: t
  sink(b.v)
  // ruleid: t
  sink(b.prop)
  // ok: t
  sink(b.getOther())
  // ruleid: t
  sink(Box.shared)
  // ruleid: t
  sink(Box("x").put(source()).get())
  // ruleid: t
  sink(Sub(source()).twice())
  // ok: t
  sink(Sub(source()).z)
  // ruleid: t
  sink(Box.stat(source()))
  let e = Box("x")
  e.add(source())
  // ruleid: t
  sink(e.l)
  e.v = source()
  // ruleid: t
  sink(e.get())
  let p = P(a: source(), b: "a")
  // ruleid: t
  sink(p.a)
  // ok: t
  sink(p.b)
  let (q1, q2) = (source(), "a")
  // ruleid: t
  sink(q1)
  // ok: t
  sink(q2)
  let tp = (source(), "a")
  // ruleid: t
  sink(tp.0)
  // ok: t
  sink(tp.1)
  named(with: source(), other: "a")
  var y = ""
  io(&y)
  // ruleid: t
  sink(y)
  if let u = o ?? source() {
    // ruleid: t
    sink(u)
  }
  guard let gg = source() else { return }
  // ruleid: t
  sink(gg)
  switch En.one(source()) {
  case .one(let s):
    // ruleid: t
    sink(s)
  default: break
  }
  let w = k == 1 ? source() : "a"
  // ruleid: t
  sink(w)
  // ruleid: t
  sink("a \(source())")
  var m: [String: String] = [:]
  m["a"] = source()
  // ruleid: t
  sink(m["a"])
  // ok: t
  sink(m["b"])
  let m2 = ["a": source(), "b": "x"]
  // ruleid: t
  sink(m2["a"])
  // ok: t
  sink(m2["b"])
  for (kk, vv) in m2 {
    // ruleid: t
    sink(vv)
  }
  // ruleid: t
  sink(try! thr())
  do { let t = try thr()
    // ruleid: t
    sink(t)
  } catch { }
  // ruleid: t
  sink(source().ext())
  DispatchQueue.main.async {
    // ruleid: t
    sink(y)
  }
  let c: (String) -> Void = { x in
    // ruleid: t
    sink(x)
  }
  c(source())
}
