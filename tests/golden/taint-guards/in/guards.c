enum M { ON, OFF };
#define FLAG 0
static const int K = 1;
char * early(int flag, char * x) { if (!flag) return ""; return x; }
char * eq(int k, char * x) { return k == 1 ? x : ""; }
char * sw(int k, char * x) { switch (k) { case 1: case 2: return x; default: return ""; } }
char * en(M m, char * x) { if (m == ON) return x; return ""; }
char * nul(int *p, char * x) { if (p == NULL) return ""; return x; }
char * cst(int k, char * x) { if (k == K) return x; return ""; }
void t() {
  // ok: t
  sink(early(0, source()));
  // ruleid: t
  sink(early(1, source()));
  // ok: t
  sink(eq(2, source()));
  // ruleid: t
  sink(eq(1, source()));
  // ok: t
  sink(sw(3, source()));
  // ruleid: t
  sink(sw(2, source()));
  // ok: t
  sink(en(OFF, source()));
  // ruleid: t
  sink(en(ON, source()));
  // ok: t
  sink(nul(NULL, source()));
  // ok: t
  sink(cst(2, source()));
}

