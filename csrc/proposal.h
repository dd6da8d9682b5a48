/* Themes and signals that no rule has found, proposed by the learned model, with the words that weighed most.
 *
 * The same words, pairs and pieces of words as ngrams.h, in a table of fewer buckets; each bucket has a weight for each label.
 * Mostly a text is asked about only when no rule has found a theme in it: there a proposal is twice as often right. */
#ifndef RSN_PROPOSAL_H
#define RSN_PROPOSAL_H

#include "match.h"
#include "ngrams.h"

typedef struct rsn_proposal {
    uint32_t kind, label; /* ressenti_label_kind: theme or signal; its index among the engine's */
    rsn_span tokens;      /* its evidence, at least one                                        */
} rsn_proposal;

typedef struct rsn_proposals {
    rsn_proposal *items; /* in the order of the model */
    uint32_t count;
} rsn_proposals;

/* Sums of words seen before; made for one engine. */
typedef struct rsn_proposal_memo rsn_proposal_memo;

/* NULL where the engine proposes nothing. */
ressenti_status rsn_proposal_memo_new(const ressenti_engine *engine, const ressenti_allocator *memory, rsn_proposal_memo **memo);
void rsn_proposal_memo_release(const ressenti_allocator *memory, rsn_proposal_memo *memo);

/* `memo` NULL: none.  The same with any memo, whatever it has seen.  What rules have found (`hits`) is not proposed.  At once
 * done where rules have found a theme and nothing may stand beside it; else O(tokens * labels).  NO_MEMORY is the only failure. */
ressenti_status rsn_read_proposals(rsn_arena *arena, const ressenti_engine *engine, rsn_proposal_memo *memo, const rsn_folded *folded,
                                   const rsn_tokens *tokens, const rsn_hits *hits, rsn_proposals *proposals);

/* The square root of 1 + `features`, in 256ths, rounded down: what sums of weights are measured by. */
uint64_t rsn_proposal_measure(uint64_t features);

#endif
