#include <string>
class Box {
 public:
  std::string v, other = "k"; std::vector<std::string> l;
  static std::string shared;
  Box(std::string x) : v(x) {}
  Box(std::string x, int n) { this->v = x; }
  Box() {}
  std::string get() { return v; }
  std::string getOther() const { return other; }
  Box &put(std::string x) { v = x; return *this; }
  void add(std::string x) { l.push_back(x); }
  static std::string stat(std::string x) { return x; }
  std::string outl(std::string x);
};
std::string Box::outl(std::string x) { return x; }
class Sub : public Box { public: std::string z = "a"; Sub(std::string x) : Box(x) {} std::string twice() { return get() + get(); } };
struct P { std::string a; std::string b; };
std::string ident(std::string x) { return x; }
std::string drop(std::string x) { return "a"; }
void show(std::string x) {
  // ruleid: t
  sink(x);
}
std::string app(std::function<std::string(std::string)> f, std::string x) { return f(x); }
std::string app2(std::string (*f)(std::string), std::string x) { return (*f)(x); }
template <typename F> void each(std::vector<std::string> a, F f) { for (auto &x : a) f(x); }
auto adder(std::string a) { return [a](std::string b) { return a + b; }; }
void fill(std::string &p) { p = source(); }
void fillp(std::string *p) { *p = source(); }
namespace N { std::string id(std::string x) { return x; } }
void run(int k) {
  // ruleid: t
  sink(app([](std::string x) { return x; }, source()));
  // ok: t
  sink(app([](std::string x) { return "a"; }, source()));
  // ruleid: t
  sink(app(ident, source()));
  // ok: t
  sink(app(drop, source()));
  // ruleid: t
  sink(app2(&ident, source()));
  // ok: t
  sink(app2(&drop, source()));
  std::vector<std::string> a = {source()};
  each(a, show);
  // ruleid: t
  each(a, [](auto x) { sink(x); });
  // ruleid: t
  std::for_each(a.begin(), a.end(), [](auto x) { sink(x); });
  // ruleid: t
  sink(adder(source())("a"));
  // ok: t
  sink(adder("b")("a"));
}
void objects() {
  Box b(source());
  // todoruleid: t
  sink(b.get());
  // ok: t
  sink(b.getOther());
  // todoruleid: t
  sink(b.v);
  Box b2 = Box(source());
  // ruleid: t
  sink(b2.get());
  Box b3{source()};
  // ruleid: t
  sink(b3.get());
  auto *b4 = new Box(source());
  // ruleid: t
  sink(b4->get());
  Box b5(source(), 1);
  // ruleid: t
  sink(b5.get());
  auto b6 = std::make_unique<Box>(source());
  // ruleid: t
  sink(b6->get());
}
void objects2(Box b) {
  Box c("x");
  c.put(source());
  // ruleid: t
  sink(c.get());
  // ruleid: t
  sink(Box("x").put(source()).get());
  // ruleid: t
  sink(Sub(source()).twice());
  // ok: t
  sink(Sub(source()).z);
  // ruleid: t
  sink(Box::stat(source()));
  // ruleid: t
  sink(b.outl(source()));
  // ruleid: t
  sink(N::id(source()));
  c.add(source());
  // ruleid: t
  sink(c.l);
}
void values() {
  P p{source(), "a"};
  // ruleid: t
  sink(p.a);
  // ok: t
  sink(p.b);
  P q; q.a = source();
  // ruleid: t
  sink(q.a);
  // ok: t
  sink(q.b);
  auto [s1, s2] = std::make_pair(source(), "a");
  // ruleid: t
  sink(s1);
  std::string y;
  fill(y);
  // ruleid: t
  sink(y);
  std::string z;
  fillp(&z);
  // ruleid: t
  sink(z);
}
void collections() {
  std::map<std::string, std::string> m;
  m["a"] = source();
  // ruleid: t
  sink(m["a"]);
  // ok: t
  sink(m["b"]);
  for (auto &[kk, vv] : m) {
    // ruleid: t
    sink(vv);
  }
  std::stringstream ss;
  ss << source();
  // ruleid: t
  sink(ss.str());
  char buf[10];
  strcpy(buf, source());
  // ruleid: t
  sink(buf);
  try { throw std::runtime_error(source()); } catch (std::exception &e) {
    // ruleid: t
    sink(e.what());
  }
  std::string acc;
  auto add = [&](std::string v) { acc += v; };
  add(source());
  // ruleid: t
  sink(acc);
}
