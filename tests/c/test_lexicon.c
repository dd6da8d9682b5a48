/* The longest expression from left to right, and several packs of which the last wins, word by word. */
#include "lexicon.h"

#include "reading.h"

static const word_row BASE_WORDS[] = {
    {RESSENTI_WORD_OPINION, "nul", -60, 0, NULL},
    {RESSENTI_WORD_OPINION, "service", 0, 0, NULL},
    {RESSENTI_WORD_OPINION, "mal", -40, 0, NULL},
    {RESSENTI_WORD_OPINION, "pas mal", 30, 0, NULL},
    {RESSENTI_WORD_OPINION, "pas mal du tout", 50, 0, NULL},
    {RESSENTI_WORD_OPINION, "rien à redire", 60, 0, NULL},
    {RESSENTI_WORD_OPINION, "rien", -10, 0, NULL},
    {RESSENTI_WORD_OPINION, "bon marché", 30, 0, NULL},
    {RESSENTI_WORD_OPINION, "bon", 40, 0, NULL},
    {RESSENTI_WORD_INTENSITY, "bon", 110, 0, NULL},
    {RESSENTI_WORD_NEGATION, "pas", RESSENTI_NEGATION_AFTER, 0, NULL},
    {RESSENTI_WORD_OPINION, ":-)", 30, 0, NULL},
    {RESSENTI_WORD_OPINION, "5/5", 60, 0, NULL},
    {RESSENTI_WORD_RESPELL, "tb", 0, 0, "très bon"},
};

/* What a user adds: an expression that begins with a word of the base, one that goes on from it, a word judged otherwise. */
static const word_row OVERLAY_WORDS[] = {
    {RESSENTI_WORD_OPINION, "nul à chier", -90, 0, NULL},
    {RESSENTI_WORD_OPINION, "pas mal du tout du tout", 70, 0, NULL},
    {RESSENTI_WORD_OPINION, "mal", -20, 0, NULL},
    {RESSENTI_WORD_OPINION, "rapide", 40, 0, NULL},
};

static const pack_source BASE = {"base", ROWS(BASE_WORDS), NULL, 0, NULL, 0};
static const pack_source OVERLAY = {"ajouts", ROWS(OVERLAY_WORDS), NULL, 0, NULL, 0};

typedef struct expected_row {
    const char *text, *readings, *why;
} expected_row;

static void check_readings(reading *in, const expected_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        line out = {.size = 0};
        const rsn_findings *found = read_text(in, rows[i].text);
        for (uint32_t k = 0; k < found->readings.count; k++) {
            const rsn_reading *word = &found->readings.items[k];
            line_add(&out, "%s%.*s=%d", k > 0 ? ", " : "", (int)word->form.size, word->form.data, word->word->valence);
            for (uint32_t at = word->tokens.begin; at < word->tokens.end; at++)
                CHECK(found->readings.of_token[at] == k + 1, "« %s »: token %u belongs to reading %u", rows[i].text, at, k);
        }
        CHECK(strcmp(out.text, rows[i].readings) == 0, "%s: « %s » gives %s, not %s", rows[i].why, rows[i].text, out.text, rows[i].readings);
    }
}

static void test_one_pack(void)
{
    static const expected_row ROWS_[] = {
        {"", "", "nothing"},
        {"C'est NUL", "nul=-60", "folded, whatever the case"},
        {"nulle", "", "whole words only"},
        {"pas mal", "pas mal=30", "two words before one"},
        {"pas mal du tout", "pas mal du tout=50", "four before two"},
        {"pas mal du", "pas mal=30", "back to what was whole"},
        {"pas mal, du tout", "pas mal=30", "a comma stands between"},
        {"pas", "pas=0", "the beginning of an expression may be a word of its own"},
        {"mal pas mal", "mal=-40, pas mal=30", "from left to right"},
        {"rien à dire", "rien=-10", "half an expression is none"},
        {"rien à redire rien", "rien a redire=60, rien=-10", "accents are folded on both sides"},
        {"bon marché bon", "bon marche=30, bon=40", "then the single word"},
        {"du", "", "the inside of an expression says nothing"},
        {"service", "service=0", "a homograph that is protected is read, and counts nothing"},
        {"super :-))) 5/5", ":-)=30, 5/5=60", "faces and ratings"},
        {"tb", "bon=40", "an abbreviation is written out before"},
    };
    reading in = reading_new(make_engine(&BASE));
    check_readings(&in, ROWS_, sizeof ROWS_ / sizeof ROWS_[0]);
    const rsn_findings *found = read_text(&in, "bon");
    CHECK(rsn_reading_with(&found->readings, 0, RSN_HAS_OPINION) != NULL && rsn_reading_with(&found->readings, 0, RSN_HAS_INTENSITY) != NULL, "one word, two kinds");
    CHECK(rsn_reading_with(&found->readings, 0, RSN_HAS_NEGATION) == NULL, "and not a third");
    reading_free(&in);
}

