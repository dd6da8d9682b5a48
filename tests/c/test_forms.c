/* The standard forms: cases with their reasons, random texts against a form written by its definition, work and memory.
 * The test of Unicode itself, every line of it, is tests/python/test_forms.py. */
#include "forms.h"

#include <stdlib.h>
#include <utf8proc.h>

#include "counting.h"
#include "memory.h"
#include "random.h"
#include "utf8.h"

static const char *const NAMES[] = RESSENTI_FORM_NAMES;

typedef struct answer {
    char *bytes;
    size_t size;
} answer;

static answer form_of(const char *bytes, size_t size, ressenti_form form)
{
    answer made = {malloc(12 * size + 1), 0};
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_status status = ressenti_normalize_form((ressenti_text){bytes, size}, form, made.bytes, 12 * size, &made.size, NULL, &error);
    if (!CHECK(status == RESSENTI_OK, "%s of %zu bytes: %s", NAMES[form], size, error.message)) exit(check_result());
    return made;
}

/* ---- what comes out -------------------------------------------------------------------------- */

static const struct {
    const char *given, *forms[5], *why;
} TABLE[] = {
    {"", {NULL, "", "", "", ""}, "nothing"},
    {"Bonjour !\r\n", {NULL, "Bonjour !\r\n", "Bonjour !\r\n", "Bonjour !\r\n", "Bonjour !\r\n"}, "ASCII is in every form"},
    {"été", {NULL, "été", "e\u0301te\u0301", "été", "e\u0301te\u0301"}, "accents"},
    {"e\u0301te\u0301", {NULL, "été", "e\u0301te\u0301", "été", "e\u0301te\u0301"}, "accents of their own"},
    {"\u0301e", {NULL, "\u0301e", "\u0301e", "\u0301e", "\u0301e"}, "a mark with nothing to stand on"},
    {"n\u0337\u0303", {NULL, "ñ\u0337", "n\u0337\u0303", "ñ\u0337", "n\u0337\u0303"}, "a stroke of a lower class is not in the way"},
    {"a\u0301\u0323", {NULL, "ạ\u0301", "a\u0323\u0301", "ạ\u0301", "a\u0323\u0301"}, "below comes before above"},
    {"\u1E69 \u1E9B\u0323", {NULL, "\u1E69 \u1E9B\u0323", "s\u0323\u0307 \u017F\u0323\u0307", "\u1E69 \u1E69", "s\u0323\u0307 s\u0323\u0307"}, "the long s of UAX 15, figure 6"},
    {"\u212B \u2126", {NULL, "\u00C5 \u03A9", "A\u030A \u03A9", "\u00C5 \u03A9", "A\u030A \u03A9"}, "units are letters: excluded from composition"},
    {"\u0958", {NULL, "\u0915\u093C", "\u0915\u093C", "\u0915\u093C", "\u0915\u093C"}, "a letter excluded by its script"},
    {"ﬁn x² ½ Ａ …", {NULL, "ﬁn x² ½ Ａ …", "ﬁn x² ½ Ａ …", "fin x2 1\u20442 A ...", "fin x2 1\u20442 A ..."}, "compatibility"},
    {"\u00A0", {NULL, "\u00A0", "\u00A0", " ", " "}, "a blank that does not break"},
    {"각", {NULL, "각", "\u1100\u1161\u11A8", "각", "\u1100\u1161\u11A8"}, "a syllable of three letters"},
    {"\u1100\u1161\u11A8", {NULL, "각", "\u1100\u1161\u11A8", "각", "\u1100\u1161\u11A8"}, "and its letters"},
    {"가\u11A8", {NULL, "각", "\u1100\u1161\u11A8", "각", "\u1100\u1161\u11A8"}, "a syllable and one letter more"},
    {"각\u11A8", {NULL, "각\u11A8", "\u1100\u1161\u11A8\u11A8", "각\u11A8", "\u1100\u1161\u11A8\u11A8"}, "which is full"},
    {"\uFF76\uFF9E", {NULL, "\uFF76\uFF9E", "\uFF76\uFF9E", "\u30AC", "\u30AB\u3099"}, "a narrow voicing mark combines once it is wide"},
    {"a\u0F73", {NULL, "a\u0F71\u0F72", "a\u0F71\u0F72", "a\u0F71\u0F72", "a\u0F71\u0F72"}, "a starter made of marks"},
    {"o\u0308\u0304 o\u0304\u0308", {NULL, "\u022B ō\u0308", "o\u0308\u0304 o\u0304\u0308", "\u022B ō\u0308", "o\u0308\u0304 o\u0304\u0308"}, "marks of one class keep their order"},
    {"e\u0301\u0301", {NULL, "é\u0301", "e\u0301\u0301", "é\u0301", "e\u0301\u0301"}, "the second of two equal marks stays"},
    {"\u034F\u200D\uFEFF\u00AD", {NULL, "\u034F\u200D\uFEFF\u00AD", "\u034F\u200D\uFEFF\u00AD", "\u034F\u200D\uFEFF\u00AD", "\u034F\u200D\uFEFF\u00AD"}, "what cannot be seen is not taken away"},
    {"\U0001D15E", {NULL, "\U0001D157\U0001D165", "\U0001D157\U0001D165", "\U0001D157\U0001D165", "\U0001D157\U0001D165"}, "a note excluded from composition"},
    {"\U0010FFFF\uE000\U000E0001", {NULL, "\U0010FFFF\uE000\U000E0001", "\U0010FFFF\uE000\U000E0001", "\U0010FFFF\uE000\U000E0001", "\U0010FFFF\uE000\U000E0001"}, "the last, the private and the tags"},
};

