/* The same random numbers everywhere: xorshift64* (Vigna, 2016), seeded and printed by the test. */
#ifndef RANDOM_H
#define RANDOM_H

#include <stdint.h>

typedef struct random_source {
    uint64_t state; /* not 0 */
} random_source;

static inline uint32_t random_below(random_source *source, uint32_t limit)
{
    source->state ^= source->state >> 12;
    source->state ^= source->state << 25;
    source->state ^= source->state >> 27;
    return (uint32_t)((source->state * 0x2545F4914F6CDD1Du) >> 33) % limit;
}

#endif
