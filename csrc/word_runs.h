/* Runs of word bytes, from the bits that a kernel writes for a text: where one begins and how long it is, without a look at
 * the bytes, so that nothing has to wait for the end of the word before. */
#ifndef RSN_WORD_RUNS_H
#define RSN_WORD_RUNS_H

#include <stdint.h>

#include "compiler.h"

/* Of one block of 64 bits, those that begin a run; `before` is the last bit of the block before, and becomes that of this one. */
static inline uint64_t rsn_runs_beginning(uint64_t words, uint64_t *before)
{
    uint64_t begins = words & ~(words << 1 | *before);
    *before = words >> 63;
    return begins;
}

/* How long the run is that begins at bit `at` of a block; 64: that long or longer.  There is a block behind the last, of zeros. */
static inline uint32_t rsn_run_size(const uint64_t *words, uint32_t block, uint32_t at)
{
    uint64_t ahead = words[block] >> at | words[block + 1] << 1 << (63 - at);
    return ahead == UINT64_MAX ? 64 : rsn_lowest_bit(~ahead);
}

#endif
