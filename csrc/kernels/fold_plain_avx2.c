/* Folding of plain characters, 32 bytes at a time (AVX2, Haswell and Zen and later).
 *
 * As with AVX-512 every lane asks what character begins in it, and only characters that give one byte are done
 * here.  Without an instruction that compresses, each eight bytes are shuffled by a table of their 256 masks,
 * together with the eight bytes of what they lost. */
#include "compiler.h"
#include "kernels/every_byte.h"
#include "kernels/kernels.h"

#if defined(RSN_KERNELS_X86)
#include <immintrin.h>
#include <string.h>

#define TARGET __attribute__((target("avx2,bmi,bmi2,lzcnt,popcnt")))
#define INLINE static inline __attribute__((always_inline)) TARGET

enum { ACCENT = 1, CAPITAL = 2, BLOCK = 32, READ = BLOCK + 2 }; /* READ: the last lane looks at two bytes more */

static const uint8_t COMPRESS[256][8] = {
#include "tables/compress.inc"
};

/* U+00C0 to U+00FF, both cases, by five bits of their second byte: five bits of the letter, and … */
enum { NO_ACCENT = 0x20, SUSPECT = 0x40, NOT_HERE = 0x80 }; /* SUSPECT: what is not ASCII must not follow */
#define L(letter) ((letter) & 0x1F)
static const uint8_t LATIN[32] = {
    L('a'), L('a'), L('a') | SUSPECT, L('a') | SUSPECT, L('a') | SUSPECT, L('a') | SUSPECT, NOT_HERE, L('c'),                /* À…Ç */
    L('e'), L('e'), L('e'), L('e'), L('i'), L('i'), L('i'), L('i'),                                                          /* È…Ï */
    L('d') | SUSPECT | NO_ACCENT, L('n'), L('o'), L('o'), L('o'), L('o'), L('o'), NOT_HERE,                                  /* Ð…× */
    L('o') | NO_ACCENT, L('u'), L('u'), L('u'), L('u'), L('y'), NOT_HERE, L('y'),                                            /* Ø…ÿ */
};
#undef L

/* The signs of General Punctuation that give one byte, by the last four bits of U+2010 to U+201F. */
static const uint8_t SIGNS[16] = {[3] = '-', [4] = '-', [8] = '\'', [9] = '\'', [12] = '"', [13] = '"'};

INLINE __m256i byte_of(int value)
{
    __m256i all;
    __asm__("vpbroadcastd %1, %0" : "=x"(all) : "m"(EVERY_BYTE[value & 0xFF]));
    return all;
}

INLINE __m256i is(__m256i bytes, int value)
{
    return _mm256_cmpeq_epi8(bytes, byte_of(value));
}

INLINE __m256i either(__m256i a, __m256i b)
{
    return _mm256_or_si256(a, b);
}

INLINE __m256i both(__m256i a, __m256i b)
{
    return _mm256_and_si256(a, b);
}

INLINE uint32_t bits_of(__m256i lanes)
{
    return (uint32_t)_mm256_movemask_epi8(lanes);
}

INLINE __m256i table_of(const uint8_t table[16])
{
    return _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)(const void *)table));
}

/* The 26 letters from `z` downwards: these alone are above 101 when `z` is moved to 127. */
INLINE __m256i is_letter_up_to(__m256i bytes, int z)
{
    return _mm256_cmpgt_epi8(_mm256_add_epi8(bytes, byte_of(127 - z)), byte_of(101));
}

/* The lanes whose bits are set. */
INLINE __m256i lanes_of(uint32_t bits)
{
    __m256i owner = _mm256_set_epi64x(0x0303030303030303, 0x0202020202020202, 0x0101010101010101, 0);
    __m256i own = _mm256_set1_epi64x((long long)0x8040201008040201);
    __m256i spread = _mm256_shuffle_epi8(_mm256_set1_epi32((int)bits), owner);
    return _mm256_cmpeq_epi8(both(spread, own), own);
}

/* Lanes of combining marks that follow an ASCII letter; no letter counts that stands before `begin`, the lane of
 * run->at, but the one right before it. */
