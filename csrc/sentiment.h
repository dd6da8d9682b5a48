/* What the terms of the score add up to: label, score, confidence. */
#ifndef RSN_SENTIMENT_H
#define RSN_SENTIMENT_H

#include "model.h"
#include "opinion.h"
#include "verdict.h"

typedef struct rsn_sentiment {
    uint8_t label;      /* ressenti_sentiment        */
    int32_t score;      /* thousandths, -1000 … 1000 */
    int32_t confidence; /* thousandths, 0 … 1000     */
} rsn_sentiment;

/* What a verdict is based on. */
rsn_grounds rsn_find_grounds(const rsn_opinions *opinions, const rsn_model_reading *model, const rsn_clauses *clauses, uint32_t words);

/* The points of one clause: of its opinions, `next` going on from clause to clause, and of its words in the model. */
int32_t rsn_clause_points(const rsn_opinions *opinions, const rsn_model_reading *model, const rsn_clauses *clauses, uint32_t clause,
                          uint32_t *next);

/* `model` NULL: the label is told by thresholds, and the confidence is a rough table. */
rsn_sentiment rsn_read_sentiment(const rsn_pack_model *model, const rsn_opinions *opinions, const rsn_model_reading *reading,
                                 const rsn_clauses *clauses, uint32_t words);

#endif
