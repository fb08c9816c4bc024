/* A count of newlines for each block of the text, and the line asked for last: hits come in order.
 */
#include "engine/work/lines.h"

enum { BLOCK = 4096 };

void sl_lines_init(sl_lines *lines, sl_arena *mem, sl_str text)
{
    *lines = (sl_lines){.mem = mem, .text = text};
}

static uint32_t newlines(const char *p, size_t n)
{
    uint32_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += p[i] == '\n';
    return count;
}

static void build(sl_lines *lines)
{
    size_t n = lines->text.n / BLOCK + 1;
    lines->before = sl_alloc_array(lines->mem, n, sizeof *lines->before);
    for (size_t i = 1; i < n; i++)
        lines->before[i] = lines->before[i - 1] + newlines(lines->text.p + (i - 1) * BLOCK, BLOCK);
}

sl_line_at sl_lines_find(sl_lines *lines, size_t offset)
{
    if (offset > lines->text.n)
        offset = lines->text.n;
    if (!lines->before)
        build(lines);
    size_t block = offset / BLOCK;
    size_t line = (size_t)lines->before[block] + 1;
    if (lines->text.n)
        line += newlines(lines->text.p + block * BLOCK, offset - block * BLOCK);
    if (line != lines->last_line) {
        size_t newline = sl_str_rchr(sl_str_sub(lines->text, 0, offset), '\n');
        lines->last_line = line;
        lines->last_start = newline == SIZE_MAX ? 0 : newline + 1;
    }
    return (sl_line_at){line, offset - lines->last_start + 1, lines->last_start};
}

size_t sl_lines_end(const sl_lines *lines, size_t start)
{
    size_t length = sl_str_chr(sl_str_sub(lines->text, start, lines->text.n), '\n');
    return length == SIZE_MAX ? lines->text.n : start + length;
}
