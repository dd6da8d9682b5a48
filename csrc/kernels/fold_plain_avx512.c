/* Folding of plain characters, 64 bytes at a time (AVX-512 VBMI2, Ice Lake and Zen 4 and later).
 *
 * Every lane asks what character begins in it: its byte, the next one and the one after are three loads.  Lanes
 * that continue a character fall out when the folded bytes are compressed, so only characters that give one
 * byte are done here; the few that give two or three are left to the scalar twin, which is called for one. */
#include "compiler.h"
#include "kernels/every_byte.h"
#include "kernels/kernels.h"
#include "kernels/latin_letters.h"

#if defined(RSN_KERNELS_X86)
#include <immintrin.h>

#define TARGET __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,bmi,bmi2,lzcnt,popcnt")))
#define INLINE static inline __attribute__((always_inline)) TARGET

#define NO NOT_HERE
/* ASCII folded; NOT_HERE: not plain. */
static const uint8_t ASCII[128] = {
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, '\n', NO, NO, NO, NO, NO,
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
    ' ', '!', '"', '#', '$', '%', NO, '\'', '(', ')', '*', '+', ',', '-', '.', '/',
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ':', ';', '<', '=', '>', '?',
    '@', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o',
    'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', '[', '\\', ']', '^', '_',
    NO, 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o',
    'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', '{', '|', '}', '~', NO,
};

#undef NO
/* The other characters that give one byte: by six bits of first plus last byte, which differ for all of them, what
 * they give and the first byte that they must have.  Those of three bytes also need 0x80 in the middle. */
#define SLOT(first, last) [((first) + (last)) & 0x3F]
static const uint8_t OTHER[64] = {
    SLOT(0xC2, 0xA0) = ' ',  SLOT(0xC2, 0xAB) = '"',  SLOT(0xC2, 0xBB) = '"', SLOT(0xE2, 0x93) = '-', SLOT(0xE2, 0x94) = '-',
    SLOT(0xE2, 0x98) = '\'', SLOT(0xE2, 0x99) = '\'', SLOT(0xE2, 0x9C) = '"', SLOT(0xE2, 0x9D) = '"',
};
static const uint8_t OTHER_FIRST[64] = {
    SLOT(0xC2, 0xA0) = 0xC2, SLOT(0xC2, 0xAB) = 0xC2, SLOT(0xC2, 0xBB) = 0xC2, SLOT(0xE2, 0x93) = 0xE2, SLOT(0xE2, 0x94) = 0xE2,
    SLOT(0xE2, 0x98) = 0xE2, SLOT(0xE2, 0x99) = 0xE2, SLOT(0xE2, 0x9C) = 0xE2, SLOT(0xE2, 0x9D) = 0xE2,
};
#undef SLOT

/* Bit 0: no blank may stand in this lane, for what was written before it is one. */
INLINE uint32_t blanks_before(const rsn_fold_run *run)
{
    return run->written == 0 || run->bytes[run->written - 1] == ' ' || run->bytes[run->written - 1] == '\n';
}

INLINE __m512i byte_of(int value)
{
    __m512i all;
    __asm__("vpbroadcastd %1, %0" : "=v"(all) : "m"(EVERY_BYTE[value & 0xFF]));
    return all;
}

/* Lanes of combining marks, whole ones, that follow an ASCII letter. */
INLINE uint64_t plain_marks(const rsn_fold_run *run, __m512i first, __m512i second)
{
    __m512i lower = _mm512_or_si512(first, byte_of(0x20));
    uint64_t letters = _mm512_cmplt_epu8_mask(_mm512_sub_epi8(lower, byte_of('a')), byte_of(26));
    uint64_t behind = letters << 1;
    if (run->written > 0 && run->at > 0) behind |= (uint8_t)((run->text[run->at - 1] | 0x20) - 'a') < 26;
    uint64_t low = _mm512_mask_cmplt_epi8_mask(_mm512_cmpeq_epi8_mask(first, byte_of(0xCC)), second, byte_of(0xC0));
    uint64_t high = _mm512_mask_cmplt_epi8_mask(_mm512_cmpeq_epi8_mask(first, byte_of(0xCD)), second, byte_of(0xB0));
    uint64_t joiners = _mm512_cmpeq_epi8_mask(second, byte_of(0x8F));
    return (low | (high & ~joiners)) & behind;
}

