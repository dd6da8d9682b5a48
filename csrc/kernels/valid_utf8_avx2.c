/* UTF-8 validation, 32 bytes at a time (AVX2); the method stands in valid_utf8_pairs.h. */
#include "kernels/kernels.h"
#include "kernels/valid_utf8_pairs.h"

#if defined(RSN_KERNELS_X86)
#include <immintrin.h>
#include <string.h>

#define TARGET __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))
#define INLINE static inline __attribute__((always_inline)) TARGET

enum { BLOCK = 32, BEFORE = 3, SHORT = BLOCK + BEFORE };

INLINE __m256i upper_half(__m256i bytes)
{
    return _mm256_and_si256(_mm256_srli_epi16(bytes, 4), _mm256_set1_epi8(0x0F));
}

INLINE __m256i look_up(const uint8_t table[16], __m256i places)
{
    return _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)table)), places);
}

INLINE __m256i load(const uint8_t *bytes)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)bytes);
}

/* Lanes that are not zero are errors.  `one`, `two` and `three` are the bytes so far before each lane's own. */
INLINE __m256i errors_of(__m256i own, __m256i one, __m256i two, __m256i three)
{
    __m256i pairs = _mm256_and_si256(look_up(FIRST_UPPER, upper_half(one)),
                                     look_up(FIRST_LOWER, _mm256_and_si256(one, _mm256_set1_epi8(0x0F))));
    pairs = _mm256_and_si256(pairs, look_up(SECOND_UPPER, upper_half(own)));
    /* From E0 the lane two behind, from F0 the lane three behind must be a second continuation: the highest bit. */
    __m256i asked = _mm256_or_si256(_mm256_subs_epu8(two, _mm256_set1_epi8(0xE0 - 0x80)),
                                    _mm256_subs_epu8(three, _mm256_set1_epi8(0xF0 - 0x80)));
    return _mm256_xor_si256(pairs, _mm256_and_si256(asked, _mm256_set1_epi8((char)0x80)));
}

/* BEFORE bytes can be read in front of `bytes`. */
INLINE __m256i errors_at(const uint8_t *bytes)
{
    return errors_of(load(bytes), load(bytes - 1), load(bytes - 2), load(bytes - 3));
}

/* The bytes of `own` moved up, NUL in front: of the first block nothing stands before. */
INLINE __m256i errors_at_front(const uint8_t *bytes)
{
    __m256i own = load(bytes), low = _mm256_permute2x128_si256(own, own, 0x08);
    return errors_of(own, _mm256_alignr_epi8(own, low, 15), _mm256_alignr_epi8(own, low, 14), _mm256_alignr_epi8(own, low, 13));
}

INLINE bool is_valid_short(const uint8_t *bytes, size_t size)
{
    uint8_t room[3 * BLOCK] = {0};
    memcpy(room + BLOCK, bytes, size);
    __m256i errors = _mm256_or_si256(errors_at(room + BLOCK), errors_at(room + 2 * BLOCK));
    return _mm256_testz_si256(errors, errors);
}

/* The last character is whole: no byte of the last three asks for more than stands behind it. */
INLINE bool ends_whole(const uint8_t *end)
{
    return end[-1] < 0xC0 && end[-2] < 0xE0 && end[-3] < 0xF0;
}

TARGET size_t rsn_valid_utf8_avx2(const uint8_t *bytes, size_t size)
{
    if (size == 0) return 0;
    if (size < SHORT) return is_valid_short(bytes, size) ? size : rsn_valid_utf8_scalar(bytes, size);
    __m256i errors = errors_at_front(bytes);
    for (size_t at = BLOCK; at + BLOCK < size; at += BLOCK) errors = _mm256_or_si256(errors, errors_at(bytes + at));
    errors = _mm256_or_si256(errors, errors_at(bytes + size - BLOCK));
    bool is_valid = _mm256_testz_si256(errors, errors) && ends_whole(bytes + size);
    return is_valid ? size : rsn_valid_utf8_scalar(bytes, size);
}
#endif
