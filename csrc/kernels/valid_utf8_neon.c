/* UTF-8 validation, 16 bytes at a time (aarch64); the method stands in valid_utf8_pairs.h. */
#include "kernels/kernels.h"
#include "kernels/valid_utf8_pairs.h"

#if defined(RSN_KERNELS_ARM)
#include <arm_neon.h>
#include <string.h>

enum { BLOCK = 16, BEFORE = 3, SHORT = BLOCK + BEFORE };

/* Lanes that are not zero are errors.  `one`, `two` and `three` are the bytes so far before each lane's own. */
static inline uint8x16_t errors_of(uint8x16_t own, uint8x16_t one, uint8x16_t two, uint8x16_t three)
{
    uint8x16_t pairs = vqtbl1q_u8(vld1q_u8(FIRST_UPPER), vshrq_n_u8(one, 4));
    pairs = vandq_u8(pairs, vqtbl1q_u8(vld1q_u8(FIRST_LOWER), vandq_u8(one, vdupq_n_u8(0x0F))));
    pairs = vandq_u8(pairs, vqtbl1q_u8(vld1q_u8(SECOND_UPPER), vshrq_n_u8(own, 4)));
    /* From E0 the lane two behind, from F0 the lane three behind must be a second continuation: the highest bit. */
    uint8x16_t asked = vorrq_u8(vqsubq_u8(two, vdupq_n_u8(0xE0 - 0x80)), vqsubq_u8(three, vdupq_n_u8(0xF0 - 0x80)));
    return veorq_u8(pairs, vandq_u8(asked, vdupq_n_u8(0x80)));
}

/* BEFORE bytes can be read in front of `bytes`. */
static inline uint8x16_t errors_at(const uint8_t *bytes)
{
    return errors_of(vld1q_u8(bytes), vld1q_u8(bytes - 1), vld1q_u8(bytes - 2), vld1q_u8(bytes - 3));
}

/* Of the first block nothing stands before. */
static inline uint8x16_t errors_at_front(const uint8_t *bytes)
{
    uint8x16_t own = vld1q_u8(bytes), none = vdupq_n_u8(0);
    return errors_of(own, vextq_u8(none, own, 15), vextq_u8(none, own, 14), vextq_u8(none, own, 13));
}

static bool is_valid_short(const uint8_t *bytes, size_t size)
{
    uint8_t room[3 * BLOCK] = {0};
    memcpy(room + BLOCK, bytes, size);
    return vmaxvq_u8(vorrq_u8(errors_at(room + BLOCK), errors_at(room + 2 * BLOCK))) == 0;
}

/* The last character is whole: no byte of the last three asks for more than stands behind it. */
static bool ends_whole(const uint8_t *end)
{
    return end[-1] < 0xC0 && end[-2] < 0xE0 && end[-3] < 0xF0;
}

size_t rsn_valid_utf8_neon(const uint8_t *bytes, size_t size)
{
    if (size == 0) return 0;
    if (size < SHORT) return is_valid_short(bytes, size) ? size : rsn_valid_utf8_scalar(bytes, size);
    uint8x16_t errors = errors_at_front(bytes);
    for (size_t at = BLOCK; at + BLOCK < size; at += BLOCK) errors = vorrq_u8(errors, errors_at(bytes + at));
    errors = vorrq_u8(errors, errors_at(bytes + size - BLOCK));
    bool is_valid = vmaxvq_u8(errors) == 0 && ends_whole(bytes + size);
    return is_valid ? size : rsn_valid_utf8_scalar(bytes, size);
}
#endif
