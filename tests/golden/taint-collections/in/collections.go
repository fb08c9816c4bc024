package a
func c1(tainted string) { l := list.New(); l.PushBack(tainted)
	// ruleid: t
	sink(l.Front().Value) }
func c2(tainted string) { m := make(map[string][]string); m["a"] = append(m["a"], tainted)
	// ruleid: t
	sink(m["a"]) }
func c3(tainted string) { var m sync.Map; m.Store("k", tainted); m.Range(func(k, v interface{}) bool {
	// ruleid: t
	sink(v)
	return true }) }
func c4(tainted string) { s := strings.Split(tainted, ",")
	// ruleid: t
	sink(s[0]) }
func c5(tainted string) { var b bytes.Buffer; b.WriteString(tainted)
	// ruleid: t
	sink(b.String()) }
func c6(tainted string) { a := [2]string{tainted, "b"}
	// ruleid: t
	sink(a[0])
	// ok: t
	sink(a[1]) }
func c7(tainted string) { ch := make(chan string, 1); go func() { ch <- tainted }()
	// ruleid: t
	sink(<-ch) }
func c8(tainted string) { ch := make(chan string); ch <- tainted; for v := range ch {
	// ruleid: t
	sink(v) } }
func c9(tainted string) { s := []string{}; s = append(s, []string{tainted}...)
	// ruleid: t
	sink(s) }
func c10(tainted string) { m := map[string]string{"a": tainted, "b": "x"}
	// ok: t
	sink(m["b"])
	delete(m, "a")
	// ok: t
	sink(m["a"]) }
func c11(tainted string) { m := map[string]string{}; m["k"] = tainted; v, ok := m["k"]
	// ruleid: t
	sink(v)
	_ = ok }
type T struct { f func(string) string; a string }
func c12() { t := T{f: func(s string) string { return s }}
	// ruleid: t
	sink(t.f(source())) }
func apply(fs ...func(string) string) string { r := source(); for _, f := range fs { r = f(r) }; return r }
func c13() {
	// ruleid: t
	sink(apply(func(s string) string { return s })) }
type Opt func(*T)
func WithA(a string) Opt { return func(t *T) { t.a = a } }
func New(opts ...Opt) *T { t := &T{}; for _, o := range opts { o(t) }; return t }
func c14() { t := New(WithA(source()))
	// todoruleid: t
	sink(t.a) }
func outer() func() string { x := source(); return func() string { return x } }
func c15() { f := outer()
	// ruleid: t
	sink(f()) }
func c16() { x := ""; defer func() {
	// todoruleid: t
	sink(x) }(); x = source() }
func Map[T any](a []T, f func(T) T) []T { var r []T; for _, x := range a { r = append(r, f(x)) }; return r }
func c17() {
	// ruleid: t
	sink(Map([]string{source()}, func(s string) string { return s }))
	// ok: t
	sink(Map([]string{source()}, func(s string) string { return "" })) }
type Shape interface { Get() string }
type Sq struct{ v string }
func (s Sq) Get() string { return s.v }
func show(s Shape) {
	// ruleid: t
	sink(s.Get()) }
func c18() { show(Sq{v: source()}) }
func c19() { sl := []string{"a"}; sl[0] = source()
	// ruleid: t
	sink(sl) }
