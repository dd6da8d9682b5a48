/* Letters and breaks, 32 bytes at a time (AVX2). */
#include "kernels/kernels.h"
#include "kernels/word_bits.h"

#if defined(RSN_KERNELS_X86)
#include <immintrin.h>
#include <string.h>

#define TARGET __attribute__((target("avx2,bmi,bmi2,popcnt")))

TARGET static inline __m256i look_up(const uint8_t table[16], __m256i places)
{
    return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)table)), places);
}

TARGET static inline uint64_t bits_with(__m256i kinds, char wanted)
{
    __m256i without = _mm256_cmpeq_epi8(_mm256_and_si256(kinds, _mm256_set1_epi8(wanted)), _mm256_setzero_si256());
    return (uint32_t)~(uint32_t)_mm256_movemask_epi8(without);
}

TARGET static inline __m256i kinds_of(const uint8_t *bytes)
{
    const __m256i half = _mm256_set1_epi8(0x0F);
    __m256i block = _mm256_loadu_si256((const __m256i *)(const void *)bytes);
    return _mm256_and_si256(look_up(RSN_BITS_LOW, _mm256_and_si256(block, half)),
                            look_up(RSN_BITS_HIGH, _mm256_and_si256(_mm256_srli_epi16(block, 4), half)));
}

TARGET void rsn_word_bits_avx2(const uint8_t *bytes, size_t size, uint64_t *words, uint64_t *breaks)
{
    for (size_t at = 0; at < size; at += 64) {
        uint8_t tail[64] = {0};
        const uint8_t *block = bytes + at;
        if (size - at < 64) block = memcpy(tail, block, size - at);
        __m256i low = kinds_of(block), high = kinds_of(block + 32);
        words[at / 64] = bits_with(low, RSN_BITS_WORD) | bits_with(high, RSN_BITS_WORD) << 32;
        breaks[at / 64] = bits_with(low, RSN_BITS_BREAK) | bits_with(high, RSN_BITS_BREAK) << 32;
    }
}
#endif
