/* What the terms of the score add up to: label, score, confidence. */
#include "sentiment.h"

#include <stdlib.h>

enum {
    FAINT = 20,          /* points below which nothing was felt                          */
    WEIGHTY = 40,        /* points that each side of a mixed text has at least           */
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

/* How often such a label is right, by how clear the case is (docs/decisions/0003-confidence.md). */
static int32_t confidence(uint8_t label, int32_t positive, int32_t negative, int32_t score)
{
    int32_t clear = abs(score);
    (void)positive;
    (void)negative;
    switch (label) {
    case RESSENTI_NEUTRAL: return 550;
    case RESSENTI_MIXED: return 500;
    default: return clear < 200 ? 650 : clear < 400 ? 750 : clear < 600 ? 850 : 920;
    }
}

rsn_sentiment rsn_read_sentiment(const rsn_opinions *opinions, uint32_t words)
{
    rsn_sentiment sentiment = {.score = rsn_score(opinions->points, words)};
    sentiment.label = label(opinions->positive, -opinions->negative);
    sentiment.confidence = confidence(sentiment.label, opinions->positive, -opinions->negative, sentiment.score);
    return sentiment;
}