static void test_table(void)
{
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        for (ressenti_form form = RESSENTI_NFC; form <= RESSENTI_NFKD; form++) {
            const char *expected = TABLE[i].forms[form];
            answer made = form_of(TABLE[i].given, strlen(TABLE[i].given), form);
            bool is_equal = made.size == strlen(expected) && memcmp(made.bytes, expected, made.size) == 0;
            CHECK(is_equal, "%s, %s: \"%s\" gives \"%.*s\", not \"%s\"", TABLE[i].why, NAMES[form], TABLE[i].given, (int)made.size, made.bytes, expected);
            free(made.bytes);
        }
    }
}

/* The longest that a form can be: the figures that the header promises. */
static void test_growth(void)
{
    double most[5] = {0};
    for (uint32_t point = 0; point <= 0x10FFFF; point++) {
        uint8_t bytes[4];
        if (point >= 0xD800 && point <= 0xDFFF) continue;
        uint32_t size = rsn_utf8_encode(point, bytes);
        for (ressenti_form form = RESSENTI_NFC; form <= RESSENTI_NFKD; form++) {
            answer made = form_of((char *)bytes, size, form);
            if ((double)made.size / size > most[form]) most[form] = (double)made.size / size;
            free(made.bytes);
        }
    }
    CHECK(most[RESSENTI_NFC] <= 3 && most[RESSENTI_NFD] <= 3, "canonical forms are at most three times longer: %g, %g", most[RESSENTI_NFC], most[RESSENTI_NFD]);
    CHECK(most[RESSENTI_NFKC] <= 12 && most[RESSENTI_NFKD] <= 12 && most[RESSENTI_NFKD] > 10, "the others twelve times: %g, %g", most[RESSENTI_NFKC], most[RESSENTI_NFKD]);
}

/* ---- against the definition ---------------------------------------------------------------------- */

enum { RANDOM_POINTS = 24, RANDOM_ROUNDS = 40000 };

/* D109 of Unicode: as long as two neighbours are in the wrong order, exchange them. */
static void exchange_until_ordered(int32_t *points, utf8proc_ssize_t count)
{
    for (bool has_changed = true; has_changed;) {
        has_changed = false;
        for (utf8proc_ssize_t i = 1; i < count; i++) {
            int before = utf8proc_get_property(points[i - 1])->combining_class, here = utf8proc_get_property(points[i])->combining_class;
            if (before <= here || here == 0) continue;
            int32_t moved = points[i];
            points[i] = points[i - 1];
            points[i - 1] = moved;
            has_changed = true;
        }
    }
}

