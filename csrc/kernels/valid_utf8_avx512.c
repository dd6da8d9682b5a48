/* UTF-8 validation, 64 bytes at a time (AVX-512 VBMI). */
#include "kernels/kernels.h"

#if defined(RSN_KERNELS_X86)
#include <immintrin.h>

#define TARGET __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,bmi,bmi2,lzcnt,popcnt")))
#define INLINE static inline __attribute__((always_inline)) TARGET

/* The second byte that each first byte from 0xC0 on may have: the least, and how many more.  Those that begin no
 * character ask for NUL, which is no continuation and so an error in any case. */
#define ANY 0x80
static const uint8_t LEAST[64] = {
    0,    0,   ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY,
    ANY,  ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY,
    0xA0, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, ANY, /* E0: the rest is overlong */
    0x90, ANY, ANY, ANY, ANY, 0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   0,   /* F0: the same             */
};
#undef ANY
#define ALL 0x3F
static const uint8_t MORE[64] = {
    0,    0,   ALL, ALL, ALL,  ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL,  ALL, ALL,
    ALL,  ALL, ALL, ALL, ALL,  ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL,  ALL, ALL,
    0x1F, ALL, ALL, ALL, ALL,  ALL, ALL, ALL, ALL, ALL, ALL, ALL, ALL, 0x1F, ALL, ALL, /* ED: surrogates        */
    0x2F, ALL, ALL, ALL, 0x0F, 0,   0,   0,   0,   0,   0,   0,   0,   0,    0,   0,   /* F4: beyond U+10FFFF */
};
#undef ALL

INLINE __m512i byte_of(int value)
{
    return _mm512_set1_epi8((char)value);
}

/* Lanes with an error.  `owed`: lanes at the front that must continue a character, carried from block to block. */
INLINE uint64_t errors_of(__m512i first, __m512i second, uint64_t *owed)
{
    uint64_t continues = _mm512_cmplt_epi8_mask(first, byte_of(0xC0));
    uint64_t of_two = _mm512_cmpge_epu8_mask(first, byte_of(0xC0)); /* or more */
    uint64_t of_three = _mm512_cmpge_epu8_mask(first, byte_of(0xE0));
    uint64_t of_four = _mm512_cmpge_epu8_mask(first, byte_of(0xF0));
    uint64_t expected = of_two << 1 | of_three << 2 | of_four << 3 | *owed;
    *owed = of_two >> 63 | of_three >> 62 | of_four >> 61;
    __m512i above = _mm512_sub_epi8(second, _mm512_permutexvar_epi8(first, _mm512_loadu_si512(LEAST)));
    uint64_t outside = _mm512_mask_cmpgt_epu8_mask(of_two, above, _mm512_permutexvar_epi8(first, _mm512_loadu_si512(MORE)));
    return (continues ^ expected) | outside;
}

INLINE __m512i load_at_most(const uint8_t *bytes, size_t left, size_t skipped)
{
    size_t size = left > skipped ? left - skipped : 0;
    return _mm512_maskz_loadu_epi8(_bzhi_u64(~(uint64_t)0, (uint32_t)(size < 64 ? size : 64)), bytes + skipped);
}

TARGET size_t rsn_valid_utf8_avx512(const uint8_t *bytes, size_t size)
{
    uint64_t owed = 0, errors = 0;
    size_t at = 0;
    for (; size - at > 64 && errors == 0; at += 64)
        errors = errors_of(_mm512_loadu_si512(bytes + at), _mm512_loadu_si512(bytes + at + 1), &owed);
    if (errors != 0) return rsn_valid_utf8_from(bytes, size, at - 64);
    errors = errors_of(load_at_most(bytes + at, size - at, 0), load_at_most(bytes + at, size - at, 1), &owed);
    return (errors | owed) != 0 ? rsn_valid_utf8_from(bytes, size, at) : size;
}
#endif
