/* Numbers in French words: vingt et un, quatre-vingt-dix, septante-deux, deux mille trois cents, une quinzaine. */
#ifndef RSN_NUMBER_WORDS_H
#define RSN_NUMBER_WORDS_H

#include "wording.h"

/* The number that begins at token `at`, below a thousand million: one behind its last token, with its value; `at`: there
 * is none.  « deux trois » are two numbers.  « des centaines » is none.  O(1). */
uint32_t rsn_read_number_words(const rsn_wording *in, uint32_t at, int64_t *value);

/* The token is a number word, perhaps « centaines ».  O(1). */
bool rsn_begins_number(const rsn_wording *in, uint32_t at);

#endif
