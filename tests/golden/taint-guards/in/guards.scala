object A {
  def early(flag: Boolean, x: String): String = { if (!flag) return ""; x }
  def eq(k: String, x: String) = if (k == "yes") x else ""
  def sw(k: Int, x: String) = k match { case 1 | 2 => x case _ => "" }
  def grd(k: Int, x: String) = k match { case n if n > 5 => x case _ => "" }
  def dflt(x: String, flag: Boolean = false) = if (flag) x else ""
  def wrap(f: Boolean, x: String) = early(f, x)
  def str(k: String, x: String) = k match { case "a" => x case other => "" }
  def t() = {
    // ok: t
    sink(early(false, source()))
    // ruleid: t
    sink(early(true, source()))
    // ok: t
    sink(eq("no", source()))
    // ruleid: t
    sink(eq("yes", source()))
    // ok: t
    sink(sw(3, source()))
    // ruleid: t
    sink(sw(2, source()))
    // ok: t
    sink(grd(3, source()))
    // ruleid: t
    sink(grd(7, source()))
    // ok: t
    sink(dflt(source()))
    // ruleid: t
    sink(dflt(source(), flag = true))
    // ok: t
    sink(wrap(false, source()))
    // ruleid: t
    sink(wrap(true, source()))
    // ok: t
    sink(str("b", source()))
    // ruleid: t
    sink(str("a", source()))
  }
}
