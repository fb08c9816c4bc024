const ON: i32 = 1;
fn early(flag: bool, x: String) -> String { if !flag { return String::new(); } x }
fn eq(k: &str, x: String) -> String { if k == "yes" { x } else { String::new() } }
fn sw(k: i32, x: String) -> String { match k { 1 | 2 => x, _ => String::new() } }
fn rng(k: i32, x: String) -> String { match k { 1..=5 => x, _ => String::new() } }
fn grd(k: i32, x: String) -> String { match k { n if n > 5 => x, _ => String::new() } }
fn cst(k: i32, x: String) -> String { if k == ON { x } else { String::new() } }
fn opt(o: Option<i32>, x: String) -> String { match o { Some(_) => x, None => String::new() } }
fn wrap(f: bool, x: String) -> String { early(f, x) }
fn t() {
    // ok: t
    sink(early(false, source()));
    // ruleid: t
    sink(early(true, source()));
    // ok: t
    sink(eq("no", source()));
    // ruleid: t
    sink(eq("yes", source()));
    // ok: t
    sink(sw(3, source()));
    // ruleid: t
    sink(sw(2, source()));
    // ok: t
    sink(rng(7, source()));
    // ruleid: t
    sink(rng(5, source()));
    // ok: t
    sink(grd(3, source()));
    // ruleid: t
    sink(grd(7, source()));
    // ok: t
    sink(cst(2, source()));
    // ruleid: t
    sink(cst(1, source()));
    // ok: t
    sink(wrap(false, source()));
    // ruleid: t
    sink(wrap(true, source()));
}
