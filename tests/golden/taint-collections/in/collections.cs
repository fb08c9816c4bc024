class A {
  void C1(string tainted) { var s = new HashSet<string>(); s.Add(tainted);
    // ruleid: t
    sink(s); }
  void C2(string tainted) { var q = new Queue<string>(); q.Enqueue(tainted);
    // ruleid: t
    sink(q.Dequeue()); }
  void C3(string tainted) { var s = new Stack<string>(); s.Push(tainted);
    // ruleid: t
    sink(s.Peek()); }
  void C4(string tainted) { var d = new Dictionary<string, string>(); d["a"] = tainted;
    // ruleid: t
    sink(d["a"]);
    // ok: t
    sink(d["b"]);
    foreach (var kv in d) {
      // ruleid: t
      sink(kv.Value); } }
  void C5(string tainted) { var l = new List<string>(); l.AddRange(new[] { tainted });
    // ruleid: t
    sink(l); }
  void C6(string tainted) { var l = new List<string> { "a", tainted };
    // ok: t
    sink(l[0]);
    // ruleid: t
    sink(l[1]);
    // ruleid: t
    sink(l.ToArray()); }
  void C7(string tainted) { var r = new[] { tainted }.Where(x => x != "").Select(x => x).FirstOrDefault();
    // ruleid: t
    sink(r); }
  void C8(string tainted) { var r = new[] { tainted }.Aggregate("", (a, b) => a + b);
    // ruleid: t
    sink(r); }
  void C9(string tainted) { var d = new[] { tainted }.ToDictionary(x => x);
    // ruleid: t
    sink(d); }
  void C10(string tainted) { (string a, string b) t = (tainted, "x");
    // ruleid: t
    sink(t.a);
    // todook: t
    sink(t.b); }
  void C11(string tainted) { string s = string.Format("{0}", tainted);
    // ruleid: t
    sink(s); }
  void C12(string tainted) { var sb = new StringBuilder(); sb.AppendFormat("{0}", tainted).AppendLine();
    // ruleid: t
    sink(sb.ToString()); }
  void C13(string tainted) { var c = new ConcurrentDictionary<string, string>(); c.TryAdd("k", tainted); c.TryGetValue("k", out string v);
    // ruleid: t
    sink(v); }
  void C14(string tainted) { string[] a = new string[2]; a[0] = tainted;
    // ruleid: t
    sink(a[0]); }
  class Repo { List<string> items = new(); Dictionary<string, string> m = new();
    public void Save(string s) { items.Add(s); m["a"] = s; } public List<string> All() => items;
    public string this[string k] { get { return m[k]; } set { m[k] = value; } }
    public string A => m["a"]; public string B { get => m["b"]; } }
  void C15() { var r = new Repo(); r.Save(source());
    // ruleid: t
    sink(r.All());
    // ok: t
    sink(r.B); }
  delegate string D(string s);
  event Action<string> Ev;
  string Use(D d) { return d(source()); }
  void C16() {
    // ruleid: t
    sink(Use(s => s));
    // ok: t
    sink(Use(s => ""));
    // ruleid: t
    sink(Use(delegate (string s) { return s; }));
    Action<string> a = x => {
      // ruleid: t
      sink(x); };
    a(source());
    Func<string> f = () => source();
    // ruleid: t
    sink(f());
    // ruleid: t
    sink(f.Invoke());
    var lazy = new Lazy<string>(() => source());
    // ruleid: t
    sink(lazy.Value);
    Task.Run(() => {
      // ruleid: t
      sink(source()); });
    string cap = "";
    Action set = () => { cap = source(); };
    set();
    // ruleid: t
    sink(cap);
    Ev += x => {
      // ruleid: t
      sink(source()); };
  }
  record P(string A, string B);
  void C17() { var p = new P(source(), "x"); var q = p with { B = "y" };
    // ruleid: t
    sink(q.A);
    // todook: t
    sink(q.B);
    var (a, b) = p;
    // ruleid: t
    sink(a);
    // ok: t
    sink(b); }
  abstract class Ba { public abstract string V(); public string T() { return V(); } }
  class Im : Ba { public override string V() { return source(); } }
  void C18() {
    // ruleid: t
    sink(new Im().T()); }
  static string fld; static void Set() { fld = source(); }
  void C19() { Set();
    // ruleid: t
    sink(fld); }
  string Coalesce(string s) => s ?? source();
  void C20() {
    // ruleid: t
    sink(Coalesce(null)); }
  int n; void C21() { for (int i = 0; i < 3; i++) { var s = source(); if (i == 1) continue;
    // ruleid: t
    sink(s); } }
}
