/* Collections: lists of which every item is known, and maps by key. Only what is at a place that
   the code itself names is kept apart; all else makes a list one value. */
#include "engine/syntax/compute.h"
#include "engine/taint/call.h"

enum { ITEMS_MAX = 60 };

/* What a method does. */
typedef enum action {
    GET,
    SET,
    ADD,    /* at the end, or with two arguments at a place */
    INSERT, /* at a place */
    ADD_FIRST,
    REMOVE, /* at a place, or the last */
    REMOVE_FIRST,
    REMOVE_LAST,
    FIRST,
    LAST,
    SIZE,
    CLEAR,
    CHANGE /* in ways that are not known */
} action;

static const struct {
    const char *names;
    action action;
} methods[] = {
    {"get elementAt at", GET},
    {"set setElementAt", SET},
    {"add append push addElement addLast offer offerLast enqueue Add Push Enqueue push_back Append "
     "<<",
     ADD},
    {"insert insertElementAt Insert", INSERT},
    {"addFirst unshift offerFirst prepend", ADD_FIRST},
    {"remove removeAt removeElementAt pop Pop RemoveAt", REMOVE},
    {"removeFirst shift poll pollFirst", REMOVE_FIRST},
    {"removeLast pollLast", REMOVE_LAST},
    {"getFirst firstElement first First front head", FIRST},
    {"getLast lastElement last Last back", LAST},
    {"size length", SIZE},
    {"clear removeAllElements", CLEAR},
    {"addAll extend sort reverse removeIf removeAll retainAll replaceAll splice fill concat! "
     "removeElement copyWithin subList peek update insertAll AddRange Sort Reverse RemoveAll "
     "concat "
     "append_all push_str",
     CHANGE},
};

bool sl_call_is_place(const sl_term *t)
{
    return t->kind == SL_T_NAME || t->kind == SL_T_FIELD || t->kind == SL_T_INDEX;
}

/* A list that is taken apart to be changed. */
typedef struct items {
    const sl_value *v[ITEMS_MAX + 1];
    uint32_t n;
} items;

static sl_str place_name(sl_walk *w, uint32_t i)
{
    return sl_printf(w->mem, "%u", i);
}

static void take_apart(items *out, sl_walk *w, const sl_value *list)
{
    out->n = list->n_items;
    for (uint32_t i = 0; i < out->n; i++)
        out->v[i] = sl_value_field(w->mem, list, place_name(w, i));
}

static void put_in(items *list, uint32_t at, const sl_value *item)
{
    memmove(list->v + at + 1, list->v + at, (list->n - at) * sizeof *list->v);
    list->v[at] = item;
    list->n++;
}

static const sl_value *take_out(items *list, uint32_t at)
{
    const sl_value *item = list->v[at];
    list->n--;
    memmove(list->v + at, list->v + at + 1, (list->n - at) * sizeof *list->v);
    return item;
}

/* The place that an argument names; false when it is none of the list. */
static bool place_of(const items *list, const sl_call *c, uint32_t *at)
{
    int64_t place;
    if (!c->n || !c->values[0]->literal || !sl_literal_int(c->values[0]->literal, &place))
        return false;
    if (place < 0)
        place += list->n;
    if (place < 0 || place > list->n)
        return false;
    *at = (uint32_t)place;
    return true;
}

/* Puts an argument in; NULL when the call has others than it takes. */
static const sl_value *put_argument(items *list, const sl_call *c, bool has_place, uint32_t at)
{
    if (c->n != (has_place ? 2u : 1u))
        return NULL;
    put_in(list, at, c->values[c->n - 1]);
    return &sl_value_clean;
}

static const sl_value *set_item(items *list, const sl_call *c, uint32_t at)
{
    if (at >= list->n || c->n != 2)
        return NULL;
    list->v[at] = c->values[1];
    return &sl_value_clean;
}

/* Takes out, or looks at, what stands at an end. */
static const sl_value *act_at_end(items *list, action what)
{
    if (!list->n)
        return NULL;
    uint32_t at = what == FIRST || what == REMOVE_FIRST ? 0 : (uint32_t)list->n - 1;
    return what == FIRST || what == LAST ? list->v[at] : take_out(list, at);
}

/* Changes a list; what the method returns, NULL when it cannot be said. */
static const sl_value *act(items *list, const sl_call *c, action what)
{
    uint32_t at = 0;
    bool has_place = place_of(list, c, &at);
    bool is_item = has_place && at < list->n;
    switch (what) {
    case GET:
        return is_item ? list->v[at] : NULL;
    case SET:
        return has_place ? set_item(list, c, at) : NULL;
    case ADD:
        if (c->n == 1)
            return put_argument(list, c, false, (uint32_t)list->n);
        return has_place ? put_argument(list, c, true, at) : NULL;
    case INSERT:
        return has_place ? put_argument(list, c, true, at) : NULL;
    case ADD_FIRST:
        return put_argument(list, c, false, 0);
    case REMOVE:
        if (!c->n && sl_str_is(c->name, "pop"))
            return act_at_end(list, REMOVE_LAST);
        return is_item && c->n == 1 ? take_out(list, at) : NULL;
    case REMOVE_FIRST:
    case REMOVE_LAST:
    case FIRST:
    case LAST:
        return c->n ? NULL : act_at_end(list, what);
    default:
        return NULL;
    }
}

