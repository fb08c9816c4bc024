class Box(var v: String, val other: String = "k") {
  val l = scala.collection.mutable.ListBuffer[String]()
  def get: String = v
  def get2(): String = { v }
  def getOther = other
  def put(x: String): Box = { v = x; this }
  def add(x: String): Unit = { l += x }
}
object Box { val shared = source(); def stat(x: String) = x; def make(x: String) = new Box(x); def apply(x: String) = new Box(x) }
class Base(val b: String) { def gb = b }
class Sub(v: String) extends Base(v) { val z = "a"; def twice = gb + gb }
case class P(a: String, b: String)
trait Tr { def id(x: String) = x }
object Main extends Tr {
  def ident(x: String) = x
  def drop(x: String): String = "a"
  def show(x: String): Unit = {
    // ruleid: t
    sink(x)
  }
  def app(f: String => String, x: String): String = f(x)
  def app2(x: String)(f: String => String): String = f.apply(x)
  def cmap(a: List[String], f: String => String): List[String] = for (x <- a) yield f(x)
  def cmap2(a: List[String], f: String => String): List[String] = a.map(f)
  def each(a: List[String], f: String => Unit): Unit = a.foreach(f)
  def adder(a: String): String => String = b => a + b
  def byName(x: => String) = x
  def run(k: Int, o: Option[String]): Unit = {
    // ruleid: t
    sink(app(x => x, source()))
    // ok: t
    sink(app(x => "a", source()))
    // ruleid: t
    sink(app(ident, source()))
    // ok: t
    sink(app(drop, source()))
    // ruleid: t
    sink(app(ident _, source()))
    // ruleid: t
    sink(app2(source())(x => x))
    // ok: t
    sink(app2(source())(x => "a"))
    // ruleid: t
    sink(app2(source()) { x => x })
    val a = List(source())
    // ruleid: t
    sink(cmap(a, x => x))
    // ok: t
    sink(cmap(a, x => "a"))
    // ruleid: t
    sink(cmap2(a, ident))
    // ok: t
    sink(cmap2(a, _ => "a"))
    each(a, show)
    // ruleid: t
    a.foreach(x => sink(x))
    // ruleid: t
    a.foreach(sink(_))
    // ruleid: t
    a foreach { x => sink(x) }
    a.foreach(show)
    a foreach show
    // ruleid: t
    sink(a.map(_ + "a").filter(_ => true).mkString)
    // ok: t
    sink(a.map(_ => "a"))
    // ruleid: t
    a.map { case x => sink(x) }
    // ruleid: t
    for (x <- a; y = x) { sink(y) }
    // ruleid: t
    for { x <- a if x != "" } sink(x)
    // ruleid: t
    sink(a.foldLeft("")((x, y) => x + y))
    // ruleid: t
    sink(a.head)
    // ruleid: t
    sink(adder(source())("a"))
    // ok: t
    sink(adder("b")("a"))
    val b = new Box(source())
    // ruleid: t
    sink(b.get)
    // ruleid: t
    sink(b.get2())
    // ruleid: t
    sink(b.v)
    // ok: t
    sink(b.getOther)
    // ok: t
    sink(b.other)
    // ruleid: t
    sink(Box.shared)
    // ruleid: t
    sink(new Box("x").put(source()).get)
    // ruleid: t
    sink(new Sub(source()).twice)
    // ok: t
    sink(new Sub(source()).z)
    // ruleid: t
    sink(Box.stat(source()))
    // ruleid: t
    sink(Box.make(source()).v)
    // ruleid: t
    sink(Box(source()).v)
    val e = new Box("x")
    e.add(source())
    // ruleid: t
    sink(e.l)
    e.v = source()
    // ruleid: t
    sink(e.get)
    val p = P(source(), "a")
    // ruleid: t
    sink(p.a)
    // ok: t
    sink(p.b)
    val P(p1, p2) = p
    // ruleid: t
    sink(p1)
    val (q1, q2) = (source(), "a")
    // ruleid: t
    sink(q1)
    // ok: t
    sink(q2)
    val tp = (source(), "a")
    // ruleid: t
    sink(tp._1)
    // ok: t
    sink(tp._2)
    val w = k match { case 1 => source() case _ => "a" }
    // ruleid: t
    sink(w)
    source() match {
      case x if x.isEmpty => 1
      case y =>
        // ruleid: t
        sink(y)
    }
    val i = if (k == 1) source() else "a"
    // ruleid: t
    sink(i)
    val t = try { source() } catch { case e: Exception => "a" }
    // ruleid: t
    sink(t)
    val blk = { val z = source(); z }
    // ruleid: t
    sink(blk)
    // ruleid: t
    sink(s"a ${source()}")
    // ruleid: t
    sink(o.getOrElse(source()))
    // ruleid: t
    sink(Some(source()).get)
    Some(source()) match { case Some(v) =>
      // ruleid: t
      sink(v)
      case None => 1 }
    val m = scala.collection.mutable.Map[String, String]()
    m("a") = source()
    // ruleid: t
    sink(m("a"))
    // ok: t
    sink(m("b"))
    val m2 = Map("a" -> source(), "b" -> "x")
    // ruleid: t
    sink(m2("a"))
    // ok: t
    sink(m2("b"))
    // ruleid: t
    sink(m2.get("a"))
    // ruleid: t
    sink(id(source()))
    // ruleid: t
    sink(byName(source()))
    lazy val lz = source()
    // ruleid: t
    sink(lz)
    try { throw new Exception(source()) } catch { case x: Exception =>
      // ruleid: t
      sink(x.getMessage) }
    Future { source() }.map { x =>
      // ruleid: t
      sink(x)
    }
  }
}
