/* The label of a text and how sure it is: logistic regression over some thirty figures, in integers.
 *
 * Figures ("evidence") are thousandths; the logit of a label is the sum of coefficient times evidence, the labels' shares are
 * their softmax.  The coefficients are learned on texts whose words the model had not seen (train.c), so the share of the
 * chosen label is its calibrated probability. */
#ifndef RSN_VERDICT_H
#define RSN_VERDICT_H

#include <stdbool.h>

#include "pack_format.h"
#include "ressenti.h"

typedef struct rsn_grounds {
    int32_t praise, blame;    /* points of the rules and words, both >= 0                  */
    int32_t good, bad;        /* points of the clauses that are good, or bad, as a whole   */
    int32_t best, worst;      /* of the best of them and of the worst, both >= 0           */
    int32_t opening, ending;  /* points of the first clause that has any, and of the last  */
    int32_t points;           /* of all terms                                              */
    int32_t neutral, mixed;   /* sums of the model                                         */
    uint32_t words, clauses;
    uint32_t questions;       /* clauses of sentences that ask                             */
    bool contrasts;           /* a clause is opened by mais, malgré …                      */
    bool is_ironical, is_recovered;
} rsn_grounds;

/* More than any text has; a model may say what it likes. */
static inline int32_t rsn_bounded_points(int64_t points)
{
    const int64_t MOST = 1 << 28;
    return (int32_t)(points > MOST ? MOST : points < -MOST ? -MOST : points);
}

/* One clause more, with the points of all its terms. */
static inline void rsn_add_clause(rsn_grounds *grounds, int32_t points)
{
    int32_t size = points > 0 ? points : -points, *strongest = points > 0 ? &grounds->best : &grounds->worst;
    int32_t *side = points > 0 ? &grounds->good : &grounds->bad;
    *side = rsn_bounded_points((int64_t)*side + size);
    if (size > *strongest) *strongest = size;
    if (points == 0) return;
    if (grounds->opening == 0) grounds->opening = points;
    grounds->ending = points;
}

/* What `points` are weighed against: 40 + 2 * min(words, 60). */
int32_t rsn_length_weight(uint32_t words);

/* Thousandths, monotone in `points`, less for longer texts: points / (|points| + 40 + 2 * min(words, 60)). */
int32_t rsn_score(int32_t points, uint32_t words);

void rsn_find_evidence(const rsn_grounds *grounds, int32_t evidence[RSN_EVIDENCE_COUNT]);

typedef struct rsn_verdict {
    uint8_t label;      /* ressenti_sentiment             */
    int32_t confidence; /* thousandths: the label's share */
} rsn_verdict;

rsn_verdict rsn_give_verdict(const rsn_pack_model *model, const int32_t evidence[RSN_EVIDENCE_COUNT]);

#endif
