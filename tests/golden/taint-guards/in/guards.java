class A {
  enum M { ON, OFF }
  static final boolean DEBUG = false;
  static String early(boolean flag, String x) { if (!flag) return ""; return x; }
  static String eq(String k, String x) { return "yes".equals(k) ? x : ""; }
  static String eq2(String k, String x) { if (k.equals("yes")) { return x; } return ""; }
  static String lt(int n, String x) { if (n > 5) { return x; } else { return ""; } }
  static String nul(Object o, String x) { if (o == null) return ""; return x; }
  static String sw(int k, String x) { switch (k) { case 1: case 2: return x; default: return ""; } }
  static String sw2(int k, String x) { return switch (k) { case 1, 2 -> x; default -> ""; }; }
  static String sw3(String k, String x) { switch (k) { case "a": return x; default: return ""; } }
  static String en(M m, String x) { if (m == M.ON) return x; return ""; }
  static String wrap(boolean f, String x) { return early(f, x); }
  static void doSink(boolean f, String x) { if (f) {
    // ok: t
    sink(x); } }
  static String over(String x) { return early(false, x); }
  static String over(String x, boolean b) { return early(b, x); }
  boolean flag; A(boolean f) { this.flag = f; } String get(String x) { if (flag) return x; return ""; }
  void t() {
    // ok: t
    sink(early(false, source()));
    // ruleid: t
    sink(early(true, source()));
    // ok: t
    sink(eq("no", source()));
    // ruleid: t
    sink(eq("yes", source()));
    // ok: t
    sink(eq2("no", source()));
    // ruleid: t
    sink(eq2("yes", source()));
    // ok: t
    sink(lt(1, source()));
    // ruleid: t
    sink(lt(9, source()));
    // ok: t
    sink(nul(null, source()));
    // ok: t
    sink(sw(3, source()));
    // ruleid: t
    sink(sw(2, source()));
    // ok: t
    sink(sw2(3, source()));
    // ruleid: t
    sink(sw2(2, source()));
    // ok: t
    sink(sw3("b", source()));
    // ruleid: t
    sink(sw3("a", source()));
    // ok: t
    sink(en(M.OFF, source()));
    // ruleid: t
    sink(en(M.ON, source()));
    // ok: t
    sink(wrap(false, source()));
    // ruleid: t
    sink(wrap(true, source()));
    doSink(false, source());
    // ok: t
    sink(over(source()));
    // ruleid: t
    sink(over(source(), true));
    // ok: t
    if (DEBUG) { sink(source()); }
    // ok: t
    sink(new A(false).get(source()));
    // ruleid: t
    sink(new A(true).get(source()));
  }
}
