class Box(var v: String, val other: String = "k") {
  val l = mutableListOf<String>()
  val prop: String get() = v
  fun get(): String { return v }
  fun getE() = v
  fun getOther() = other
  fun put(x: String): Box { v = x; return this }
  fun add(x: String) { l.add(x) }
  companion object { val shared = source(); fun stat(x: String) = x; fun make(x: String) = Box(x) }
}
open class Base(val b: String) { fun gb() = b }
class Sub(v: String) : Base(v) { val z = "a"; fun twice() = gb() + gb() }
data class P(val a: String, val b: String)
class Old { var v: String; constructor(x: String) { v = x } fun get() = v }
class Ini(x: String) { val v: String; init { v = x } }
object Single { fun id(x: String) = x }
fun ident(x: String) = x
fun drop(x: String): String = "a"
fun show(x: String) {
  // ruleid: t
  sink(x)
}
fun app(f: (String) -> String, x: String): String { return f(x) }
fun app2(x: String, f: (String) -> String) = f.invoke(x)
fun cmap(a: List<String>, f: (String) -> String): List<String> {
  val r = mutableListOf<String>()
  for (x in a) { r.add(f(x)) }
  return r
}
fun each(a: List<String>, f: (String) -> Unit) { a.forEach(f) }
fun each2(a: List<String>, f: (String) -> Unit) { a.forEach { f(it) } }
fun adder(a: String): (String) -> String = { b -> a + b }
fun String.ext(): String { return this }
fun String.sh() {
  // todoruleid: t
  sink(this)
}
fun vari(vararg a: String) {
  // ruleid: t
  sink(a)
}
fun dflt(a: String, b: String = source()) {
  // ruleid: t
  sink(b)
}
fun go(k: Int, n: String?) {
  // ruleid: t
  sink(app({ x -> x }, source()))
  // ok: t
  sink(app({ x -> "a" }, source()))
  // ruleid: t
  sink(app(::ident, source()))
  // ok: t
  sink(app(::drop, source()))
  // ruleid: t
  sink(app2(source()) { it })
  // ok: t
  sink(app2(source()) { "a" })
  val a = listOf(source())
  // ruleid: t
  sink(cmap(a) { it })
  // todook: t
  sink(cmap(a) { "a" })
  each(a, ::show)
  // ruleid: t
  each2(a) { sink(it) }
  // todoruleid: t
  a.forEach { sink(it) }
  // ruleid: t
  a.forEachIndexed { i, x -> sink(x) }
  // ruleid: t
  sink(a.map { it }.filter { true }.joinToString())
  // ok: t
  sink(a.map { "a" })
  // ruleid: t
  source().let { sink(it) }
  // ruleid: t
  source().also { sink(it) }
  // ruleid: t
  source().apply { sink(this) }
  // ruleid: t
  with(source()) { sink(this) }
  // ruleid: t
  source().run { sink(this) }
  // ruleid: t
  sink(source().let { x -> x })
  // ruleid: t
  sink(run { source() })
  // ruleid: t
  sink(a.fold("") { x, y -> x + y })
  // ruleid: t
  sink(adder(source())("a"))
  // ok: t
  sink(adder("b")("a"))
  val b = Box(source())
  // ruleid: t
  sink(b.get())
  // ruleid: t
  sink(b.getE())
  // ruleid: t
  sink(b.v)
  // ruleid: t
  sink(b.prop)
  // ok: t
  sink(b.getOther())
  // ok: t
  sink(b.other)
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
  // ruleid: t
  sink(Box.make(source()).v)
  // ruleid: t
  sink(Old(source()).get())
  // ruleid: t
  sink(Ini(source()).v)
  // ruleid: t
  sink(Single.id(source()))
  val e = Box("x")
  e.add(source())
  // ruleid: t
  sink(e.l)
  e.v = source()
  // ruleid: t
  sink(e.get())
  val p = P(source(), "a")
  // ruleid: t
  sink(p.a)
  // ok: t
  sink(p.b)
  val (p1, p2) = p
  // ruleid: t
  sink(p1)
  // ok: t
  sink(p2)
  val p3 = p.copy(b = source())
  // ruleid: t
  sink(p3.b)
  val (q1, q2) = Pair(source(), "a")
  // ruleid: t
  sink(q1)
  // ok: t
  sink(q2)
  // ruleid: t
  sink(source().ext())
  source().sh()
  vari("a", source())
  val w = when (k) { 1 -> source() else -> "a" }
  // ruleid: t
  sink(w)
  val i = if (k == 1) source() else "a"
  // ruleid: t
  sink(i)
  val t = try { source() } catch (e: Exception) { "a" }
  // ruleid: t
  sink(t)
  // ruleid: t
  sink("a ${source()}")
  val el = n ?: source()
  // ruleid: t
  sink(el)
  // ruleid: t
  n?.let { x -> sink(source()) }
  val m = mutableMapOf<String, String>()
  m["a"] = source()
  // ruleid: t
  sink(m["a"])
  // ok: t
  sink(m["b"])
  val m2 = mapOf("a" to source(), "b" to "x")
  // ruleid: t
  sink(m2["a"])
  // ok: t
  sink(m2["b"])
  for ((kk, vv) in m) {
    // ruleid: t
    sink(vv)
  }
  val f = fun(x: String): String { return x }
  // ruleid: t
  sink(f(source()))
  try { throw Exception(source()) } catch (x: Exception) {
    // ruleid: t
    sink(x.message)
  }
  val lz by lazy { source() }
  // ruleid: t
  sink(lz)
  val ob = object { val x = source() }
  // ruleid: t
  sink(ob.x)
  dflt(b = "x", a = source())
  val sb = StringBuilder()
  sb.append(source())
  // ruleid: t
  sink(sb.toString())
  // ruleid: t
  sink(source()!!.trim() as String)
  // ruleid: t
  sink(buildString { append(source()) })
}
