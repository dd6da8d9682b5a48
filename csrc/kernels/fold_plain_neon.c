/* Folding of plain characters, 16 bytes at a time (aarch64).
 *
 * As with AVX2: every lane asks what character begins in it, only characters that give one byte are done here, and a
 * table of masks drops the lanes that give none.  Compiled and tested under emulation only; its speed is unknown. */
#include "compiler.h"
#include "kernels/kernels.h"
#include "kernels/latin_letters.h"

#if defined(RSN_KERNELS_ARM)
#include <arm_neon.h>
#include <string.h>

#define INLINE static inline __attribute__((always_inline))

enum { BLOCK = 16, READ = BLOCK + 2 }; /* READ: the last lane looks at two bytes more */

static const uint8_t COMPRESS[256][8] = {
#include "tables/compress.inc"
};

/* The signs of General Punctuation that give one byte, by the last four bits of U+2010 to U+201F. */
static const uint8_t SIGNS[16] = {[3] = '-', [4] = '-', [8] = '\'', [9] = '\'', [12] = '"', [13] = '"'};

INLINE uint8x16_t is(uint8x16_t bytes, uint8_t value)
{
    return vceqq_u8(bytes, vdupq_n_u8(value));
}

/* One of the 26 from `first` on. */
INLINE uint8x16_t is_letter_from(uint8x16_t bytes, uint8_t first)
{
    return vcltq_u8(vsubq_u8(bytes, vdupq_n_u8(first)), vdupq_n_u8(26));
}

INLINE uint8x16_t weights(void)
{
    return vreinterpretq_u8_u64(vdupq_n_u64(0x8040201008040201));
}

INLINE uint32_t bits_of(uint8x16_t lanes)
{
    uint8x16_t own = vandq_u8(lanes, weights());
    return (uint32_t)vaddv_u8(vget_low_u8(own)) | (uint32_t)vaddv_u8(vget_high_u8(own)) << 8;
}

/* The lanes whose bits are set. */
INLINE uint8x16_t lanes_of(uint32_t bits)
{
    return vtstq_u8(vcombine_u8(vdup_n_u8((uint8_t)bits), vdup_n_u8((uint8_t)(bits >> 8))), weights());
}

INLINE uint8x16_t latin_of(const uint8_t table[64], uint8x16_t second)
{
    return vqtbl4q_u8(vld1q_u8_x4(table), vandq_u8(second, vdupq_n_u8(0x3F)));
}

/* 0x80 and above, but below `limit`. */
INLINE uint8x16_t continues_below(uint8x16_t bytes, uint8_t limit)
{
    return vcltq_s8(vreinterpretq_s8_u8(bytes), vreinterpretq_s8_u8(vdupq_n_u8(limit)));
}

/* Lanes of combining marks that follow an ASCII letter; no letter counts that stands before `begin`, the lane of
 * run->at, but the one right before it. */
INLINE uint32_t plain_marks(const rsn_fold_run *run, uint8x16_t first, uint8x16_t second, uint32_t begin)
{
    uint32_t behind = bits_of(is_letter_from(vorrq_u8(first, vdupq_n_u8(0x20)), 'a')) >> begin << begin << 1;
    uint32_t is_behind = run->written > 0 && run->at > 0 && (uint8_t)((run->text[run->at - 1] | 0x20) - 'a') < 26;
    uint8x16_t low = vandq_u8(is(first, 0xCC), continues_below(second, 0xC0));
    uint8x16_t high = vandq_u8(is(first, 0xCD), continues_below(second, 0xB0));
    uint8x16_t marks = vorrq_u8(low, vbicq_u8(high, is(second, 0x8F)));
    return bits_of(marks) & (behind | is_behind << begin);
}

INLINE void append_eight(rsn_fold_run *run, uint8x8_t folded, uint8x8_t lost, uint32_t kept)
{
    uint8x8_t places = vld1_u8(COMPRESS[kept & 0xFF]);
    vst1_u8(run->bytes + run->written, vtbl1_u8(folded, places));
    vst1_u8(run->lost + run->written, vtbl1_u8(lost, places));
    run->written += (uint32_t)__builtin_popcount(kept & 0xFF);
}

/* Folds a block from lane `begin` on; true: to its end.  Each lane has the `first` byte that stands in it, the second
 * and the third.  `before`: of the two lanes from `begin` on. */
