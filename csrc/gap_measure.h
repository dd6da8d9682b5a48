/* Whether two figures measure the same, and how far they are apart. */
#ifndef RSN_GAP_MEASURE_H
#define RSN_GAP_MEASURE_H

#include "gap.h"

/* The gap between a promise and what happened, without its direction's consequences; false: they do not measure the same.
 * A bare number borrows the unit of the other.  O(1). */
bool rsn_measure_gap(const rsn_context *context, rsn_figure promise, rsn_figure actual, rsn_gap *gap);

/* A bare number behind a word of money is money: « devis 2400 ». */
void rsn_lend_currency(const rsn_context *context, rsn_figure *figure);

#endif
