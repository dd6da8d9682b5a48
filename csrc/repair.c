/* Text that went through the wrong door: mojibake, cp1252 controls. */
#include "repair.h"

#include <stdbool.h>

#include "utf8.h"

/* cp1252 0x80..0x9F; 0 where it leaves a hole, which readers keep as the control itself. */
static const uint16_t CP1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

uint32_t rsn_cp1252_point(uint32_t point)
{
    if (point < 0x80 || point > 0x9F || CP1252[point - 0x80] == 0) return point;
    return CP1252[point - 0x80];
}

/* The byte that cp1252 or Latin-1 reads as `point`; 256: none. */
static uint32_t single_byte(uint32_t point)
{
    if (point >= 0x80 && point <= 0xFF) return point;
    for (uint32_t i = 0; i < 32; i++)
        if (CP1252[i] == point && point != 0) return 0x80 + i;
    return 256;
}

/* Only what French texts hold is worth repairing: Latin letters, typography, the euro, signs, emoji. */
static bool is_expected(uint32_t point)
{
    return (point >= 0xA0 && point <= 0x17F) || (point >= 0x2000 && point <= 0x203A) || point == 0x20AC || point == 0x2122 ||
           (point >= 0x2190 && point <= 0x21FF) || (point >= 0x2600 && point <= 0x27BF) || (point >= 0xFE00 && point <= 0xFE0F) ||
           point == 0xFEFF || (point >= 0x1F300 && point <= 0x1FAFF);
}

/* ---- sound text that looks like it ------------------------------------------------------------------ */

static bool is_letter(uint32_t point)
{
    return (point >= 'A' && point <= 'Z') || (point >= 'a' && point <= 'z') || (point >= 0xC0 && point <= 0x24F);
}

static bool is_one_of(uint32_t point, const uint16_t *points, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (points[i] == point) return true;
    return false;
}

static bool is_opener(uint32_t point)
{
    static const uint16_t OPENERS[] = {0xAB, 0x2018, 0x201C, 0x2039}; /* « ‘ “ ‹ */
    return is_one_of(point, OPENERS, sizeof OPENERS / sizeof *OPENERS);
}

static bool is_closer(uint32_t point)
{
    static const uint16_t CLOSERS[] = {0xBB, 0x2019, 0x201D, 0x203A}; /* » ’ ” › */
    return is_one_of(point, CLOSERS, sizeof CLOSERS / sizeof *CLOSERS);
}

/* Signs behind words which, as the second byte of a letter, would give one that French has not: Å Ñ Ò Ó Õ Ö ×. */
static bool is_only_a_sign(uint32_t point)
{
    static const uint16_t SIGNS[] = {0x2026, 0x2018, 0x2019, 0x201C, 0x2022, 0x2013, 0x2014}; /* … ‘ ’ “ • – — */
    return is_one_of(point, SIGNS, sizeof SIGNS / sizeof *SIGNS);
}

/* The code point that ends at `at`, and where it begins; 0 at the beginning of the text. */
static uint32_t point_before(const uint8_t *text, size_t at, size_t *begin)
{
    uint32_t size;
    *begin = at;
    if (at == 0) return 0;
    do --*begin;
    while (*begin > 0 && (text[*begin] & 0xC0) == 0x80);
    return rsn_utf8_decode(text + *begin, &size);
}

static uint32_t point_at(const uint8_t *text, size_t at, size_t size)
{
    uint32_t step;
    return at < size ? rsn_utf8_decode(text + at, &step) : 0;
}

/* « Â », “Ã”: a letter between quotes, of which the first is no mojibake itself. */
static bool is_quoted(const uint8_t *text, size_t at, uint32_t second, uint32_t next)
{
    size_t begin;
    uint32_t before = point_before(text, at, &begin);
    if (before == ' ' || before == 0xA0 || before == 0x202F) before = point_before(text, begin, &begin);
    if (!is_opener(before)) return false;
    uint32_t lead = point_before(text, begin, &begin);
    return lead != 0xC2 && lead != 0xC3 && lead != 0x20AC && (is_closer(second) || (second == 0xA0 && is_closer(next)));
}

