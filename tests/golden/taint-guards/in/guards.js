const MODE = { ON: 1, OFF: 2 };
function early(flag, x) { if (!flag) return ""; return x; }
function eq(k, x) { return k === "yes" ? x : ""; }
function lt(n, x) { if (n > 5) { return x; } return ""; }
function nul(o, x) { if (o == null) return ""; return x; }
function sw(k, x) { switch (k) { case 1: case 2: return x; default: return ""; } }
function and(k, x) { return k && x; }
function opts({ raw, v }) { return raw ? v : ""; }
function dflt(x, flag = false) { return flag ? x : ""; }
const arrow = (f, x) => f ? x : "";
const wrap = (f, x) => early(f, x);
function en(e, x) { if (e === MODE.ON) return x; return ""; }
function tern(f, x) { const y = f ? x : ""; return y; }
function cb(f, x, g) { if (f) g(x); }
class C { constructor(f) { this.f = f; } get(x) { if (this.f) return x; return ""; } }
function t() {
  // ok: t
  sink(early(false, source()));
  // ruleid: t
  sink(early(true, source()));
  // ok: t
  sink(eq("no", source()));
  // ruleid: t
  sink(eq("yes", source()));
  // ok: t
  sink(lt(1, source()));
  // ok: t
  sink(nul(null, source()));
  // ok: t
  sink(sw(3, source()));
  // ruleid: t
  sink(sw(1, source()));
  // ok: t
  sink(and(false, source()));
  // ok: t
  sink(opts({ raw: false, v: source() }));
  // ruleid: t
  sink(opts({ raw: true, v: source() }));
  // ok: t
  sink(dflt(source()));
  // ruleid: t
  sink(dflt(source(), true));
  // ok: t
  sink(arrow(false, source()));
  // ok: t
  sink(wrap(false, source()));
  // ruleid: t
  sink(wrap(true, source()));
  // ok: t
  sink(en(MODE.OFF, source()));
  // ruleid: t
  sink(en(MODE.ON, source()));
  // ok: t
  sink(tern(false, source()));
  // ok: t
  cb(false, source(), v => sink(v));
  // ruleid: t
  cb(true, source(), v => sink(v));
  // ok: t
  sink(new C(false).get(source()));
  // ruleid: t
  sink(new C(true).get(source()));
}
