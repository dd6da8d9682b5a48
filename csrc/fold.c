/* One code point folded: case and accents away, typography made plain. */
#include "fold.h"

#include <stdbool.h>
#include <string.h>
#include <utf8proc.h>

#include "ressenti.h"
#include "utf8.h"

enum { LATIN_FIRST = 0xC0, LATIN_LAST = 0x24F, DECOMPOSED_MAX = 32 };

static const struct {
    char bytes[2];
    uint8_t size, lost;
} LATIN[] = {
#include "tables/latin_fold.inc"
};

static void fold_to(rsn_fold *fold, const char *ascii)
{
    fold->kind = RSN_FOLD_BYTES;
    fold->size = (uint32_t)strlen(ascii);
    memcpy(fold->bytes, ascii, fold->size);
}

static void keep_as_is(uint32_t point, rsn_fold *fold)
{
    fold->kind = RSN_FOLD_BYTES;
    fold->size = rsn_utf8_encode(point, fold->bytes);
}

/* What typography makes of plain characters; NULL: nothing of that kind.  " " is a blank, "\n" an end of line. */
static const char *plain_form(uint32_t point)
{
    switch (point) {
    case 0x60: case 0xB4: case 0x2B9: case 0x2BB: case 0x2BC: case 0x2BD: case 0x2018: case 0x2019:
    case 0x201B: case 0x2032: case 0x2035: case 0xA78C: case 0xFF07:
        return "'";
    case 0xA8: case 0xAB: case 0xBB: case 0x201C: case 0x201D: case 0x201E: case 0x201F: case 0x2033:
    case 0x2036: case 0x2039: case 0x203A: case 0x300C: case 0x300D: case 0xFF02:
        return "\"";
    case 0x201A: return ",";
    case 0x2010: case 0x2011: case 0x2012: case 0x2013: case 0x2014: case 0x2015: case 0x2043:
    case 0x2212: case 0xFE58: case 0xFE63: case 0xFF0D:
        return "-";
    case 0x2026: return "...";
    case 0x09: case 0x20: case 0xA0: case 0x1680: case 0x202F: case 0x205F: case 0x3000: return " ";
    case 0x0A: case 0x0B: case 0x0C: case 0x0D: case 0x85: case 0x2028: case 0x2029: return "\n";
    case 0xB2: return "2";
    case 0xB3: return "3";
    case 0xB0: case 0xBA: return "o"; /* n° */
    case 0x0152: case 0x0153: return "oe";
    default: return point >= 0x2000 && point <= 0x200A ? " " : NULL;
    }
}

static int is_default_ignorable(uint32_t point)
{
    return point == 0xAD || point == 0x34F || point == 0x61C || point == 0x180E || point == 0xFEFF ||
           (point >= 0x200B && point <= 0x200F) || (point >= 0x202A && point <= 0x202E) ||
           (point >= 0x2060 && point <= 0x206F) || (point >= 0xFE00 && point <= 0xFE0F) ||
           (point >= 0xE0000 && point <= 0xE0FFF);
}

/* The colour of a hand says nothing of what it means. */
static int is_skin_tone(uint32_t point)
{
    return point >= 0x1F3FB && point <= 0x1F3FF;
}

/* The blocks of emoji, from Miscellaneous Symbols and Pictographs on: none has another form. */
static int is_picture(uint32_t point)
{
    return point >= 0x1F300 && point <= 0x1FAFF;
}

