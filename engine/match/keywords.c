/* Words that languages reserve, in one table for all of them: where names are not told apart, these
   still are. */
#include "engine/match/tokens.h"

enum { SHORTEST = 2, LONGEST = 12 };

/* By length, so that a look-up compares a few words only; each list has a space at both ends. */
static const char *const keywords[LONGEST + 1] = {
    [2] = " if do in is as or fn go of fi ",
    [3] = " for try new not and def end int let var val nil mod pub use mut ref out get set del "
          "fun asm esac sub rem xor ",
    [4] = " else case enum void char long bool true elif from then with this self null None True "
          "goto auto byte func impl type loop move when pass done eval exec echo each until base "
          "uint Self NULL main data ",
    [5] = " while break class const float short union async await throw throws catch super yield "
          "false False print raise range final trait where match until begin using elsif local "
          "unset defer chan macro alias super union sbyte fixed event ",
    [6] = " return switch static struct public import export extern sizeof double signed typeof "
          "delete assert except lambda global module native object string params unless rescue "
          "ensure elseif friend inline select import foreach ",
    [7] = " default private package finally extends typedef virtual mutable boolean declare "
          "foreach require include nullptr checked decimal synchro ",
    [8] = " continue unsigned volatile register template typename operator override abstract "
          "function internal readonly delegate explicit implicit instance nonlocal debugger "
          "restrict noexcept strictfp property protocol ",
    [9] = " protected interface namespace constexpr transient undefined constructor unchecked "
          "companion ",
    [10] = " implements instanceof ",
    [12] = " synchronized ",
};

bool sl_token_is_keyword(sl_str word)
{
    if (word.n < SHORTEST || word.n > LONGEST || !keywords[word.n])
        return false;
    char framed[LONGEST + 3] = " ";
    memcpy(framed + 1, word.p, word.n);
    memcpy(framed + 1 + word.n, " ", 2);
    return strstr(keywords[word.n], framed) != NULL;
}
