/* What was learned of themes, with the figures of cross-validation: the object behind ressenti_theme_model. */
#ifndef RSN_THEME_MODEL_H
#define RSN_THEME_MODEL_H

#include "memory.h"

enum { RSN_LEARNED_KINDS = 2 }; /* themes, signals */

struct ressenti_theme_model {
    ressenti_allocator memory;
    rsn_array bytes; /* uint8_t */
    size_t count;    /* labels that were learned */
    uint32_t *kind, *label, *texts, *proposed, *right;
    uint8_t *is_kept;
    ressenti_proposal_totals totals[RSN_LEARNED_KINDS];
};

/* Zeros, for `count` labels; to be released by ressenti_theme_model_release also where it fails.  NO_MEMORY. */
ressenti_status rsn_theme_model_new(const ressenti_allocator *memory, size_t count, ressenti_theme_model **model);

ressenti_proposal_totals *rsn_theme_totals(ressenti_theme_model *model, uint32_t kind);

#endif