/* The decomposition's marks are gone; what is left is typographically plain and encoded. */
static void encode_decomposed(const utf8proc_int32_t *points, utf8proc_ssize_t count, uint32_t point, rsn_fold *fold)
{
    fold->kind = RSN_FOLD_BYTES;
    fold->size = 0;
    uint8_t original[4];
    uint32_t limit = rsn_utf8_encode(point, original);
    for (utf8proc_ssize_t i = 0; i < count; i++) {
        uint32_t part = (uint32_t)points[i];
        uint8_t bytes[4];
        uint32_t size = 0;
        const char *plain = plain_form(part);
        if (plain != NULL) {
            size = (uint32_t)strlen(plain);
            memcpy(bytes, plain, size);
        } else if (part >= LATIN_FIRST && part <= LATIN_LAST && LATIN[part - LATIN_FIRST].size > 0) {
            size = LATIN[part - LATIN_FIRST].size;
            memcpy(bytes, LATIN[part - LATIN_FIRST].bytes, size);
        } else if (!is_default_ignorable(part)) {
            size = rsn_utf8_encode(part, bytes);
        }
        if (fold->size + size > limit) {
            keep_as_is(point, fold);
            return;
        }
        memcpy(fold->bytes + fold->size, bytes, size);
        fold->size += size;
    }
}

/* What is left of a letter when its canonical decomposition has lost its marks; the point itself when nothing or more
 * than one letter is left.  So a letter folds alike composed and decomposed: U+1F80 as alpha and its marks. */
static uint32_t letter_of(uint32_t point)
{
    utf8proc_int32_t points[DECOMPOSED_MAX];
    int boundary = UTF8PROC_BOUNDCLASS_START;
    utf8proc_option_t options = UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK;
    utf8proc_ssize_t count = utf8proc_decompose_char((utf8proc_int32_t)point, points, DECOMPOSED_MAX, options, &boundary);
    return count == 1 ? (uint32_t)points[0] : point;
}

static void fold_by_utf8proc(uint32_t point, rsn_fold *fold)
{
    const utf8proc_property_t *property = utf8proc_get_property((utf8proc_int32_t)point);
    if (property->category == UTF8PROC_CATEGORY_MN || property->category == UTF8PROC_CATEGORY_ME) {
        fold->kind = RSN_FOLD_MARK;
        return;
    }
    if (property->category == UTF8PROC_CATEGORY_ZS) {
        fold_to(fold, " ");
        fold->kind = RSN_FOLD_SPACE;
        return;
    }
    uint8_t bytes[4];
    uint32_t letter = letter_of(point);
    if (letter != point && rsn_utf8_encode(letter, bytes) <= rsn_utf8_encode(point, bytes)) {
        rsn_fold_point(letter, fold);
        return;
    }
    utf8proc_int32_t points[DECOMPOSED_MAX];
    int boundary = UTF8PROC_BOUNDCLASS_START;
    utf8proc_option_t options = UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK;
    utf8proc_ssize_t count =
        utf8proc_decompose_char((utf8proc_int32_t)point, points, DECOMPOSED_MAX, options, &boundary);
    if (count < 0 || count > DECOMPOSED_MAX) {
        keep_as_is(point, fold);
        return;
    }
    if (property->category == UTF8PROC_CATEGORY_LU) fold->lost = RSN_LOST_CAPITAL;
    encode_decomposed(points, count, point, fold);
    if (fold->size == 0) fold->kind = RSN_FOLD_NOTHING;
    if (fold->size == 1 && fold->bytes[0] == ' ') fold->kind = RSN_FOLD_SPACE; /* a spacing macron, say: blanks stay single */
}

