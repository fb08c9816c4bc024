/* A {name} is lower-case letters in braces; all else stays as it is, the braces of JSON too. */
#include "engine/verify/template.h"

#include "base/json.h"
#include "sluice/buf.h"

enum { FILLED_MAX = 256 << 10 };

/* The name in braces at `at`; empty when there is none. */
static sl_str name_at(sl_str text, size_t at)
{
    size_t end = at + 1;
    while (end < text.n && text.p[end] >= 'a' && text.p[end] <= 'z')
        end++;
    bool is_name = text.p[at] == '{' && end > at + 1 && end < text.n && text.p[end] == '}';
    return is_name ? sl_str_sub(text, at + 1, end) : (sl_str){0};
}

bool sl_template_check(const sl_recipe *recipe, sl_str text)
{
    for (size_t i = 0; i < text.n; i++) {
        sl_str name = name_at(text, i);
        if (name.n && !sl_str_is(name, "secret") && !sl_str_is(name, "region") &&
            !sl_recipe_need_of(recipe, name))
            return false;
    }
    return true;
}

bool sl_template_is_whole_url(sl_str url)
{
    return sl_str_starts(url, SL_S("{")) || sl_str_starts(url, SL_S("https://{"));
}

static void put_percent(sl_buf *out, sl_str value)
{
    static const char plain[] = "-._~:";
    for (size_t i = 0; i < value.n; i++) {
        unsigned char c = (unsigned char)value.p[i];
        bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                        (c >= '0' && c <= '9') || (c && strchr(plain, c));
        if (is_plain)
            sl_buf_addc(out, (char)c);
        else
            sl_buf_addf(out, "%%%02X", c);
    }
}

/* Inside the quotes that the template has. */
static void put_json(sl_buf *out, sl_str value)
{
    size_t start = out->n;
    sl_json_text(out, value);
    if (out->is_over)
        return;
    memmove(out->p + start, out->p + start + 1, out->n - start - 2);
    out->n -= 2;
}

static sl_str value_of(const sl_bindings *values, sl_str name)
{
    for (size_t i = 0; i < values->n; i++)
        if (sl_str_eq(values->v[i].name, name))
            return values->v[i].value;
    return (sl_str){0};
}

sl_str sl_template_fill(sl_arena *mem, sl_str text, const sl_bindings *values,
                        sl_template_place place)
{
    sl_buf out;
    bool is_json = place == SL_PLACE_BODY && sl_str_starts(text, SL_S("{"));
    sl_buf_init(&out, FILLED_MAX);
    out.is_secret = true;
    for (size_t i = 0; i < text.n; i++) {
        sl_str name = name_at(text, i);
        if (!name.n) {
            sl_buf_addc(&out, text.p[i]);
            continue;
        }
        i += name.n + 1;
        if (is_json)
            put_json(&out, value_of(values, name));
        else if (place == SL_PLACE_PLAIN)
            sl_buf_add(&out, value_of(values, name));
        else
            put_percent(&out, value_of(values, name));
    }
    sl_str filled = out.is_over ? (sl_str){0} : sl_dup(mem, sl_buf_str(&out));
    sl_buf_clear(&out);
    return filled;
}
