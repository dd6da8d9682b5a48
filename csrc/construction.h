/* Judgements that no word of opinion carries: something is missing, too much, too late, or marked out of ten. */
#ifndef RSN_CONSTRUCTION_H
#define RSN_CONSTRUCTION_H

#include "clause.h"
#include "figures.h"

typedef struct rsn_construction {
    ressenti_text label; /* French, static: "absence", "excès" … */
    rsn_span tokens;
    int32_t valence;     /* hundredths */
} rsn_construction;

typedef struct rsn_constructions {
    rsn_construction *items; /* by first token, not overlapping */
    uint32_t count;
} rsn_constructions;

/* `owner[token]`: not 0 where a judgement stands already; nothing is added on top of it.  O(tokens).  NO_MEMORY is the
 * only failure. */
ressenti_status rsn_read_constructions(rsn_arena *arena, const rsn_folded *folded, const rsn_tokens *tokens,
                                       const rsn_readings *readings, const rsn_clauses *clauses, const rsn_figures *figures,
                                       const uint32_t *owner, rsn_constructions *found);

#endif
