/* Walks from the last place to the next, forward or back. */
#include "base/yaml_marks.h"

static bool is_ascii(sl_str text)
{
    size_t i = 0;
    for (uint64_t word; i + sizeof word <= text.n; i += sizeof word) {
        memcpy(&word, text.p + i, sizeof word);
        if (word & 0x8080808080808080u)
            return false;
    }
    for (; i < text.n; i++)
        if ((unsigned char)text.p[i] >= 0x80)
            return false;
    return true;
}

void sl_yaml_marks_init(sl_yaml_marks *marks, sl_str text)
{
    *marks = (sl_yaml_marks){.text = text, .encoding = SL_YAML_UTF8};
    if (sl_str_starts(text, SL_S("\xff\xfe"))) {
        marks->encoding = SL_YAML_UTF16_LE;
        marks->first = 2;
    } else if (sl_str_starts(text, SL_S("\xfe\xff"))) {
        marks->encoding = SL_YAML_UTF16_BE;
        marks->first = 2;
    } else if (sl_str_starts(text, SL_S("\xef\xbb\xbf"))) {
        marks->first = 3;
    } else if (is_ascii(text)) {
        marks->encoding = SL_YAML_ASCII;
    }
    marks->at = marks->line_at = marks->first;
}

/* The first byte of the 16-bit unit at `at` that tells surrogates. */
static unsigned char high_byte(const sl_yaml_marks *m, size_t at)
{
    size_t i = m->encoding == SL_YAML_UTF16_LE ? at + 1 : at;
    return i < m->text.n ? (unsigned char)m->text.p[i] : 0;
}

static size_t after(const sl_yaml_marks *m, size_t at)
{
    if (m->encoding != SL_YAML_UTF8) {
        at += (high_byte(m, at) & 0xfc) == 0xd8 ? 4 : 2;
        return at < m->text.n ? at : m->text.n;
    }
    for (at++; at < m->text.n && ((unsigned char)m->text.p[at] & 0xc0) == 0x80;)
        at++;
    return at;
}

static size_t before(const sl_yaml_marks *m, size_t at)
{
    if (m->encoding != SL_YAML_UTF8) {
        at -= at - m->first >= 2 ? 2 : at - m->first;
        return at - m->first >= 2 && (high_byte(m, at) & 0xfc) == 0xdc ? at - 2 : at;
    }
    for (at--; at > m->first && ((unsigned char)m->text.p[at] & 0xc0) == 0x80;)
        at--;
    return at;
}

static size_t byte_of(sl_yaml_marks *m, size_t index)
{
    if (m->encoding == SL_YAML_ASCII)
        return index < m->text.n ? index : m->text.n;
    for (; m->index < index && m->at < m->text.n; m->index++)
        m->at = after(m, m->at);
    for (; m->index > index && m->at > m->first; m->index--)
        m->at = before(m, m->at);
    return m->at;
}

sl_yaml_place sl_yaml_marks_place(sl_yaml_marks *m, size_t index, size_t line, size_t column)
{
    size_t offset = byte_of(m, index);
    if (m->encoding != SL_YAML_ASCII) {
        if (m->line != line)
            m->line_at = byte_of(m, index - column);
        m->line = line;
        column = offset - m->line_at;
    }
    return (sl_yaml_place){(uint32_t)line + 1, (uint32_t)column + 1, offset};
}
