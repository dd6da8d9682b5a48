/* Text that went through the wrong door: HTML entities, mojibake, cp1252 controls. */
#include "repair.h"

#include <stdbool.h>
#include <string.h>

#include "compiler.h"
#include "utf8.h"

/* ---- entities --------------------------------------------------------------- */

/* HTML 4 names that French texts meet; sorted by use, the list is short. */
static const struct {
    char name[8];
    uint32_t point;
} ENTITIES[] = {
    {"eacute", 0xE9}, {"egrave", 0xE8}, {"agrave", 0xE0}, {"ccedil", 0xE7}, {"ecirc", 0xEA},  {"nbsp", 0xA0},
    {"amp", '&'},     {"quot", '"'},    {"apos", '\''},   {"lt", '<'},      {"gt", '>'},      {"rsquo", 0x2019},
    {"lsquo", 0x2018},{"ldquo", 0x201C},{"rdquo", 0x201D},{"laquo", 0xAB},  {"raquo", 0xBB},  {"hellip", 0x2026},
    {"euro", 0x20AC}, {"ndash", 0x2013},{"mdash", 0x2014},{"oelig", 0x153}, {"OElig", 0x152}, {"acirc", 0xE2},
    {"icirc", 0xEE},  {"ocirc", 0xF4},  {"ucirc", 0xFB},  {"ugrave", 0xF9}, {"euml", 0xEB},   {"iuml", 0xEF},
    {"uuml", 0xFC},   {"aelig", 0xE6},  {"Eacute", 0xC9}, {"Egrave", 0xC8}, {"Agrave", 0xC0}, {"Ccedil", 0xC7},
    {"Ecirc", 0xCA},  {"deg", 0xB0},    {"thinsp", 0x2009},
};

static uint32_t digit_value(uint8_t byte)
{
    if (byte >= '0' && byte <= '9') return byte - (uint32_t)'0';
    byte |= 0x20;
    return byte >= 'a' && byte <= 'f' ? byte - (uint32_t)'a' + 10 : 16;
}

/* The number between "&#" and ";"; 0 when it is none, or no scalar value. */
static uint32_t numeric_entity(const uint8_t *digits, size_t size)
{
    uint32_t base = size > 0 && (digits[0] | 0x20) == 'x' ? 16 : 10;
    size_t at = base == 16 ? 1 : 0;
    uint32_t point = 0;
    if (at == size) return 0;
    for (; at < size; at++) {
        uint32_t digit = digit_value(digits[at]);
        if (digit >= base) return 0;
        point = point * base + digit;
        if (point > 0x10FFFF) return 0;
    }
    return point >= 0xD800 && point <= 0xDFFF ? 0 : point;
}

static uint32_t named_entity(const uint8_t *name, size_t size)
{
    for (size_t i = 0; i < RSN_COUNT(ENTITIES); i++)
        if (strlen(ENTITIES[i].name) == size && memcmp(ENTITIES[i].name, name, size) == 0) return ENTITIES[i].point;
    return 0;
}

uint32_t rsn_read_entity(const uint8_t *bytes, size_t size, uint32_t *entity_size)
{
    enum { LONGEST = 10 };
    const uint8_t *name = bytes + 1;
    size_t limit = size - 1 < LONGEST ? size - 1 : LONGEST;
    const uint8_t *end = memchr(name, ';', limit);
    if (end == NULL || end == name) return 0;
    *entity_size = (uint32_t)(end - bytes) + 1;
    if (name[0] == '#') return numeric_entity(name + 1, (size_t)(end - name) - 1);
    return named_entity(name, (size_t)(end - name));
}

/* ---- mojibake ---------------------------------------------------------------- */

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

/* Only what French texts hold is worth repairing: Latin letters, typography, the euro, emoji. */
static bool is_expected(uint32_t point)
{
    return (point >= 0xA0 && point <= 0x17F) || (point >= 0x2010 && point <= 0x203A) || point == 0x20AC ||
           point == 0x202F || (point >= 0x2600 && point <= 0x27BF) || (point >= 0x1F300 && point <= 0x1FAFF);
}

uint32_t rsn_read_mojibake(const uint8_t *bytes, size_t size, uint32_t *repaired_size)
{
    uint8_t original[4];
    uint32_t step, lead = rsn_utf8_decode(bytes, &step);
    if (lead < 0xC2 || lead > 0xF0) return 0;
    uint32_t wanted = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    size_t at = step;
    original[0] = (uint8_t)lead;
    for (uint32_t i = 1; i < wanted; i++) {
        if (at >= size) return 0;
        uint32_t byte = single_byte(rsn_utf8_decode(bytes + at, &step));
        if (byte < 0x80 || byte > 0xBF) return 0;
        original[i] = (uint8_t)byte;
        at += step;
    }
    if (rsn_utf8_valid_size(original, wanted) != wanted) return 0;
    uint32_t point = rsn_utf8_decode(original, &step);
    if (!is_expected(point)) return 0;
    *repaired_size = (uint32_t)at;
    return point;
}