INLINE uint32_t plain_marks(const rsn_fold_run *run, __m256i first, __m256i second, uint32_t begin)
{
    uint32_t behind = bits_of(is_letter_up_to(either(first, byte_of(0x20)), 'z')) >> begin << begin << 1;
    uint32_t is_behind = run->written > 0 && run->at > 0 && (uint8_t)((run->text[run->at - 1] | 0x20) - 'a') < 26;
    behind |= is_behind << begin;
    __m256i high = both(is(first, 0xCD), _mm256_cmpgt_epi8(byte_of(0xB0), second));
    __m256i whole = both(is(first, 0xCC), _mm256_cmpgt_epi8(byte_of(0xC0), second));
    __m256i marks = either(whole, _mm256_andnot_si256(is(second, 0x8F), high));
    return bits_of(marks) & behind;
}

/* Appends the lanes of `kept`.  Eight bytes and what they lost go through one shuffle. */
INLINE void append_eight(rsn_fold_run *run, __m128i folded_and_lost, uint32_t kept)
{
    int64_t control;
    memcpy(&control, COMPRESS[kept & 0xFF], sizeof control);
    __m128i places = _mm_add_epi8(_mm_set1_epi64x(control), _mm_set_epi64x(0x0808080808080808, 0));
    __m128i packed = _mm_shuffle_epi8(folded_and_lost, places);
    int64_t folded = _mm_cvtsi128_si64(packed), lost = _mm_extract_epi64(packed, 1);
    memcpy(run->bytes + run->written, &folded, sizeof folded);
    memcpy(run->lost + run->written, &lost, sizeof lost);
    run->written += (uint32_t)_mm_popcnt_u32(kept & 0xFF);
}

INLINE void append(rsn_fold_run *run, __m256i folded, __m256i lost, uint32_t kept)
{
    __m256i even = _mm256_unpacklo_epi64(folded, lost), odd = _mm256_unpackhi_epi64(folded, lost);
    append_eight(run, _mm256_castsi256_si128(even), kept);
    append_eight(run, _mm256_castsi256_si128(odd), kept >> 8);
    append_eight(run, _mm256_extracti128_si256(even, 1), kept >> 16);
    append_eight(run, _mm256_extracti128_si256(odd, 1), kept >> 24);
}

/* Folds a block from lane `begin` on; true: to its end.  Each lane has the `first` byte that stands in it, the second
 * and the third.  `before`: of the two lanes from `begin` on. */
