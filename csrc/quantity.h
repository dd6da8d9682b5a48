/* A number with what it measures: durations, prices, percentages, counts, sizes. */
#ifndef RSN_QUANTITY_H
#define RSN_QUANTITY_H

#include "figures.h"
#include "numbers.h"

/* The quantity that begins at token `at`: one behind it; `at`: there is none. */
uint32_t rsn_read_quantity(const rsn_wording *in, uint32_t at, rsn_figure *figure);

/* « une demi-heure », « trois quarts d'heure », « 2 h 30 » and the rest of what lasts for hours. */
uint32_t rsn_read_time(const rsn_wording *in, uint32_t at, rsn_figure *figure);

#endif
