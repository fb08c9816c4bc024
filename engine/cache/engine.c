/* The build id is a note in the program's own segments (elf(5), PT_NOTE). */
#include "engine/cache/engine.h"

#include <elf.h>
#include <link.h>

static size_t padded(size_t n)
{
    return (n + 3) & ~(size_t)3;
}

/* The GNU build id among the notes; empty when there is none. */
static sl_str build_id_in(sl_str notes)
{
    ElfW(Nhdr) head;
    while (notes.n >= sizeof head) {
        memcpy(&head, notes.p, sizeof head);
        size_t name = padded(head.n_namesz);
        size_t whole = sizeof head + name + padded(head.n_descsz);
        if (whole > notes.n)
            break;
        sl_str text = sl_str_sub(notes, sizeof head, sizeof head + head.n_namesz);
        if (head.n_type == NT_GNU_BUILD_ID && sl_str_eq(text, sl_str_at(ELF_NOTE_GNU, 4)))
            return sl_str_at(notes.p + sizeof head + name, head.n_descsz);
        notes = sl_str_sub(notes, whole, notes.n);
    }
    return (sl_str){0};
}

/* The program itself comes first. */
static int look_at_program(struct dl_phdr_info *info, size_t size, void *context)
{
    sl_str *id = context;
    (void)size;
    for (int i = 0; i < info->dlpi_phnum && !id->n; i++) {
        const ElfW(Phdr) *segment = &info->dlpi_phdr[i];
        const char *at = (const char *)(info->dlpi_addr + segment->p_vaddr);
        if (segment->p_type == PT_NOTE)
            *id = build_id_in(sl_str_at(at, segment->p_memsz));
    }
    return 1;
}

bool sl_engine_id(unsigned char out[SL_SHA256_BYTES])
{
    sl_str id = {0};
    dl_iterate_phdr(look_at_program, &id);
    const sl_str parts[] = {SL_STR(SLUICE_VERSION), id};
    sl_sha256_parts(out, parts, 2);
    return id.n > 0;
}
