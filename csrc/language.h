/* Whether a text is French at all, by its small words. */
#ifndef RSN_LANGUAGE_H
#define RSN_LANGUAGE_H

#include "lexicon.h"

enum { RSN_LANGUAGE_UNDECIDED = 0, RSN_LANGUAGE_FRENCH = 1 };

/* An index for ressenti_language_name.  O(tokens). */
uint8_t rsn_find_language(const rsn_tokens *tokens, const rsn_folded *folded, const rsn_readings *readings);

#endif
