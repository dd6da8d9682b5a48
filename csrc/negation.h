/* What ne ... pas and its cousins reach. */
#ifndef RSN_NEGATION_H
#define RSN_NEGATION_H

#include "clause.h"

typedef enum rsn_negated { RSN_AFFIRMED, RSN_NEGATED, RSN_WEAKENED } rsn_negated;

/* Whether the words in `tokens` (within one clause) are negated, and by which token (*cue).
 * « pas » and « sans » cancel each other out; n-words agree (plus jamais aucun).  `is_verb`: a negation may follow (je ne recommande pas).
 * Method: scope by clause and distance, after SO-CAL (Taboada et al. 2011), with the
 * French particles split by what they do.  O(distance). */
rsn_negated rsn_find_negation(const rsn_tokens *tokens, const rsn_folded *folded, const rsn_readings *readings,
                              const rsn_clauses *clauses, rsn_span words, bool is_verb, uint32_t *cue);

#endif
