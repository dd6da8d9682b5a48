/* Normalisation alone: steps left out, bytes that are no UTF-8, the way there and back, memory and work. */
#include <time.h>

#include "counting.h"
#include "entity.h"
#include "fold.h"
#include "normalize.h"
#include "random.h"
#include "repair.h"
#include "small_french.h"
#include "utf8.h"

enum { ALL_KEPT = RESSENTI_KEEP_MOJIBAKE | RESSENTI_KEEP_ENTITIES | RESSENTI_KEEP_BLANKS | RESSENTI_KEEP_TYPOGRAPHY | RESSENTI_KEEP_CASE |
                  RESSENTI_KEEP_ACCENTS | RESSENTI_KEEP_IGNORABLE };

static ressenti_folder *folder;

/* A copy that ends where the text ends, so that a sanitizer sees whoever reads on. */
static ressenti_folded fold(const char *bytes, size_t size, uint32_t flags)
{
    static char *copy = NULL;
    free(copy);
    copy = size == 0 ? NULL : malloc(size);
    if (copy != NULL) memcpy(copy, bytes, size);
    ressenti_folded folded = RESSENTI_FOLDED_INIT;
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_status status = ressenti_folder_fold(folder, (ressenti_text){copy, size}, flags, &folded, &error);
    if (!CHECK(status == RESSENTI_OK, "%zu bytes can be folded: %s", size, error.message)) exit(check_result());
    return folded;
}

static ressenti_span source_of(size_t begin, size_t end)
{
    ressenti_span span = {0, 0};
    CHECK(ressenti_folder_source(folder, begin, end, &span) == RESSENTI_OK, "bytes %zu to %zu came from somewhere", begin, end);
    return span;
}

static ressenti_span target_of(size_t begin, size_t end)
{
    ressenti_span span = {0, 0};
    CHECK(ressenti_folder_target(folder, begin, end, &span) == RESSENTI_OK, "bytes %zu to %zu went somewhere", begin, end);
    return span;
}

/* ---- steps ------------------------------------------------------------------------------------------ */

