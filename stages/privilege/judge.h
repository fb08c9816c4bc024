/* What all files told, joined: functions, their code, their grants; and what follows from it. */
#ifndef SLUICE_STAGES_PRIVILEGE_JUDGE_H
#define SLUICE_STAGES_PRIVILEGE_JUDGE_H

#include "base/map.h"
#include "stages/privilege/template.h"

/** The rules that findings are of. */
typedef struct sl_privilege_rules {
    size_t unused, wildcard, missing, dynamic;
} sl_privilege_rules;

/** A call in a file; `method` is empty where it is known only when the code runs. */
typedef struct sl_privilege_call {
    sl_str file, service, method, key;
    sl_str package; /* that makes it; else empty */
    size_t start, end;
} sl_privilege_call;

/** A file of code, or a template with code in it. */
typedef struct sl_privilege_file {
    sl_str path;
    bool is_tested;
    struct {
        sl_privilege_call *v;
        size_t n, cap;
    } calls;
    sl_strs maybe, imports;
} sl_privilege_file;

/** A function. */
typedef struct sl_privilege_function {
    sl_str key, name, code, handler, runtime, file;
    sl_strs open; /* why what it may do is not all known */
    sl_privilege_file **files;
    size_t n_files;
} sl_privilege_function;

/** A statement that allows something. */
typedef struct sl_privilege_statement {
    sl_str key, origin, file;
    size_t start, end;
    bool is_tested;
    sl_strs actions;
    const sl_privilege_function **functions; /* that have it */
    size_t n_functions, cap_functions;
} sl_privilege_statement;

/** All of it. */
typedef struct sl_privilege {
    sl_arena *mem;
    sl_actions table;
    sl_privilege_rules rules;
    sl_map files; /* by path */
    struct {
        sl_privilege_function *v;
        size_t n, cap;
    } functions;
    struct {
        sl_privilege_statement *v;
        size_t n, cap;
    } statements;
    sl_map grants, open, codes; /* by key: lists of texts */
} sl_privilege;

/** Takes one record. */
void sl_privilege_add(sl_privilege *p, const sl_unit *unit, sl_str fact);
/** The file of that path; NULL. */
sl_privilege_file *sl_privilege_file_at(const sl_privilege *p, sl_str path);
/** The texts that belong to a key in one of the maps. */
const sl_strs *sl_privilege_texts(const sl_map *map, sl_str key);
/** Finds the code of each function. */
void sl_privilege_find_code(sl_privilege *p);
/** Reports what follows. */
void sl_privilege_judge(sl_privilege *p, sl_sink *sink);

#endif
