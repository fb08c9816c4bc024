/* Words that languages reserve: where names are not told apart, these still are. */
#include "engine/match/tokens.h"

enum { LONGEST = 16 };

/* Words of one syntax, each between two spaces. */
typedef struct keywords {
    const char *syntax;
    const char *words;
} keywords;

#define C_WORDS                                                                                    \
    " if else for while do switch case default break continue return goto struct union enum "      \
    "typedef static extern const volatile register auto inline restrict sizeof void char short "   \
    "int long float double signed unsigned _Bool bool true false class public private protected "  \
    "virtual template typename namespace using new delete this operator friend try catch throw "   \
    "const_cast static_cast dynamic_cast reinterpret_cast explicit mutable nullptr constexpr "     \
    "noexcept override final decltype alignas alignof static_assert thread_local typeid asm "      \
    "_Atomic _Static_assert _Thread_local _Noreturn _Generic co_await co_return co_yield "

#define JAVA_WORDS                                                                                 \
    " abstract assert boolean break byte case catch char class const continue default do double "  \
    "else enum extends final finally float for goto if implements import instanceof int "          \
    "interface long native new package private protected public return short static strictfp "     \
    "super switch synchronized this throw throws transient try void volatile while true false "    \
    "null var record sealed permits yield "

static const keywords table[] = {
    {"c", C_WORDS},
    {"plain-c", C_WORDS "fn let var func module import proc if always assign begin end wire reg "},
    {"java", JAVA_WORDS},
    {"groovy", JAVA_WORDS "def as in trait "},
    {"javascript",
     " break case catch class const continue debugger default delete do else export extends "
     "finally for function if import in instanceof new return super switch this throw try typeof "
     "var void while with yield let static async await of get set true false null undefined "
     "interface type enum implements public private protected readonly abstract declare namespace "
     "module as is keyof infer never unknown any number string boolean symbol bigint object "
     "satisfies override "},
    {"python",
     " False None True and as assert async await break class continue def del elif else except "
     "finally for from global if import in is lambda nonlocal not or pass raise return try while "
     "with yield match case self cls "},
    {"go",
     " break case chan const continue default defer else fallthrough for func go goto if import "
     "interface map package range return select struct switch type var nil true false "},
    {"csharp",
     " abstract as base bool break byte case catch char checked class const continue decimal "
     "default delegate do double else enum event explicit extern false finally fixed float for "
     "foreach goto if implicit in int interface internal is lock long namespace new null object "
     "operator out override params private protected public readonly ref return sbyte sealed "
     "short sizeof stackalloc static string struct switch this throw true try typeof uint ulong "
     "unchecked unsafe ushort using virtual void volatile while async await var when where yield "
     "record init get set nameof partial "},
    {"php",
     " abstract and array as break callable case catch class clone const continue declare default "
     "do echo else elseif empty enddeclare endfor endforeach endif endswitch endwhile extends "
     "final finally fn for foreach function global goto if implements include include_once "
     "instanceof insteadof interface isset list match namespace new or print private protected "
     "public readonly require require_once return static switch throw trait try unset use var "
     "while xor yield true false null self parent int string bool float void "},
    {"ruby",
     " alias and begin break case class def defined do else elsif end ensure false for if in "
     "module next nil not or redo rescue retry return self super then true undef unless until "
     "when while yield require attr_reader attr_accessor private public protected raise "},
    {"rust",
     " as async await break const continue crate dyn else enum extern false fn for if impl in let "
     "loop match mod move mut pub ref return self Self static struct super trait true type unsafe "
     "use where while union i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64 bool char "
     "str "},
    {"kotlin",
     " as break class continue do else false for fun if in interface is null object package "
     "return super this throw true try typealias typeof val var when while by catch constructor "
     "finally get import init set where abstract companion const data enum final inline inner "
     "internal lateinit open override private protected public sealed suspend vararg "},
    {"scala",
     " abstract case catch class def do else enum extends false final finally for given if "
     "implicit import lazy match new null object override package private protected return sealed "
     "super then this throw trait true try type using val var while with yield "},
    {"swift",
     " associatedtype class deinit enum extension fileprivate func import init inout internal let "
     "open operator private protocol public rethrows static struct subscript typealias var break "
     "case catch continue default defer do else fallthrough for guard if in repeat return throw "
     "switch where while as any false is nil self Self super throws true try async await some "},
    {"shell",
     " if then else elif fi case esac for while until do done in function select time return exit "
     "local export readonly declare unset shift set source eval exec trap break continue echo "
     "printf test true false read cd "},
    {"powershell",
     " begin break catch class continue data do dynamicparam else elseif end enum exit filter "
     "finally for foreach from function if in param process return switch throw trap try until "
     "using while "},
    {"perl",
     " my our local sub if elsif else unless while until for foreach do return last next redo use "
     "no package require and or not xor eq ne lt gt le ge cmp undef defined print die warn shift "
     "push pop "},
    {"lua",
     " and break do else elseif end false for function goto if in local nil not or repeat return "
     "then true until while "},
    {"dart",
     " abstract as assert async await break case catch class const continue covariant default "
     "deferred do dynamic else enum export extends extension external factory false final finally "
     "for function get if implements import in interface is late library mixin new null on "
     "operator part required rethrow return set static super switch sync this throw true try "
     "typedef var void while with yield int double bool "},
    {"elixir",
     " def defp defmodule defmacro do end if else unless case cond when with for fn true false nil "
     "and or not in import alias require use raise rescue after receive "},
    {"r", " if else repeat while function for next break TRUE FALSE NULL NA Inf NaN in "},
    {"tcl",
     " proc if elseif else while for foreach switch return break continue set expr puts incr "
     "append list lindex lappend catch error global upvar uplevel namespace eval "},
    {"hcl",
     " resource data variable output module provider terraform locals for in if else endif true "
     "false null dynamic content each count "},
};

/* What most languages share. */
static const char common[] =
    " if else elseif elsif for while do end begin then return break continue switch case default "
    "function procedure def class struct module import use let var val const type of in is not and "
    "or true false null nil try catch throw new this self select from where insert into update "
    "delete create table join on group by order having as set values ";

static const char *words_of(const sl_syntax *syntax)
{
    for (size_t i = 0; syntax && i < sizeof table / sizeof *table; i++)
        if (strcmp(syntax->name, table[i].syntax) == 0)
            return table[i].words;
    return common;
}

bool sl_token_is_keyword(const sl_syntax *syntax, sl_str word)
{
    char framed[LONGEST + 3] = " ";
    if (!word.n || word.n > LONGEST || memchr(word.p, 0, word.n))
        return false;
    memcpy(framed + 1, word.p, word.n);
    memcpy(framed + 1 + word.n, " ", 2);
    return strstr(words_of(syntax), framed) != NULL;
}
