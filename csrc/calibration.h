/* From scores of separators to probabilities: how likely a proposal is right. */
#ifndef RSN_CALIBRATION_H
#define RSN_CALIBRATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RSN_CALIBRATED_MOST = 128 }; /* labels */

/* A text to which a label could be proposed, and whether that would be right. */
typedef struct rsn_bid {
    double score;
    uint32_t label; /* from 0 on */
    bool is_right;
} rsn_bid;

/* A bid is right with the probability 1 / (1 + exp(-(slope * score + intercept of its label))). */
typedef struct rsn_calibration {
    double slope, intercepts[RSN_CALIBRATED_MOST];
} rsn_calibration;

/* Logistic regression (Platt, 1999) for all labels at once, by Newton's method: one slope, and an intercept for each label that
 * is drawn to the mean of all, so that a label of few bids is judged as the others are.  O(bids). */
void rsn_calibrate(const rsn_bid *bids, size_t count, size_t label_count, rsn_calibration *found);

#define RSN_NO_THRESHOLD 1e300 /* no score reaches it */

/* The score from which on a bid is right with a probability of `percent` (1 to 99) or more; RSN_NO_THRESHOLD: scores tell nothing. */
double rsn_threshold_at(const rsn_calibration *calibration, size_t label, uint32_t percent);

#endif
