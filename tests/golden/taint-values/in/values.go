package a
func cmap(a []string, f func(string) string) []string {
	r := []string{}
	for _, x := range a { r = append(r, f(x)) }
	return r
}
func app(f func(string) string, x string) string { return f(x) }
func ident(x string) string { return x }
func drop(x string) string { return "a" }
func show(x string) {
	// ruleid: t
	sink(x)
}
func adder(a string) func(string) string { return func(b string) string { return a + b } }
type Box struct { v, other string; l []string }
func NewBox(v string) *Box { return &Box{v: v, other: "k"} }
func (b *Box) Get() string { return b.v }
func (b *Box) GetOther() string { return b.other }
func (b *Box) Put(v string) *Box { b.v = v; return b }
func (b *Box) Add(v string) { b.l = append(b.l, v) }
type Sub struct { Box; z string }
func two() (string, string) { return source(), "a" }
func named() (r string, err error) { r = source(); return }
var g = ""
func setg() { g = source() }
func fill(p *string) { *p = source() }
func vari(a ...string) {
	// ruleid: t
	sink(a)
}
type I interface { Do(x string) }
type Impl struct{}
func (i Impl) Do(x string) {
	// ruleid: t
	sink(x)
}
func run() {
	// ruleid: t
	sink(cmap([]string{source()}, ident))
	// ok: t
	sink(cmap([]string{source()}, drop))
	// ruleid: t
	sink(app(func(x string) string { return x }, source()))
	// ok: t
	sink(app(func(x string) string { return "a" }, source()))
	// ruleid: t
	sink(adder(source())("a"))
	// ok: t
	sink(adder("b")("a"))
	h := map[string]func(string){"a": show}
	h["a"](source())
	b := NewBox(source())
	// ruleid: t
	sink(b.Get())
	// ok: t
	sink(b.GetOther())
	c := NewBox("x")
	// ok: t
	sink(c.Get())
	c.Put(source())
	// ruleid: t
	sink(c.Get())
	// ruleid: t
	sink(NewBox("x").Put(source()).Get())
	c.Add(source())
	// ruleid: t
	sink(c.l)
	d := Box{source(), "a", nil}
	// ruleid: t
	sink(d.v)
	// ok: t
	sink(d.other)
	s := Sub{Box: Box{v: source()}}
	// ruleid: t
	sink(s.Box.v)
	// ok: t
	sink(s.z)
	x, y := two()
	// ruleid: t
	sink(x)
	// ok: t
	sink(y)
	n, _ := named()
	// ruleid: t
	sink(n)
	setg()
	// ruleid: t
	sink(g)
	var p string
	fill(&p)
	// ruleid: t
	sink(p)
	vari("a", source())
	Impl{}.Do(source())
	m := map[string]string{}
	m["a"] = source()
	// ruleid: t
	sink(m["a"])
	// ok: t
	sink(m["b"])
	for k, v := range m {
		// ruleid: t
		sink(v)
		_ = k
	}
	ch := make(chan string)
	ch <- source()
	// ruleid: t
	sink(<-ch)
	go func(q string) {
		// ruleid: t
		sink(q)
	}(source())
	defer func() {
		// ruleid: t
		sink(x)
	}()
	var i interface{} = source()
	switch v := i.(type) {
	case string:
		// ruleid: t
		sink(v)
	}
	if z, ok := m["a"]; ok {
		// ruleid: t
		sink(z)
	}
	str, ok := i.(string)
	// ruleid: t
	sink(str)
	// ruleid: t
	sink(fmt.Sprintf("%s", source()))
	var sb strings.Builder
	sb.WriteString(source())
	// ruleid: t
	sink(sb.String())
	a := make([]string, 0)
	a = append(a, source())
	// ruleid: t
	sink(a[0])
	e := a[1:]
	// ruleid: t
	sink(e)
	copy(e, []string{source()})
	// ruleid: t
	func() { sink(x) }()
	w := func(v string) { g = v }
	w(source())
	// ruleid: t
	sink(g)
	// ruleid: t
	http.HandleFunc("/", func(a, b string) { sink(source()) })
}
