func early(_ flag: Bool, _ x: String) -> String { if !flag { return "" }
 return x }
func grd(_ flag: Bool, _ x: String) -> String { guard flag else { return "" }
 return x }
func eq(_ k: String, _ x: String) -> String { return k == "yes" ? x : "" }
func sw(_ k: Int, _ x: String) -> String { switch k { case 1, 2: return x
 default: return "" } }
func rng(_ k: Int, _ x: String) -> String { switch k { case 1...5: return x
 default: return "" } }
func dflt(_ x: String, flag: Bool = false) -> String { if flag { return x }
 return "" }
func wrap(_ f: Bool, _ x: String) -> String { return early(f, x) }
func t() {
  // ok: t
  sink(early(false, source()))
  // ruleid: t
  sink(early(true, source()))
  // ok: t
  sink(grd(false, source()))
  // ruleid: t
  sink(grd(true, source()))
  // ok: t
  sink(eq("no", source()))
  // ruleid: t
  sink(eq("yes", source()))
  // ok: t
  sink(sw(3, source()))
  // ruleid: t
  sink(sw(2, source()))
  // ok: t
  sink(rng(7, source()))
  // ruleid: t
  sink(rng(5, source()))
  // ok: t
  sink(dflt(source()))
  // ruleid: t
  sink(dflt(source(), flag: true))
  // ok: t
  sink(wrap(false, source()))
  // ruleid: t
  sink(wrap(true, source()))
}
