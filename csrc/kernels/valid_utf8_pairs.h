/* Which pairs of bytes no UTF-8 holds, as three tables of sixteen; for kernels that shuffle bytes.
 *
 * The method is that of Keiser and Lemire, "Validating UTF-8 in less than one instruction per byte" (2021): looked up
 * by the two halves of the first byte and the upper half of the second, the bits that all three have in common are
 * errors.  CONTINUED is one only where no byte two or three before asks for a second continuation.  A lane so
 * depends on the three bytes before it and on nothing else: blocks may overlap, and nothing is carried. */
#ifndef RSN_VALID_UTF8_PAIRS_H
#define RSN_VALID_UTF8_PAIRS_H

#include <stdint.h>

/* What can be wrong with a pair of bytes; the last is right where the byte two or three before asks for it. */
enum {
    OVERLONG_2 = 1,  /* C0 C1, then a continuation */
    OVERLONG_3 = 2,  /* E0 80..9F                  */
    SURROGATE = 4,   /* ED A0..BF                  */
    OVERLONG_4 = 8,  /* F0 80..8F                  */
    TOO_LARGE = 16,  /* F4 90..BF                  */
    NO_LEAD = 8,     /* F5..FF 80..8F: the upper halves are those of an overlong form */
    UNASKED = 32,    /* a continuation behind ASCII                     */
    TOO_SHORT = 64,  /* a first byte behind a first byte, or ASCII is   */
    CONTINUED = 128  /* two continuations          */
};

static const uint8_t FIRST_UPPER[16] = {
    UNASKED, UNASKED, UNASKED, UNASKED, UNASKED, UNASKED, UNASKED, UNASKED, CONTINUED, CONTINUED, CONTINUED, CONTINUED,
    TOO_SHORT | OVERLONG_2, TOO_SHORT, TOO_SHORT | OVERLONG_3 | SURROGATE, TOO_SHORT | OVERLONG_4 | TOO_LARGE,
};
#define ANY (UNASKED | TOO_SHORT | CONTINUED)
#define BEYOND (ANY | TOO_LARGE | NO_LEAD)
static const uint8_t FIRST_LOWER[16] = {
    ANY | OVERLONG_2 | OVERLONG_3 | OVERLONG_4, ANY | OVERLONG_2, ANY, ANY, ANY | TOO_LARGE, BEYOND, BEYOND, BEYOND,
    BEYOND, BEYOND, BEYOND, BEYOND, BEYOND, BEYOND | SURROGATE, BEYOND, BEYOND,
};
#undef ANY
#undef BEYOND
#define TWO (UNASKED | CONTINUED | OVERLONG_2)
static const uint8_t SECOND_UPPER[16] = {
    TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
    TWO | OVERLONG_3 | OVERLONG_4, TWO | OVERLONG_3 | TOO_LARGE, TWO | SURROGATE | TOO_LARGE, TWO | SURROGATE | TOO_LARGE,
    TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
};
#undef TWO

#endif
