enum M { On, Off }
class A {
  const int ON = 1;
  static string Early(bool flag, string x) { if (!flag) return ""; return x; }
  static string Eq(string k, string x) => k == "yes" ? x : "";
  static string Sw(int k, string x) { switch (k) { case 1: case 2: return x; default: return ""; } }
  static string Sx(int k, string x) => k switch { 1 or 2 => x, _ => "" };
  static string Rel(int k, string x) => k switch { > 5 => x, _ => "" };
  static string Wh(int k, string x) { switch (k) { case int n when n > 5: return x; default: return ""; } }
  static string Is(int k, string x) { if (k is > 5 and < 9) return x; return ""; }
  static string Not(object o, string x) { if (o is null) return ""; return x; }
  static string Dflt(string x, bool flag = false) { return flag ? x : ""; }
  static string En(M m, string x) { if (m == M.On) return x; return ""; }
  static string Cst(int k, string x) { if (k == ON) return x; return ""; }
  void T() {
    // ok: t
    sink(Early(false, source()));
    // ruleid: t
    sink(Early(true, source()));
    // ok: t
    sink(Eq("no", source()));
    // ruleid: t
    sink(Eq("yes", source()));
    // ok: t
    sink(Sw(3, source()));
    // ruleid: t
    sink(Sw(2, source()));
    // ok: t
    sink(Sx(3, source()));
    // ruleid: t
    sink(Sx(2, source()));
    // ok: t
    sink(Rel(3, source()));
    // ruleid: t
    sink(Rel(7, source()));
    // ok: t
    sink(Wh(3, source()));
    // ruleid: t
    sink(Wh(7, source()));
    // ok: t
    sink(Is(3, source()));
    // ruleid: t
    sink(Is(7, source()));
    // ok: t
    sink(Not(null, source()));
    // ok: t
    sink(Dflt(source()));
    // ruleid: t
    sink(Dflt(source(), true));
    // ruleid: t
    sink(Dflt(flag: true, x: source()));
    // ok: t
    sink(En(M.Off, source()));
    // ruleid: t
    sink(En(M.On, source()));
    // ok: t
    sink(Cst(2, source()));
  }
}
