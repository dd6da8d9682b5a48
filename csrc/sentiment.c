/* What the terms of the score add up to: label, score, confidence. */
#include "sentiment.h"

#include <stdlib.h>

enum {
    FAINT = 24,          /* points below which nothing was felt                          */
    WEIGHTY = 50,        /* points that each side of a mixed text has at least           */
    MIXED_PERCENT = 50,  /* and what the lighter side has of the heavier                 */
    SOFTNESS = 40,
    WORD_SOFTNESS = 2,
    WORDS_MOST = 60
};

int32_t rsn_score(int32_t points, uint32_t words)
{
    int64_t counted = words < WORDS_MOST ? words : WORDS_MOST;
    int64_t weight = llabs((long long)points) + SOFTNESS + WORD_SOFTNESS * counted;
    return (int32_t)(1000 * (int64_t)points / weight);
}

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

rsn_sentiment rsn_read_sentiment(const rsn_opinions *opinions, uint32_t words)
{
    rsn_sentiment sentiment = {.score = rsn_score(opinions->points, words)};
    sentiment.label = label(opinions->positive, -opinions->negative);
    sentiment.confidence = confidence(sentiment.label, sentiment.score);
    return sentiment;
}
