function cmap(arr, cb) {
  const r = [];
  for (let i = 0; i < arr.length; i++) { r.push(cb(arr[i])); }
  return r;
}
function cmap2(arr, cb) { return arr.map(cb); }
function each(arr, cb) { for (const x of arr) { cb(x); } }
function each2(arr, cb) { arr.forEach(x => cb(x)); }
const ident = x => x;
function drop(x) { return "safe"; }
function show(x) {
  // ruleid: t
  sink(x);
}
function hof() {
  // ruleid: t
  sink(cmap([source()], ident));
  // ok: t
  sink(cmap([source()], drop));
  // ruleid: t
  sink(cmap2([source()], ident));
  // ok: t
  sink(cmap2([source()], drop));
  each([source()], show);
  // ruleid: t
  each2([source()], function (y) { sink(y); });
  // ruleid: t
  sink([source()].map(x => x + 1).filter(Boolean).join(","));
  // ok: t
  sink([source()].map(x => 1));
  // ruleid: t
  sink([1].reduce((a, b) => a + b, source()));
  // ruleid: t
  [source()].reduce((a, b) => sink(b), "");
  // ruleid: t
  [source()].some(x => sink(x));
  // ruleid: t
  sink([source()].find(x => true));
  // ruleid: t
  new Map([["a", source()]]).forEach((v, k) => sink(v));
  // ruleid: t
  Object.keys(source()).forEach(k => sink(k));
  // ruleid: t
  promise(source()).then(v => sink(v));
  // ruleid: t
  Promise.resolve(source()).then(x => x).then(function (z) { sink(z) });
  // ruleid: t
  setTimeout(() => sink(source()), 1);
  // ruleid: t
  setTimeout(function (q) { sink(q) }, 1, source());
  // ruleid: t
  sink(ident.call(null, source()));
  // ruleid: t
  sink(ident.apply(null, [source()]));
  show.call(this, source());
  const bound = show.bind(null);
  bound(source());
}
const adder = a => b => a + b;
function closures() {
  // ruleid: t
  sink(adder(source())(1));
  // ok: t
  sink(adder(1)(1));
  // ruleid: t
  sink(adder(1)(source()));
  const f = adder(source());
  // ruleid: t
  sink(f(2));
  let acc = [];
  const add = v => { acc.push(v); };
  add(source());
  // ruleid: t
  sink(acc);
  const o = { run(x) { return x; }, get: function (x) { return "k"; }, arrow: x => x };
  // ruleid: t
  sink(o.run(source()));
  // ok: t
  sink(o.get(source()));
  // ruleid: t
  sink(o.arrow(source()));
  (function (x) {
    // ruleid: t
    sink(x);
  })(source());
  (x => {
    // ruleid: t
    sink(x);
  })(source());
}
class Box {
  static shared = source();
  field = source();
  #p;
  constructor(v, other = "k") { this.v = v; this.other = other; this.#p = v; this.l = []; }
  get() { return this.v; }
  getOther() { return this.other; }
  priv() { return this.#p; }
  put(v) { this.v = v; return this; }
  add(v) { this.l.push(v); }
  static stat(x) { return x; }
  get prop() { return this.v; }
  set prop(x) { this.v = x; }
  fl() {
    // ruleid: t
    sink(this.field);
  }
}
class Sub extends Box {
  constructor(v) { super(v); this.z = 1; }
  twice() { return this.get() + "a"; }
  over() { return super.get(); }
}
class Sub2 extends Box { }
function objects() {
  const b = new Box(source());
  // ruleid: t
  sink(b.get());
  // ok: t
  sink(b.getOther());
  // ruleid: t
  sink(b.priv());
  // ruleid: t
  sink(b.prop);
  const c = new Box("a");
  // ok: t
  sink(c.get());
  c.put(source());
  // ruleid: t
  sink(c.get());
  // ruleid: t
  sink(new Box("x").put(source()).get());
  // ruleid: t
  sink(new Sub(source()).twice());
  // ruleid: t
  sink(new Sub(source()).over());
  // ok: t
  sink(new Sub(source()).z);
  // ruleid: t
  sink(new Sub2(source()).get());
  // ruleid: t
  sink(Box.stat(source()));
  // ruleid: t
  sink(Box.shared);
  const e = new Box("x");
  e.add(source());
  // ruleid: t
  sink(e.l);
  e.prop = source();
  // ruleid: t
  sink(e.v);
}
function Old(v) { this.v = v; this.w = 1; }
Old.prototype.get = function () { return this.v; };
function olds() {
  const o = new Old(source());
  // ruleid: t
  sink(o.v);
  // ok: t
  sink(o.w);
  // ruleid: t
  sink(o.get());
}
function rest(a, ...r) {
  // ruleid: t
  sink(r);
  // ok: t
  sink(a);
}
rest(1, 2, source());
function dflt(a, b = source()) {
  // ruleid: t
  sink(b);
}
function des({ a, b: { c } }, [d, e]) {
  // ruleid: t
  sink(a);
  // ok: t
  sink(c);
  // ok: t
  sink(d);
  // ruleid: t
  sink(e);
}
des({ a: source(), b: { c: 1 } }, [1, source()]);
function dess() {
  const { a = source(), b } = {};
  // ruleid: t
  sink(a);
  // ok: t
  sink(b);
  const [x, , y] = [1, 2, source()];
  // ok: t
  sink(x);
  // todoruleid: t
  sink(y);
  const o = { ...{ q: source() }, r: 1 };
  // ruleid: t
  sink(o.q);
  // ok: t
  sink(o.r);
  // ruleid: t
  sink(`a ${source()}`);
  // ruleid: t
  sink(tag`a ${source()}`);
  for (const k in source()) {
    // ruleid: t
    sink(k);
  }
  for (const [k, v] of Object.entries({ a: source() })) {
    // ruleid: t
    sink(v);
  }
  let z = null ?? source();
  // ruleid: t
  sink(z);
  let w;
  w ||= source();
  // ruleid: t
  sink(w);
  // ruleid: t
  sink(o?.q);
  // ruleid: t
  sink((1, source()));
  const m = new Map();
  m.set("a", source());
  // ruleid: t
  sink(m.get("a"));
  // ok: t
  sink(m.get("b"));
  const s = new Set();
  s.add(source());
  // ruleid: t
  sink([...s]);
  // ruleid: t
  sink(Array.from(s));
  // ruleid: t
  sink(Object.assign({}, { a: source() }));
  const t = {};
  Object.assign(t, { a: source() });
  // ruleid: t
  sink(t);
  delete o.q;
  // ruleid: t
  sink(JSON.stringify({ a: source() }));
  const arr = [];
  arr.unshift(source());
  // ruleid: t
  sink(arr.concat([1]));
  // ruleid: t
  sink([1].concat([source()]));
  // ruleid: t
  sink(arr.slice(0, 1));
  const arr2 = [];
  arr2[arr2.length] = source();
  // ruleid: t
  sink(arr2);
  arr2.length = 0;
}
function* gen() { yield source(); }
function gens() {
  for (const g of gen()) {
    // ruleid: t
    sink(g);
  }
}
async function co() { return source(); }
async function cos() {
  // ruleid: t
  sink(await co());
  co().then(v => {
    // ruleid: t
    sink(v);
  });
}
function tries() {
  try { throw new Error(source()); } catch (e) {
    // ruleid: t
    sink(e);
  }
  try { throw source(); } catch ({ message }) {
    // ruleid: t
    sink(message);
  }
}
let G;
function setg() { G = source(); }
function useg() {
  setg();
  // ruleid: t
  sink(G);
}
function mk(target) { return v => target.push(v); }
function mkd() {
  const o = [];
  const w = mk(o);
  w(source());
  // ruleid: t
  sink(o);
}
function helper(x) {
  const b = [];
  x.method().forEach(e => b.push(e));
  return { a: 1, b };
}
function callHelper() {
  const { a, b } = helper(source());
  // ok: t
  sink(a);
  // ruleid: t
  sink(b);
}
const mod = (function () { const secret = source(); return { get: () => secret }; })();
// ruleid: t
sink(mod.get());
const handlers = { a: show, b: x => x };
// ruleid: t
sink(handlers["b"](source()));
const compose = (f, g) => x => f(g(x));
// ruleid: t
sink(compose(ident, ident)(source()));
// ok: t
sink(compose(drop, ident)(source()));
function sw(k) {
  let x;
  switch (k) { case 1: x = source(); break; default: x = 1; }
  // ruleid: t
  sink(x);
}
function args() {
  // ruleid: t
  sink(arguments[0]);
}
args(source());
const self = this;
function Outer() {
  const that = this;
  this.v = source();
  this.f = function () {
    // todoruleid: t
    sink(that.v);
  };
}
var ns = {};
ns.h = function (x) {
  // ruleid: t
  sink(x);
};
ns.h(source());
exports.k = (x) => {
  // ruleid: t
  sink(x);
};
exports.k(source());
