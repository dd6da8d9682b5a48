/* UTF-8 validation, 64 bytes at a time (AVX-512); the method stands in valid_utf8_pairs.h. */
#include "kernels/kernels.h"
#include "kernels/valid_utf8_pairs.h"

#if defined(RSN_KERNELS_X86)
#include <immintrin.h>

#define TARGET __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,bmi,bmi2,lzcnt,popcnt")))
#define INLINE static inline __attribute__((always_inline)) TARGET

INLINE __m512i upper_half(__m512i bytes)
{
    return _mm512_and_si512(_mm512_srli_epi16(bytes, 4), _mm512_set1_epi8(0x0F));
}

INLINE __m512i look_up(const uint8_t table[16], __m512i places)
{
    return _mm512_shuffle_epi8(_mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)(const void *)table)), places);
}

/* Lanes whose highest bit is set in `asked` and not in `pairs`, or the other way round, are errors, and so are
 * those with another bit in `pairs`.  `one`, `two` and `three` are the bytes so far before each lane's own. */
INLINE __m512i errors_of(__m512i own, __m512i one, __m512i two, __m512i three)
{
    __m512i pairs = look_up(FIRST_LOWER, _mm512_and_si512(one, _mm512_set1_epi8(0x0F)));
    pairs = _mm512_ternarylogic_epi64(pairs, look_up(FIRST_UPPER, upper_half(one)), look_up(SECOND_UPPER, upper_half(own)), 0x80);
    __m512i asked_two = _mm512_subs_epu8(two, _mm512_set1_epi8(0xE0 - 0x80));
    __m512i asked_three = _mm512_subs_epu8(three, _mm512_set1_epi8(0xF0 - 0x80));
    __m512i asked = _mm512_or_si512(asked_two, asked_three);
    return _mm512_ternarylogic_epi64(pairs, asked, _mm512_set1_epi8((char)0x80), 0x78); /* pairs ^ (asked & 0x80) */
}

/* The block of `taken` at `bytes`; `before`: whether the three bytes in front of it are of the text. */
INLINE __m512i errors_in(const uint8_t *bytes, __mmask64 taken, bool before)
{
    return errors_of(_mm512_maskz_loadu_epi8(taken, bytes), _mm512_maskz_loadu_epi8(taken << 1 | (before ? 1 : 0), bytes - 1),
                     _mm512_maskz_loadu_epi8(taken << 2 | (before ? 3 : 0), bytes - 2),
                     _mm512_maskz_loadu_epi8(taken << 3 | (before ? 7 : 0), bytes - 3));
}

TARGET size_t rsn_valid_utf8_avx512(const uint8_t *bytes, size_t size)
{
    if (size == 0) return 0;
    const __mmask64 all = ~(__mmask64)0;
    /* The last block is never full: its NULs show the character that the text breaks off in. */
    __mmask64 rest = _bzhi_u64(all, (uint32_t)(size % 64));
    __m512i errors;
    if (size < 64) {
        errors = errors_in(bytes, rest, false);
    } else {
        errors = errors_in(bytes, all, false);
        size_t at = 64;
        for (; size - at >= 64; at += 64)
            errors = _mm512_or_si512(errors, errors_of(_mm512_loadu_si512(bytes + at), _mm512_loadu_si512(bytes + at - 1),
                                                       _mm512_loadu_si512(bytes + at - 2), _mm512_loadu_si512(bytes + at - 3)));
        errors = _mm512_or_si512(errors, errors_in(bytes + at, rest, true));
    }
    return _mm512_test_epi8_mask(errors, errors) == 0 ? size : rsn_valid_utf8_scalar(bytes, size);
}
#endif
