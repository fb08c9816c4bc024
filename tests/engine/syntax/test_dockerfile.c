/* Dockerfile: instructions by our own parser, commands by the grammar for Bash. */
#include "tests/support/test.h"

#include "tests/support/code.h"

static const sl_test_terms terms[] = {
    {"dockerfile", "from --platform=x a:1@b as c",
     "(item:block (item:expression (item:call (modifier:keyword (name:token \"--platform\") "
     "(value:string \"x\")) (modifier:keyword (name:token \":\") (value:string \"1\")) "
     "(modifier:keyword (name:token \"@\") (value:string \"b\")) (modifier:keyword (name:token "
     "\"AS\") (value:string \"c\")) (callee:token \"FROM\") (arg:string \"a\"))))"},
    {"dockerfile", "RUN a \\\n  # b\n  && c",
     "(item:block (item:expression (item:call (callee:token \"RUN\") (arg:other=shell (item:block "
     "(item:expression (item:binary \"&&\" (left:call (item:string \"a\")) (right:call "
     "(item:string "
     "\"c\")))))))))"},
    {"dockerfile", "CMD [\"a\", \"b\"]",
     "(item:block (item:expression (item:call (callee:token \"CMD\") (arg:list (item:string \"a\") "
     "(item:string \"b\")))))"},
    {"dockerfile", "WORKDIR /a/${B}",
     "(item:block (item:expression (item:call (callee:token \"WORKDIR\") (arg:other=concatenation "
     "(item:string \"/a/\") (item:other=expansion (item:name \"B\"))))))"},
    {"dockerfile", "RUN <<E\na\nE\n",
     "(item:block (item:expression (item:call (callee:token \"RUN\") (arg:other=shell (item:block "
     "(item:expression (item:call (item:string \"a\"))))))))"},
};

static const sl_test_match matches[] = {
    /* what need not be said of an instruction */
    {"dockerfile", "FROM $X", "FROM a\nFROM a:1 AS b\nRUN FROM\n", "1 2"},
    {"dockerfile", "FROM $X:$Y@$Z", "FROM a:1\nFROM a:1@sha256:b\n", "2"},
    {"dockerfile", "FROM $X AS $Y", "FROM a\nfrom a:2 as b\n", "2"},
    {"dockerfile", "USER root", "USER root\nUSER root:a\nUSER b\n", "1 2"},
    {"dockerfile", "COPY --from=$X ... $Y", "COPY --from=a b c d\nCOPY b c\n", "1"},
    {"dockerfile", "ADD $X $Y", "ADD [\"a\", \"b\"]\nADD --chown=a b c\nADD a\n", "1 2"},
    {"dockerfile", "RUN --mount=type=secret ...",
     "RUN --mount=id=a,type=secret b\nRUN --mount=type=cache b\nRUN b\n", "1"},
    /* names and values */
    {"dockerfile", "ENV $X=\"a b\"", "ENV Y=\"a b\"\nENV Y a b\nENV Z=1 Y=\"a b\"\n", "1 2"},
    {"dockerfile", "ENV ... X=$V ...", "ENV A=1 X=2\nENV A=1\n", "1"},
    {"dockerfile", "LABEL a=$V", "LABEL b=1 a=2\nLABEL a 2\nLABEL b=1\n", "1 2"},
    {"dockerfile", "ARG $X=$V", "ARG a\nARG a=1\n", "2"},
    {"dockerfile", "EXPOSE 22", "EXPOSE 22\nEXPOSE 22/tcp\n", "1"},
    {"dockerfile", "WORKDIR /a/$X", "WORKDIR /a/$B\nWORKDIR /a/b\n", "1"},
    /* commands */
    {"dockerfile", "RUN b", "RUN a && b\nRUN b\nRUN c b\n", "1 2"},
    {"dockerfile", "RUN ... apt-get install ...", "RUN a \\\n # c\n && apt-get install b\n", "1"},
    {"dockerfile", "RUN ...;", "RUN [\"a\"]\nRUN [ -f a ]\nRUN [\"a\",]\nRUN <<E\na\nE\n", "2 3 4"},
    {"dockerfile", "CMD [..., \"b\", ...]", "CMD [\"a\", \"b\"]\nCMD a b\n", "1"},
    {"dockerfile", "HEALTHCHECK CMD ...", "HEALTHCHECK --interval=1s CMD a\nHEALTHCHECK NONE\n",
     "1"},
    {"dockerfile", "curl ... | sh", "FROM a\nRUN curl b | sh\nCMD curl b\n", "2"},
    {"dockerfile", "RUN a", "SHELL [\"cmd\"]\nRUN a\nFROM b\nRUN a\n", "4"},
    {"dockerfile", "RUN a b", "# escape=`\nRUN a `\n  b\n", "2"},
    {"dockerfile", "ONBUILD RUN a", "ONBUILD RUN a\nRUN a\n", "1"},
    /* instructions in a row */
    {"dockerfile", "USER root\n...\nUSER $X", "USER root\nRUN a\nUSER b\nUSER c\n", "1 1"},
    {"dockerfile", "FROM $X AS $Y\n...\nFROM $Y", "FROM a AS b\nRUN c\nFROM b\nFROM d\n", "1"},
    {"dockerfile", "$X", "FROM a\n", "1 1"},
};

SL_TEST_LANGUAGE_MAIN
