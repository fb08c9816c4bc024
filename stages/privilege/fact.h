/* What workers tell the parent of a file: records of texts. */
#ifndef SLUICE_STAGES_PRIVILEGE_FACT_H
#define SLUICE_STAGES_PRIVILEGE_FACT_H

#include "sluice/buf.h"
#include "sluice/scanner.h"

/* Kinds of records, and their fields. Offsets are bytes of the file. Keys name what grants belong
   to within one template (or one folder of Terraform). */
#define SL_FACT_CALL      "call"      /* service or service.Object, method, offset, end, function */
#define SL_FACT_DYNAMIC   "dynamic"   /* service (empty: any), offset, end, function */
#define SL_FACT_MAYBE     "maybe"     /* function, names of methods of what is not known */
#define SL_FACT_IMPORT    "import"    /* module as it is written */
#define SL_FACT_FILE      "file"      /* there is code in it */
#define SL_FACT_FUNCTION  "function"  /* key, name, path or key of its code, handler, runtime */
#define SL_FACT_CODE      "code"      /* key, path: where code is that functions name by key */
#define SL_FACT_STATEMENT "statement" /* key, offset, end, origin, actions … */
#define SL_FACT_GRANT     "grant"     /* key, key of what it grants as well */
#define SL_FACT_OPEN      "open"      /* key, why what it allows is not known */

enum { SL_FACT_FIELDS_MAX = 2000, SL_FACT_BYTES_MAX = 1 << 20 };

/** A record being written. */
typedef struct sl_fact {
    sl_buf bytes;
    size_t n;
} sl_fact;

/** Begins a record of that kind; sl_fact_send ends it. */
void sl_fact_begin(sl_fact *fact, const char *kind);
/** Adds a field. */
void sl_fact_text(sl_fact *fact, sl_str text);
/** Adds a field. */
void sl_fact_number(sl_fact *fact, size_t n);
/** Hands the record over and frees it. */
void sl_fact_send(sl_fact *fact, sl_sink *sink);
/** The fields of a record, copied to `mem`; the first is its kind. */
sl_strs sl_fact_read(sl_arena *mem, sl_str bytes);
/** Field `i` as a number; 0 where it is none. */
size_t sl_fact_number_of(const sl_strs *fields, size_t i);
/** Field `i`; empty past the last. */
sl_str sl_fact_field(const sl_strs *fields, size_t i);

#endif
