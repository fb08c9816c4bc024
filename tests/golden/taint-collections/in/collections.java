import java.util.*;
class A {
  void c1(String tainted) { Set<String> s = new HashSet<>(); s.add(tainted);
    // ruleid: t
    sink(s); }
  void c2(String tainted) { Deque<String> q = new ArrayDeque<>(); q.offer(tainted);
    // ruleid: t
    sink(q.poll()); }
  void c3(String tainted) { PriorityQueue<String> q = new PriorityQueue<>(); q.add(tainted);
    // ruleid: t
    sink(q.peek()); }
  void c4(String tainted) { Map<String, List<String>> m = new HashMap<>(); m.computeIfAbsent("a", k -> new ArrayList<>()).add(tainted);
    // ruleid: t
    sink(m.get("a")); }
  void c5(String tainted) { List<String> l = List.of(tainted, "x");
    // ruleid: t
    sink(l.get(0)); }
  void c6(String tainted) { List<String> l = new ArrayList<>(); l.add(tainted); ListIterator<String> it = l.listIterator();
    // ruleid: t
    sink(it.next()); }
  void c7(String tainted) { Map<String, String> m = Map.of("k", tainted);
    // ruleid: t
    sink(m.get("k")); }
  void c8(String tainted) { String[] a = { tainted }; List<String> l = Arrays.asList(a);
    // ruleid: t
    sink(l.get(0)); }
  void c9(String tainted) { List<String> l = new LinkedList<>(); l.addAll(Arrays.asList(tainted));
    // ruleid: t
    sink(l); }
  void c10(String tainted) { Map<String, String> m = new HashMap<>(); Map<String, String> n = new HashMap<>(); m.put("k", tainted); n.putAll(m);
    // ruleid: t
    sink(n.get("k")); }
  void c11(String tainted) { List<String> l = new ArrayList<>(); Collections.addAll(l, tainted);
    // ruleid: t
    sink(l); }
  void c12(String tainted) { Optional<String> o = Optional.ofNullable(tainted);
    // ruleid: t
    sink(o.orElseThrow()); }
  void c13(String tainted) { StringBuffer sb = new StringBuffer(); sb.insert(0, tainted);
    // ruleid: t
    sink(sb.toString()); }
  void c14(String tainted) { String s = String.join(",", tainted, "a");
    // ruleid: t
    sink(s); }
  void c15(String tainted) { Vector<String> v = new Vector<>(); v.addElement(tainted); Enumeration<String> e = v.elements();
    // ruleid: t
    sink(e.nextElement()); }
  void c16(String tainted) { Map<String, String> m = new HashMap<>(); m.put("k", tainted); for (String v : m.values()) {
    // ruleid: t
    sink(v); } }
  void c17(String tainted) { Map<String, String> m = new HashMap<>(); m.put("k", tainted); String old = m.remove("k");
    // ruleid: t
    sink(old); }
  void c18(String tainted) { List<String> l = new ArrayList<>(); l.add(tainted); l.clear();
    // ok: t
    sink(l); }
  void c19(String tainted) { Map<String, String> m = new HashMap<>(); m.merge("k", tainted, (a, b) -> a + b);
    // ruleid: t
    sink(m.get("k")); }
  void c20(String tainted) { List<String> l = new ArrayList<>(List.of(tainted));
    // ruleid: t
    sink(l.toArray()); }
  void c21(String tainted) { String r = Arrays.asList(tainted).stream().reduce("", (a, b) -> a + b);
    // ruleid: t
    sink(r); }
  void c22(String tainted) { Object o = Arrays.asList(tainted).stream().collect(Collectors.joining(","));
    // ruleid: t
    sink(o); }
  @Override public String toString() { return source(); }
  static String st() { return new A().toString(); }
  void c23() {
    // ruleid: t
    sink(st()); }
  A self(String v) { this.x = v; return this; } String x; A name(String v) { this.y = v; return this; } String y;
  void c24() { A a = new A().self(source()).name("b");
    // ruleid: t
    sink(a.x);
    // ok: t
    sink(a.y); }
  interface Cb { String go(String s); }
  String use(Cb c, String s) { return c.go(s); }
  void c25() {
    // ruleid: t
    sink(use(new Cb() { public String go(String s) { return s; } }, source()));
    // todook: t
    sink(use(new Cb() { public String go(String s) { return ""; } }, source())); }
  abstract static class Base { abstract String val(); String tpl() { return val(); } }
  static class Impl extends Base { String val() { return source(); } }
  static class Impl2 extends Base { String val() { return ""; } }
  void c26() {
    // ruleid: t
    sink(new Impl().tpl());
    // ok: t
    sink(new Impl2().tpl()); }
}
