struct p { char *a; char *b; };
char *ident(char *x) { return x; }
char *drop(char *x) { return "a"; }
void show(char *x) {
  // ruleid: t
  sink(x);
}
char *app(char *(*f)(char *), char *x) { return f(x); }
char *app2(char *(*f)(char *), char *x) { return (*f)(x); }
void fill(char **p) { *p = source(); }
void put(struct p *s, char *v) { s->a = v; }
char *get(struct p *s) { return s->a; }
char *getb(struct p *s) { return s->b; }
static char *g;
void setg(void) { g = source(); }
struct ops { char *(*f)(char *); };
void run(int k) {
  // ruleid: t
  sink(app(ident, source()));
  // ok: t
  sink(app(drop, source()));
  // ruleid: t
  sink(app2(&ident, source()));
  void (*h)(char *) = show;
  h(source());
}
void run_fields(void) {
  struct p s;
  put(&s, source());
  // ruleid: t
  sink(s.a);
  // ok: t
  sink(s.b);
  // ruleid: t
  sink(get(&s));
  // ok: t
  sink(getb(&s));
  struct p *t = malloc(sizeof *t);
  t->a = source();
  // ruleid: t
  sink(t->a);
  // ok: t
  sink(t->b);
}
void run_rest(int k) {
  char *y;
  fill(&y);
  // ruleid: t
  sink(y);
  setg();
  // ruleid: t
  sink(g);
  struct p q = {.a = source(), .b = "x"};
  // ruleid: t
  sink(q.a);
  // ok: t
  sink(q.b);
  char *arr[2];
  arr[0] = source();
  // ruleid: t
  sink(arr[0]);
  char buf[9];
  strcpy(buf, source());
  // ruleid: t
  sink(buf);
  char b2[9];
  sprintf(b2, "%s", source());
  // ruleid: t
  sink(b2);
  struct ops o = {.f = ident};
  // ruleid: t
  sink(o.f(source()));
  char *w = k ? source() : "a";
  // ruleid: t
  sink(w);
}
