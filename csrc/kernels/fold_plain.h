/* Folding the characters that need no thought: what the kernels share with those who call them. */
#ifndef RSN_FOLD_PLAIN_H
#define RSN_FOLD_PLAIN_H

#include <stdint.h>

/* A fold under way over the characters that are plain: one load, one table. */
typedef struct rsn_fold_run {
    const uint8_t *text;   /* `size` bytes, nothing may be read beyond; need not be valid, but what is taken is */
    uint32_t size, at;     /* in: where to go on, a character's first byte; out: the first byte not taken */
    uint8_t *bytes, *lost; /* out, appended at `written`; 64 bytes of room beyond what the text can give may be overwritten */
    uint64_t *kept;        /* out: bit per text byte, zeroed beforehand; (size / 64 + 2) words */
    uint32_t written;      /* folded bytes so far */
    uint32_t letters, capitals; /* counted on */
} rsn_fold_run;

/* What a block leaves to the next, as bits of its first two bytes; nothing is left by what was no block. */
typedef struct rsn_fold_carry {
    uint32_t blanks;    /* no blank may stand here: one stands before */
    uint32_t continues; /* a character goes on here                   */
} rsn_fold_carry;

/* Folds from run->at on, up to the first character that is not plain, or no character.  O(size - at). */
void rsn_fold_plain_scalar(rsn_fold_run *run);

#endif
