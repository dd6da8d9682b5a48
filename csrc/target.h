/* The thing that a mention judges: what a slot caught, or the noun that the words of the hit stand by. */
#ifndef RSN_TARGET_H
#define RSN_TARGET_H

#include "match.h"

typedef struct rsn_target {
    rsn_span bytes;      /* of the folded text; empty: nobody can tell */
    ressenti_text lemma; /* folded, singular, in the arena             */
} rsn_target;

/* What a target is looked for in. */
typedef struct rsn_target_reader {
    rsn_arena *arena;
    const ressenti_engine *engine;
    const rsn_folded *folded;
    const rsn_tokens *tokens;
    const rsn_readings *readings;
    const rsn_clauses *clauses;
} rsn_target_reader;

/* Rather nothing than something wrong: a noun counts only behind an article, behind a word of praise or blame, or at the
 * head of its clause, and only within the hit, as its subject or as its object.  O(tokens of the clause); NO_MEMORY is the
 * only failure. */
ressenti_status rsn_find_target(const rsn_target_reader *in, const rsn_hit *hit, rsn_target *target);

#endif