static bool action_of(sl_str name, action *out)
{
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (sl_str_among(name, methods[i].names)) {
            *out = methods[i].action;
            return true;
        }
    return false;
}

static bool is_reading(action what)
{
    return what == GET || what == FIRST || what == LAST || what == SIZE;
}

/* remove(1) of Python's lists removes the item that is 1. */
static bool removes_by_value(const sl_walk *w, const sl_call *c)
{
    return sl_str_is(w->code->language, "python") && sl_str_is(c->name, "remove");
}

static void give_up(sl_walk *w, const sl_call *c)
{
    if (c->object && sl_call_is_place(c->object))
        sl_walk_assign(w, c->object, sl_value_unsure(w->mem, c->self));
}

static const sl_value *of_list(sl_walk *w, const sl_call *c)
{
    items list;
    action what;
    if (!action_of(c->name, &what))
        return NULL;
    if (what == SIZE)
        return sl_value_literal(w->mem, &sl_value_clean,
                                sl_literal_number(w->mem, c->self->n_items));
    list.n = 0;
    if (what != CLEAR)
        take_apart(&list, w, c->self);
    bool is_known = what != CHANGE && list.n < ITEMS_MAX && !removes_by_value(w, c);
    const sl_value *returned = what == CLEAR ? &sl_value_clean
                               : is_known    ? act(&list, c, what)
                                             : NULL;
    if (is_reading(what))
        return returned;
    if (!returned) {
        give_up(w, c);
        return NULL;
    }
    if (sl_call_is_place(c->object))
        sl_walk_assign(w, c->object, sl_value_list(w->mem, list.v, list.n));
    return returned;
}

static sl_str key_of(const sl_call *c)
{
    const sl_value *v = c->values[0];
    if (c->args[0]->kind == SL_T_SYMBOL)
        return c->args[0]->text;
    return v->literal && v->literal->kind != SL_T_NIL ? v->literal->text : (sl_str){0};
}

/* What a read of a map falls back to: a value, or what a function returns. */
static const sl_value *fallback(const sl_call *c)
{
    if (c->n < 2)
        return NULL;
    return c->called[1] ? c->called[1] : c->values[1];
}

/* m.put("k", v): names that lists have too are for maps where the first argument is a text. */
static bool is_put(const sl_call *c)
{
    bool is_text = c->n && c->values[0]->literal && c->values[0]->literal->kind == SL_T_STRING;
    if (c->n == 3 && sl_str_is(c->name, "merge"))
        return true;
    return c->n == 2 && (sl_str_among(c->name, "put set setdefault setAttribute setProperty store "
                                               "putIfAbsent TryAdd Store") ||
                         (is_text && sl_str_among(c->name, "add Add insert update")));
}

/* m.TryGetValue("k", out v) */
static const sl_value *try_get(sl_walk *w, const sl_call *c, const sl_value *entry)
{
    const sl_term *place = c->n > 1 ? sl_call_place(c->args[1]) : NULL;
    if (place)
        sl_walk_assign(w, place, entry);
    return &sl_value_clean;
}

/* m.put("k", v), m.get("k"), m.remove("k"). */
static const sl_value *of_map(sl_walk *w, const sl_call *c)
{
    sl_str key = c->n ? key_of(c) : (sl_str){0};
    if (!key.n || !c->object)
        return NULL;
    const sl_value *entry = sl_value_entry(w->mem, c->self, key);
    bool is_place = sl_call_is_place(c->object);
    bool is_map = c->self->members || c->self->is_record;
    if (is_put(c) && is_place) {
        sl_walk_assign(w, c->object, sl_value_with(w->mem, c->self, key, c->values[1]));
        return sl_value_of(w->mem, c->inside);
    }
    if (is_map && sl_str_is(c->name, "TryGetValue"))
        return try_get(w, c, entry);
    bool is_taken = sl_str_among(c->name, "remove delete pop");
    bool is_read =
        sl_str_among(c->name, "get getOrDefault fetch getAttribute getProperty getOrElse "
                              "getOrPut GetValueOrDefault dig Load getString");
    if (!is_map || (!is_taken && !is_read) || (is_taken && !sl_value_has(c->self, key)))
        return NULL;
    if (is_taken && is_place)
        sl_walk_assign(w, c->object, sl_value_with(w->mem, c->self, key, &sl_value_clean));
    const sl_value *otherwise = is_taken ? NULL : fallback(c);
    return otherwise ? sl_value_join(w->mem, entry, otherwise) : entry;
}

