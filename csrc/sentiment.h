/* What the terms of the score add up to: label, score, confidence. */
#ifndef RSN_SENTIMENT_H
#define RSN_SENTIMENT_H

#include "opinion.h"

typedef struct rsn_sentiment {
    uint8_t label;      /* ressenti_sentiment       */
    int32_t score;      /* thousandths, -1000..1000 */
    int32_t confidence; /* thousandths              */
} rsn_sentiment;

/* score = 1000 * points / (|points| + 40 + 2 * min(words, 60)): monotone in points, and a long text
 * needs more of them.  Integers only, so the same on every platform. */
int32_t rsn_score(int32_t points, uint32_t words);

rsn_sentiment rsn_read_sentiment(const rsn_opinions *opinions, uint32_t words);

#endif