static void test_steps(void)
{
    static const struct {
        const char *given;
        uint32_t flags;
        const char *folded, *why;
    } TABLE[] = {
        {" « L’ÉTÉ »\t\tœuf…", 0, "\" l'ete \" oeuf...", "all steps"},
        {"dÃ©Ã§u d&eacute;çu", RESSENTI_KEEP_MOJIBAKE, "da©a§u decu", "mojibake stays, and is folded as what it looks like"},
        {"l\xC2\x92" "eau", RESSENTI_KEEP_MOJIBAKE, "l eau", "a control of cp1252 is then a control"},
        {"d&eacute;Ã©", RESSENTI_KEEP_ENTITIES, "d&eacute;e", "entities stay"},
        /* blanks */
        {"  a \t b\r\n\r\nc ", RESSENTI_KEEP_BLANKS, "  a   b\n\nc ", "every blank, in its plain form; CR LF is one end of line"},
        {"a\u00A0\u202F!\rb\x0B", RESSENTI_KEEP_BLANKS, "a  !\nb\n", "of every kind"},
        {" a\u00A0 b\u3000\n ", RESSENTI_KEEP_TYPOGRAPHY, "a\u00A0b", "merged and trimmed, the first of several as it is written"},
        {"a\u00A0\n b", RESSENTI_KEEP_TYPOGRAPHY, "a\nb", "an end of line is stronger, and takes one byte of two"},
        {"a\u00A0\r\n\tb", RESSENTI_KEEP_TYPOGRAPHY | RESSENTI_KEEP_BLANKS, "a\u00A0\r\n\tb", "neither"},
        {"\u00AF a \u00A8", RESSENTI_KEEP_TYPOGRAPHY, "\u00AF a \u00A8", "signs that only decompose to a space are no blanks"},
        /* typography */
        {"« L’été – œuf… » ﬁn", RESSENTI_KEEP_TYPOGRAPHY, "« l’ete – œuf… » ﬁn", "quotes, dashes and ligatures stay, case and accents go"},
        {"Straße ŒUF ＡＢ m²", RESSENTI_KEEP_TYPOGRAPHY, "straße œuf ａｂ m²", "small letters of their own kind"},
        /* case */
        {"ÉTÉ Œuf Ærø ＡＢ Øl ﬁN", RESSENTI_KEEP_CASE, "ETE OEuf AEro AB Ol fiN", "accents and ligatures go, capitals stay"},
        {"ПРИВЕТ", RESSENTI_KEEP_CASE, "ПРИВЕТ", "of other alphabets too"},
        /* accents */
        {"ÉTÉ déçu – Œuf", RESSENTI_KEEP_ACCENTS, "été déçu - oeuf", "accents stay, case and typography go"},
        {"e\u0301te\u0301 E\u0301 c\u0327a", RESSENTI_KEEP_ACCENTS, "été é ça", "composed"},
        {"e\u0302\u0323 e\u0323\u0302", RESSENTI_KEEP_ACCENTS, "ệ ệ", "whatever the order of the marks"},
        {"x\u0301 \u0301", RESSENTI_KEEP_ACCENTS, "x\u0301 \u0301", "a mark that nothing composes with stays a mark"},
        {"e\u200B\u0301", RESSENTI_KEEP_ACCENTS, "é", "what is dropped between them does not part them"},
        {"d&eacute;Ã©j&agrave;", RESSENTI_KEEP_ACCENTS, "dééjà", "repairs first"},
        {"ﬁé Ⅷ ½", RESSENTI_KEEP_ACCENTS, "fié Ⅷ ½", "a form that would be longer than the sign stays: ⅷ is viii"},
        {"ØL đ", RESSENTI_KEEP_ACCENTS, "øl đ", "a stroke through a letter is an accent"},
        {"É", RESSENTI_KEEP_ACCENTS | RESSENTI_KEEP_CASE, "É", "neither"},
        {"한국 \u1112\u1161\u11AB", RESSENTI_KEEP_ACCENTS, "한국 \u1112\u1161\u11AB", "syllables stay whole"},
        /* what cannot be seen */
        {"nu\u200Bl rem\u00ADb ❤\uFE0F 👍🏽", RESSENTI_KEEP_IGNORABLE, "nu\u200Bl rem\u00ADb ❤\uFE0F 👍🏽", "all of it stays"},
        {"👍🏽", 0, "👍", "the colour of a hand goes with the invisible"},
        {" A\u00A0\u00A0É e\u0301 &amp; œ\u200B", ALL_KEPT, " A\u00A0\u00A0É é &amp; œ\u200B", "nothing but composition"},
    };
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        ressenti_folded folded = fold(TABLE[i].given, strlen(TABLE[i].given), TABLE[i].flags);
        CHECK(folded.size == strlen(TABLE[i].folded) && memcmp(folded.bytes, TABLE[i].folded, folded.size) == 0,
              "%s: « %s » gives « %.*s », not « %s »", TABLE[i].why, TABLE[i].given, (int)folded.size, folded.bytes, TABLE[i].folded);
    }
}

/* What has no width is dropped, and counted; with KEEP_IGNORABLE it is neither. */
static void test_invisible(void)
{
    static const struct {
        const char *text;
        uint32_t flags, count;
    } TABLE[] = {
        {"livraison", 0, 0}, {"li\u00ADvrai\u200Dson", 0, 2}, {"\uFEFFbonjour", 0, 1}, {"👍🏽 ❤\uFE0F", 0, 2}, {"li\u00ADvrai\u200Dson", RESSENTI_KEEP_IGNORABLE, 0},
    };
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        ressenti_folded folded = RESSENTI_FOLDED_INIT;
        CHECK(ressenti_folder_fold(folder, text_of(TABLE[i].text), TABLE[i].flags, &folded, NULL) == RESSENTI_OK, "%s", TABLE[i].text);
        CHECK(folded.invisible == TABLE[i].count, "row %zu: %u invisible, not %u", i, folded.invisible, TABLE[i].count);
    }
}

static void test_losses(void)
{
    ressenti_folded folded = fold("Été É", 8, 0);
    CHECK(folded.lost[0] == (RESSENTI_LOST_ACCENT | RESSENTI_LOST_CAPITAL) && folded.lost[1] == 0 && folded.lost[2] == RESSENTI_LOST_ACCENT, "both, nothing, one");
    CHECK(fold("É", 2, RESSENTI_KEEP_CASE).lost[0] == RESSENTI_LOST_ACCENT, "what is kept is not lost: case");
    CHECK(fold("É", 2, RESSENTI_KEEP_ACCENTS).lost[0] == RESSENTI_LOST_CAPITAL, "what is kept is not lost: accents");
}

/* ---- bytes that are no UTF-8 --------------------------------------------------------------------------- */

