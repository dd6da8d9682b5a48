/* UTF-8 validation, 32 bytes at a time (AVX2).
 *
 * Which lanes must continue a character follows from the first bytes by shifts of bit masks.  What a second byte may
 * be is asked as in Keiser and Lemire, "Validating UTF-8 in less than one instruction per byte" (2021): three tables
 * of sixteen, by the two halves of the first byte and the upper half of the second, whose common bits are errors. */
#include "kernels/kernels.h"

#if defined(RSN_KERNELS_X86)
#include <immintrin.h>
#include <string.h>

#define TARGET __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))
#define INLINE static inline __attribute__((always_inline)) TARGET

enum { BLOCK = 32, READ = BLOCK + 1 };

/* What can be wrong with a pair of bytes of which the second continues. */
enum {
    OVERLONG_2 = 1,  /* C0 C1                */
    OVERLONG_3 = 2,  /* E0 80..9F            */
    SURROGATE = 4,   /* ED A0..BF            */
    OVERLONG_4 = 8,  /* F0 80..8F            */
    TOO_LARGE = 16,  /* F4 90..BF, F5..FF    */
    NO_LEAD = 32     /* F5..FF 80..8F        */
};

static const uint8_t FIRST_UPPER[16] = {
    [0xC] = OVERLONG_2, [0xE] = OVERLONG_3 | SURROGATE, [0xF] = OVERLONG_4 | TOO_LARGE | NO_LEAD};
#define BEYOND (TOO_LARGE | NO_LEAD)
static const uint8_t FIRST_LOWER[16] = {
    OVERLONG_2 | OVERLONG_3 | OVERLONG_4, OVERLONG_2, 0, 0, TOO_LARGE, BEYOND, BEYOND, BEYOND, BEYOND, BEYOND, BEYOND, BEYOND,
    BEYOND, BEYOND | SURROGATE, BEYOND, BEYOND};
#undef BEYOND
static const uint8_t SECOND_UPPER[16] = {
    [0x8] = OVERLONG_2 | OVERLONG_3 | OVERLONG_4 | NO_LEAD,
    [0x9] = OVERLONG_2 | OVERLONG_3 | TOO_LARGE,
    [0xA] = OVERLONG_2 | SURROGATE | TOO_LARGE,
    [0xB] = OVERLONG_2 | SURROGATE | TOO_LARGE,
};

INLINE __m256i upper_half(__m256i bytes)
{
    return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(0x0F));
}

INLINE __m256i look_up(const uint8_t table[16], __m256i places)
{
    return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)table)), places);
}

INLINE uint32_t bits_of(__m256i lanes)
{
    return (uint32_t)_mm256_movemask_epi8(lanes);
}

/* Whether an error stands in the block at `here`, of which READ bytes can be read.
 * `owed`: lanes at the front that must continue a character, carried from block to block. */
INLINE uint32_t has_errors(const uint8_t *here, uint32_t *owed)
{
    __m256i first = _mm256_loadu_si256((const __m256i *)(const void *)here);
    __m256i second = _mm256_loadu_si256((const __m256i *)(const void *)(here + 1));
    uint32_t not_ascii = bits_of(first);
    if ((not_ascii | *owed) == 0) return 0;
    uint32_t of_two = not_ascii & bits_of(_mm256_slli_epi16(first, 1)); /* or more: each mask asks for one more bit */
    uint32_t of_three = of_two & bits_of(_mm256_slli_epi16(first, 2));
    uint32_t of_four = of_three & bits_of(_mm256_slli_epi16(first, 3));
    uint32_t expected = of_two << 1 | of_three << 2 | of_four << 3 | *owed;
    *owed = of_two >> 31 | of_three >> 30 | of_four >> 29;
    __m256i lower = _mm256_and_si256(first, _mm256_set1_epi8(0x0F));
    __m256i wrong = _mm256_and_si256(look_up(FIRST_UPPER, upper_half(first)), look_up(FIRST_LOWER, lower));
    wrong = _mm256_and_si256(wrong, look_up(SECOND_UPPER, upper_half(second)));
    uint32_t has_wrong_pair = !_mm256_testz_si256(wrong, wrong);
    return ((not_ascii & ~of_two) ^ expected) | has_wrong_pair;
}

TARGET size_t rsn_valid_utf8_avx2(const uint8_t *bytes, size_t size)
{
    uint32_t owed = 0;
    size_t at = 0;
    for (; size - at >= READ; at += BLOCK)
        if (has_errors(bytes + at, &owed)) return rsn_valid_utf8_from(bytes, size, at);
    uint8_t rest[READ] = {0};
    memcpy(rest, bytes + at, size - at);
    return has_errors(rest, &owed) | owed ? rsn_valid_utf8_from(bytes, size, at) : size;
}
#endif
