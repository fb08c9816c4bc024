import java.util.*;
import java.util.function.*;
class Box {
  static String shared = source();
  String v; String other = "k"; List<String> l = new ArrayList<>();
  Box(String v) { this.v = v; }
  Box() { }
  String get() { return v; }
  String getOther() { return other; }
  Box put(String v) { this.v = v; return this; }
  void add(String x) { l.add(x); }
  static String stat(String x) { return x; }
  static Box make(String x) { return new Box(x); }
}
class Sub extends Box {
  String z = "a";
  Sub(String v) { super(v); }
  String twice() { return get() + get(); }
}
class Sub2 extends Box { Sub2(String a, String b) { this(b); } Sub2(String b) { super(b); } }
record P(String a, String b) { }
interface H { String h(String x); }
class Show implements H { public String h(String x) {
  // ruleid: t
  sink(x);
  return x; } }
enum E { A, B }
class T {
  static void show(String x) {
    // ruleid: t
    sink(x);
  }
  static String ident(String x) { return x; }
  static String drop(String x) { return "a"; }
  static String app(Function<String, String> f, String x) { return f.apply(x); }
  static List<String> cmap(List<String> a, Function<String, String> f) {
    List<String> r = new ArrayList<>();
    for (String s : a) { r.add(f.apply(s)); }
    return r;
  }
  static void each(List<String> a, Consumer<String> f) { a.forEach(f); }
  static void each2(List<String> a, Consumer<String> f) { for (String x : a) f.accept(x); }
  void hof() {
    // ruleid: t
    sink(app(x -> x, source()));
    // ok: t
    sink(app(x -> "a", source()));
    // ruleid: t
    sink(app(T::ident, source()));
    // ok: t
    sink(app(T::drop, source()));
    List<String> a = Arrays.asList(source());
    // ruleid: t
    sink(cmap(a, x -> x));
    // ok: t
    sink(cmap(a, x -> "s"));
    each(a, T::show);
    // ruleid: t
    each2(a, x -> sink(x));
    // ruleid: t
    a.forEach(x -> sink(x));
    // ruleid: t
    a.stream().map(x -> x + "").filter(x -> true).forEach(y -> sink(y));
    // ruleid: t
    sink(a.stream().collect(Collectors.toList()));
    // ruleid: t
    new Thread(() -> sink(source())).start();
    Supplier<String> s = () -> source();
    // ruleid: t
    sink(s.get());
    Runnable r = new Runnable() { public void run() {
      // ruleid: t
      sink(source()); } };
    String cap = source();
    Runnable q = () -> {
      // ruleid: t
      sink(cap);
    };
    q.run();
    // ruleid: t
    sink(Optional.of(source()).map(x -> x).orElse(""));
    // ruleid: t
    Optional.of(source()).ifPresent(x -> sink(x));
    Map<String, String> m = new HashMap<>();
    m.put("a", source());
    // ok: t
    sink(m.get("b"));
    // ruleid: t
    m.forEach((k, v) -> sink(v));
    // ruleid: t
    for (Map.Entry<String, String> e : m.entrySet()) sink(e.getValue());
    // ruleid: t
    sink(m.computeIfAbsent("z", k -> source()));
    // ruleid: t
    sink(m.values());
    new Show().h(source());
  }
  void objs() {
    Box b = new Box(source());
    // ruleid: t
    sink(b.get());
    // ok: t
    sink(b.getOther());
    // ruleid: t
    sink(Box.shared);
    // ruleid: t
    sink(new Box().put(source()).get());
    // ruleid: t
    sink(new Sub(source()).twice());
    // ok: t
    sink(new Sub(source()).z);
    // ruleid: t
    sink(new Sub2("a", source()).get());
    // ok: t
    sink(new Sub2(source(), "a").get());
    // ruleid: t
    sink(Box.stat(source()));
    // ruleid: t
    sink(Box.make(source()).v);
    Box e = new Box("x");
    e.add(source());
    // ruleid: t
    sink(e.l);
    P p = new P(source(), "a");
    // ruleid: t
    sink(p.a());
    // ok: t
    sink(p.b());
    var st = new Stack<String>(); st.push(source());
    // ruleid: t
    sink(st.pop());
    Iterator<String> it = Arrays.asList(source()).iterator();
    // ruleid: t
    while (it.hasNext()) { sink(it.next()); }
    String[] arr = new String[2]; arr[0] = source();
    // ruleid: t
    sink(arr[0]);
    // ok: t
    sink(arr[1]);
    try { throw new RuntimeException(source()); } catch (RuntimeException x) {
      // ruleid: t
      sink(x.getMessage());
    }
    String sw = switch (e) { case A -> source(); default -> "x"; };
    // ruleid: t
    sink(sw);
    String sy = switch (e) { case A: yield source(); default: yield "x"; };
    // ruleid: t
    sink(sy);
    Object o = source();
    if (o instanceof String str) {
      // ruleid: t
      sink(str);
    }
    // ruleid: t
    sink(String.format("%s", source()));
    StringBuilder sb = new StringBuilder(); sb.append("a").append(source());
    // ruleid: t
    sink(sb.toString());
    try (Reader rd = open(source())) {
      // ruleid: t
      sink(rd);
    }
    // ruleid: t
    sink(field);
    set();
    // ruleid: t
    sink(this.other);
  }
  String field = source();
  String other;
  void set() { other = source(); }
}