void rsn_fold_point(uint32_t point, rsn_fold *fold)
{
    fold->lost = 0;
    fold->size = 0;
    const char *plain = plain_form(point);
    if (plain != NULL) {
        fold_to(fold, plain);
        if (plain[0] == ' ') fold->kind = RSN_FOLD_SPACE;
        if (plain[0] == '\n') fold->kind = RSN_FOLD_NEWLINE;
        if (point == 0x152) fold->lost = RSN_LOST_CAPITAL;
    } else if (point < 0x20 || (point >= 0x7F && point < 0xA0)) {
        fold_to(fold, " ");
        fold->kind = RSN_FOLD_SPACE; /* a control character separates */
    } else if (point < 0x80) {
        int is_capital = point >= 'A' && point <= 'Z';
        fold->kind = RSN_FOLD_BYTES;
        fold->size = 1;
        fold->bytes[0] = (uint8_t)(is_capital ? point | 0x20 : point);
        fold->lost = is_capital ? RSN_LOST_CAPITAL : 0;
    } else if (point >= LATIN_FIRST && point <= LATIN_LAST && LATIN[point - LATIN_FIRST].size > 0) {
        fold->kind = RSN_FOLD_BYTES;
        fold->size = LATIN[point - LATIN_FIRST].size;
        fold->lost = LATIN[point - LATIN_FIRST].lost;
        memcpy(fold->bytes, LATIN[point - LATIN_FIRST].bytes, fold->size);
    } else if (is_default_ignorable(point) || is_skin_tone(point)) {
        fold->kind = RSN_FOLD_NOTHING;
    } else if (is_picture(point)) {
        keep_as_is(point, fold);
    } else {
        fold_by_utf8proc(point, fold);
    }
}

/* ---- with steps left out ------------------------------------------------------------------------------ */

/* One code point of a decomposition, by the tables that its steps allow. */
static uint32_t write_part(uint32_t part, uint32_t flags, uint8_t bytes[4])
{
    const char *plain = flags & RESSENTI_KEEP_TYPOGRAPHY ? NULL : plain_form(part);
    if (plain != NULL) {
        uint32_t size = (uint32_t)strlen(plain);
        memcpy(bytes, plain, size);
        if (part == 0x152 && (flags & RESSENTI_KEEP_CASE)) memcpy(bytes, "OE", 2);
        return size;
    }
    if (part >= LATIN_FIRST && part <= LATIN_LAST) { /* the ligatures are typography; a stroke through a letter is an accent */
        uint32_t size = LATIN[part - LATIN_FIRST].size, step = size == 2 ? RESSENTI_KEEP_TYPOGRAPHY : RESSENTI_KEEP_ACCENTS;
        bool is_upper = (flags & RESSENTI_KEEP_CASE) && (LATIN[part - LATIN_FIRST].lost & RSN_LOST_CAPITAL);
        for (uint32_t i = 0; i < size; i++) bytes[i] = (uint8_t)(LATIN[part - LATIN_FIRST].bytes[i] - (is_upper ? 0x20 : 0));
        if (size > 0 && (flags & step) == 0) return size;
    }
    if (is_default_ignorable(part) && (flags & RESSENTI_KEEP_IGNORABLE) == 0) return 0;
    return rsn_utf8_encode(part, bytes);
}

static void decompose_by(uint32_t point, uint32_t flags, rsn_fold *fold)
{
    utf8proc_int32_t points[DECOMPOSED_MAX];
    int boundary = UTF8PROC_BOUNDCLASS_START;
    int options = UTF8PROC_DECOMPOSE;
    bool is_typographic = (flags & RESSENTI_KEEP_TYPOGRAPHY) == 0;
    if (is_typographic) options |= UTF8PROC_COMPAT;
    if ((flags & RESSENTI_KEEP_ACCENTS) == 0) options |= UTF8PROC_STRIPMARK;
    if ((flags & RESSENTI_KEEP_CASE) == 0) { /* folding case takes ligatures apart, making letters small does not */
        if (is_typographic) options |= UTF8PROC_CASEFOLD;
        if (!is_typographic) point = (uint32_t)utf8proc_tolower((utf8proc_int32_t)point);
    }
    utf8proc_ssize_t count = utf8proc_decompose_char((utf8proc_int32_t)point, points, DECOMPOSED_MAX, (utf8proc_option_t)options, &boundary);
    fold->size = 0;
    for (utf8proc_ssize_t i = 0; i < count && count <= DECOMPOSED_MAX; i++) {
        uint8_t bytes[4];
        uint32_t size = write_part((uint32_t)points[i], flags, bytes);
        if (fold->size + size > RSN_FOLD_MAX) break;
        memcpy(fold->bytes + fold->size, bytes, size);
        fold->size += size;
    }
}