/* Whole at once: no pieces, no short cuts. */
static size_t reference(const int32_t *points, size_t count, ressenti_form form, uint8_t *bytes)
{
    int32_t parts[RANDOM_POINTS * 20];
    utf8proc_ssize_t made = 0;
    size_t size = 0;
    bool is_composed = form == RESSENTI_NFC || form == RESSENTI_NFKC, is_compatible = form >= RESSENTI_NFKC;
    for (size_t i = 0; i < count; i++) {
        int boundary = 0;
        utf8proc_option_t options = (utf8proc_option_t)(UTF8PROC_DECOMPOSE | (is_compatible ? UTF8PROC_COMPAT : 0));
        made += utf8proc_decompose_char(points[i], parts + made, RANDOM_POINTS * 20 - made, options, &boundary);
    }
    exchange_until_ordered(parts, made);
    if (is_composed) made = utf8proc_normalize_utf32(parts, made, (utf8proc_option_t)(UTF8PROC_COMPOSE | UTF8PROC_STABLE));
    for (utf8proc_ssize_t i = 0; i < made; i++) size += rsn_utf8_encode((uint32_t)parts[i], bytes + size);
    return size;
}

/* Points that act on each other, so that chance meets more than unrelated letters. */
static int32_t random_point(random_source *source)
{
    static const int32_t MARKS[] = {0x300, 0x301, 0x308, 0x323, 0x327, 0x331, 0x334, 0x345, 0x5B0, 0x5B1, 0x64B, 0x93C, 0x9BE, 0x9D7, 0xDCA, 0xDCF, 0x102E, 0x3099, 0x302A, 0xF71, 0xF72, 0xF73, 0x344, 0x1D165, 0x1D16E, 0x110BA, 0x1133E};
    switch (random_below(source, 8)) {
    case 0: return (int32_t)random_below(source, 0x80);
    case 1: return (int32_t)(0xC0 + random_below(source, 0x190));
    case 2: case 3: case 4: return MARKS[random_below(source, sizeof MARKS / sizeof MARKS[0])];
    case 5: return (int32_t)(0x1100 + random_below(source, 0x100));
    case 6: return (int32_t)(0xAC00 + random_below(source, 60));
    default: {
        int32_t point = (int32_t)random_below(source, 0x20000);
        return point >= 0xD800 && point <= 0xDFFF ? 'x' : point;
    }
    }
}

static void test_random(void)
{
    random_source source = {20240607};
    printf("seed 20240607\n");
    for (int round = 0; round < RANDOM_ROUNDS; round++) {
        int32_t points[RANDOM_POINTS];
        uint8_t given[RANDOM_POINTS * 4], expected[RANDOM_POINTS * 20 * 4];
        size_t count = random_below(&source, RANDOM_POINTS + 1), size = 0;
        for (size_t i = 0; i < count; i++) {
            points[i] = random_point(&source);
            size += rsn_utf8_encode((uint32_t)points[i], given + size);
        }
        ressenti_form form = (ressenti_form)(RESSENTI_NFC + random_below(&source, 4));
        size_t expected_size = reference(points, count, form, expected);
        answer made = form_of((char *)given, size, form);
        CHECK(made.size == expected_size && memcmp(made.bytes, expected, made.size) == 0, "round %d, %s", round, NAMES[form]);
        free(made.bytes);
    }
}

/* ---- work and memory ----------------------------------------------------------------------------- */

/* `count` times the pieces in turn. */
static ressenti_text repeated(const char *const *pieces, size_t piece_count, size_t bytes)
{
    char *data = malloc(bytes + 8);
    size_t size = 0;
    for (size_t i = 0; data != NULL && size < bytes; i = (i + 1) % piece_count) {
        memcpy(data + size, pieces[i], strlen(pieces[i]));
        size += strlen(pieces[i]);
    }
    return (ressenti_text){data, size};
}