const sl_value *sl_call_collection(sl_walk *w, const sl_call *c)
{
    if (!c->object || !c->name.n)
        return NULL;
    return c->self->is_list ? of_list(w, c) : of_map(w, c);
}

static sl_str last_name(const sl_term *t)
{
    const sl_term *name = t && t->kind == SL_T_FIELD ? sl_term_get(t, SL_R_NAME) : t;
    return name && name->kind == SL_T_NAME ? name->text : (sl_str){0};
}

static bool is_list_class(sl_str name)
{
    static const char *const ends[] = {"List", "Vector", "Stack", "Deque", "Queue"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (sl_str_ends(name, sl_str_of(ends[i])))
            return true;
    return sl_str_is(name, "Array");
}

/* "a" to b, "a" -> b, "a" => b */
static const sl_value *entries(sl_walk *w, const sl_call *c)
{
    const sl_value *made = sl_value_record(w->mem, &sl_value_clean);
    for (size_t i = 0; i < c->n; i++) {
        const sl_value *pair = c->values[i];
        const sl_term *key =
            pair->is_list && pair->n_items == 2 ? sl_walk_part(w, pair, 0)->literal : NULL;
        if (!key)
            return NULL;
        made = sl_value_with(w->mem, made, sl_walk_key(key), sl_walk_part(w, pair, 1));
    }
    return made;
}

/* dict(a=1, b=2) */
static const sl_value *keywords(sl_walk *w, const sl_call *c)
{
    const sl_value *made = sl_value_record(w->mem, sl_value_of(w->mem, c->rest));
    for (size_t i = 0; i < c->n; i++) {
        if (!c->names[i].n)
            return NULL;
        made = sl_value_with(w->mem, made, c->names[i], c->values[i]);
    }
    return made;
}

static bool is_map_class(sl_str name)
{
    return sl_str_ends(name, SL_S("Map")) || sl_str_ends(name, SL_S("Dictionary")) ||
           sl_str_among(name, "Hashtable Properties JSONObject NameValueCollection WeakMap");
}

/* new ArrayList<>(), ArrayList.new, HashMap(): what begins empty, or as another. */
static const sl_value *made_new(sl_walk *w, const sl_call *c, sl_str name)
{
    if (is_list_class(name)) {
        bool is_copy = c->n == 1 && c->values[0]->is_list;
        return is_copy ? c->values[0] : c->n ? NULL : sl_value_list(w->mem, NULL, 0);
    }
    return !c->n && !c->rest && is_map_class(name) ? sl_value_record(w->mem, &sl_value_clean)
                                                   : NULL;
}

/* Functions that make a list of what they are given. */
static bool is_list_maker(const sl_call *c, sl_str owner)
{
    static const struct {
        const char *names, *owners; /* NULL: any */
    } makers[] = {
        {"asList", "Arrays"},
        {"of", "List Arrays Array"},
        {"Create", "Tuple ValueTuple"},
        {"listOf mutableListOf arrayOf arrayListOf Pair Triple make_pair make_tuple", NULL},
    };
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++)
        if (sl_str_among(c->name, makers[i].names) &&
            (!makers[i].owners || sl_str_among(owner, makers[i].owners)))
            return true;
    return false;
}

static bool is_new(const sl_call *c)
{
    bool is_type = !c->object && c->name.n && c->name.p[0] >= 'A' && c->name.p[0] <= 'Z';
    return c->term->kind == SL_T_NEW || sl_str_is(c->name, "new") || is_type;
}

const sl_value *sl_call_made(sl_walk *w, const sl_call *c)
{
    sl_str owner = c->object ? last_name(c->object) : (sl_str){0};
    sl_str name = sl_str_is(c->name, "new") ? owner : last_name(c->callee);
    const sl_value *made = is_new(c) ? made_new(w, c, name) : NULL;
    if (made || c->term->kind != SL_T_CALL || c->rest || c->n == SL_CALL_ARGS_MAX)
        return made;
    if (sl_str_among(c->name, "mapOf mutableMapOf hashMapOf linkedMapOf Map HashMap TreeMap apply "
                              "ofEntries"))
        return entries(w, c);
    if (sl_str_is(c->name, "dict") && !c->object)
        return keywords(w, c);
    bool is_spread = c->n == 1 && c->values[0]->is_list && !sl_str_is(c->name, "Pair");
    return is_list_maker(c, owner) && !is_spread ? sl_value_list(w->mem, c->values, (uint32_t)c->n)
                                                 : NULL;
}
