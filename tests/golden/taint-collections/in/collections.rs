fn c1(tainted: String) { let mut s = HashSet::new(); s.insert(tainted);
    // ruleid: t
    sink(s); }
fn c2(tainted: String) { let mut q = VecDeque::new(); q.push_back(tainted);
    // ruleid: t
    sink(q.pop_front()); }
fn c3(tainted: String) { let mut m = HashMap::new(); m.entry("k").or_insert(tainted);
    // ruleid: t
    sink(m); }
fn c4(tainted: String) { let v = vec!["x".to_string(), tainted];
    // ruleid: t
    sink(&v[1]);
    for x in v.iter() {
        // ruleid: t
        sink(x); }
    // ruleid: t
    if let Some(f) = v.first() { sink(f); } }
fn c5(tainted: String) { let s: Vec<String> = vec![tainted].into_iter().collect();
    // ruleid: t
    sink(s.join(",")); }
fn c6(tainted: String) { let mut v = vec![]; v.extend(vec![tainted]);
    // ruleid: t
    sink(v); }
fn c7(tainted: String) { let o = Some(tainted);
    // ruleid: t
    sink(o.as_ref().unwrap());
    // ruleid: t
    sink(o.clone().unwrap_or("x".into()));
    match &o { Some(x) => {
        // ruleid: t
        sink(x) }, None => {} } }
fn c8(tainted: String) { let a = [tainted.clone(), "x".to_string()];
    // ruleid: t
    sink(&a[0]);
    // ok: t
    sink(&a[1]);
    let [p, q] = a;
    // ruleid: t
    sink(p); }
fn c9(tainted: &str) { let s = String::from("a") + tainted;
    // ruleid: t
    sink(s);
    let r: String = tainted.chars().rev().collect();
    // ruleid: t
    sink(r);
    let b = Box::new(tainted);
    // ruleid: t
    sink(*b); }
trait Sh { fn get(&self) -> String; fn tpl(&self) -> String { self.get() } }
struct Sq { v: String }
impl Sh for Sq { fn get(&self) -> String { self.v.clone() } }
fn show(s: &dyn Sh) {
    // ruleid: t
    sink(s.get()); }
fn gshow<T: Sh>(s: T) {
    // ruleid: t
    sink(s.get()); }
fn c10() { let s = Sq { v: source() }; show(&s); gshow(s); }
fn c11() { let s = Sq { v: source() };
    // ruleid: t
    sink(s.tpl()); }
struct Bd { a: String, b: String }
impl Bd { fn new() -> Self { Bd { a: String::new(), b: String::new() } } fn a(mut self, v: String) -> Self { self.a = v; self } fn b(mut self, v: String) -> Self { self.b = v; self } }
fn c12() { let r = Bd::new().a(source()).b("x".to_string());
    // ruleid: t
    sink(r.a);
    // ok: t
    sink(r.b); }
fn c13() { let mut total = String::new(); vec![source()].iter().for_each(|x| { total.push_str(x); });
    // ruleid: t
    sink(total); }
fn mk() -> Box<dyn Fn() -> String> { let x = source(); Box::new(move || x.clone()) }
fn c14() {
    // ruleid: t
    sink(mk()()); }
fn c15() -> Option<String> { let v = opt()?;
    // ruleid: t
    sink(v); None }
fn opt() -> Option<String> { Some(source()) }
async fn co() -> String { source() }
async fn c16() {
    // ruleid: t
    sink(co().await); }
fn c17() { let Bd { a, b } = Bd { a: source(), b: String::new() };
    // ruleid: t
    sink(a);
    // ok: t
    sink(b); }
static mut G: String = String::new();
fn c18() { unsafe { G = source();
    // ruleid: t
    sink(G); } }
fn c19() { let t = (source(), 1); let (a, _) = t;
    // ruleid: t
    sink(a); }
fn apply<F>(f: F) where F: FnOnce(String) { f(source()) }
fn c20() { apply(|s| {
    // ruleid: t
    sink(s) }); }
fn c21() { let s = source(); let r = &s; let n = r.len();
    // ruleid: t
    sink(r); }
fn c22() { let x = if let Some(v) = opt() { v } else { return };
    // ruleid: t
    sink(x); }
