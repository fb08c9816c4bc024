/* How the SDKs of each language name clients and calls. */
#ifndef SLUICE_STAGES_PRIVILEGE_SDK_H
#define SLUICE_STAGES_PRIVILEGE_SDK_H

#include "base/map.h"
#include "engine/syntax/term.h"

/** What is known of a file. */
typedef struct sl_sdk {
    sl_arena *mem;
    sl_str language, text;
    sl_map locals;   /* names to the modules that they were imported from */
    sl_strs imports; /* modules as they are written; "?": one that is known when the code runs */
    bool has_boto;
} sl_sdk;

/** A call that is named by what is constructed: new PutObjectCommand(). */
typedef struct sl_sdk_call {
    sl_str service, method;
} sl_sdk_call;

/** Reads the imports of a file; `text` is its code. */
void sl_sdk_open(sl_sdk *sdk, sl_arena *mem, sl_str language, sl_str text, const sl_term *root);
/** The client that a call or constructor makes: its service, with "!" where it is a resource of
    boto3; "?" where it is known when the code runs; empty where it is none. */
sl_str sl_sdk_client(const sl_sdk *sdk, const sl_term *t);
/** The client that a declared type is; empty. NULL is fine. */
sl_str sl_sdk_type(const sl_sdk *sdk, const sl_term *type);
/** True when the term stands for a call by itself. */
bool sl_sdk_call_of(sl_sdk_call *out, const sl_sdk *sdk, const sl_term *t);
/** True for methods of clients that call nothing. */
bool sl_sdk_is_quiet(sl_str method);
/** The text that an expression always is; empty where it is none. */
sl_str sl_sdk_text(const sl_term *t);

#endif
