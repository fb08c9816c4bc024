object A {
  def c1(tainted: String) = { val b = scala.collection.mutable.ArrayBuffer[String](); b += tainted
    // ruleid: t
    sink(b)
    val s = scala.collection.mutable.Set[String](); s.add(tainted)
    // ruleid: t
    sink(s)
    val m = scala.collection.mutable.Map[String, String](); m.put("k", tainted)
    // ruleid: t
    sink(m("k"))
    // ruleid: t
    sink(m.getOrElse("k", "x")) }
  def c2(tainted: String) = { val l = tainted :: Nil
    // ruleid: t
    sink(l)
    // ruleid: t
    sink(List("a") ++ List(tainted))
    // ruleid: t
    sink(Seq(tainted).last)
    // todoruleid: t
    sink(Vector(tainted)(0))
    l match { case h :: t =>
      // ruleid: t
      sink(h)
      case Nil => 1 } }
  def c3(tainted: String) = { val o: Option[String] = Some(tainted)
    o.foreach { v =>
      // ruleid: t
      sink(v) }
    o match { case Some(x) =>
      // ruleid: t
      sink(x)
      case None => () }
    // ruleid: t
    for (v <- o) sink(v)
    val r = for { a <- o; b <- Some("x") } yield a + b
    // ruleid: t
    sink(r) }
  def c4(tainted: String) = { val (a, b) = (tainted, "x")
    // ruleid: t
    sink(a)
    // ok: t
    sink(b)
    val m = Map("k" -> tainted)
    m.foreach { case (k, v) =>
      // ruleid: t
      sink(v) } }
  case class P(a: String, b: String = "x")
  def c5() = { val p = P(source()); val q = p.copy(b = "y")
    // ruleid: t
    sink(p.a)
    // ok: t
    sink(p.b)
    p match { case P(x, y) =>
      // ruleid: t
      sink(x)
      // ok: t
      sink(y) } }
  trait Sh { def v: String; def tpl = v }
  class Im extends Sh { def v = source() }
  class Im2 extends Sh { val v = source() }
  def c6() = {
    // ruleid: t
    sink(new Im().tpl)
    // ruleid: t
    sink((new Im2).tpl) }
  def c7() = { val f = (x: String) => x; val g = f andThen f
    // ruleid: t
    sink(f(source()))
    // ruleid: t
    sink(g(source()))
    def local(x: String) = x
    // ruleid: t
    sink(local(source()))
    val pf: PartialFunction[String, String] = { case x => x }
    // ruleid: t
    sink(pf(source())) }
  def c8() = { var acc = ""; List(source()).foreach(x => acc = acc + x)
    // ruleid: t
    sink(acc)
    val s = s"a $acc"
    // ruleid: t
    sink(s)
    val e: Either[String, String] = Right(source())
    e match { case Right(v) =>
      // ruleid: t
      sink(v)
      case Left(_) => () }
    e.map { v =>
      // ruleid: t
      sink(v) } }
  def c9(implicit x: String = source()) = {
    // ruleid: t
    sink(x) }
  object St { var g = ""; def set() = { g = source() } }
  def c10() = { St.set()
    // ruleid: t
    sink(St.g) }
  implicit class Ext(s: String) { def ext = s }
  def c11() = { while (true) { val x = source()
    // ruleid: t
    sink(x) } }
}