static void test_invalid(void)
{
    static const struct {
        const char *given, *replaced, *repaired;
        uint32_t replacements;
        const char *why;
    } TABLE[] = {
        {"d\xE9" "\xE7" "u", "d\uFFFD\uFFFDu", "decu", 2, "Latin-1"},
        {"l\x92" "eau\x85 5\x80", "l\uFFFDeau\uFFFD 5\uFFFD", "l'eau... 5€", 3, "cp1252"},
        {"a\xF1\x80\x80\xE1\x80\xC2" "b\x80" "c\x80\xBF" "d", "a\uFFFD\uFFFD\uFFFDb\uFFFDc\uFFFD\uFFFDd", NULL, 6,
         "table 3-8 of Unicode 15: maximal subparts"},
        {"\xC0\xAF\xE0\x80\xBF\xF0\x81\x82" "A", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDa", NULL, 8, "table 3-9: overlong forms are single bytes"},
        {"\xED\xA0\x80\xED\xBF\xBF\xED\xAF" "A", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDa", NULL, 8, "table 3-10: surrogates"},
        {"\xF4\x91\x92\x93\xFF" "A\x80\xBF" "B", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDa\uFFFD\uFFFDb", NULL, 7, "table 3-11: beyond U+10FFFF"},
        {"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF" "A", "\uFFFD\uFFFD\uFFFD\uFFFDa", NULL, 4, "table 3-12: truncated"},
        {"\xE2\x82", "\uFFFD", "a,", 1, "cut at the end"},
        {"\x80\x80", "\uFFFD\uFFFD", "€€", 2, "at the beginning"},
        {"caf\xE9\xA0!", "caf\uFFFD!", "cafe !", 1, "é and a blank of Latin-1 might have begun a character of three bytes"},
        {"re\xADmb", "re\uFFFDmb", "remb", 1, "its soft hyphen"},
    };
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        size_t size = strlen(TABLE[i].given);
        ressenti_folded folded = fold(TABLE[i].given, size, RESSENTI_REPLACE_INVALID);
        CHECK(folded.size == strlen(TABLE[i].replaced) && memcmp(folded.bytes, TABLE[i].replaced, folded.size) == 0, "%s: « %.*s », not « %s »",
              TABLE[i].why, (int)folded.size, folded.bytes, TABLE[i].replaced);
        CHECK(folded.invalid == TABLE[i].replacements, "%s: %u pieces, not %u", TABLE[i].why, folded.invalid, TABLE[i].replacements);
        folded = fold(TABLE[i].given, size, RESSENTI_REPAIR_INVALID);
        if (TABLE[i].repaired == NULL) continue;
        CHECK(folded.size == strlen(TABLE[i].repaired) && memcmp(folded.bytes, TABLE[i].repaired, folded.size) == 0, "%s: « %.*s », not « %s »",
              TABLE[i].why, (int)folded.size, folded.bytes, TABLE[i].repaired);
    }
    ressenti_folded folded = fold("x\x80z", 3, RESSENTI_REPAIR_INVALID);
    CHECK(folded.kept == NULL && folded.size == 5, "three bytes for one: no bitmap can say it");
    for (uint32_t i = 1; i <= 3; i++) CHECK(source_of(i, i + 1).begin == 1 && source_of(i, i + 1).end == 2, "byte %u of x€z comes from the one byte", i);
    CHECK(source_of(4, 5).begin == 2 && source_of(0, 1).end == 1, "and its neighbours from theirs");
    CHECK(target_of(1, 2).begin == 1 && target_of(1, 2).end == 4 && target_of(2, 3).begin == 4, "and back");
    ressenti_folded out = RESSENTI_FOLDED_INIT;
    ressenti_error error = RESSENTI_ERROR_INIT;
    CHECK(ressenti_folder_fold(folder, (ressenti_text){"ab\xFF", 3}, 0, &out, &error) == RESSENTI_BAD_DATA && error.offset == 2, "refused by default, and where");
    CHECK(ressenti_folder_source(folder, 0, 1, &(ressenti_span){0, 0}) == RESSENTI_BAD_ARGUMENT, "and there is nothing to ask about");
}

/* ---- the map, against a plain one ------------------------------------------------------------------------- */

enum { TEXT_MOST = 1200, PLAIN_MOST = 4096 };

/* Folded bytes each with the place in the text of their character: what the bitmap stands for. */
typedef struct plain_map {
    uint8_t bytes[PLAIN_MOST], lost[PLAIN_MOST];
    uint32_t source[PLAIN_MOST];
    uint32_t size, end, repairs;
} plain_map;

static void plain_blank(plain_map *map, uint8_t blank, uint32_t at)
{
    if (map->size == 0) return;
    uint8_t *last = &map->bytes[map->size - 1];
    if (*last == ' ' || *last == '\n') {
        if (blank == '\n') *last = '\n';
        return;
    }
    map->bytes[map->size] = blank;
    map->lost[map->size] = 0;
    map->source[map->size++] = at;
}

static void plain_point(plain_map *map, uint32_t point, uint32_t at, uint32_t size)
{
    rsn_fold made;
    rsn_fold_point(point, &made);
    if (made.kind == RSN_FOLD_SPACE || made.kind == RSN_FOLD_NEWLINE) plain_blank(map, made.kind == RSN_FOLD_SPACE ? ' ' : '\n', at);
    if (made.kind == RSN_FOLD_MARK && map->size > 0) map->lost[map->size - 1] |= RSN_LOST_ACCENT;
    for (uint32_t i = 0; made.kind == RSN_FOLD_BYTES && i < made.size; i++) {
        map->bytes[map->size] = made.bytes[i];
        map->lost[map->size] = made.lost;
        map->source[map->size++] = at;
    }
    if (made.kind == RSN_FOLD_BYTES || made.kind == RSN_FOLD_MARK || (made.kind == RSN_FOLD_NOTHING && map->end == at)) map->end = at + size;
}

/* One character after another through the tables: no runs, no bits. */
static void plain_fold(const uint8_t *text, uint32_t size, plain_map *map)
{
    map->size = map->end = map->repairs = 0;
    bool is_repaired = true;
    for (uint32_t at = 0, step; at < size; at += step) {
        bool is_i = at + 2 < size && text[at] == 0xC3 && text[at + 1] == 0xAF && text[at + 2] >= 0x80;
        uint32_t point = text[at] == '&' ? rsn_read_entity(text + at, size - at, &step) : 0;
        if (point == 0 && text[at] > 0x7F && (is_repaired || !is_i)) point = rsn_read_mojibake(text, at, size, &step);
        is_repaired = point != 0;
        map->repairs += is_repaired;
        if (!is_repaired) point = rsn_cp1252_point(rsn_utf8_decode(text + at, &step));
        plain_point(map, point, at, step);
    }
    while (map->size > 0 && map->bytes[map->size - 1] <= ' ') map->size--;
    map->source[map->size] = map->end;
}

static ressenti_span plain_source(const plain_map *map, uint32_t begin, uint32_t end)
{
    uint32_t last = map->source[end - 1];
    while (end < map->size && map->source[end] == last) end++;
    return (ressenti_span){map->source[begin], map->source[end]};
}

static const char *const PIECES[] = {
    "a", "E", "z", "9", " ", " ", "\n", "\t", "\r\n", "é", "É", "œ", "Ã", "©", "Â", "â", "€", "»", "â€™", "Ã©", "ÃƒÂ©", "&eacute;", "&hellip;", "&", ";", "…", "’",
    "\u0301", "\u0323", "\u034F", "\u200B", "\uFE0F", "❤", "😀", "ﬁ", "\xC2\x92", "\xC2\x85", "\xC2\x80", "«", "\u00A0", "ß", "İ", "Ω", "㌫", "½", "한",
    "\u1100\u1161", "&#233;", "&#128512;", "\x01", "mot", "texte ", "ï", "ï»¿", "â¤ï¸\xC2\x8F", "ð", "Å", "\u00AF", "`", "ᾳ",
};

static uint32_t random_text(random_source *source, uint32_t most, const char *const *more, uint32_t more_count, char *text)
{
    size_t size = 0;
    const uint32_t known = sizeof PIECES / sizeof PIECES[0];
    for (uint32_t i = random_below(source, most); i > 0 && size + 16 < TEXT_MOST; i--) {
        uint32_t chosen = random_below(source, known + more_count);
        const char *piece = chosen < known ? PIECES[chosen] : more[chosen - known];
        memcpy(text + size, piece, strlen(piece));
        size += strlen(piece);
    }
    return (uint32_t)size;
}

static void test_against_plain_map(void)
{
    static plain_map map;
    static char text[TEXT_MOST];
    long wrong_bytes = 0, wrong_spans = 0, wrong_list = 0, spans = 0;
    random_source source = {20240301};
    for (int round = 0; round < 6000; round++) {
        static char buffer[PLAIN_MOST];
        static uint32_t list[PLAIN_MOST + 1];
        size_t listed;
        uint32_t size = random_text(&source, round % 10 == 0 ? 600 : 30, NULL, 0, text);
        plain_fold((const uint8_t *)text, size, &map);
        ressenti_folded folded = fold(text, size, 0);
        bool is_same = folded.size == map.size && memcmp(folded.bytes, map.bytes, map.size) == 0 && memcmp(folded.lost, map.lost, map.size) == 0;
        wrong_bytes += !is_same || folded.repairs != map.repairs;
        if (!is_same) continue;
        for (uint32_t begin = 0; begin < map.size; begin++)
            for (uint32_t end = begin + 1; end <= map.size && end <= begin + 12; end++, spans++) {
                ressenti_span wanted = plain_source(&map, begin, end), found = source_of(begin, end);
                wrong_spans += found.begin != wanted.begin || found.end != wanted.end;
            }
        CHECK(ressenti_fold((ressenti_text){text, size}, buffer, list, sizeof buffer, &listed, NULL, NULL) == RESSENTI_OK, "folded once");
        wrong_list += listed != map.size || memcmp(list, map.source, (map.size + 1) * sizeof *list) != 0;
    }
    CHECK(wrong_bytes == 0, "%ld of 6000 texts differ from one character after another", wrong_bytes);
    CHECK(wrong_spans == 0, "%ld of %ld spans differ from a list of places", wrong_spans, spans);
    CHECK(wrong_list == 0, "%ld lists differ", wrong_list);
}

/* ---- there and back, whatever the steps -------------------------------------------------------------------- */

static uint32_t count_bits(const uint64_t *bits, size_t size)
{
    uint32_t count = 0;
    for (size_t i = 0; i < size; i++) count += (uint32_t)(bits[i / 64] >> i % 64 & 1);
    return count;
}

static void check_there_and_back(const char *text, uint32_t size, uint32_t flags)
{
    ressenti_folded folded = fold(text, size, flags);
    bool is_inside = true, returns = true, grows = true, is_monotone = true;
    ressenti_span before = {0, 0};
    for (uint32_t begin = 0; begin < folded.size; begin++) {
        ressenti_span one = source_of(begin, begin + 1);
        is_monotone = is_monotone && one.begin >= before.begin && one.end >= before.end;
        before = one;
        for (uint32_t end = begin + 1; end <= folded.size && end <= begin + 9; end++) {
            ressenti_span source = source_of(begin, end), target = target_of(source.begin, source.end);
            ressenti_span again = source_of(target.begin, target.end);
            is_inside = is_inside && source.begin < source.end && source.end <= size;
            grows = grows && target.begin <= begin && target.end >= end;
            returns = returns && again.begin == source.begin && again.end == source.end;
        }
    }
    for (uint32_t begin = 0; begin < size; begin++) {
        ressenti_span target = target_of(begin, begin + 1);
        is_inside = is_inside && target.begin <= target.end && target.end <= folded.size;
        if (target.begin == target.end) continue;
        ressenti_span source = source_of(target.begin, target.end);
        returns = returns && source.begin <= begin && begin < source.end;
    }
    CHECK(is_inside && is_monotone, "flags %x: spans of the text, in order: « %.*s »", flags, (int)size, text);
    CHECK(grows && returns, "flags %x: there and back holds what one started from: « %.*s »", flags, (int)size, text);
    CHECK(rsn_utf8_valid_size((const uint8_t *)folded.bytes, folded.size) == folded.size, "flags %x: the folded text is UTF-8", flags);
    CHECK(folded.kept == NULL || count_bits(folded.kept, size) == folded.size, "flags %x: a bit for each folded byte: « %.*s »", flags, (int)size, text);
    CHECK(folded.kept == NULL || folded.size <= size, "flags %x: never longer: « %.*s »", flags, (int)size, text);
}

static void test_there_and_back(void)
{
    static const char *const MORE[] = {"\x80", "\xE9", "\xE2\x82", "\xFF", "\xA0", "\xC3", "tjrs", "nuuul", "pb", "tjrs "};
    static char text[TEXT_MOST];
    random_source source = {20240302};
    for (int round = 0; round < 4000; round++) {
        uint32_t flags = random_below(&source, 2) == 0 ? random_below(&source, 1 << 7) << 8 : (1u << random_below(&source, 7)) << 8;
        uint32_t size = random_text(&source, round % 20 == 0 ? 500 : 24, MORE, sizeof MORE / sizeof *MORE, text);
        flags |= random_below(&source, 2) ? RESSENTI_REPLACE_INVALID : RESSENTI_REPAIR_INVALID;
        check_there_and_back(text, size, flags);
        if (round % 4 == 0) check_there_and_back(text, size, RESSENTI_RESPELL | RESSENTI_REPAIR_INVALID);
    }
}

/* Without a policy a text is refused for its first byte that is not UTF-8, whatever was folded before it, and no other. */
static void test_refused(void)
{
    static const char *const MORE[] = {"\x80", "\xE9", "\xE2\x80", "\xFF", "\xC3", "\xCC", "\xF0\x9F\x98", "livraison rapide et soignee, rien a dire. "};
    static char text[TEXT_MOST];
    long wrong = 0, refused = 0;
    random_source source = {20240304};
    for (int round = 0; round < 20000; round++) {
        uint32_t flags = round % 3 == 0 ? (1u << random_below(&source, 7)) << 8 : 0;
        uint32_t size = random_text(&source, round % 20 == 0 ? 300 : 6, MORE, sizeof MORE / sizeof *MORE, text);
        size_t valid_size = rsn_utf8_valid_size((const uint8_t *)text, size);
        ressenti_folded folded = RESSENTI_FOLDED_INIT;
        ressenti_error error = RESSENTI_ERROR_INIT;
        ressenti_status status = ressenti_folder_fold(folder, (ressenti_text){text, size}, flags, &folded, &error);
        wrong += status != (valid_size == size ? RESSENTI_OK : RESSENTI_BAD_DATA) || (status != RESSENTI_OK && error.offset != valid_size);
        refused += status != RESSENTI_OK;
    }
    CHECK(wrong == 0 && refused > 1000, "%ld of 20000 texts are refused wrongly or at the wrong byte, %ld at all", wrong, refused);
}

/* Kept with all steps out, sound composed text without what looks like nothing is what it was. */
static void test_all_kept(void)
{
    static const char *const SOUND[] = {"Bonjour,\r\n  l’été « déçu » 12\u00A0€ – œuf… &eacute; Ã© ❤️ 👍🏽\t\u200B!", "", " ", "한국 ПРИВЕТ ½ ㌫"};
    for (size_t i = 0; i < sizeof SOUND / sizeof *SOUND; i++) {
        ressenti_folded folded = fold(SOUND[i], strlen(SOUND[i]), ALL_KEPT);
        CHECK(folded.size == strlen(SOUND[i]) && memcmp(folded.bytes, SOUND[i], folded.size) == 0, "« %s » stays as it is: « %.*s »", SOUND[i],
              (int)folded.size, folded.bytes);
    }
}

static void test_respelled(void)
{
    static const struct {
        const char *given, *piece, *source, *why;
    } TABLE[] = {
        {"Tjrs pas reçu", "toujours", "Tjrs", "an abbreviation is longer than what it stands for"},
        {"Tjrs pas reçu", "jo", "Tjrs", "a piece of it is all of it"},
        {"Tjrs pas reçu", "pas", "pas", "what follows is where it was"},
        {"C’est nuuuul !", "nul", "nuuuul", "drawn-out letters"},
        {"tjrs nuuuul, tjrs un pb", "probleme", "pb", "several words"},
        {"tjrs nuuuul, tjrs un pb.", ".", ".", "behind all of them"},
        {"nu\u0308uuul !", "nul", "nu\u0308uuul", "with its marks"},
    };
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        ressenti_folded folded = fold(TABLE[i].given, strlen(TABLE[i].given), RESSENTI_RESPELL);
        const char *found = strstr(folded.bytes, TABLE[i].piece);
        if (!CHECK(found != NULL, "%s: « %s » stands in « %s »", TABLE[i].why, TABLE[i].piece, folded.bytes)) continue;
        size_t begin = (size_t)(found - folded.bytes);
        ressenti_span span = source_of(begin, begin + strlen(TABLE[i].piece));
        CHECK(span.end - span.begin == strlen(TABLE[i].source) && memcmp(TABLE[i].given + span.begin, TABLE[i].source, span.end - span.begin) == 0,
              "%s: « %s » comes from bytes %u to %u of « %s »", TABLE[i].why, TABLE[i].piece, span.begin, span.end, TABLE[i].given);
    }
    CHECK(fold("tjrs nuuul", 10, RESSENTI_RESPELL).respelled == 2 && fold("tjrs nuuul", 10, RESSENTI_RESPELL).kept == NULL, "two words, and no bitmap says it");
    CHECK(fold("toujours nul", 12, RESSENTI_RESPELL).kept != NULL, "nothing respelled: the bitmap says it all");
}

/* ---- memory and work ------------------------------------------------------------------------------------------ */

static void test_memory(void)
{
    counting count = {0};
    ressenti_allocator memory = counting_allocator(&count);
    ressenti_folder *counted = NULL;
    static char text[200000];
    random_source source = {20240303};
    ressenti_folded folded = RESSENTI_FOLDED_INIT;
    memset(text, 'e', sizeof text);
    for (size_t i = 0; i + 8 < sizeof text; i += 50) memcpy(text + i, "&hellip;", 8);
    CHECK(ressenti_folder_new(NULL, &memory, &counted) == RESSENTI_OK, "a folder of one's own memory");
    for (int i = 0; i < 3; i++) CHECK(ressenti_folder_fold(counted, (ressenti_text){text, sizeof text}, 0, &folded, NULL) == RESSENTI_OK, "warmed up");
    long calls = count.calls;
    for (int i = 0; i < 500; i++) {
        size_t size = random_below(&source, sizeof text);
        (void)ressenti_folder_fold(counted, (ressenti_text){text, size}, i % 2 ? RESSENTI_KEEP_ACCENTS : 0, &folded, NULL);
    }
    CHECK(count.calls == calls, "500 texts later: %ld allocations", count.calls - calls);
    CHECK(count.bytes < 10 * sizeof text, "%zu bytes are kept for 200,000", count.bytes);
    ressenti_folder_release(counted);
    CHECK(count.blocks == 0 && count.wrong_sizes == 0, "all given back");
    for (long fail_at = 1; fail_at <= 12; fail_at++) {
        count = (counting){.fail_at = fail_at};
        ressenti_error error = RESSENTI_ERROR_INIT;
        ressenti_status status = ressenti_folder_new(NULL, &memory, &counted);
        if (status == RESSENTI_OK) status = ressenti_folder_fold(counted, (ressenti_text){text, sizeof text}, 0, &folded, &error);
        CHECK(status == (count.has_failed ? RESSENTI_NO_MEMORY : RESSENTI_OK), "allocation %ld fails", fail_at);
        if (fail_at > 1) ressenti_folder_release(counted);
        CHECK(count.blocks == 0, "allocation %ld fails: all given back", fail_at);
    }
}

/* Texts that a careless loop reads again and again.  A quadratic one needs 10^12 steps, so the clock need not be exact. */
static void test_work(void)
{
    static const struct {
        const char *piece;
        uint32_t flags;
        const char *why;
    } TABLE[] = {
        {"\u0301", 0, "marks"}, {"\u0301\u0323", RESSENTI_KEEP_ACCENTS, "marks that are ordered"}, {"e\u0301\u0323", RESSENTI_KEEP_ACCENTS, "letters with marks"},
        {" ", 0, "blanks"}, {"\u00A0\n", RESSENTI_KEEP_TYPOGRAPHY, "blanks as they are"}, {"&hellip;", 0, "entities"}, {"&", 0, "ampersands"},
        {"&#0000000", 0, "numbers without end"}, {"\u200B", RESSENTI_KEEP_ACCENTS, "what cannot be seen"}, {"e\u200B\u200B", RESSENTI_KEEP_ACCENTS, "and letters"},
        {"ÃƒÂ©", 0, "mojibake"}, {"Ã", 0, "capitals"}, {"Ã»", 0, "pairs"}, {"\xC2\x80", 0, "three bytes for two"}, {"\x80", RESSENTI_REPAIR_INVALID, "three bytes for one"},
        {"\xF0\x90\x80", RESSENTI_REPLACE_INVALID, "truncated characters"}, {"\xBF", RESSENTI_REPLACE_INVALID, "continuations"}, {"tjrs ", RESSENTI_RESPELL, "abbreviations"},
        {"a", RESSENTI_RESPELL, "one long word"},
    };
    enum { SIZE = 1 << 20 };
    char *text = malloc(SIZE);
    for (size_t i = 0; text != NULL && i < sizeof TABLE / sizeof TABLE[0]; i++) {
        size_t piece_size = strlen(TABLE[i].piece), size = SIZE / piece_size * piece_size;
        for (size_t at = 0; at < size; at += piece_size) memcpy(text + at, TABLE[i].piece, piece_size);
        clock_t before = clock();
        ressenti_folded folded = fold(text, size, TABLE[i].flags);
        for (size_t at = 0; at < 100000 && folded.size > 0; at++) {
            size_t begin = at * 7919 % folded.size;
            ressenti_span span = source_of(begin, begin + 1);
            (void)target_of(span.begin, span.end);
        }
        double seconds = (double)(clock() - before) / CLOCKS_PER_SEC;
        CHECK(seconds < 3, "a megabyte of %s, and 100,000 questions: %.2f s", TABLE[i].why, seconds);
    }
    free(text);
}

/* ---- arguments -------------------------------------------------------------------------------------------------- */

static void test_arguments(void)
{
    ressenti_folded folded = RESSENTI_FOLDED_INIT;
    ressenti_span span;
    ressenti_folder *bare = NULL;
    CHECK(ressenti_folder_new(NULL, NULL, NULL) == RESSENTI_BAD_ARGUMENT, "nowhere to put it");
    CHECK(ressenti_folder_new(NULL, NULL, &bare) == RESSENTI_OK, "without an engine");
    CHECK(ressenti_folder_fold(bare, (ressenti_text){"a", 1}, RESSENTI_RESPELL, &folded, NULL) == RESSENTI_BAD_ARGUMENT, "nobody knows the words");
    CHECK(ressenti_folder_source(bare, 0, 1, &span) == RESSENTI_BAD_ARGUMENT, "no text yet");
    CHECK(ressenti_folder_target(bare, 0, 0, &span) == RESSENTI_OK && span.begin == 0 && span.end == 0, "nothing of no text");
    ressenti_folder_release(bare);
    ressenti_folder_release(NULL);
    static const uint32_t NOT_WITH[] = {RESSENTI_KEEP_CASE, RESSENTI_KEEP_ACCENTS, RESSENTI_KEEP_TYPOGRAPHY, RESSENTI_KEEP_IGNORABLE};
    for (size_t i = 0; i < sizeof NOT_WITH / sizeof *NOT_WITH; i++)
        CHECK(ressenti_folder_fold(folder, (ressenti_text){"a", 1}, RESSENTI_RESPELL | NOT_WITH[i], &folded, NULL) == RESSENTI_BAD_ARGUMENT, "words are fully folded");
    CHECK(ressenti_folder_fold(folder, (ressenti_text){NULL, 3}, 0, &folded, NULL) == RESSENTI_BAD_ARGUMENT, "three bytes of nothing");
    CHECK(fold(NULL, 0, 0).size == 0, "nothing is a text");
    CHECK(fold("été", 5, 0).size == 3, "a text");
    CHECK(ressenti_folder_source(folder, 1, 1, &span) == RESSENTI_BAD_ARGUMENT && ressenti_folder_source(folder, 0, 4, &span) == RESSENTI_BAD_ARGUMENT, "empty, too far");
    CHECK(ressenti_folder_target(folder, 2, 1, &span) == RESSENTI_BAD_ARGUMENT && ressenti_folder_target(folder, 0, 6, &span) == RESSENTI_BAD_ARGUMENT, "wrong way round, too far");
    struct {
        size_t struct_size;
        const char *bytes;
        size_t size;
        const uint8_t *after;
    } older = {offsetof(ressenti_folded, lost), NULL, 0, NULL};
    CHECK(ressenti_folder_fold(folder, (ressenti_text){"ab", 2}, 0, (ressenti_folded *)(void *)&older, NULL) == RESSENTI_OK && older.size == 2 && older.after == NULL,
          "a caller's shorter struct is not overrun");
}

int main(void)
{
    ressenti_engine *engine = make_engine(&SMALL_FRENCH);
    if (!CHECK(ressenti_folder_new(engine, NULL, &folder) == RESSENTI_OK, "a folder")) return check_result();
    ressenti_engine_release(engine); /* the folder keeps it */
    test_steps();
    test_invisible();
    test_losses();
    test_invalid();
    test_against_plain_map();
    test_there_and_back();
    test_refused();
    test_all_kept();
    test_respelled();
    test_memory();
    test_work();
    test_arguments();
    ressenti_folder_release(folder);
    return check_result();
}