static void test_two_packs(void)
{
    static const expected_row ROWS_[] = {
        {"c'est nul", "nul=-60", "an expression of the overlay does not hide a word of the base"},
        {"c'est nul à chier", "nul a chier=-90", "and is found itself"},
        {"nul à voir", "nul=-60", "and where it is not whole, the word is"},
        {"pas mal du tout", "pas mal du tout=50", "nor does it hide an expression of the base"},
        {"pas mal du tout du tout", "pas mal du tout du tout=70", "and it goes on from one"},
        {"pas mal", "pas mal=30", "nor one of two words"},
        {"mal", "mal=-20", "the later pack wins"},
        {"rapide", "rapide=40", "a word of its own"},
        {"rien à redire", "rien a redire=60", "what the overlay does not touch stays"},
    };
    ressenti_pack *packs[] = {make_pack(&BASE), make_pack(&OVERLAY)};
    reading in = reading_new(make_engine_of(packs, 2));
    check_readings(&in, ROWS_, sizeof ROWS_ / sizeof ROWS_[0]);
    reading_free(&in);

    ressenti_pack *turned[] = {make_pack(&OVERLAY), make_pack(&BASE)};
    reading other = reading_new(make_engine_of(turned, 2));
    static const expected_row TURNED[] = {
        {"mal", "mal=-40", "now the base is the later one"},
        {"nul à chier", "nul a chier=-90", "longer expressions of the earlier pack are still reached"},
        {"pas mal du tout du tout", "pas mal du tout du tout=70", "also through words of both"},
    };
    check_readings(&other, TURNED, sizeof TURNED / sizeof TURNED[0]);
    reading_free(&other);
}

static void test_refused(void)
{
    static const struct {
        word_row words[2];
        const char *why;
    } TABLE[] = {
        {{{RESSENTI_WORD_OPINION, "bon", 40, 0, NULL}, {RESSENTI_WORD_OPINION, "BON", 30, 0, NULL}}, "the same word twice, once folded"},
        {{{RESSENTI_WORD_OPINION, "bon", 40, 0, NULL}, {RESSENTI_WORD_OPINION, "mauvais", -101, 0, NULL}}, "below -100"},
        {{{RESSENTI_WORD_OPINION, "bon", 40, 0, NULL}, {RESSENTI_WORD_NEGATION, "pas", 6, 0, NULL}}, "a negation of no kind"},
        {{{RESSENTI_WORD_OPINION, "bon", 40, 0, NULL}, {RESSENTI_WORD_OPINION, "  ", 1, 0, NULL}}, "no word at all"},
        {{{RESSENTI_WORD_OPINION, "bon", 40, 0, NULL}, {RESSENTI_WORD_OPINION, "a b c d e f g h i j k l m", 1, 0, NULL}}, "thirteen words"},
        {{{RESSENTI_WORD_OPINION, "bon", 40, 0, NULL}, {RESSENTI_WORD_RESPELL, "a b", 0, 0, "c"}}, "an abbreviation of two words"},
        {{{RESSENTI_WORD_OPINION, "bon", 40, 0, NULL}, {RESSENTI_WORD_OPINION, "\xFF", 1, 0, NULL}}, "not UTF-8"},
    };
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        ressenti_error error = RESSENTI_ERROR_INIT;
        ressenti_builder *builder = NULL;
        ressenti_text bytes;
        pack_source source = {"faute", TABLE[i].words, 2, NULL, 0, NULL, 0};
        CHECK(build_small_pack(&source, NULL, &builder, &bytes, &error) == RESSENTI_BAD_DATA, "refused: %s", TABLE[i].why);
        CHECK(error.message[0] != '\0', "%s: the error says so", TABLE[i].why);
        CHECK(ressenti_builder_finish(builder, &bytes, &error) == RESSENTI_OK, "%s: the builder goes on", TABLE[i].why);
        ressenti_builder_release(builder);
    }
}

int main(void)
{
    test_one_pack();
    test_two_packs();
    test_refused();
    return check_result();
}
