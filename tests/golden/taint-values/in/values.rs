struct Bx { v: String, other: String, l: Vec<String> }
impl Bx {
    fn new(v: String) -> Self { Bx { v, other: "k".to_string(), l: vec![] } }
    fn make(v: String) -> Bx { Self { v: v, other: String::new(), l: Vec::new() } }
    fn get(&self) -> &String { &self.v }
    fn get_other(&self) -> String { self.other.clone() }
    fn put(&mut self, v: String) { self.v = v; }
    fn with(mut self, v: String) -> Self { self.v = v; self }
    fn add(&mut self, v: String) { self.l.push(v); }
}
struct Tu(String, String);
enum En { One(String), Two { a: String } }
fn ident(x: String) -> String { x }
fn drop_it(_x: String) -> String { "a".to_string() }
fn show(x: String) {
    // ruleid: t
    sink(x);
}
fn app<F: Fn(String) -> String>(f: F, x: String) -> String { f(x) }
fn adder(a: String) -> impl Fn(String) -> String { move |b| format!("{}{}", a, b) }
fn cmap(a: Vec<String>, f: fn(String) -> String) -> Vec<String> {
    let mut r = Vec::new();
    for x in a { r.push(f(x)); }
    r
}
fn two() -> (String, String) { (source(), "a".to_string()) }
fn res() -> Result<String, E> { Ok(source()) }
fn early(k: i32) -> String { if k == 1 { return source(); } "a".to_string() }
fn ife(k: i32) -> String { if k == 1 { source() } else { "a".to_string() } }
fn mat(k: i32) -> String { match k { 1 => source(), _ => "a".to_string() } }
fn fill(p: &mut String) { *p = source(); }
fn run(k: i32) -> Result<(), E> {
    // ruleid: t
    sink(app(|x| x, source()));
    // ok: t
    sink(app(|_x| "a".to_string(), source()));
    // ruleid: t
    sink(app(ident, source()));
    // ok: t
    sink(app(drop_it, source()));
    // ruleid: t
    sink(cmap(vec![source()], ident));
    // ok: t
    sink(cmap(vec![source()], drop_it));
    // ruleid: t
    sink(adder(source())("a".to_string()));
    let a = vec![source()];
    // ruleid: t
    a.iter().for_each(|x| sink(x));
    // ruleid: t
    sink(a.iter().map(|x| x.clone()).filter(|x| true).collect::<Vec<_>>());
    // ok: t
    sink(a.iter().map(|_x| "a").collect::<Vec<_>>());
    a.into_iter().for_each(show);
    let b = Bx::new(source());
    // ruleid: t
    sink(b.get());
    // ok: t
    sink(b.get_other());
    // ruleid: t
    sink(&b.v);
    // ruleid: t
    sink(Bx::make(source()).v);
    let mut c = Bx::new("x".to_string());
    // ok: t
    sink(c.get());
    c.put(source());
    // ruleid: t
    sink(c.get());
    // ruleid: t
    sink(Bx::new("x".to_string()).with(source()).get());
    c.add(source());
    // ruleid: t
    sink(c.l);
    let d = Bx { v: source(), ..b };
    // ruleid: t
    sink(d.v);
    let t = Tu(source(), "a".to_string());
    // ruleid: t
    sink(t.0);
    // ok: t
    sink(t.1);
    let (x, y) = two();
    // ruleid: t
    sink(x);
    // ok: t
    sink(y);
    // ruleid: t
    sink(res()?);
    // ruleid: t
    sink(res().unwrap());
    if let Ok(z) = res() {
        // ruleid: t
        sink(z);
    }
    let Some(w) = Some(source()) else { return Ok(()); };
    // ruleid: t
    sink(w);
    match res() {
        // ruleid: t
        Ok(q) => sink(q),
        Err(e) => {}
    }
    match En::One(source()) {
        // ruleid: t
        En::One(q) => sink(q),
        En::Two { a } => {}
    }
    // ruleid: t
    sink(early(1));
    // ruleid: t
    sink(ife(k));
    // ruleid: t
    sink(mat(k));
    let m = match k { 1 => source(), _ => "a".to_string() };
    // ruleid: t
    sink(m);
    let i = if k == 1 { source() } else { "a".to_string() };
    // ruleid: t
    sink(i);
    let bl = { let z = source(); z };
    // ruleid: t
    sink(bl);
    let lp = loop { break source(); };
    // ruleid: t
    sink(lp);
    let mut p = String::new();
    fill(&mut p);
    // ruleid: t
    sink(p);
    let mut h = HashMap::new();
    h.insert("a", source());
    // ruleid: t
    sink(h.get("a"));
    // ok: t
    sink(h.get("b"));
    // ruleid: t
    sink(h["a"]);
    for (k, v) in &h {
        // ruleid: t
        sink(v);
    }
    // ruleid: t
    sink(format!("a {}", source()));
    let n = source();
    // ruleid: t
    sink(format!("a {n}"));
    // ruleid: t
    sink(Some(source()).map(|x| x).unwrap_or_default());
    // ruleid: t
    sink(res().unwrap_or_else(|_| source()));
    let mut s = String::new();
    s.push_str(&source());
    // ruleid: t
    sink(s);
    s += &source();
    let f = |v: String| sink2(v);
    let mut acc = vec![];
    let mut push = |v| acc.push(v);
    push(source());
    // ruleid: t
    sink(acc);
    thread::spawn(move || {
        // ruleid: t
        sink(n);
    });
    while let Some(u) = it.next(source()) {
        // ruleid: t
        sink(u);
    }
    Ok(())
}