/* Not so the signs that only decompose to a space: a macron that stands alone. */
static bool is_blank(uint32_t point)
{
    const char *plain = plain_form(point);
    return point < 0x20 || (point >= 0x7F && point <= 0xA0) || (plain != NULL && plain[0] <= ' ') ||
           utf8proc_category((utf8proc_int32_t)point) == UTF8PROC_CATEGORY_ZS;
}

static void fold_by_steps(uint32_t point, uint32_t flags, rsn_fold *fold)
{
    uint8_t original[4];
    uint32_t limit = rsn_utf8_encode(point, original);
    if (flags & RESSENTI_KEEP_ACCENTS) fold->lost &= (uint8_t)~RSN_LOST_ACCENT;
    if (flags & RESSENTI_KEEP_CASE) fold->lost &= (uint8_t)~RSN_LOST_CAPITAL;
    decompose_by(point, flags, fold);
    bool is_longer = fold->size > limit && (flags & RESSENTI_KEEP_ACCENTS) == 0;
    if (fold->size == 0 || is_longer) keep_as_is(point, fold);
}

void rsn_fold_point_by(uint32_t point, uint32_t flags, rsn_fold *fold)
{
    const uint32_t steps = RESSENTI_KEEP_TYPOGRAPHY | RESSENTI_KEEP_CASE | RESSENTI_KEEP_ACCENTS;
    rsn_fold_point(point, fold);
    if (flags == 0) return;
    rsn_fold_kind kind = fold->kind;
    switch (kind) {
    case RSN_FOLD_BYTES:
        if (flags & steps) fold_by_steps(point, flags, fold);
        return;
    case RSN_FOLD_SPACE:
    case RSN_FOLD_NEWLINE:
        if ((flags & RESSENTI_KEEP_TYPOGRAPHY) == 0) return;
        keep_as_is(point, fold);
        if (is_blank(point)) fold->kind = kind;
        return;
    case RSN_FOLD_MARK:
        keep_as_is(point, fold);
        fold->kind = kind;
        return;
    case RSN_FOLD_NOTHING:
        if (flags & RESSENTI_KEEP_IGNORABLE) keep_as_is(point, fold);
        return;
    }
}

/* Marks in the order of their classes.  Stable; quadratic in a number that is bounded. */
static void order_marks(utf8proc_int32_t *points, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++)
        for (uint32_t at = i; at > 0; at--) {
            int after = utf8proc_get_property(points[at])->combining_class, before = utf8proc_get_property(points[at - 1])->combining_class;
            if (after == 0 || before <= after) break;
            utf8proc_int32_t point = points[at];
            points[at] = points[at - 1];
            points[at - 1] = point;
        }
}

uint32_t rsn_fold_compose(uint8_t *bytes, uint32_t size)
{
    utf8proc_int32_t points[RSN_SEQUENCE_MAX + DECOMPOSED_MAX];
    uint32_t count = 0, step, written = 0;
    for (uint32_t at = 0; at < size && count < RSN_SEQUENCE_MAX; at += step) {
        int boundary = UTF8PROC_BOUNDCLASS_START;
        utf8proc_int32_t point = (utf8proc_int32_t)rsn_utf8_decode(bytes + at, &step);
        utf8proc_ssize_t parts = utf8proc_decompose_char(point, points + count, DECOMPOSED_MAX, UTF8PROC_DECOMPOSE, &boundary);
        if (parts < 0 || parts > DECOMPOSED_MAX) return size;
        count += (uint32_t)parts;
    }
    order_marks(points, count);
    utf8proc_ssize_t composed = utf8proc_normalize_utf32(points, (utf8proc_ssize_t)count, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    if (composed < 0 || composed * 4 > RSN_SEQUENCE_MAX) return size;
    for (utf8proc_ssize_t i = 0; i < composed; i++) written += rsn_utf8_encode((uint32_t)points[i], bytes + written);
    return written;
}
