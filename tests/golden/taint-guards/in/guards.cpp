enum M { ON, OFF };
enum class N { ON, OFF };
#define FLAG 0
static const int K = 1;
std::string early(bool flag, std::string x) { if (!flag) return ""; return x; }
std::string eq(int k, std::string x) { return k == 1 ? x : ""; }
std::string sw(int k, std::string x) { switch (k) { case 1: case 2: return x; default: return ""; } }
std::string en(M m, std::string x) { if (m == ON) return x; return ""; }
std::string en2(N m, std::string x) { if (m == N::ON) return x; return ""; }
std::string dflt(std::string x, bool flag = false) { if (flag) return x; return ""; }
std::string nul(int *p, std::string x) { if (p == nullptr) return ""; return x; }
std::string cst(int k, std::string x) { if (k == K) return x; return ""; }
void t() {
  // ok: t
  sink(early(false, source()));
  // ruleid: t
  sink(early(true, source()));
  // ok: t
  sink(eq(2, source()));
  // ruleid: t
  sink(eq(1, source()));
  // ok: t
  sink(sw(3, source()));
  // ruleid: t
  sink(sw(2, source()));
  // todook: t
  sink(en(OFF, source()));
  // ruleid: t
  sink(en(ON, source()));
  // ok: t
  sink(en2(N::OFF, source()));
  // ruleid: t
  sink(en2(N::ON, source()));
  // ok: t
  sink(dflt(source()));
  // ruleid: t
  sink(dflt(source(), true));
  // ok: t
  sink(nul(nullptr, source()));
  // ok: t
  sink(cst(2, source()));
}
