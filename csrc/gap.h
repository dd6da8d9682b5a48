/* What was promised against what happened, where both are figures; and what was promised alone. */
#ifndef RSN_GAP_H
#define RSN_GAP_H

#include "roles.h"

typedef enum rsn_gap_direction { RSN_GAP_EXCEEDED, RSN_GAP_MET, RSN_GAP_MISSED } rsn_gap_direction;

typedef struct rsn_gap {
    uint8_t kind, unit, direction;
    bool is_open;                     /* what happened still goes on                  */
    int64_t promised, actual;         /* hundredths of the unit                       */
    rsn_span bytes;                   /* of the folded text, from the first figure on */
    rsn_span promise_bytes, actual_bytes;
} rsn_gap;

/* A promise whose outcome is not told. */
typedef struct rsn_promise {
    uint8_t kind, unit;
    int64_t value; /* hundredths of the unit              */
    rsn_span bytes; /* of the folded text, with its cue    */
} rsn_promise;

typedef struct rsn_gaps {
    rsn_gap *items; /* by place */
    uint32_t count;
    rsn_promise *promises; /* by place */
    uint32_t promise_count;
} rsn_gaps;

/* Pairs promises with what happened, within a sentence or from one to the next two, and keeps the promises left over.
 * O(figures).  NO_MEMORY is the only failure. */
ressenti_status rsn_read_gaps(rsn_arena *arena, const rsn_lexicon *lexicon, const rsn_folded *folded, const rsn_tokens *tokens,
                              rsn_accents *accents, const rsn_clauses *clauses, const rsn_figures *figures, rsn_gaps *gaps);

#endif
