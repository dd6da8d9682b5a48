/* What the terms of the score add up to: label, score, confidence. */
#include "sentiment.h"

#include <stdlib.h>

#include "ressenti_build.h"

/* ---- without a model ---------------------------------------------------------------------- */

enum {
    FAINT = 24,          /* points below which nothing was felt                          */
    WEIGHTY = 50,        /* points that each side of a mixed text has at least           */
    MIXED_PERCENT = 50   /* and what the lighter side has of the heavier                 */
};

static uint8_t label(int32_t positive, int32_t negative)
{
    int32_t lighter = positive < negative ? positive : negative, heavier = positive < negative ? negative : positive;
    if (heavier < FAINT) return RESSENTI_NEUTRAL;
    if (lighter >= WEIGHTY && (int64_t)lighter * 100 >= (int64_t)heavier * MIXED_PERCENT) return RESSENTI_MIXED;
    return positive > negative ? RESSENTI_POSITIVE : RESSENTI_NEGATIVE;
}

/* How often such a label is right, by how clear the case is: counted on 620 annotated texts that the rules were
 * tuned on, and rounded down (docs/decisions/0003-confidence.md). */
static int32_t confidence(uint8_t label, int32_t score)
{
    static const int32_t BY_TENTH[] = {500, 500, 500, 600, 780, 900, 940, 970, 970, 970, 970};
    switch (label) {
    case RESSENTI_NEUTRAL: return 700;
    case RESSENTI_MIXED: return 520;
    default: return BY_TENTH[abs(score) / 100];
    }
}

/* ---- with one ------------------------------------------------------------------------------ */

int32_t rsn_clause_points(const rsn_opinions *opinions, const rsn_model_reading *model, const rsn_clauses *clauses, uint32_t clause,
                          uint32_t *next)
{
    rsn_span tokens = clauses->items[clause].tokens;
    int64_t points = 0;
    for (; *next < opinions->count && opinions->items[*next].clause == clause; ++*next) points += opinions->items[*next].points;
    for (uint32_t i = tokens.begin; model->points != NULL && i < tokens.end; i++) points += model->points[i];
    return rsn_bounded_points(points);
}

rsn_grounds rsn_find_grounds(const rsn_opinions *opinions, const rsn_model_reading *model, const rsn_clauses *clauses, uint32_t words)
{
    rsn_grounds grounds = {
        .praise = opinions->positive,
        .blame = -opinions->negative,
        .points = opinions->points,
        .neutral = model->sums[RSN_OUTPUT_NEUTRAL],
        .mixed = model->sums[RSN_OUTPUT_MIXED],
        .words = words,
        .clauses = clauses->count,
        .is_ironical = opinions->is_ironical,
        .is_recovered = opinions->is_recovered,
    };
    for (uint32_t i = 0, next = 0; i < clauses->count; i++) {
        rsn_add_clause(&grounds, rsn_clause_points(opinions, model, clauses, i, &next));
        grounds.questions += (clauses->items[i].flags & RSN_CLAUSE_QUESTION) != 0;
        grounds.contrasts = grounds.contrasts || (clauses->items[i].flags & (RSN_CLAUSE_CONTRAST | RSN_CLAUSE_CONCESSION)) != 0;
    }
    return grounds;
}

static rsn_sentiment learned(const rsn_pack_model *model, const rsn_grounds *grounds)
{
    int32_t evidence[RSN_EVIDENCE_COUNT];
    rsn_find_evidence(grounds, evidence);
    rsn_verdict verdict = rsn_give_verdict(model, evidence);
    return (rsn_sentiment){verdict.label, rsn_score(grounds->points, grounds->words), verdict.confidence};
}

rsn_sentiment rsn_read_sentiment(const rsn_pack_model *model, const rsn_opinions *opinions, const rsn_model_reading *reading,
                                 const rsn_clauses *clauses, uint32_t words)
{
    rsn_grounds grounds = rsn_find_grounds(opinions, reading, clauses, words);
    if (model != NULL) return learned(model, &grounds);
    rsn_sentiment sentiment = {.label = label(opinions->positive, -opinions->negative), .score = rsn_score(opinions->points, words)};
    sentiment.confidence = confidence(sentiment.label, sentiment.score);
    return sentiment;
}