/* Folds a block; true: all of its 64 bytes. */
INLINE bool fold_block(rsn_fold_run *run, __m512i first, __m512i second, __m512i third, rsn_fold_carry *before)
{
    uint64_t high = _mm512_movepi8_mask(first);
    uint64_t latin = _mm512_cmpeq_epi8_mask(first, byte_of(0xC3));
    uint64_t of_three = _mm512_cmpeq_epi8_mask(first, byte_of(0xE2));

    __m512i folded = _mm512_permutex2var_epi8(_mm512_loadu_si512(ASCII), first, _mm512_loadu_si512(ASCII + 64));
    uint64_t capitals = _mm512_cmpneq_epi8_mask(folded, first) & ~high;
    __m512i latin_lost = _mm512_maskz_permutexvar_epi8(latin, second, _mm512_loadu_si512(LATIN_LOST));
    folded = _mm512_mask_permutexvar_epi8(folded, latin, second, _mm512_loadu_si512(LATIN));
    __m512i doubts = _mm512_ternarylogic_epi64(folded, latin_lost, third, 0xF8); /* folded | (lost & third) */
    __m512i last = _mm512_mask_blend_epi8(of_three, second, third);
    uint64_t whole = _mm512_cmplt_epi8_mask(last, byte_of(0xC0)); /* it continues something */
    latin &= whole;
    uint64_t sound = ~(uint64_t)_mm512_movepi8_mask(doubts) & (latin | ~high);

    __m512i slots = _mm512_add_epi8(first, last);
    __m512i expected = _mm512_permutexvar_epi8(slots, _mm512_loadu_si512(OTHER_FIRST));
    uint64_t strangers = _mm512_mask_cmpneq_epi8_mask(of_three, second, byte_of(0x80));
    uint64_t other = _mm512_mask_cmpeq_epi8_mask(high & whole & ~strangers, first, expected); /* NUL is none */
    folded = _mm512_mask_permutexvar_epi8(folded, other, slots, _mm512_loadu_si512(OTHER));

    __m512i lost = _mm512_maskz_mov_epi8(capitals, byte_of(CAPITAL));
    lost = _mm512_ternarylogic_epi64(latin_lost, byte_of(ACCENT | CAPITAL), lost, 0xEA); /* (latin_lost & both) | lost */

    uint64_t of_more = latin | other;
    uint64_t continues = of_more << 1 | (other & of_three) << 2 | before->continues;
    uint64_t blank = _mm512_cmple_epu8_mask(folded, byte_of(' ')) & (other | ~high);
    uint64_t wide = blank & other; /* U+00A0 takes two lanes */
    uint64_t repeated = blank & (blank << 1 | wide << 2 | before->blanks);
    *before = (rsn_fold_carry){(uint32_t)(blank >> 63 | wide >> 62), (uint32_t)(of_more >> 63 | (other & of_three) >> 62)};

    uint64_t bad = ~(sound | other | continues) | repeated;
    uint32_t taken = 64; /* known by a branch, so that the next block need not wait for the count */
    if (RSN_UNLIKELY(bad != 0)) {
        uint64_t marks = plain_marks(run, first, second);
        continues |= marks | marks << 1; /* neither byte gives one */
        before->continues |= (uint32_t)(marks >> 63);
        bad &= ~(marks | marks << 1);
        lost = _mm512_or_si512(lost, _mm512_maskz_mov_epi8(marks >> 1, byte_of(ACCENT)));
        if (marks & 1) run->lost[run->written - 1] |= ACCENT;
        if (bad != 0) taken = (uint32_t)_tzcnt_u64(bad);
    }
    uint64_t kept = _bzhi_u64(~continues, taken);

    _mm512_storeu_si512(run->bytes + run->written, _mm512_maskz_compress_epi8(kept, folded));
    _mm512_storeu_si512(run->lost + run->written, _mm512_maskz_compress_epi8(kept, lost));
    uint64_t letters = _mm512_mask_cmplt_epu8_mask(kept, _mm512_sub_epi8(folded, byte_of('a')), byte_of(26));
    run->letters += (uint32_t)_mm_popcnt_u64(letters);
    run->capitals += (uint32_t)_mm_popcnt_u64(_mm512_mask_test_epi8_mask(kept, lost, byte_of(CAPITAL)));
    run->written += (uint32_t)_mm_popcnt_u64(kept);
    uint32_t word = run->at / 64, shift = run->at % 64;
    run->kept[word] |= kept << shift;
    run->kept[word + 1] |= kept >> 1 >> (63 - shift);
    run->at += taken;
    return taken == 64;
}

INLINE __m512i load_at_most(const uint8_t *bytes, uint32_t left, uint32_t skipped)
{
    uint32_t size = left > skipped ? left - skipped : 0;
    return _mm512_maskz_loadu_epi8(_bzhi_u64(~(uint64_t)0, size < 64 ? size : 64), bytes + skipped);
}

/* Up to the end of the text or a character that is not done here.  Not inlined: gcc would save all constants at the end,
 * which most texts reach, for the call that few texts need. */
TARGET static __attribute__((noinline)) void fold_blocks(rsn_fold_run *given)
{
    rsn_fold_run run = *given; /* in registers: nothing that is stored below can change it */
    rsn_fold_carry before = {.blanks = blanks_before(&run)};
    bool is_whole = true;
    while (is_whole && run.size - run.at >= 66) {
        const uint8_t *here = run.text + run.at;
        is_whole = fold_block(&run, _mm512_loadu_si512(here), _mm512_loadu_si512(here + 1), _mm512_loadu_si512(here + 2), &before);
    }
    while (is_whole && run.at < run.size) {
        const uint8_t *here = run.text + run.at;
        uint32_t left = run.size - run.at;
        is_whole = fold_block(&run, load_at_most(here, left, 0), load_at_most(here, left, 1), load_at_most(here, left, 2), &before);
    }
    *given = run;
}

TARGET void rsn_fold_plain_avx512(rsn_fold_run *run)
{
    do fold_blocks(run);
    while (run->at < run->size && rsn_fold_plain_character(run));
}
#endif
