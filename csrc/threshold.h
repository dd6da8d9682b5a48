/* From which score on a label is proposed: as low as the precision of what is proposed allows. */
#ifndef RSN_THRESHOLD_H
#define RSN_THRESHOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A text to which a label could be proposed, and whether that would be right. */
typedef struct rsn_bid {
    double score;
    uint32_t row;
    bool is_right;
} rsn_bid;

#define RSN_NO_THRESHOLD 1e300 /* no score reaches it */

/* The lowest score such that of the bids with that score or more, which are at least `least`, `percent` are right: half way to
 * the next bid below.  RSN_NO_THRESHOLD: there is none.  Sorts the bids.  O(count log count). */
double rsn_lowest_threshold(rsn_bid *bids, size_t count, uint32_t least, uint32_t percent);

#endif