/* MA IRMÃ », “IRMÃ”: a word in capitals, which would not end with û, nor with à and a sign close behind it, nor with Ô
 * where it stands between quotes.  O(length of the word). */
static bool ends_in_capitals(const uint8_t *text, size_t at, uint32_t second, uint32_t next)
{
    if (second == 0xBB) return true;
    if (second == 0xA0) return is_closer(next) || is_only_a_sign(next) || next == '!' || next == '?' || next == ':' || next == ';';
    uint32_t before;
    do before = point_before(text, at, &at);
    while (is_letter(before));
    return second == 0x201D && is_opener(before);
}

/* A capital and a sign behind it, both meant: they would make a letter of two bytes, but not one that belongs there. */
static bool is_sound_pair(const uint8_t *text, size_t at, size_t end, size_t size)
{
    size_t begin;
    uint32_t lead = point_at(text, at, size), second = point_before(text, end, &begin), next = point_at(text, end, size);
    uint32_t before = point_before(text, at, &begin);
    bool is_inside = is_letter(next);
    if (lead >= 0xC4) return !is_inside; /* the unit Å; œ has a letter behind it */
    if (lead == 0xC3 && is_only_a_sign(second) && !is_inside) return true;
    if (lead == 0xC3 && before >= 'A' && before <= 'Z' && !is_inside && ends_in_capitals(text, at, second, next)) return true;
    return is_quoted(text, at, second, next);
}

/* ---- mojibake -------------------------------------------------------------------------------------- */

/* The bytes of one character from `at` on, each as a code point; where they end. */
typedef struct decoded {
    uint32_t point; /* 0: no UTF-8 */
    size_t end;
} decoded;

typedef uint32_t read_unit(const uint8_t *text, size_t at, size_t size, size_t *end);

/* One code point as it stands. */
static uint32_t read_plain(const uint8_t *text, size_t at, size_t size, size_t *end)
{
    uint32_t step;
    if (at >= size) return 0;
    uint32_t point = rsn_utf8_decode(text + at, &step);
    *end = at + step;
    return point;
}

static decoded decode(const uint8_t *text, size_t at, size_t size, read_unit *read)
{
    uint8_t bytes[4];
    uint32_t step, lead = read(text, at, size, &at);
    if (lead < 0xC2 || lead > 0xF0) return (decoded){0, at};
    uint32_t wanted = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    bytes[0] = (uint8_t)lead;
    for (uint32_t i = 1; i < wanted; i++) {
        uint32_t byte = single_byte(read(text, at, size, &at));
        if (byte < 0x80 || byte > 0xBF) return (decoded){0, at};
        bytes[i] = (uint8_t)byte;
    }
    if (rsn_utf8_valid_size(bytes, wanted) != wanted) return (decoded){0, at};
    return (decoded){rsn_utf8_decode(bytes, &step), at};
}

/* One code point that was UTF-8 read as single bytes. */
static uint32_t read_once_wrong(const uint8_t *text, size_t at, size_t size, size_t *end)
{
    decoded found = decode(text, at, size, read_plain);
    *end = found.end;
    return found.point;
}

uint32_t rsn_read_mojibake(const uint8_t *text, size_t at, size_t size, uint32_t *repaired_size)
{
    decoded once = decode(text, at, size, read_plain);
    if (once.point == 0) return 0;
    decoded twice = decode(text, at, size, read_once_wrong);
    bool is_twice = is_expected(twice.point);
    if (!is_twice && (!is_expected(once.point) || (once.point < 0x180 && is_sound_pair(text, at, once.end, size)))) return 0;
    *repaired_size = (uint32_t)((is_twice ? twice.end : once.end) - at);
    return is_twice ? twice.point : once.point;
}
