#include <cstdio>
#include <cstdlib>
#include <string>

int main(int argc, char **argv) {
    // ruleid: c-system-built-command
    system(argv[1]);
    // ruleid: c-system-built-command
    std::system(("ls " + std::string(argv[1])).c_str());
    // ruleid: c-system-built-command
    popen(getenv("PAGER"), "w");
    // ok: c-system-built-command
    system("sync");
    // ok: c-system-built-command
    // system(argv[1]);
    return argc;
}
