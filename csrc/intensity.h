/* What makes a word weigh more or less: très, un peu, CAPITALS, drawn-out letters, exclamation marks. */
#ifndef RSN_INTENSITY_H
#define RSN_INTENSITY_H

#include "clause.h"

/* The percentage by which the context changes the words in `tokens`; 100: nothing does.
 * `*cue` receives the strongest modifier's reading, or stays.  `shouts`: the whole text is in capitals,
 * so that capitals mean nothing. */
int32_t rsn_find_intensity(const rsn_tokens *tokens, const rsn_readings *readings, const rsn_clauses *clauses,
                           rsn_span words, bool shouts, const rsn_reading **cue);

#endif