static const struct {
    const char *pieces[3];
    size_t piece_count;
    const char *why;
} HEAVY[] = {
    {{"\u0301"}, 1, "one mark for ever"},
    {{"\u0301", "\u0323"}, 2, "two classes by turns: what exchanging neighbours is quadratic on"},
    {{"\u0345", "\u0301", "\u0334"}, 3, "three classes from the highest down"},
    {{"\u0344"}, 1, "marks that become two"},
    {{"e", "\u0301"}, 2, "accents of their own"},
    {{"é"}, 1, "accents composed"},
    {{"\u1100", "\u1161", "\u11A8"}, 3, "letters of Hangul"},
    {{"\u09C7", "\u09BE"}, 2, "vowels in two parts"},
    {{"\uFDFA"}, 1, "the longest of all decompositions"},
    {{"a", "\u0315\u0300", "\u05AE"}, 3, "short runs in the wrong order"},
};

static uint64_t steps_of(ressenti_text text, ressenti_form form)
{
    ressenti_allocator memory = rsn_allocator_or_default(NULL);
    rsn_form_output out = {NULL, 0, 0, 0};
    CHECK(rsn_write_form(&memory, text, form, &out) == RESSENTI_OK, "%zu bytes can be read", text.size);
    return out.steps;
}

static void test_work_is_linear(void)
{
    enum { SMALL = 64 * 1024, LARGE = 1024 * 1024 };
    for (size_t i = 0; i < sizeof HEAVY / sizeof HEAVY[0]; i++) {
        ressenti_text small = repeated(HEAVY[i].pieces, HEAVY[i].piece_count, SMALL), large = repeated(HEAVY[i].pieces, HEAVY[i].piece_count, LARGE);
        for (ressenti_form form = RESSENTI_NFC; form <= RESSENTI_NFKD; form++) {
            uint64_t few = steps_of(small, form), many = steps_of(large, form);
            CHECK(many <= 30 * (uint64_t)large.size && many < 17 * few, "%s, %s: %llu steps for 64 kB, %llu for 1 MB", HEAVY[i].why, NAMES[form],
                  (unsigned long long)few, (unsigned long long)many);
        }
        free((char *)(uintptr_t)small.data);
        free((char *)(uintptr_t)large.data);
    }
}

/* A million of them between two letters are still in order, and none is lost. */
static void test_long_run(void)
{
    static const char *const PIECES[] = {"\u0301", "\u0323", "\u0334"};
    ressenti_text run = repeated(PIECES, 3, 1024 * 1024 * 2 / 3 * 3 / 2);
    answer made = form_of(run.data, run.size, RESSENTI_NFD);
    int before = 0, is_ordered = 1;
    uint32_t size;
    for (size_t at = 0; at < made.size; at += size) {
        int class = utf8proc_get_property((int32_t)rsn_utf8_decode((uint8_t *)made.bytes + at, &size))->combining_class;
        is_ordered &= before <= class;
        before = class;
    }
    CHECK(made.size == run.size && is_ordered, "%zu bytes of marks", made.size);
    free(made.bytes);
    free((char *)(uintptr_t)run.data);
}

static void test_no_memory_where_nothing_is_done(void)
{
    static const char TEXT[] = "Déçu : l’été, cœur, 12 €, « oui » — 😀 ﬁn…";
    counting counts = {0};
    ressenti_allocator memory = counting_allocator(&counts);
    char buffer[200];
    size_t size = 0;
    ressenti_text text = {TEXT, sizeof TEXT - 1};
    CHECK(ressenti_normalize_form(text, RESSENTI_NFC, buffer, sizeof buffer, &size, &memory, NULL) == RESSENTI_OK && size == text.size && memcmp(buffer, TEXT, size) == 0, "as it was");
    CHECK(counts.calls == 0, "text in NFC asks for no memory: %ld times", counts.calls);
}