INLINE bool fold_block(rsn_fold_run *run, __m256i first, __m256i second, __m256i third, uint32_t begin, rsn_fold_carry *before)
{
    __m256i reserved = either(either(is(first, '&'), is(first, '`')), is(first, 0x7F));
    __m256i printable = _mm256_andnot_si256(reserved, _mm256_cmpgt_epi8(first, byte_of(0x1F)));
    __m256i newline = is(first, '\n');
    __m256i capital = is_letter_up_to(first, 'Z');

    __m256i latin = both(is(first, 0xC3), _mm256_cmpgt_epi8(byte_of(0xC0), second)), low = both(second, byte_of(0x0F));
    __m256i letter = _mm256_blendv_epi8(_mm256_shuffle_epi8(table_of(LATIN), low), _mm256_shuffle_epi8(table_of(LATIN + 16), low),
                                        _mm256_slli_epi16(second, 3));
    __m256i suspect = both(_mm256_add_epi8(letter, letter), third);
    __m256i doubts = either(either(letter, suspect), is(second, 0x9F)); /* ß has the place of ÿ, and gives two */
    __m256i sound = _mm256_andnot_si256(doubts, latin);                 /* by their highest bits */
    __m256i accented = both(latin, _mm256_cmpeq_epi8(both(letter, byte_of(NO_ACCENT)), _mm256_setzero_si256()));
    __m256i latin_capital = both(latin, _mm256_cmpgt_epi8(byte_of(0xA0), second));

    /* Out of 0x90..0x9F saturation sets the highest bit, for which a shuffle gives nothing. */
    __m256i place = _mm256_adds_epu8(_mm256_xor_si256(third, byte_of(0x90)), byte_of(0x70));
    __m256i sign = _mm256_shuffle_epi8(table_of(SIGNS), place);
    __m256i signs = both(both(is(first, 0xE2), is(second, 0x80)), _mm256_cmpgt_epi8(sign, _mm256_setzero_si256()));
    __m256i supplement = is(first, 0xC2);
    __m256i quotes = both(supplement, is(either(second, byte_of(0x10)), 0xBB));
    __m256i wide = both(supplement, is(second, 0xA0)); /* U+00A0 takes two lanes */

    /* What stands in a lane that is not taken does not matter. */
    __m256i ascii = either(both(first, _mm256_cmpgt_epi8(first, byte_of(0xFF))), both(capital, byte_of(0x20)));
    __m256i others = either(either(both(signs, sign), both(quotes, byte_of('"'))), both(wide, byte_of(' ')));
    __m256i letters = both(latin, either(both(letter, byte_of(0x1F)), byte_of(0x60)));
    __m256i folded = either(either(ascii, others), letters);
    __m256i capitals = either(capital, latin_capital);
    __m256i lost = either(both(capitals, byte_of(CAPITAL)), both(accented, byte_of(ACCENT)));

    uint32_t wides = bits_of(wide) >> begin << begin;
    uint32_t blank = bits_of(either(either(is(first, ' '), newline), wide)) >> begin << begin;
    uint32_t repeated = blank & (blank << 1 | wides << 2 | before->blanks << begin);
    __m256i of_two = either(either(latin, quotes), wide);
    uint32_t threes = bits_of(signs) >> begin << begin, twos = bits_of(of_two) >> begin << begin | threes;
    uint32_t continues = twos << 1 | threes << 2 | before->continues << begin;
    *before = (rsn_fold_carry){blank >> 31 | wides >> 30, twos >> 31 | threes >> 30};

    __m256i plain = either(either(printable, newline), either(sound, either(signs, either(quotes, wide))));
    uint32_t earlier = ((uint32_t)1 << begin) - 1, dropped = continues | earlier;
    uint32_t bad = ~(bits_of(plain) | continues | earlier) | repeated;
    uint32_t taken = BLOCK; /* known by a branch, so that the next block need not wait for the count */
    if (RSN_UNLIKELY(bad != 0)) {
        uint32_t marks = plain_marks(run, first, second, begin);
        dropped |= marks | marks << 1;
        before->continues |= marks >> 31;
        bad &= ~(marks | marks << 1);
        lost = either(lost, both(lanes_of(marks >> 1), byte_of(ACCENT))); /* on the letter before */
        if (marks >> begin & 1) run->lost[run->written - 1] |= ACCENT;
        if (bad != 0) taken = _tzcnt_u32(bad);
    }
    uint32_t kept = _bzhi_u32(~dropped, taken);

    run->letters += (uint32_t)_mm_popcnt_u32(bits_of(is_letter_up_to(folded, 'z')) & kept);
    run->capitals += (uint32_t)_mm_popcnt_u32(bits_of(capitals) & kept);
    append(run, folded, lost, kept);
    uint32_t from = run->at - begin, word = from / 64, shift = from % 64;
    run->kept[word] |= (uint64_t)kept << shift;
    run->kept[word + 1] |= (uint64_t)kept >> 1 >> (63 - shift);
    run->at = from + taken;
    return taken == BLOCK;
}

INLINE __m256i load(const uint8_t *bytes)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)bytes);
}

typedef __m256i block;

/* The lanes moved down by one; NUL comes in. */
INLINE __m256i next_of(__m256i bytes)
{
    return _mm256_alignr_epi8(_mm256_permute2x128_si256(bytes, bytes, 0x81), bytes, 1);
}

#include "kernels/fold_plain_blocks.h"

TARGET void rsn_fold_plain_avx2(rsn_fold_run *run)
{
    do fold_blocks(run);
    while (run->at < run->size && rsn_fold_plain_character(run));
}
#endif
