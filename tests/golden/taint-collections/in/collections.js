function c1(tainted) { const a = []; a.push("x", tainted);
  // ruleid: t
  sink(a.join(","));
  // ruleid: t
  sink(a.map(String));
  // ruleid: t
  for (const x of a) sink(x);
  // ruleid: t
  sink(a.at(-1));
  // ruleid: t
  sink(a.flat()); }
function c2(tainted) { const a = [tainted, 1];
  // ruleid: t
  sink(a.shift());
  const b = ["x", tainted].reverse();
  // ruleid: t
  sink(b[0]);
  // ruleid: t
  sink([tainted].entries().next().value); }
function c3(tainted) { const m = new Map([["k", tainted]]);
  // ruleid: t
  sink(m.get("k"));
  for (const [k, v] of m) {
    // ruleid: t
    sink(v); }
  // ruleid: t
  sink(Array.from(m.values())); }
function c4(tainted) { const w = new WeakMap(); w.set(k, tainted);
  // ruleid: t
  sink(w.get(k)); }
function c5(tainted) { const o = { a: { b: tainted }, c: 1 };
  // ruleid: t
  sink(o.a.b);
  // ok: t
  sink(o.c);
  // ruleid: t
  sink(o["a"]["b"]);
  const { a: { b } } = o;
  // ruleid: t
  sink(b);
  const p = { ...o, c: tainted };
  // ruleid: t
  sink(p.c);
  // ruleid: t
  sink(Object.values(o));
  // ruleid: t
  sink(Object.entries(p).map(([k, v]) => v)); }
function c6(tainted) { const s = new Set([tainted]); s.forEach(v => {
  // ruleid: t
  sink(v); }); }
function c7(tainted) { const f = new FormData(); f.append("k", tainted);
  // ruleid: t
  sink(f); }
function c8(tainted) { const a = Array(3).fill(tainted);
  // ruleid: t
  sink(a);
  const b = Array.from({ length: 2 }, () => tainted);
  // ruleid: t
  sink(b);
  const c = [1].flatMap(x => [tainted]);
  // ruleid: t
  sink(c); }
class Ee { constructor() { this.h = {}; } on(n, f) { this.h[n] = f; } emit(n, v) { this.h[n](v); } }
function c9() { const e = new Ee(); e.on("a", v => {
  // ruleid: t
  sink(v); }); e.emit("a", source()); }
const pipe = (...fs) => x => fs.reduce((a, f) => f(a), x);
function c10() {
  // ruleid: t
  sink(pipe(x => x)(source())); }
const curry = f => a => b => f(a, b);
function c11() {
  // ruleid: t
  sink(curry((a, b) => a + b)(source())(1));
  // ok: t
  sink(curry((a, b) => b)(source())(1)); }
function once(f) { let r; return function () { if (!r) r = f(); return r; }; }
function c12() { const g = once(() => source());
  // ruleid: t
  sink(g()); }
const counter = (() => { let v = ""; return { set(x) { v = x; }, get() { return v; } }; })();
function c13() { counter.set(source());
  // ruleid: t
  sink(counter.get()); }
class B1 { tpl() { return this.val(); } val() { return ""; } }
class B2 extends B1 { val() { return source(); } }
function c14() {
  // ruleid: t
  sink(new B2().tpl());
  // ok: t
  sink(new B1().tpl()); }
class F { a = ""; setA(v) { this.a = v; return this; } b = ""; setB(v) { this.b = v; return this; } build() { return { a: this.a, b: this.b }; } }
function c15() { const r = new F().setA(source()).setB("x").build();
  // ruleid: t
  sink(r.a);
  // ok: t
  sink(r.b); }
async function c16() { const [a, b] = await Promise.all([co1(), co2()]);
  // ruleid: t
  sink(a); }
async function co1() { return source(); }
async function co2() { return 1; }
async function* ag() { yield source(); }
async function c17() { for await (const x of ag()) {
  // ruleid: t
  sink(x); } }
function c18() { const p = new Promise((res, rej) => { res(source()); });
  p.then(v => {
    // todoruleid: t
    sink(v); }); }
function c19(cb) { cb(null, source()); }
c19((err, data) => {
  // ruleid: t
  sink(data);
  // ok: t
  sink(err); });
function c20({ a, ...rest }) {
  // ruleid: t
  sink(rest.b);
  // ok: t
  sink(a); }
c20({ a: 1, b: source() });
const obj = { get x() { return source(); }, m() { return this.y; }, y: source() };
// ruleid: t
sink(obj.x);
// ruleid: t
sink(obj.m());
label: for (const x of [source()]) {
  // ruleid: t
  sink(x); break label; }
do {
  // ruleid: t
  sink(source()); } while (false);
const tagged = (s, ...v) => v[0];
// todoruleid: t
sink(tagged`a${source()}`);
var { length } = source();
// ruleid: t
sink(length);
// ruleid: t
(() => sink(source()))();
// ruleid: t
new (class { constructor(v) { sink(v); } })(source());
