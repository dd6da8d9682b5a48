/* Rules found in a text: candidates of the prefilter, confirmed by their patterns, exclusions applied. */
#ifndef RSN_MATCH_H
#define RSN_MATCH_H

#include "clause.h"
#include "engine.h"

typedef struct rsn_hit {
    uint32_t rule;
    rsn_span bytes;  /* of the folded text */
    rsn_span tokens; /* that it touches, see rsn_hits_find_tokens */
    rsn_slots slots; /* bytes of the folded text */
} rsn_hit;

enum { RSN_GIVEN_UP_MOST = 8 };

typedef struct rsn_hits {
    rsn_array items; /* rsn_hit, by rule, then by begin */
    bool gave_up;    /* a rule ran out of budget        */
    uint32_t given_up[RSN_GIVEN_UP_MOST], given_up_count; /* the first of these rules, in order */
} rsn_hits;

/* Per rule the hits of repeated leftmost matching; rules may overlap each other.  A rule that runs out of budget keeps
 * what it has found and is put down in hits->given_up; once the budget of the text is used up, so are all that are left.
 * Without clauses (NULL) no rule may have an `unless`.  NO_MEMORY is the only failure.  Time is linear in the text: see
 * rsn_pattern_runner_limit. */
ressenti_status rsn_match_rules(rsn_arena *arena, const ressenti_engine *engine, const ressenti_allocator *memory,
                                rsn_prefilter_state *prefilter, rsn_pattern_runner *runner, const rsn_folded *folded,
                                const rsn_clauses *clauses, rsn_hits *hits);

/* The tokens of each hit; a hit without any is dropped.  O(hits log tokens). */
void rsn_hits_find_tokens(rsn_hits *hits, const rsn_tokens *tokens);

/* The name of a list that the hit caught: index among the engine's, or RESSENTI_NONE.  O(log names). */
static inline uint32_t rsn_hit_name(const ressenti_engine *engine, const rsn_folded *folded, const rsn_hit *hit)
{
    rsn_span span = hit->slots.name;
    if (span.begin >= span.end) return RESSENTI_NONE;
    return rsn_lists_find(&engine->lists, (ressenti_text){(const char *)folded->bytes + span.begin, span.end - span.begin});
}

static inline const rsn_hit *rsn_hit_at(const rsn_hits *hits, uint32_t index)
{
    return &RSN_AT(&hits->items, rsn_hit, index);
}

#endif
