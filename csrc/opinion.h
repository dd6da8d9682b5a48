/* The terms of the score: opinion words, expressions, judging rules and promise gaps, each with what its context does to it. */
#ifndef RSN_OPINION_H
#define RSN_OPINION_H

#include "gap.h"
#include "match.h"

typedef enum rsn_opinion_kind { RSN_OPINION_WORD, RSN_OPINION_EXPRESSION, RSN_OPINION_EMOJI, RSN_OPINION_RULE, RSN_OPINION_GAP, RSN_OPINION_CONSTRUCTION, RSN_OPINION_MODEL } rsn_opinion_kind;

typedef struct rsn_opinion {
    uint8_t kind;         /* rsn_opinion_kind                             */
    ressenti_text label;  /* the form, or the rule's name                 */
    rsn_span tokens;
    uint32_t clause, hit; /* hit: index of the rule's hit, else RESSENTI_NONE */
    int32_t valence;      /* alone, hundredths                            */
    int32_t percent;      /* what the context makes of it                 */
    int32_t points;       /* valence * percent / 100, rounded away from 0 */
    rsn_span cue;         /* tokens of the negation or modifier; may be empty */
} rsn_opinion;

typedef struct rsn_opinions {
    rsn_opinion *items; /* by first token, not overlapping */
    uint32_t count;
    int32_t positive, negative, points; /* sums; negative is <= 0, points is both together and what a model adds */
    uint32_t negative_count;
    bool is_ironical, is_recovered; /* a rule says so of the text */
} rsn_opinions;

/* The points of a term: rounded half away from zero. */
static inline int32_t rsn_rounded(int32_t valence, int32_t percent)
{
    int32_t product = valence * percent, half = product < 0 ? -50 : 50;
    return (product + half) / 100;
}

/* Judging rules come first, the longest of those that overlap; then gaps that no rule tells of; then words that
 * nothing has absorbed.  Praise in a text that a rule finds ironical is turned round; blame before a recovery counts half.
 * O(tokens + hits log hits).  NO_MEMORY is the only failure. */
ressenti_status rsn_read_opinions(rsn_arena *arena, const ressenti_engine *engine, const rsn_folded *folded,
                                  const rsn_tokens *tokens, const rsn_readings *readings, const rsn_clauses *clauses,
                                  const rsn_hits *hits, const rsn_figures *figures, const rsn_gaps *gaps, rsn_opinions *opinions);

#endif
