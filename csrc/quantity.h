/* A number with what it measures: durations, prices, percentages, counts, sizes. */
#ifndef RSN_QUANTITY_H
#define RSN_QUANTITY_H

#include "figures.h"
#include "numbers.h"

/* Each reads on from a number: one behind the figure; where the number begins: it is none of that kind. */

/* « une demi-heure », « trois quarts d'heure », « 2 h 30 » and the rest of what lasts for hours; a time of day. */
uint32_t rsn_read_time(const rsn_wording *in, const rsn_number *number, rsn_figure *figure);

/* A number with any other unit, or without one. */
uint32_t rsn_read_quantity(const rsn_wording *in, const rsn_number *number, rsn_figure *figure);

/* What begins with another word: « CHF 20 », « J+2 », « dans l'heure ».  From token `at` on: one behind it; `at`: it is not there. */
uint32_t rsn_read_without_number(const rsn_wording *in, uint32_t at, rsn_figure *figure);

#endif
