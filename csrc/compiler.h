/* What differs between compilers, and nothing else. */
#ifndef RSN_COMPILER_H
#define RSN_COMPILER_H

#if defined(__GNUC__) || defined(__clang__)
#define RSN_LIKELY(x) __builtin_expect(!!(x), 1)
#define RSN_UNLIKELY(x) __builtin_expect(!!(x), 0)
#define RSN_PRINTF(template, first) __attribute__((format(printf, template, first)))
#else
#define RSN_LIKELY(x) (x)
#define RSN_UNLIKELY(x) (x)
#define RSN_PRINTF(template, first)
#endif

#define RSN_COUNT(array) (sizeof(array) / sizeof((array)[0]))

#endif
