fun c1(tainted: String) { val s = mutableSetOf<String>(); s.add(tainted)
  // ruleid: t
  sink(s) }
fun c2(tainted: String) { val l = mutableListOf<String>(); l += tainted
  // ruleid: t
  sink(l) }
fun c3(tainted: String) { val d = ArrayDeque<String>(); d.addLast(tainted)
  // ruleid: t
  sink(d.removeFirst()) }
fun c4(tainted: String) { val m = hashMapOf<String, String>(); m["a"] = tainted
  // ruleid: t
  sink(m.getValue("a"))
  // ruleid: t
  sink(m.getOrDefault("a", "")) }
fun c5(tainted: String) { val l = listOf(tainted, "b")
  // ok: t
  sink(l[1])
  // ruleid: t
  sink(l[0])
  val (a, b) = l
  // ruleid: t
  sink(a)
  // ok: t
  sink(b) }
fun c6(tainted: String) { val m = mapOf("a" to tainted); m.forEach { (k, v) ->
  // ruleid: t
  sink(v) } }
fun c7(tainted: String) { val s = sequenceOf(tainted).map { it }.toList()
  // ruleid: t
  sink(s) }
fun c8(tainted: String) { val a = arrayOf(tainted)
  // ruleid: t
  sink(a[0]) }
fun c9(tainted: String) { val r = tainted.takeIf { it.isNotEmpty() } ?: "x"
  // ruleid: t
  sink(r) }
fun c10(tainted: String) { val l = buildList { add(tainted) }
  // ruleid: t
  sink(l) }
fun c11(tainted: String) { val g = listOf(tainted).groupBy { it.length }
  // ruleid: t
  sink(g) }
fun c12(tainted: String) { val r = listOf(1).associateWith { tainted }
  // ruleid: t
  sink(r) }
fun c13(tainted: String) { val z = listOf(tainted).zip(listOf("b")); for ((x, y) in z) {
  // ruleid: t
  sink(x) } }
fun c14(tainted: String) { val r = listOf(tainted).firstOrNull()
  // ruleid: t
  sink(r) }
class Repo { private val items = mutableListOf<String>()
  fun save(s: String) { items.add(s) }
  fun all(): List<String> = items }
fun c15() { val r = Repo()
  r.save(source())
  // ruleid: t
  sink(r.all()) }
class Ctx(var a: String = "") { fun a(v: String) = apply { a = v } }
fun c16() { val c = Ctx().a(source())
  // ruleid: t
  sink(c.a) }
fun hof(block: Ctx.() -> Unit): Ctx { val c = Ctx()
  c.block()
  return c }
fun c17() { val c = hof { a = source() }
  // todoruleid: t
  sink(c.a) }
interface Shape { fun get(): String }
class Sq(val v: String) : Shape { override fun get() = v }
fun c18() { val s: Shape = Sq(source())
  // ruleid: t
  sink(s.get()) }
suspend fun co(): String = source()
suspend fun c19() {
  // ruleid: t
  sink(co()) }
fun c20(x: Any) { val s = source() as Any
  when (s) { is String ->
    // ruleid: t
    sink(s)
  else -> {} } }
inline fun <T> withIt(x: T, f: (T) -> T): T = f(x)
fun c21() {
  // ruleid: t
  sink(withIt(source()) { v -> v })
  // ok: t
  sink(withIt(source()) { v -> "" }) }
fun c22() { var r = ""
  listOf(source()).forEach { r = it }
  // ruleid: t
  sink(r) }
fun c23() { val f: () -> String = { source() }
  // ruleid: t
  sink(f())
  // ruleid: t
  sink(f.invoke()) }
