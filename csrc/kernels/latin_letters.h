/* The letters of Latin-1 that fold to one letter, as tables for shuffles of 64 bytes.  They say the same as
 * tables/latin_fold.inc, which the scalar kernel reads: tests/c/test_kernels.c compares the two. */
#ifndef RSN_LATIN_LETTERS_H
#define RSN_LATIN_LETTERS_H

#include <stdint.h>

enum { ACCENT = 1, CAPITAL = 2 }; /* as RSN_LOST_* in fold.h, which lies above */
enum { SUSPECT = 0x80, NOT_HERE = 0x80 };

/* U+00C0 to U+00FF by six bits of their second byte; NOT_HERE: more bytes than one, or no letter.  `lost` has
 * SUSPECT where a character that is not ASCII must not follow. */
#define NO NOT_HERE
static const uint8_t LATIN[64] = {
    'a', 'a', 'a', 'a', 'a', 'a', NO,  'c', 'e', 'e', 'e', 'e', 'i', 'i', 'i', 'i', /* À…Ï */
    'd', 'n', 'o', 'o', 'o', 'o', 'o', NO,  'o', 'u', 'u', 'u', 'u', 'y', NO,  NO,  /* Ð…ß */
    'a', 'a', 'a', 'a', 'a', 'a', NO,  'c', 'e', 'e', 'e', 'e', 'i', 'i', 'i', 'i', /* à…ï */
    'd', 'n', 'o', 'o', 'o', 'o', 'o', NO,  'o', 'u', 'u', 'u', 'u', 'y', NO,  'y', /* ð…ÿ */
};
#undef NO
static const uint8_t LATIN_LOST[64] = {
    3,    3, SUSPECT | 3, SUSPECT | 3, SUSPECT | 3, SUSPECT | 3, 0, 3, 3, 3, 3, 3, 3, 3, 3, 3,
    SUSPECT | 2, 3, 3, 3, 3, 3, 3, 0, 2, 3, 3, 3, 3, 3, 0, 0,
    1,    1, SUSPECT | 1, SUSPECT | 1, SUSPECT | 1, SUSPECT | 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    SUSPECT | 0, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 0, 1,
};

#endif
