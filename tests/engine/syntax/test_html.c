/* HTML, XML and JSON: documents by the shape of their elements and entries. */
#include "tests/support/test.h"

#include "tests/support/code.h"

static const sl_test_terms terms[] = {
    {"html", "<A href=x>b &amp; c<br></A>",
     "(item:block (item:element (modifier:pair (key:name \"href\") (value:string \"x\")) "
     "(name:name "
     "\"a\") (item:string \"b &amp; c\") (item:element (name:name \"br\"))))"},
    {"xml", "<?xml version=\"1.0\"?><Link>a</Link>",
     "(item:block (item:element (name:name \"Link\") (item:string \"a\")))"},
    {"json", "{\"a\": [1,],}",
     "(item:record (item:pair (key:string \"a\") (value:list (item:number \"1\"))))"},
};

static const sl_test_match matches[] = {
    /* some attributes, however they are quoted; content in its order */
    {"html", "<a href=\"$X\">...</a>", "<a href='b'>c</a>\n<a id=1 href=d></a>\n<a id=1>e</a>\n",
     "1 2"},
    {"html", "<a ... href=\"$X\" ...>...</a>", "<p>\n<a href=\"b\">c</a>\n</p>\n", "2"},
    {"html", "<form ...>...<button>$X</button>...</form>",
     "<form><i></i><button>a</button></form>\n<form><i></i></form>\n", "1"},
    {"html", "<script ...>$...JS</script>", "<script type=a>\nf(1)\n</script>\n", "1"},
    {"html", "<input type=\"hidden\">", "<input type=hidden>\n<input type=text>\n", "1"},
    {"html", "<$T onclick=\"$X\">...</$T>", "<b onclick='a()'>c</b>\n<b>d</b>\n", "1"},
    {"html", "<img src=\"...\">", "<IMG SRC=a>\n", "1"},
    {"html", "<a href=\"=~/^http:/i\">...</a>", "<a href=HTTP://b></a>\n<a href=c></a>\n", "1"},
    /* XML: declarations, CDATA, and tags that would mean something in HTML */
    {"xml", "<link>$X</link>", "<?xml version=\"1.0\"?>\n<a>\n<link>b</link>\n</a>\n", "3"},
    {"xml", "<a>...<b>c</b>...</a>", "<a><d/><b>c</b></a>\n<a><b>d</b></a>\n", "1"},
    {"xml", "<a>$X</a>", "<a><![CDATA[ b < c ]]></a>\n<A>d</A>\n", "1"},
    {"xml", "<a b=\"$X\"/>", "<a b=\"c\" d=\"e\"/>\n<a/>\n", "1"},
    {"xml", "<a>$X</a>", "<![CDATA[ never closed\n<a>b</a>\n", "2"},
    /* JSON: entries alone, commas at the end, values anywhere, keys without quotes */
    {"json", "\"a\": {..., \"b\": false, ...},", "{\"a\": {\n\"c\": 1, \"b\": false}}\n", "1"},
    {"json", "$K: {\"b\": 1, ...,}", "{\"a\": {\"c\": 1,\n\"b\": 1}}\n", "1"},
    {"json", "$_", "2\n", "1"},
    {"json", "a: ...", "{\n\"a\": 1}\n", "2"},
    {"json", "a: [..., 1, ...]", "{\n\"a\": [2, 1]}\n", "2"},
    /* YAML: a backslash before what is no escape stands for itself */
    {"yaml", "a: \"=~/^b\\s+c$/\"", "a: b c\n", "1"},
};

SL_TEST_LANGUAGE_MAIN
