/* Types by their names. */
#include "engine/pattern/types.h"

const sl_term *sl_type_name(const sl_term *type)
{
    const sl_term *name = type->kind == SL_T_FIELD ? sl_term_get(type, SL_R_NAME) : type;
    return name ? name : type;
}

/* boolean and Boolean, int and Integer: neighbours. */
static size_t place_of_primitive(sl_str name)
{
    static const char *const names[] = {
        "int",    "Integer", "long",  "Long",  "boolean", "Boolean", "char",  "Character",
        "double", "Double",  "float", "Float", "byte",    "Byte",    "short", "Short"};
    size_t i = 0;
    while (i < sizeof names / sizeof *names && !sl_str_is(name, names[i]))
        i++;
    return i < sizeof names / sizeof *names ? i / 2 : SIZE_MAX;
}

bool sl_type_is_primitive(sl_str name)
{
    return place_of_primitive(name) != SIZE_MAX;
}

bool sl_type_is_boxed(sl_str a, sl_str b)
{
    size_t place = place_of_primitive(a);
    return place != SIZE_MAX && place == place_of_primitive(b);
}

sl_str sl_type_sure_name(const sl_term *type)
{
    static const char *const of_literals =
        "string String str number Number Int float uint bool boolean Boolean";
    const sl_term *name = sl_type_name(type);
    bool is_named =
        (type->kind == SL_T_NAME || type->kind == SL_T_FIELD) && name->kind == SL_T_NAME;
    bool is_common = sl_str_among(name->text, of_literals) || sl_type_is_primitive(name->text);
    return is_named && !is_common ? name->text : (sl_str){0};
}
