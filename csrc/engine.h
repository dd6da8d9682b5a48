/* Several packs made one: labels merged, patterns compiled, the prefilter built.  Immutable. */
#ifndef RSN_ENGINE_H
#define RSN_ENGINE_H

#include "kernels/kernels.h"
#include "lexicon.h"
#include "lists.h"
#include "memory.h"
#include "pattern.h"
#include "prefilter.h"

typedef struct rsn_engine_label {
    ressenti_text id, fr, en, parent_id;
    uint32_t parent, stage, component, flags;
} rsn_engine_label;

/* What a rule says of its evidence for a signal. */
typedef struct rsn_engine_attribute {
    uint32_t signal;
    ressenti_text key, value;
} rsn_engine_attribute;

typedef struct rsn_engine_rule {
    ressenti_text name, file;
    rsn_span unless; /* rule_patterns that undo a hit in their clause */
    rsn_span attributes;
    uint64_t signals, channels;
    uint32_t number, theme, irritation, flags; /* theme: RESSENTI_NONE; flags: RSN_RULE_* */
    uint32_t subtheme;   /* the part of the theme, or RESSENTI_NONE */
    int32_t valence;
    uint16_t condition, figure; /* ressenti_condition, ressenti_figure_kind */
    bool is_partial;     /* of a recovery that did not end well: no evidence for the signal itself */
    bool is_overruled;   /* a later pack has a rule of this name          */
    bool is_muted;       /* the caller wants nothing of it                */
    bool is_prefiltered; /* none of its patterns has to be tried on every text */
} rsn_engine_rule;

/* A label that the learned model may propose. */
typedef struct rsn_engine_proposal {
    uint32_t kind, label;  /* ressenti_label_kind: theme or signal; its index */
    int32_t alone, beside; /* see rsn_pack_proposal                           */
} rsn_engine_proposal;

typedef struct rsn_engine_pattern {
    rsn_pattern *pattern;
    ressenti_text regex; /* in its pack */
    uint32_t rule;
    bool is_unless, is_prefiltered;
    bool has_unless; /* of its rule */
    bool is_further; /* the same as the one before, with other names of a list */
    bool has_places; /* a program whose first word is known: tried only where that stands */
} rsn_engine_pattern;

/* Where a pattern was read; apart from it, because only people ask. */
typedef struct rsn_pattern_source {
    const rsn_pack_view *view;
    const rsn_pack_pattern *packed;
} rsn_pattern_source;

enum { RSN_LABEL_KINDS = 6 };

struct ressenti_engine {
    ressenti_allocator memory;
    const rsn_kernels *kernels; /* those that its texts go through */
    ressenti_pack **packs;
    const rsn_pack_view **views;
    uint32_t pack_count;
    rsn_lexicon lexicon;
    rsn_lists lists;
    rsn_array labels[RSN_LABEL_KINDS]; /* rsn_engine_label, by ressenti_label_kind */
    rsn_array rules;                   /* rsn_engine_rule                          */
    rsn_array rule_patterns;           /* rsn_engine_pattern, in the order of rules */
    rsn_array pattern_sources;         /* rsn_pattern_source, one for each         */
    rsn_array attributes;              /* rsn_engine_attribute, in the order of rules */
    size_t unless_most;                /* of one rule                               */
    rsn_pattern_context *patterns;
    rsn_prefilter *prefilter;
    rsn_array idle_patterns; /* uint64_t: a bit of each pattern that finds nothing by itself */
    bool has_unless;                   /* of some rule: then clauses are asked for */
    rsn_array fingerprint;             /* char */
    uint32_t promise_broken, promise_exceeded; /* signals that the grammar of figures sets; NONE: unknown  */
    uint32_t irony, recovery;                  /* signals that change how opinions count; NONE: unknown   */
    const rsn_pack_model *model;               /* of the last pack that has one, with its weights; or NULL */
    const int8_t *weights;
    rsn_array proposals;                       /* rsn_engine_proposal, of the last pack that has some */
    const int8_t *proposal_weights;            /* their rows                                          */
    bool proposes_beside;                      /* one of them may stand beside a theme of a rule      */
    _Atomic size_t references;
};

void rsn_engine_retain(ressenti_engine *engine);

static inline const rsn_engine_rule *rsn_engine_rule_at(const ressenti_engine *engine, uint32_t index)
{
    return &RSN_AT(&engine->rules, rsn_engine_rule, index);
}

static inline const rsn_engine_attribute *rsn_engine_attribute_at(const ressenti_engine *engine, uint32_t index)
{
    return &RSN_AT(&engine->attributes, rsn_engine_attribute, index);
}

static inline const rsn_engine_label *rsn_engine_label_at(const ressenti_engine *engine, ressenti_label_kind kind,
                                                          uint32_t index)
{
    return &RSN_AT(&engine->labels[kind], rsn_engine_label, index);
}

#endif
