/* The inner loops that every text pays for, one set for each kind of processor, chosen at run time.
 *
 * The scalar functions are the specification: each of the others gives the same to the last bit, and
 * tests/c/test_kernels.c holds them to it.  A function of an instruction set is compiled wherever the
 * compiler knows the set, and must only be called where the processor has it: take it from a table here. */
#ifndef RSN_KERNELS_H
#define RSN_KERNELS_H

#include <stdbool.h>
#include <stddef.h>

#include "kernels/fold_plain.h"
#include "ressenti.h"

#if defined(__x86_64__)
#define RSN_KERNELS_X86 1
#elif defined(__aarch64__) && defined(__ARM_NEON)
#define RSN_KERNELS_ARM 1
#endif

typedef struct rsn_kernels {
    const char *name;
    /* How many leading bytes are well-formed UTF-8 (Unicode 15, table 3-7); `size` when all are.  O(size). */
    size_t (*valid_utf8)(const uint8_t *bytes, size_t size);
    /* Folds from run->at on, up to the first character that is not plain, or no character; so all that is taken is
     * valid, and only from there on has a text to be validated.  O(size - at). */
    void (*fold_plain)(rsn_fold_run *run);
    /* A bit per byte of folded text, zeros behind the last: is it \\w, does it break a chunk (chunk.h).  O(size). */
    void (*word_bits)(const uint8_t *bytes, size_t size, uint64_t *words, uint64_t *breaks);
} rsn_kernels;

/* The `index`-th kernels that this processor can run, the fastest first and "scalar" last; NULL: there are no more. */
const rsn_kernels *rsn_kernels_at(size_t index);

/* The first of them; never NULL. */
const rsn_kernels *rsn_kernels_best(void);

/* "scalar", "avx2", "avx512" or "neon"; NULL: unknown, or not for this processor. */
const rsn_kernels *rsn_kernels_named(ressenti_text name);

enum { RSN_KERNELS_LIST_MAX = 64 };

/* "avx512, avx2, scalar": those that this processor can run, NUL-terminated. */
void rsn_kernels_list(char list[RSN_KERNELS_LIST_MAX]);

/* The others only find whether there is an error; where it stands they ask the scalar one. */
size_t rsn_valid_utf8_scalar(const uint8_t *bytes, size_t size);
size_t rsn_valid_utf8_avx2(const uint8_t *bytes, size_t size);
size_t rsn_valid_utf8_avx512(const uint8_t *bytes, size_t size);
size_t rsn_valid_utf8_neon(const uint8_t *bytes, size_t size);

/* As rsn_fold_plain_scalar; which characters are plain stands in its file. */
void rsn_fold_plain_avx2(rsn_fold_run *run);
void rsn_fold_plain_avx512(rsn_fold_run *run);
void rsn_fold_plain_neon(rsn_fold_run *run);

void rsn_word_bits_scalar(const uint8_t *bytes, size_t size, uint64_t *words, uint64_t *breaks);
void rsn_word_bits_avx2(const uint8_t *bytes, size_t size, uint64_t *words, uint64_t *breaks);
void rsn_word_bits_avx512(const uint8_t *bytes, size_t size, uint64_t *words, uint64_t *breaks);
void rsn_word_bits_neon(const uint8_t *bytes, size_t size, uint64_t *words, uint64_t *breaks);

/* Folds the character at run->at if it is plain; run->at must be less than run->size. */
bool rsn_fold_plain_character(rsn_fold_run *run);

#endif