INLINE bool fold_block(rsn_fold_run *run, uint8x16_t first, uint8x16_t second, uint8x16_t third, uint32_t begin, rsn_fold_carry *before)
{
    uint8x16_t reserved = vorrq_u8(is(first, '&'), is(first, '`'));
    uint8x16_t printable = vbicq_u8(vcltq_u8(vsubq_u8(first, vdupq_n_u8(0x20)), vdupq_n_u8(0x5F)), reserved);
    uint8x16_t newline = is(first, '\n'), capital = is_letter_from(first, 'A');

    uint8x16_t latin = vandq_u8(is(first, 0xC3), continues_below(second, 0xC0)), letter = latin_of(LATIN, second), latin_lost = latin_of(LATIN_LOST, second);
    uint8x16_t doubts = vandq_u8(vorrq_u8(letter, vandq_u8(latin_lost, third)), vdupq_n_u8(0x80));
    uint8x16_t sound = vandq_u8(latin, is(doubts, 0));

    uint8x16_t sign = vqtbl1q_u8(vld1q_u8(SIGNS), veorq_u8(third, vdupq_n_u8(0x90))); /* beyond sixteen: 0 */
    uint8x16_t signs = vbicq_u8(vandq_u8(is(first, 0xE2), is(second, 0x80)), is(sign, 0));
    uint8x16_t supplement = is(first, 0xC2);
    uint8x16_t quotes = vandq_u8(supplement, is(vorrq_u8(second, vdupq_n_u8(0x10)), 0xBB));
    uint8x16_t wide = vandq_u8(supplement, is(second, 0xA0)); /* U+00A0 takes two lanes */

    uint8x16_t folded = vorrq_u8(first, vandq_u8(capital, vdupq_n_u8(0x20)));
    folded = vbslq_u8(latin, letter, folded);
    folded = vbslq_u8(signs, sign, folded);
    folded = vbslq_u8(quotes, vdupq_n_u8('"'), folded);
    folded = vbslq_u8(wide, vdupq_n_u8(' '), folded);
    uint8x16_t lost = vandq_u8(vbslq_u8(latin, latin_lost, vandq_u8(capital, vdupq_n_u8(CAPITAL))), vdupq_n_u8(ACCENT | CAPITAL));

    uint32_t wides = bits_of(wide) >> begin << begin;
    uint32_t blank = bits_of(vorrq_u8(is(folded, ' '), newline)) >> begin << begin;
    uint32_t repeated = blank & (blank << 1 | wides << 2 | before->blanks << begin);
    uint32_t threes = bits_of(signs) >> begin << begin;
    uint32_t twos = bits_of(vorrq_u8(vorrq_u8(latin, quotes), wide)) >> begin << begin | threes;
    uint32_t continues = twos << 1 | threes << 2 | before->continues << begin;
    *before = (rsn_fold_carry){blank >> (BLOCK - 1) | wides >> (BLOCK - 2), twos >> (BLOCK - 1) | threes >> (BLOCK - 2)};

    uint8x16_t plain = vorrq_u8(vorrq_u8(vorrq_u8(printable, newline), sound), vorrq_u8(vorrq_u8(signs, quotes), wide));
    uint32_t earlier = ((uint32_t)1 << begin) - 1, dropped = continues | earlier;
    uint32_t good = ((bits_of(plain) | continues) & ~repeated) | earlier;
    uint8x16_t mark_leads = is(vandq_u8(first, vdupq_n_u8(0xFE)), 0xCC);
    if (vmaxvq_u8(mark_leads) != 0) {
        uint32_t marks = plain_marks(run, first, second, begin);
        good |= marks | marks << 1;
        dropped |= marks | marks << 1;
        before->continues |= marks >> (BLOCK - 1);
        lost = vorrq_u8(lost, vandq_u8(lanes_of(marks >> 1), vdupq_n_u8(ACCENT))); /* on the letter before */
        if (marks >> begin & 1) run->lost[run->written - 1] |= ACCENT;
    }
    uint32_t bad = ~good & 0xFFFF;
    bool is_whole = RSN_LIKELY(bad == 0);
    uint32_t taken = is_whole ? BLOCK : (uint32_t)__builtin_ctz(bad | 1u << BLOCK);
    uint32_t kept = ~dropped & (((uint32_t)1 << taken) - 1);

    run->letters += (uint32_t)__builtin_popcount(bits_of(is_letter_from(folded, 'a')) & kept);
    run->capitals += (uint32_t)__builtin_popcount(bits_of(vtstq_u8(lost, vdupq_n_u8(CAPITAL))) & kept);
    append_eight(run, vget_low_u8(folded), vget_low_u8(lost), kept);
    append_eight(run, vget_high_u8(folded), vget_high_u8(lost), kept >> 8);
    uint32_t from = run->at - begin, word = from / 64, shift = from % 64;
    run->kept[word] |= (uint64_t)kept << shift;
    run->kept[word + 1] |= (uint64_t)kept >> 1 >> (63 - shift);
    run->at = from + (is_whole ? BLOCK : taken); /* so that the next block need not wait for the count */
    return is_whole;
}

typedef uint8x16_t block;

INLINE block load(const uint8_t *bytes)
{
    return vld1q_u8(bytes);
}

/* The lanes moved down by one; NUL comes in. */
INLINE uint8x16_t next_of(uint8x16_t bytes)
{
    return vextq_u8(bytes, vdupq_n_u8(0), 1);
}

#include "kernels/fold_plain_blocks.h"

void rsn_fold_plain_neon(rsn_fold_run *run)
{
    do fold_blocks(run);
    while (run->at < run->size && rsn_fold_plain_character(run));
}
#endif