static void test_every_allocation_may_fail(void)
{
    static const char *const PIECES[] = {"\u0301", "\u0323", "e"};
    ressenti_text text = repeated(PIECES, 2, 6000);
    char *buffer = malloc(12 * text.size), *expected = malloc(12 * text.size);
    size_t size = 0, expected_size = 0;
    long call = 1;
    CHECK(ressenti_normalize_form(text, RESSENTI_NFC, expected, 12 * text.size, &expected_size, NULL, NULL) == RESSENTI_OK, "with memory");
    for (;; call++) {
        counting counts = {.fail_at = call};
        ressenti_allocator memory = counting_allocator(&counts);
        ressenti_error error = RESSENTI_ERROR_INIT;
        ressenti_status status = ressenti_normalize_form(text, RESSENTI_NFC, buffer, 12 * text.size, &size, &memory, &error);
        CHECK(counts.blocks == 0 && counts.bytes == 0 && counts.wrong_sizes == 0, "call %ld: all is given back", call);
        CHECK(status == (counts.has_failed ? RESSENTI_NO_MEMORY : RESSENTI_OK) && error.status == status, "call %ld: status %d", call, status);
        if (!counts.has_failed) break;
    }
    CHECK(call > 5 && size == expected_size && memcmp(buffer, expected, size) == 0, "%ld allocations, then the same answer", call - 1);
    free(buffer);
    free(expected);
    free((char *)(uintptr_t)text.data);
}

/* ---- arguments ------------------------------------------------------------------------------------- */

static void test_arguments(void)
{
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_text text = {"e\xCC\x81t", 4}, broken = {"ab\xFF", 3}, absent = {NULL, 0}, wrong = {NULL, 3};
    char buffer[8] = {0};
    size_t size = 99;
    CHECK(ressenti_normalize_form(text, RESSENTI_NFD, NULL, 0, &size, NULL, &error) == RESSENTI_TOO_LARGE && size == 4, "without a buffer: what is needed");
    CHECK(error.status == RESSENTI_TOO_LARGE && strstr(error.message, "4 bytes") != NULL, "and the error says it");
    CHECK(ressenti_normalize_form(text, RESSENTI_NFC, buffer, 3, &size, NULL, NULL) == RESSENTI_OK && size == 3 && memcmp(buffer, "ét", 3) == 0, "a buffer that is just long enough");
    CHECK(ressenti_normalize_form(text, RESSENTI_NFC, buffer, 2, &size, NULL, NULL) == RESSENTI_TOO_LARGE && size == 3, "and one that is not");
    CHECK(ressenti_normalize_form(absent, RESSENTI_NFC, NULL, 0, &size, NULL, NULL) == RESSENTI_OK && size == 0, "nothing gives nothing");
    CHECK(ressenti_normalize_form(broken, RESSENTI_NFC, buffer, 8, &size, NULL, &error) == RESSENTI_BAD_DATA && error.offset == 2, "bytes that are not UTF-8, and where");
    CHECK(ressenti_normalize_form(wrong, RESSENTI_NFC, buffer, 8, &size, NULL, NULL) == RESSENTI_BAD_ARGUMENT, "a size without bytes");
    CHECK(ressenti_normalize_form(text, RESSENTI_NFC, NULL, 8, &size, NULL, NULL) == RESSENTI_BAD_ARGUMENT, "a capacity without a buffer");
    CHECK(ressenti_normalize_form(text, RESSENTI_NFC, buffer, 8, NULL, NULL, NULL) == RESSENTI_BAD_ARGUMENT, "nowhere to put the size");
    CHECK(ressenti_normalize_form(text, (ressenti_form)0, buffer, 8, &size, NULL, NULL) == RESSENTI_BAD_ARGUMENT, "no form");
    CHECK(ressenti_normalize_form(text, (ressenti_form)5, buffer, 8, &size, NULL, NULL) == RESSENTI_BAD_ARGUMENT, "a form that does not exist");
}

int main(void)
{
    test_table();
    test_growth();
    test_random();
    test_work_is_linear();
    test_long_run();
    test_no_memory_where_nothing_is_done();
    test_every_allocation_may_fail();
    test_arguments();
    return check_result();
}
