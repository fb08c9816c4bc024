/* A {name} is lower-case letters in braces; all else stays as it is, the braces of JSON too. */
#include "engine/verify/template.h"

#include "base/json.h"
#include "sluice/buf.h"

enum { FILLED_MAX = 256 << 10 };

sl_str sl_template_name(sl_str text, size_t at)
{
    size_t end = at + 1;
    while (end < text.n && text.p[end] >= 'a' && text.p[end] <= 'z')
        end++;
    bool is_name = text.p[at] == '{' && end > at + 1 && end < text.n && text.p[end] == '}';
    return is_name ? sl_str_sub(text, at + 1, end) : (sl_str){0};
}

bool sl_template_is_whole_url(sl_str url)
{
    return sl_str_starts(url, SL_S("{")) || sl_str_starts(url, SL_S("https://{"));
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

sl_str sl_bindings_get(const sl_bindings *values, sl_str name)
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
        sl_str name = sl_template_name(text, i);
        if (!name.n) {
            sl_buf_addc(&out, text.p[i]);
            continue;
        }
        i += name.n + 1;
        if (is_json)
            put_json(&out, sl_bindings_get(values, name));
        else if (place == SL_PLACE_PLAIN)
            sl_buf_add(&out, sl_bindings_get(values, name));
        else
            sl_buf_add_percent(&out, sl_bindings_get(values, name), "-._~:");
    }
    sl_str filled = out.is_over ? (sl_str){0} : sl_dup(mem, sl_buf_str(&out));
    sl_buf_clear(&out);
    return filled;
}
