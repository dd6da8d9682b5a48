/* What differs between compilers, and nothing else. */
#ifndef RSN_COMPILER_H
#define RSN_COMPILER_H

#include <stdint.h>

#if defined(__GNUC__) || defined(__clang__)
#define RSN_LIKELY(x) __builtin_expect(!!(x), 1)
#define RSN_UNLIKELY(x) __builtin_expect(!!(x), 0)
#define RSN_PRINTF(template, first) __attribute__((format(printf, template, first)))
/* Memory that will be read soon is asked for now; a hint, for any address. */
#define RSN_FETCH(address) __builtin_prefetch(address)
#else
#define RSN_LIKELY(x) (x)
#define RSN_UNLIKELY(x) (x)
#define RSN_PRINTF(template, first)
#define RSN_FETCH(address) ((void)(address))
#endif

/* Which of the bits is the lowest; `bits` is not 0. */
static inline uint32_t rsn_lowest_bit(uint64_t bits)
{
#if defined(__GNUC__)
    return (uint32_t)__builtin_ctzll(bits);
#else
    uint32_t at = 0;
    while (!(bits >> at & 1)) at++;
    return at;
#endif
}

#define RSN_COUNT(array) (sizeof(array) / sizeof((array)[0]))

#endif
