/* Numbers as they are written: 1 800,50, 1.800, 1'800, deux mille, un et demi, ½. */
#ifndef RSN_NUMBERS_H
#define RSN_NUMBERS_H

#include "number_words.h"

typedef struct rsn_number {
    int64_t hundredths; /* capped where it is too large for sense        */
    bool has_cents;     /* two decimals: without a unit it is money      */
    bool is_article;    /* un, une: perhaps no number at all             */
    bool is_digits;
    rsn_span tokens;
} rsn_number;

/* The number that begins at token `at`: one behind its last token; `at`: there is none.  A decimal comma or point; blanks,
 * apostrophes and points of thousands.  O(its tokens). */
uint32_t rsn_read_number(const rsn_wording *in, uint32_t at, rsn_number *number);

/* « et demi »: one behind it, `at` when it is not there. */
uint32_t rsn_skip_and_half(const rsn_wording *in, uint32_t at);

#endif
