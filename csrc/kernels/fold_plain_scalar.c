/* Folding of plain characters, one at a time: which they are, what they become; the specification of the
 * other kernels.  A plain character folds to the same whatever stands around it, so a run of them needs
 * neither state nor the tables of Unicode; for each the result is that of fold.c:
 *
 *   ASCII from '!' to '~', but '`' (an apostrophe) and '&' (perhaps an entity);
 *   a space, an end of line or U+00A0 behind something that is no blank;
 *   U+00C0 to U+00FF that fold to letters, œ and Œ;
 *   « » ‘ ’ “ ” – — … €;
 *   a combining mark, U+0300 to U+036F, behind an ASCII letter: one, for the caller counts those in a row.
 *
 * What is not UTF-8 is not plain: all that is taken is valid, whatever follows. */
#include "kernels/kernels.h"

enum { ACCENT = 1, CAPITAL = 2 }; /* as RSN_LOST_* in fold.h, which lies above */

static const struct {
    char bytes[2];
    uint8_t size, lost;
} LATIN[] = { /* from U+00C0 on */
#include "tables/latin_fold.inc"
};

static bool is_letter(uint8_t byte)
{
    return (uint8_t)((byte | 0x20) - 'a') < 26;
}

static bool is_continuation(uint8_t byte)
{
    return (byte & 0xC0) == 0x80;
}

static void emit(rsn_fold_run *run, uint8_t byte, uint8_t lost)
{
    run->bytes[run->written] = byte;
    run->lost[run->written] = lost;
    run->written++;
    run->letters += byte >= 'a' && byte <= 'z';
    run->capitals += byte >= 'a' && byte <= 'z' && (lost & CAPITAL) != 0;
}

/* The character of `size` bytes became `made`. */
static bool take(rsn_fold_run *run, uint32_t size, const char *made, uint32_t made_size, uint8_t lost)
{
    for (uint32_t i = 0; i < made_size; i++) {
        uint32_t bit = run->at + i;
        emit(run, (uint8_t)made[i], lost);
        run->kept[bit / 64] |= (uint64_t)1 << bit % 64;
    }
    run->at += size;
    return true;
}

static bool take_blank(rsn_fold_run *run, uint32_t size, char blank)
{
    if (run->written == 0 || run->bytes[run->written - 1] == ' ' || run->bytes[run->written - 1] == '\n') return false;
    return take(run, size, &blank, 1, 0);
}

static bool take_ascii(rsn_fold_run *run, uint8_t byte)
{
    if (byte == ' ' || byte == '\n') return take_blank(run, 1, (char)byte);
    if (byte < ' ' || byte == 0x7F || byte == '`' || byte == '&') return false;
    bool is_capital = byte >= 'A' && byte <= 'Z';
    char made = (char)(is_capital ? byte | 0x20 : byte);
    return take(run, 1, &made, 1, is_capital ? CAPITAL : 0);
}

/* Â Ã Ä Å Ð before a character that is not ASCII may be UTF-8 that was read as Latin-1 (repair.c); their small
 * letters, of which only â and ð may, are left alone with them, so that one table of 32 letters serves both cases. */
static bool may_be_mojibake(const rsn_fold_run *run, uint8_t second)
{
    uint8_t letter = second & 0x1F;
    bool is_suspect = (letter >= 2 && letter <= 5) || letter == 0x10;
    return is_suspect && run->at + 2 < run->size && run->text[run->at + 2] >= 0x80;
}

static bool take_latin(rsn_fold_run *run, uint8_t second)
{
    uint32_t letter = second & 0x3F;
    if (!is_continuation(second) || LATIN[letter].size == 0 || may_be_mojibake(run, second)) return false;
    return take(run, 2, LATIN[letter].bytes, LATIN[letter].size, LATIN[letter].lost);
}

static bool take_mark(rsn_fold_run *run, const uint8_t *here, uint8_t second)
{
    bool is_mark = here[0] == 0xCC || (second < 0xB0 && second != 0x8F); /* U+034F joins, and is no mark */
    if (!is_continuation(second) || !is_mark || run->written == 0 || run->at == 0 || !is_letter(here[-1])) return false;
    run->lost[run->written - 1] |= ACCENT;
    run->at += 2;
    return true;
}

static bool take_typography(rsn_fold_run *run, uint8_t second, uint8_t third)
{
    if (second == 0x82 && third == 0xAC) return take(run, 3, "\xE2\x82\xAC", 3, 0); /* the euro stays */
    if (second != 0x80) return false;
    switch (third) {
    case 0x98: case 0x99: return take(run, 3, "'", 1, 0);
    case 0x9C: case 0x9D: return take(run, 3, "\"", 1, 0);
    case 0x93: case 0x94: return take(run, 3, "-", 1, 0);
    case 0xA6: return take(run, 3, "...", 3, 0);
    default: return false;
    }
}

bool rsn_fold_plain_character(rsn_fold_run *run)
{
    const uint8_t *here = run->text + run->at;
    if (here[0] < 0x80) return take_ascii(run, here[0]);
    uint32_t left = run->size - run->at;
    uint8_t second = left > 1 ? here[1] : 0, third = left > 2 ? here[2] : 0; /* a NUL continues nothing */
    switch (here[0]) {
    case 0xC2:
        if (second == 0xA0) return take_blank(run, 2, ' ');
        return (second == 0xAB || second == 0xBB) && take(run, 2, "\"", 1, 0);
    case 0xC3: return take_latin(run, second);
    case 0xC5: return (second | 1) == 0x93 && take(run, 2, "oe", 2, second == 0x92 ? CAPITAL : 0);
    case 0xCC: case 0xCD: return take_mark(run, here, second);
    case 0xE2: return take_typography(run, second, third);
    default: return false;
    }
}

void rsn_fold_plain_scalar(rsn_fold_run *run)
{
    while (run->at < run->size && rsn_fold_plain_character(run)) {}
}
