/* Letters and breaks, 64 bytes at a time (AVX-512). */
#include "kernels/kernels.h"
#include "kernels/word_bits.h"

#if defined(RSN_KERNELS_X86)
#include <immintrin.h>

#define TARGET __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,bmi,bmi2,lzcnt,popcnt")))

TARGET static inline __m512i look_up(const uint8_t table[16], __m512i places)
{
    return _mm512_shuffle_epi8(_mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)(const void *)table)), places);
}

TARGET void rsn_word_bits_avx512(const uint8_t *bytes, size_t size, uint64_t *words, uint64_t *breaks)
{
    const __m512i half = _mm512_set1_epi8(0x0F);
    for (size_t at = 0; at < size; at += 64) {
        __mmask64 taken = size - at < 64 ? _bzhi_u64(~(__mmask64)0, (uint32_t)(size - at)) : ~(__mmask64)0;
        __m512i block = _mm512_maskz_loadu_epi8(taken, bytes + at);
        __m512i kinds = _mm512_and_si512(look_up(RSN_BITS_LOW, _mm512_and_si512(block, half)),
                                         look_up(RSN_BITS_HIGH, _mm512_and_si512(_mm512_srli_epi16(block, 4), half)));
        words[at / 64] = _mm512_test_epi8_mask(kinds, _mm512_set1_epi8(RSN_BITS_WORD));
        breaks[at / 64] = _mm512_test_epi8_mask(kinds, _mm512_set1_epi8(RSN_BITS_BREAK));
    }
}
#endif
