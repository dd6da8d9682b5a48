/* Letters and breaks, 16 bytes at a time (NEON). */
#include "kernels/kernels.h"
#include "kernels/word_bits.h"

#if defined(RSN_KERNELS_ARM)
#include <arm_neon.h>
#include <string.h>

/* A lane's bit, and three rounds of adding neighbours: eight lanes are one byte. */
static inline uint64_t bits_with(uint8x16_t kinds, uint8_t wanted)
{
    static const uint8_t BITS[16] = {1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128};
    uint8x16_t bits = vandq_u8(vtstq_u8(kinds, vdupq_n_u8(wanted)), vld1q_u8(BITS));
    return (uint64_t)vaddv_u8(vget_low_u8(bits)) | (uint64_t)vaddv_u8(vget_high_u8(bits)) << 8;
}

static inline uint8x16_t kinds_of(const uint8_t *bytes)
{
    uint8x16_t block = vld1q_u8(bytes);
    return vandq_u8(vqtbl1q_u8(vld1q_u8(RSN_BITS_LOW), vandq_u8(block, vdupq_n_u8(0x0F))),
                    vqtbl1q_u8(vld1q_u8(RSN_BITS_HIGH), vshrq_n_u8(block, 4)));
}

void rsn_word_bits_neon(const uint8_t *bytes, size_t size, uint64_t *words, uint64_t *breaks)
{
    for (size_t at = 0; at < size; at += 64) {
        uint8_t tail[64] = {0};
        const uint8_t *block = bytes + at;
        uint64_t word_bits = 0, break_bits = 0;
        if (size - at < 64) block = memcpy(tail, block, size - at);
        for (unsigned i = 0; i < 64; i += 16) {
            uint8x16_t kinds = kinds_of(block + i);
            word_bits |= bits_with(kinds, RSN_BITS_WORD) << i;
            break_bits |= bits_with(kinds, RSN_BITS_BREAK) << i;
        }
        words[at / 64] = word_bits;
        breaks[at / 64] = break_bits;
    }
}
#endif
