/* From which score on a label is proposed. */
#include "threshold.h"

#include <stdlib.h>

static int by_score(const void *a, const void *b)
{
    const rsn_bid *left = a, *right = b;
    if (left->score != right->score) return left->score > right->score ? -1 : 1;
    return (left->row > right->row) - (left->row < right->row);
}

double rsn_lowest_threshold(rsn_bid *bids, size_t count, uint32_t least, uint32_t percent)
{
    double lowest = RSN_NO_THRESHOLD;
    uint64_t right = 0;
    qsort(bids, count, sizeof *bids, by_score);
    for (size_t i = 0; i < count; i++) {
        right += bids[i].is_right;
        bool is_last_of_score = i + 1 == count || bids[i + 1].score < bids[i].score;
        double next = i + 1 < count ? bids[i + 1].score : bids[i].score;
        if (is_last_of_score && i + 1 >= least && right * 100 >= (i + 1) * (uint64_t)percent) lowest = (bids[i].score + next) / 2;
    }
    return lowest;
}
