/* What was promised against what happened, where both are figures. */
#ifndef RSN_GAP_H
#define RSN_GAP_H

#include "clause.h"
#include "figures.h"

typedef enum rsn_gap_direction { RSN_GAP_EXCEEDED, RSN_GAP_MET, RSN_GAP_MISSED } rsn_gap_direction;

typedef struct rsn_gap {
    uint8_t kind, unit, direction;
    int64_t promised, actual; /* hundredths of the unit */
    rsn_span bytes;           /* of the folded text     */
} rsn_gap;

typedef struct rsn_gaps {
    rsn_gap *items;
    uint32_t count;
} rsn_gaps;

/* Pairs neighbouring quantities of one kind when a cue of the lexicon says which was the promise.
 * O(quantities).  NO_MEMORY is the only failure. */
ressenti_status rsn_read_gaps(rsn_arena *arena, const rsn_folded *folded, const rsn_tokens *tokens, const rsn_readings *readings,
                              const rsn_clauses *clauses, const rsn_quantities *quantities, rsn_gaps *gaps);

#endif
