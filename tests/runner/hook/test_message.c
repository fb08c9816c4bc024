/* What of a commit message is kept: the same as git keeps. */
#include "tests/support/test.h"

#include "runner/hook/message.h"

static const char cut[] = "# ------------------------ >8 ------------------------\n"
                          "# Do not modify or remove the line above.\n";

static const char *kept(sl_arena *mem, const char *text, sl_message_rules rules)
{
    return sl_dup_z(mem, sl_message_kept(mem, sl_str_of(text), &rules));
}

static void comments_of_an_edited_message_go_and_lines_keep_their_numbers(void **state)
{
    const sl_message_rules rules = {.is_edited = true};

    const char *text = kept(*state, "title\n\n# hint\nbody\n#more", rules);

    assert_string_equal(text, "title\n\n\nbody\n");
}

static void message_without_an_editor_is_kept_whole(void **state)
{
    const sl_message_rules rules = {.is_edited = false};

    const char *text = kept(*state, "# heading\nbody", rules);

    assert_string_equal(text, "# heading\nbody");
}

static void cleanup_modes_are_git_s(void **state)
{
    static const struct {
        const char *cleanup, *kept;
        bool is_edited;
    } cases[] = {
        {"strip", "\nb\n", false},       {"strip", "\nb\n", true},
        {"whitespace", "#a\nb\n", true}, {"verbatim", "#a\nb\n", true},
        {"scissors", "#a\nb\n", true},   {"default", "\nb\n", true},
        {"default", "#a\nb\n", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const sl_message_rules rules = {.cleanup = sl_str_of(cases[i].cleanup),
                                        .is_edited = cases[i].is_edited};
        assert_string_equal(kept(*state, "#a\nb\n", rules), cases[i].kept);
    }
}

static void message_ends_at_the_scissors_that_git_wrote(void **state)
{
    const sl_message_rules edited = {.is_edited = true, .cleanup = SL_S("scissors")};
    const sl_message_rules not_edited = {.cleanup = SL_S("scissors")};
    const char *text = sl_printf(*state, "title\n%sdiff --git a b\n", cut).p;

    assert_string_equal(kept(*state, text, edited), "title\n");
    assert_string_equal(kept(*state, text, not_edited), text);
}

static void scissors_without_git_s_hint_are_text(void **state)
{
    const sl_message_rules rules = {.is_edited = true, .cleanup = SL_S("scissors")};
    const char *text = "# ------------------------ >8 ------------------------\nbody\n";

    assert_string_equal(kept(*state, text, rules), text);
}

static void comment_character_is_the_configured_one(void **state)
{
    const sl_message_rules rules = {.is_edited = true, .comment = SL_S("//")};

    assert_string_equal(kept(*state, "# a\n// b\n/ c\n", rules), "# a\n\n/ c\n");
}

static void chosen_comment_character_hides_nothing_but_what_is_cut(void **state)
{
    const sl_message_rules rules = {.is_edited = true, .comment = SL_S("auto"), .is_auto = true};
    const char *text = "# a\n; hint\n; ------------------------ >8 ------------------------\n"
                       "; Do not modify\ndiff\n";

    assert_string_equal(kept(*state, text, rules), "# a\n; hint\n");
}

static void rules_need_not_be_known_for_plain_messages(void **state)
{
    (void)state;

    assert_false(sl_message_has_comments(SL_S("title\n\nbody # not a comment\n")));
    assert_false(sl_message_has_comments((sl_str){0}));
    assert_true(sl_message_has_comments(SL_S("title\n# c")));
    assert_true(sl_message_has_comments(SL_S("// ------------------------ >8 "
                                             "------------------------\n")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        sl_test(comments_of_an_edited_message_go_and_lines_keep_their_numbers),
        sl_test(message_without_an_editor_is_kept_whole),
        sl_test(cleanup_modes_are_git_s),
        sl_test(message_ends_at_the_scissors_that_git_wrote),
        sl_test(scissors_without_git_s_hint_are_text),
        sl_test(comment_character_is_the_configured_one),
        sl_test(chosen_comment_character_hides_nothing_but_what_is_cut),
        sl_test(rules_need_not_be_known_for_plain_messages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
