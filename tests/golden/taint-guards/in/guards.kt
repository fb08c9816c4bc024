enum class M { ON, OFF }
fun early(flag: Boolean, x: String): String { if (!flag) return ""; return x }
fun eq(k: String, x: String) = if (k == "yes") x else ""
fun lt(n: Int, x: String) = when { n > 5 -> x
 else -> "" }
fun sw(k: Int, x: String): String = when (k) { 1, 2 -> x
 else -> "" }
fun rng(k: Int, x: String): String { return when (k) { in 1..5 -> x
 else -> "" } }
fun nul(o: String?, x: String): String { if (o == null) return ""
 return x }
fun dflt(x: String, flag: Boolean = false) = if (flag) x else ""
fun wrap(f: Boolean, x: String) = early(f, x)
fun en(m: M, x: String) = if (m == M.ON) x else ""
fun t() {
  // ok: t
  sink(early(false, source()))
  // ruleid: t
  sink(early(true, source()))
  // ok: t
  sink(eq("no", source()))
  // ruleid: t
  sink(eq("yes", source()))
  // ok: t
  sink(lt(1, source()))
  // ruleid: t
  sink(lt(8, source()))
  // ok: t
  sink(sw(3, source()))
  // ruleid: t
  sink(sw(2, source()))
  // ok: t
  sink(rng(7, source()))
  // ruleid: t
  sink(rng(5, source()))
  // ok: t
  sink(nul(null, source()))
  // ok: t
  sink(dflt(source()))
  // ruleid: t
  sink(dflt(source(), true))
  // ruleid: t
  sink(dflt(flag = true, x = source()))
  // ok: t
  sink(wrap(false, source()))
  // ruleid: t
  sink(wrap(true, source()))
  // ok: t
  sink(en(M.OFF, source()))
  // ruleid: t
  sink(en(M.ON, source()))
}
