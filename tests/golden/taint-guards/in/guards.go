package a
const ( On = 1; Off = 2 )
func early(flag bool, x string) string { if !flag { return "" }; return x }
func eq(k string, x string) string { if k == "yes" { return x }; return "" }
func lt(n int, x string) string { if n > 5 { return x }; return "" }
func sw(k int, x string) string { switch k { case 1, 2: return x; default: return "" } }
func sw2(k int, x string) string { switch { case k > 5: return x }; return "" }
func en(k int, x string) string { if k == On { return x }; return "" }
func wrap(f bool, x string) string { return early(f, x) }
func nul(p *int, x string) string { if p == nil { return "" }; return x }
func t() {
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
	// ok: t
	sink(sw(3, source()))
	// ruleid: t
	sink(sw(2, source()))
	// ok: t
	sink(sw2(3, source()))
	// ruleid: t
	sink(sw2(7, source()))
	// ok: t
	sink(en(Off, source()))
	// ruleid: t
	sink(en(On, source()))
	// ok: t
	sink(wrap(false, source()))
	// ruleid: t
	sink(wrap(true, source()))
	// ok: t
	sink(nul(nil, source()))
}
