/* Answers in the form of a list: « + accueil, – attente », « Points positifs : le cadre ». */
#ifndef RSN_LIST_H
#define RSN_LIST_H

#include "construction.h"

/* One construction for each thing that a list praises or blames and that nothing else judges (`owner[token]` is not 0).
 * O(tokens).  NO_MEMORY is the only failure. */
ressenti_status rsn_read_list(rsn_arena *arena, const rsn_folded *folded, const rsn_tokens *tokens, const uint32_t *owner,
                              rsn_constructions *found);

#endif
