/* What a scanner found, and what the gate then thinks of it. */
#ifndef SLUICE_FINDING_H
#define SLUICE_FINDING_H

#include "sluice/rule.h"

/** A place in a file. Lines and columns are 1-based (columns in bytes, the end exclusive); line 0
    means the file as a whole. */
typedef struct sl_region {
    uint32_t line, column, end_line, end_column;
    uint64_t offset, length;
} sl_region;

/** A further place that belongs to a finding: the other side of a clone, a step of a flow. */
typedef struct sl_place {
    sl_str file;
    sl_region region;
    sl_str message;
} sl_place;

/** A list of places. */
typedef struct sl_places {
    sl_place *v;
    size_t n, cap;
} sl_places;

/** Where in the history of a repository a finding comes from. Texts are empty where nothing is
    known. */
typedef struct sl_origin {
    sl_str object;       /* hex id of the blob, commit or tag that holds it */
    sl_str commit;       /* hex id of the oldest commit that has it at this path */
    sl_str author, mail; /* of that commit, or of the tag */
    sl_str date;         /* RFC 3339, in the author's zone */
    sl_str reach;        /* "branch", "remote", "tag", "note", "stash", "ref", "reflog",
                            "unreachable": the most public way to it */
    sl_str ref;          /* a ref on that way */
    bool is_at_tip;      /* a branch's tip still has it at this path */
    size_t n_objects;    /* contents at this path that have it, this one included */
} sl_origin;

/** Why a finding does not count, or that it does. */
typedef enum sl_standing {
    SL_OPEN,    /* it counts */
    SL_WAIVED,  /* accepted by a waiver of the policy */
    SL_IGNORED, /* by a `sluice:ignore` comment in the file */
    SL_KNOWN    /* in the baseline or at the base ref */
} sl_standing;

/** What the provider of a secret says of it. */
typedef enum sl_verified {
    SL_VERIFIED_NOT,      /* nobody asked */
    SL_VERIFIED_UNKNOWN,  /* no answer, or none that says it */
    SL_VERIFIED_INACTIVE, /* it does not work */
    SL_VERIFIED_ACTIVE    /* it works */
} sl_verified;

enum { SL_FINGERPRINT_TEXT = 33 };

/** One finding. All texts are UTF-8 with secrets redacted already. */
typedef struct sl_finding {
    const sl_rule *rule;
    sl_str stage; /* the name of the stage that found it */
    sl_severity severity;
    sl_confidence confidence;
    sl_str
        message; /* what is wrong here; the rule's message where the scanner has none of its own */
    sl_str file; /* as reported; inside an image "IMAGE!/path" */
    sl_str path; /* in the repository, where that is another (sl_finding_path) */
    sl_region region;
    sl_str snippet;          /* the lines of the region (at most 5), redacted */
    uint32_t snippet_line;   /* number of the snippet's first line */
    uint32_t snippet_column; /* column of the snippet's first byte: 1 unless its line was cut */
    sl_str fix;              /* replacement text for the region; NULL p: none is known */
    sl_str resource;         /* "Deployment/web", "aws_s3_bucket.logs"; else empty */
    sl_str package;          /* purl; else empty */
    sl_str secret;           /* the value of a secret, in a vault; empty unless it was asked for */
    sl_places related;
    sl_verified verified;
    sl_str verified_why; /* a phrase: who said so, or why nobody did */
    sl_str account;      /* whose secret it is, as the provider says; may be empty */
    char fingerprint[SL_FINGERPRINT_TEXT]; /* hex; survives moved lines and renamed files */
    bool is_new;                           /* not in the base (true when nothing was compared) */
    sl_standing standing;
    sl_str reason;       /* why it is waived or ignored */
    sl_str owner, until; /* of the waiver */
    bool blocks;         /* the gate counts it against the verdict */
    sl_str
        ignore_note; /* the text after `sluice:ignore RULE`, as the worker saw it; NULL p if none */
    size_t unit;     /* in the pass that found it; SIZE_MAX: none */
    const sl_origin *origin; /* of a finding in a history; else NULL */
} sl_finding;

/** The file by its path in the repository, which is what waivers and the like name. */
static inline sl_str sl_finding_path(const sl_finding *finding)
{
    return finding->path.n ? finding->path : finding->file;
}

/** Findings in the order of the report: file, line, column, rule. */
typedef struct sl_findings {
    sl_finding *v;
    size_t n, cap;
} sl_findings;

#endif
