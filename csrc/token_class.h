/* Addresses, telephone numbers, accounts, file numbers, postcodes, years: what is written with digits and measures nothing. */
#ifndef RSN_TOKEN_CLASS_H
#define RSN_TOKEN_CLASS_H

#include "wording.h"

/* Writes the class of each token.  What has one is no figure, and no word that a model should learn.  O(size). */
void rsn_classify_tokens(const rsn_folded *folded, rsn_tokens *tokens);

#endif
