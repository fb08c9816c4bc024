func c1(_ tainted: String) { var s = Set<String>(); s.insert(tainted)
  // ruleid: t
  sink(s)
  var d: [String: [String]] = [:]
  d["k", default: []].append(tainted)
  var a = ["x"]
  a.insert(tainted, at: 0)
  // ruleid: t
  sink(a)
  a += [tainted]
  // ruleid: t
  sink(a.last)
  // ruleid: t
  sink(a.removeFirst()) }
func c2(_ tainted: String) { let o: String? = tainted
  if let v = o {
    // ruleid: t
    sink(v) }
  // ruleid: t
  sink(o!)
  // ruleid: t
  sink(o ?? "x")
  o.map {
    // ruleid: t
    sink($0) }
  guard let w = o else { return }
  // ruleid: t
  sink(w)
  switch o { case .some(let x):
    // ruleid: t
    sink(x)
  case .none: break } }
protocol Sh { func v() -> String }
class Im: Sh { func v() -> String { return source() } }
class Ba { func v() -> String { "" }
  func tpl() -> String { return v() } }
class De: Ba { override func v() -> String { return source() } }
func c3() {
  // ruleid: t
  sink(Im().v())
  // ruleid: t
  sink(De().tpl())
  // ok: t
  sink(Ba().tpl()) }
class Repo { private var items: [String] = []
  private var m: [String: String] = [:]
  func save(_ x: String) { items.append(x)
    m["a"] = x }
  func all() -> [String] { items }
  func a() -> String? { m["a"] }
  func b() -> String? { m["b"] } }
func c4() { let r = Repo()
  r.save(source())
  // ruleid: t
  sink(r.all())
  // ruleid: t
  sink(r.a())
  // ok: t
  sink(r.b()) }
func c5() { let f = { (x: String) -> String in return x }
  // ruleid: t
  sink(f(source()))
  var acc = ""
  [source()].forEach { acc += $0 }
  // ruleid: t
  sink(acc)
  let m = ["a": source()].mapValues { $0 }
  // ruleid: t
  sink(m)
  let c = [source()].compactMap { $0 }.filter { _ in true }
  // ruleid: t
  sink(c) }
func esc(_ cb: @escaping (String) -> Void) { cb(source()) }
func c6() { esc { v in
    // ruleid: t
    sink(v) }
  esc {
    // ruleid: t
    sink($0) } }
func va(_ a: String...) {
  // ruleid: t
  sink(a) }
func c7() { va("x", source())
  let x = if true { source() } else { "" }
  // ruleid: t
  sink(x)
  defer {
    // ruleid: t
    sink(source()) }
  repeat {
    // ruleid: t
    sink(source()) } while false }
func asy() async -> String { source() }
func c8() async {
  // ruleid: t
  sink(await asy())
  async let z = asy()
  // ruleid: t
  sink(await z) }
struct St { static var g = ""
  static func set() { g = source() } }
func c9() { St.set()
  // ruleid: t
  sink(St.g) }
