/* Bash: code to terms, and patterns on them. */
#include "tests/support/test.h"

#include "tests/support/code.h"

static const sl_test_terms terms[] = {
    {"bash", "x=1 a \"b$c\" > d",
     "(item:block (item:expression (item:call (modifier:other=environment (name:name \"x\") "
     "(value:string \"1\")) (modifier:other=file_redirect (item:token \">\") (item:string \"d\")) "
     "(item:string \"a\") (item:other=string (item:string \"b\") (item:other=expansion (item:name "
     "\"c\"))))))"},
    {"bash", "a | b && c &",
     "(item:block (item:expression (item:other=background (item:binary \"&&\" (left:binary "
     "\"pipe\" "
     "(left:call (item:string \"a\")) (right:call (item:string \"b\"))) (right:call (item:string "
     "\"c\"))))))"},
};

static const sl_test_match matches[] = {
    /* Bash: commands are words, however they are quoted */
    {"bash", "rm ... -rf ...", "rm -v -rf x\nrm x\n", "1"},
    {"bash", "echo 'a'", "echo \"a\"\necho a\necho b\n", "1 2"},
    {"bash", "a", "b a\na\nc 'a'\n", "1 2 3"},
    {"bash", "a;", "b a\na\n", "2"},
    {"bash", "a ...", "x=1 a b > c\n", "1"},
    {"bash", "cmd --to=$X", "cmd --to=$y\ncmd --to=z\n", "1"},
    {"bash", "echo $...ARGS end", "echo 1 2 end\necho 1\n", "1"},
    {"bash", "cp ... $X ... $X", "cp a b a\ncp a b\n", "1"},
    /* Bash: $X is anything, ${$X} what is expanded, "$X" what stands alone in quotes */
    {"bash", "f $X", "f $a\nf b\nf \"c$d\"\n", "1 2 3"},
    {"bash", "f ${$X}", "f $a\nf ${b%c}\nf \"$d\"\nf e\n", "1 2"},
    {"bash", "f ...${$X}...", "f a$b\nf a\"$b\"\n", "1"},
    {"bash", "f \"$X\"", "f \"$a\"\nf $a\nf \"$a$b\"\n", "1"},
    {"bash", "$F=''\nuse \"${$F}\"", "a=''\nuse \"$a\"\nb=''\nuse \"$c\"\n", "1"},
    /* Bash: pipelines, lists, substitutions, redirections */
    {"bash", "... | sh ...", "a | sh\na | sh -x | b\nsh | a\n", "1 2"},
    {"bash", "a && ... && c", "a && b && c\na || c\n", "1"},
    {"bash", "$(curl ...)", "x=$(curl y)\n`curl z`\n$(a; curl y)\n", "1 2"},
    {"bash", "sh <(curl ...)", "sh <(curl x)\n", "1"},
    {"bash", "a > $F", "a > b\na\na < b\n", "1"},
    {"bash", "cat", "cat <<E | b\nx\nE\n", "1"},
    {"bash", "cat | b", "cat <<E | b\nx\nE\n", "1"},
    {"bash", "... &", "a\nb &\n", "2"},
    {"bash", "a b", "x | y\n# a comment ends no pipeline\na b\n", "3"},
    {"bash", "eval <... curl ...>", "eval \"$(curl a | b)\"\neval b\n", "1"},
    /* Bash: control flow, assignments */
    {"bash", "if ...; then\n  ...\nelse\n  ...\nfi", "if a; then b; else c; fi\nif a; then b; fi\n",
     "1"},
    {"bash", "for $X in $(ls ...); do\n  ...\ndone", "for a in $(ls b); do c; done\n", "1"},
    {"bash", "while ...; do ...; done", "while a; do b; done\nuntil a; do b; done\n", "1"},
    {"bash", "case $X in\n a) ... ;;\nesac", "case $y in a) b;; *) c;; esac\n", "1"},
    {"bash", "function $F {\n ...\n b\n}", "f() { a; b; }\ng() { a; }\n", "1"},
    {"bash", "IFS=...", "IFS=,\nIFS=, read a\nexport IFS=x\n", "1 3"},
    {"bash", "[[ $A == \"b\" ]]", "[[ $x == b ]]\n[[ $x == c ]]\n", "1"},
};

SL_TEST_LANGUAGE_MAIN
