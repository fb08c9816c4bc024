/* How a provider is asked whether a secret still works: data of the built-in rules (`verify` in
   rules/secrets/_verify.yml), and of these only. A request changes nothing at the provider, goes to
   a host that is written in the recipe, and its answer says active, inactive, or neither. */
#ifndef SLUICE_ENGINE_VERIFY_RECIPE_H
#define SLUICE_ENGINE_VERIFY_RECIPE_H

#include "sluice/arena.h"
#include "sluice/err.h"
#include "sluice/finding.h"
#include "sluice/node.h"

/** Another finding whose value the request needs: a key id, an account. */
typedef struct sl_recipe_need {
    sl_str name; /* in templates, as {name} */
    sl_strs rules;
    sl_str of,
        prefix; /* needed only where the value of need `of` begins with `prefix`; else empty */
} sl_recipe_need;

/** What an answer means when all that it names is so. */
typedef struct sl_recipe_answer {
    sl_strs statuses; /* "200"; none: any */
    sl_str contains;
    const sl_node *json; /* map of dotted paths to the value, or a list of values; NULL: none */
    sl_verified is;
    sl_str says; /* told to the user; may be empty */
} sl_recipe_answer;

/** One recipe. */
typedef struct sl_recipe {
    sl_str provider;
    sl_strs rules; /* ids of the rules whose secrets it is for */
    sl_str documentation;
    sl_str method;         /* empty: GET, or POST with a body */
    sl_strs urls;          /* templates; asked in turn until one knows the secret */
    sl_strs hosts;         /* all that a request may go to */
    const sl_node *fields; /* header fields: map of names to templates; NULL: none */
    sl_str body;           /* template; empty: none */
    sl_str user, password; /* templates for Basic or for signing; an empty user: none */
    sl_str service;        /* signed as AWS does for this service; empty: not */
    sl_strs regions;       /* of each URL, for signing; as {region} in it */
    struct {
        sl_recipe_need *v;
        size_t n, cap;
    } needs;
    struct {
        sl_recipe_answer *v;
        size_t n, cap;
    } answers;
    sl_strs account;                      /* dotted paths of JSON: whose secret it is */
    sl_str account_after, account_before; /* or the text between these two */
    bool is_self_hosted; /* a refusal by the provider's own host proves nothing: the secret may be
                            of somebody's own server */
} sl_recipe;

/** Recipes in the order of their file. */
typedef struct sl_recipes {
    sl_recipe *v;
    size_t n, cap;
} sl_recipes;

/** Adds the recipes of a list. Errors have file:line:column. */
bool sl_recipes_read(sl_recipes *out, sl_arena *mem, sl_str file, const sl_node *list, sl_err *e);
/** The recipes of the built-in rules. */
bool sl_recipes_builtin(sl_recipes *out, sl_arena *mem, sl_err *e);
/** The recipe for secrets of the rule; NULL when there is none. */
const sl_recipe *sl_recipe_of(const sl_recipes *recipes, sl_str rule);
/** The need of that name; NULL when there is none. */
const sl_recipe_need *sl_recipe_need_of(const sl_recipe *recipe, sl_str name);
/** "active", "inactive", "unknown"; NULL for SL_VERIFIED_NOT. */
const char *sl_verified_name(sl_verified state);

#endif
