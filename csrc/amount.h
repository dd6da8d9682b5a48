/* The figure that belongs to some words: in them, or the nearest one of their clause. */
#ifndef RSN_AMOUNT_H
#define RSN_AMOUNT_H

#include "figures.h"
#include "mention.h"

/* Of that kind; NULL: their clause has none.  O(log figures). */
const rsn_figure *rsn_figure_near(const rsn_figures *figures, const rsn_tokens *tokens, rsn_span words,
                                    rsn_figure_kind kind);

/* The sums of money of those mentions whose theme keeps them: fees, bills, refunds.  O(mentions * log figures). */
void rsn_read_amounts(const ressenti_engine *engine, const rsn_tokens *tokens, const rsn_figures *figures,
                      rsn_mentions *mentions);

#endif
