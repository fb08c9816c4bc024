using System;
class Box {
  public static string Shared = source();
  public string V; public string Other = "k"; List<string> L = new List<string>();
  public string Prop { get; set; }
  public string Prop2 { get { return V; } }
  public string Prop3 => V;
  public Box(string v) { V = v; }
  public Box() { }
  public string Get() { return V; }
  public string GetE() => V;
  public string GetOther() { return Other; }
  public Box Put(string v) { V = v; return this; }
  public void Add(string v) { L.Add(v); }
  public static string Stat(string x) { return x; }
  public static Box Make(string x) => new Box(x);
  public List<string> GetL() => L;
}
class Sub : Box {
  public string Z = "a";
  public Sub(string v) : base(v) { }
  public string Twice() { return Get() + Get(); }
}
class Sub2 : Box { public Sub2(string a, string b) : this(b) { } public Sub2(string a) : base(a) { } }
record P(string A, string B);
class Prim(string p, string q) { public string GP() => p; public string GQ() => q; }
static class Ext { public static string Ex(this string s) { return s; } public static void Sh(this string s) {
  // ruleid: t
  sink(s); } }
class T {
  static void Show(string x) {
    // ruleid: t
    sink(x);
  }
  static string Ident(string x) { return x; }
  static string Drop(string x) { return "a"; }
  static string App(Func<string, string> f, string x) { return f(x); }
  static string App2(Func<string, string> f, string x) { return f.Invoke(x); }
  static List<string> Cmap(List<string> a, Func<string, string> f) {
    var r = new List<string>();
    foreach (var s in a) { r.Add(f(s)); }
    return r;
  }
  static void Each(List<string> a, Action<string> f) { a.ForEach(f); }
  static void Outp(out string o) { o = source(); }
  static void Refp(ref string o) { o = source(); }
  static async Task<string> Co() { return source(); }
  static IEnumerable<string> Gen() { yield return source(); }
  async void Run(int k) {
    // ruleid: t
    sink(App(x => x, source()));
    // ok: t
    sink(App(x => "a", source()));
    // ruleid: t
    sink(App2(Ident, source()));
    // ok: t
    sink(App2(Drop, source()));
    var a = new List<string> { source() };
    // ruleid: t
    sink(Cmap(a, x => x));
    // ok: t
    sink(Cmap(a, x => "s"));
    Each(a, Show);
    // ruleid: t
    a.ForEach(x => sink(x));
    // ruleid: t
    sink(a.Select(x => x).Where(x => true).ToList());
    // ok: t
    sink(a.Select(x => "s").ToList());
    // ruleid: t
    sink(from x in a where x != null select x);
    // ruleid: t
    sink(a.First());
    // ruleid: t
    sink(a[0]);
    string Local(string x) { return x; }
    // ruleid: t
    sink(Local(source()));
    var b = new Box(source());
    // ruleid: t
    sink(b.Get());
    // ruleid: t
    sink(b.GetE());
    // ruleid: t
    sink(b.Prop2);
    // todoruleid: t
    sink(b.Prop3);
    // ok: t
    sink(b.GetOther());
    // ruleid: t
    sink(Box.Shared);
    // ruleid: t
    sink(new Box().Put(source()).Get());
    // ruleid: t
    sink(new Sub(source()).Twice());
    // ok: t
    sink(new Sub(source()).Z);
    // ruleid: t
    sink(new Sub2("a", source()).Get());
    // ok: t
    sink(new Sub2(source(), "a").Get());
    // ruleid: t
    sink(Box.Stat(source()));
    // ruleid: t
    sink(Box.Make(source()).V);
    var e = new Box("x");
    e.Add(source());
    // ruleid: t
    sink(e.GetL());
    var c = new Box { Prop = source(), Other = "a" };
    // ruleid: t
    sink(c.Prop);
    // ok: t
    sink(c.Other);
    var p = new P(source(), "a");
    // ruleid: t
    sink(p.A);
    // ok: t
    sink(p.B);
    // ruleid: t
    sink(new Prim(source(), "a").GP());
    // ok: t
    sink(new Prim(source(), "a").GQ());
    // ruleid: t
    sink("a".Ex() + source().Ex());
    source().Sh();
    Outp(out var o);
    // ruleid: t
    sink(o);
    string q = "a"; Refp(ref q);
    // ruleid: t
    sink(q);
    // ruleid: t
    sink(await Co());
    foreach (var y in Gen()) {
      // ruleid: t
      sink(y);
    }
    var sw = k switch { 1 => source(), _ => "a" };
    // ruleid: t
    sink(sw);
    // ruleid: t
    sink($"a {source()}");
    try { throw new Exception(source()); } catch (Exception x) {
      // ruleid: t
      sink(x.Message);
    }
    object ob = source();
    if (ob is string str) {
      // ruleid: t
      sink(str);
    }
    var (t1, t2) = (source(), "a");
    // ruleid: t
    sink(t1);
    // ok: t
    sink(t2);
    var tp = (source(), "b");
    // ruleid: t
    sink(tp.Item1);
    // ok: t
    sink(tp.Item2);
    var d = new Dictionary<string, string> { ["a"] = source(), ["b"] = "x" };
    // ruleid: t
    sink(d["a"]);
    // ok: t
    sink(d["b"]);
    var d2 = new Dictionary<string, string> { { "a", source() }, { "b", "x" } };
    // ruleid: t
    sink(d2["a"]);
    // ok: t
    sink(d2["b"]);
    d2.TryGetValue("a", out var tv);
    // ruleid: t
    sink(tv);
    using (var u = Open(source())) {
      // ruleid: t
      sink(u);
    }
    var s1 = q ?? source();
    // ruleid: t
    sink(s1);
    var anon = new { X = source(), Y = 1 };
    // ruleid: t
    sink(anon.X);
    // ok: t
    sink(anon.Y);
    // ruleid: t
    sink(ob?.ToString());
    var sb = new StringBuilder(); sb.Append(source());
    // ruleid: t
    sink(sb.ToString());
    switch (ob) { case string ss: 
      // ruleid: t
      sink(ss); break; }
  }
}
