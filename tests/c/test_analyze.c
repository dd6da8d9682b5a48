/* Texts to rows: statuses, offsets, sums, and the same answer each time. */
#include "dev_texts.h"
#include "random.h"
#include "reading.h"
#include "small_french.h"

typedef struct fixture {
    ressenti_engine *engine;
    ressenti_scratch *scratch;
    ressenti_result *result;
} fixture;

static fixture fixture_new(ressenti_engine *engine)
{
    fixture in = {engine, NULL, NULL};
    bool is_made = ressenti_scratch_new(engine, NULL, &in.scratch) == RESSENTI_OK && ressenti_result_new(engine, NULL, &in.result) == RESSENTI_OK;
    if (!CHECK(is_made, "a scratch and a result can be had")) exit(check_result());
    return in;
}

static void fixture_free(fixture *in)
{
    ressenti_result_release(in->result);
    ressenti_scratch_release(in->scratch);
    ressenti_engine_release(in->engine);
}

static ressenti_documents documents_of(const ressenti_result *result)
{
    ressenti_documents documents = {.struct_size = sizeof documents};
    ressenti_result_documents(result, &documents);
    return documents;
}

/* ---- statuses -------------------------------------------------------------------------------------- */

static void test_statuses(void)
{
    static const struct {
        ressenti_text text;
        ressenti_row_status status;
        ressenti_sentiment sentiment;
        const char *why;
    } TABLE[] = {
        {{"C'est bon", 9}, RESSENTI_ROW_OK, RESSENTI_POSITIVE, "an ordinary text"},
        {{"C'est nul", 9}, RESSENTI_ROW_OK, RESSENTI_NEGATIVE, "another"},
        {{"vraiment excellent mais nul", 27}, RESSENTI_ROW_OK, RESSENTI_MIXED, "both"},
        {{"une table", 9}, RESSENTI_ROW_OK, RESSENTI_NEUTRAL, "neither"},
        {{"", 0}, RESSENTI_ROW_OK, RESSENTI_NEUTRAL, "the empty text is a text"},
        {{"  \n\t ", 5}, RESSENTI_ROW_OK, RESSENTI_NEUTRAL, "only blanks"},
        {{NULL, 0}, RESSENTI_ROW_NULL, RESSENTI_UNREAD, "no text"},
        {{"bon\xFF", 4}, RESSENTI_ROW_INVALID_UTF8, RESSENTI_UNREAD, "not UTF-8"},
        {{"\xC3\xA9\xED\xA0\xBD", 5}, RESSENTI_ROW_INVALID_UTF8, RESSENTI_UNREAD, "a lone surrogate"},
        {{"c'est b\xC3", 8}, RESSENTI_ROW_INVALID_UTF8, RESSENTI_UNREAD, "cut inside a character"},
        {{"bon\0nul\0nul", 11}, RESSENTI_ROW_OK, RESSENTI_NEGATIVE, "NUL separates, and ends nothing"},
        {{"the food was cold and the staff was rude and loud", 49}, RESSENTI_ROW_NOT_FRENCH, RESSENTI_UNREAD, "English"},
        {{"the and le bon", 14}, RESSENTI_ROW_OK, RESSENTI_POSITIVE, "two foreign words are no language"},
    };
    fixture in = fixture_new(make_engine(&SMALL_FRENCH));
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        CHECK(ressenti_analyze(in.scratch, &TABLE[i].text, 1, NULL, in.result, NULL) == RESSENTI_OK, "no text makes the call fail: %s", TABLE[i].why);
        ressenti_documents documents = documents_of(in.result);
        if (!CHECK(documents.count == i + 1, "one row a text: %s", TABLE[i].why)) continue;
        CHECK(documents.status[i] == TABLE[i].status, "%s: status %d, not %d", TABLE[i].why, documents.status[i], TABLE[i].status);
        CHECK(documents.sentiment[i] == TABLE[i].sentiment, "%s: sentiment %d, not %d", TABLE[i].why, documents.sentiment[i], TABLE[i].sentiment);
        if (TABLE[i].sentiment != RESSENTI_UNREAD) continue;
        bool is_empty = documents.points[i] == 0 && documents.score[i] == 0 && documents.confidence[i] == 0 && documents.signals[i] == 0 &&
                        documents.mention_begin[i] == documents.mention_begin[i + 1] && documents.irritation[i] == 0;
        CHECK(is_empty, "an unreadable row is empty but for its reason: %s", TABLE[i].why);
    }
    CHECK(ressenti_result_add_unread(in.result, RESSENTI_ROW_NOT_TEXT) == RESSENTI_OK, "a row for what is no text");
    CHECK(documents_of(in.result).status[sizeof TABLE / sizeof TABLE[0]] == RESSENTI_ROW_NOT_TEXT, "says so");
    CHECK(ressenti_result_add_unread(in.result, RESSENTI_ROW_OK) == RESSENTI_BAD_ARGUMENT, "it cannot be all right");
    CHECK(ressenti_result_add_unread(in.result, (ressenti_row_status)8) == RESSENTI_BAD_ARGUMENT, "nor of a kind nobody knows");
    fixture_free(&in);
}

static void test_sizes(void)
{
    enum { MEBIBYTE = 1 << 20 };
    char *text = malloc(MEBIBYTE + 1);
    fixture in = fixture_new(make_engine(&SMALL_FRENCH));
    if (text == NULL) exit(1);
    for (size_t i = 0; i <= MEBIBYTE; i++) text[i] = "c'est bon. "[i % 11];
    ressenti_options options = RESSENTI_OPTIONS_INIT;
    ressenti_text texts[] = {{text, MEBIBYTE}, {text, MEBIBYTE + 1}};
    CHECK(ressenti_analyze(in.scratch, texts, 2, NULL, in.result, NULL) == RESSENTI_OK, "two large texts");
    ressenti_documents documents = documents_of(in.result);
    CHECK(documents.status[0] == RESSENTI_ROW_OK && documents.points[0] > 1000000, "a mebibyte is read to its end: %d points", documents.points[0]);
    CHECK(documents.status[1] == RESSENTI_ROW_TOO_LONG, "one byte more is not");
    options.text_size_limit = 10;
    ressenti_text small[] = {{"c'est bon ", 10}, {"c'est bon. ", 11}};
    CHECK(ressenti_analyze(in.scratch, small, 2, &options, in.result, NULL) == RESSENTI_OK, "two small texts");
    documents = documents_of(in.result);
    CHECK(documents.status[2] == RESSENTI_ROW_OK && documents.status[3] == RESSENTI_ROW_TOO_LONG, "the caller's limit");
    free(text);
    fixture_free(&in);
}

static void test_marks(void)
{
    char text[200] = "c'est bon e";
    size_t size = strlen(text);
    for (int i = 0; i < 31; i++, size += 2) memcpy(text + size, "\u0301", 2);
    fixture in = fixture_new(make_engine(&SMALL_FRENCH));
    ressenti_text cut = {text, size};
    ressenti_analyze(in.scratch, &cut, 1, NULL, in.result, NULL);
    ressenti_documents documents = documents_of(in.result);
    CHECK(documents.status[0] == RESSENTI_ROW_MARKS_CUT && documents.points[0] == 40, "31 combining marks are cut, and the text is read: status %d", documents.status[0]);
    fixture_free(&in);
}

/* Bytes that are no UTF-8, and repairs left out: where the word stands, in bytes and in code points as they are read. */
static void test_reading_flags(void)
{
    static const struct {
        const char *given;
        uint32_t flags;
        ressenti_row_status status;
        int32_t points;
        uint32_t begin, end, point_begin, point_end;
        const char *why;
    } TABLE[] = {
        {"\xC0\xC7\xE9 nul", 0, RESSENTI_ROW_INVALID_UTF8, 0, 0, 0, 0, 0, "refused, as ever"},
        {"\xC0\xC7\xE9 nul", RESSENTI_REPLACE_INVALID, RESSENTI_ROW_OK, -60, 4, 7, 4, 7, "three pieces of one byte each"},
        {"\xC0\xC7\xE9 nul", RESSENTI_REPAIR_INVALID, RESSENTI_ROW_OK, -60, 4, 7, 4, 7, "three letters"},
        {"\xE2\x82 é nul", RESSENTI_REPLACE_INVALID, RESSENTI_ROW_OK, -60, 6, 9, 4, 7, "two bytes that begin a character are one piece"},
        {"\xE2\x82 é nul", RESSENTI_REPAIR_INVALID, RESSENTI_ROW_OK, -60, 6, 9, 5, 8, "but two characters of cp1252"},
        {"probl\xE8me", RESSENTI_REPAIR_INVALID, RESSENTI_ROW_OK, -30, 0, 8, 0, 8, "a word that is read only when repaired"},
        {"probl\xE8me", RESSENTI_REPLACE_INVALID, RESSENTI_ROW_OK, 0, 0, 0, 0, 0, "and not when its letter is replaced"},
        {"\x80\x80 pb, \xE9 nuuul", RESSENTI_REPAIR_INVALID, RESSENTI_ROW_OK, 0, 3, 5, 3, 5, "three bytes for one, then respelled words"},
        {"probl&egrave;me", 0, RESSENTI_ROW_OK, -30, 0, 15, 0, 15, "an entity is read"},
        {"probl&egrave;me", RESSENTI_KEEP_ENTITIES, RESSENTI_ROW_OK, 0, 0, 0, 0, 0, "unless it is kept"},
        {"problÃ¨me", 0, RESSENTI_ROW_OK, -30, 0, 11, 0, 9, "mojibake too"},
        {"problÃ¨me", RESSENTI_KEEP_MOJIBAKE, RESSENTI_ROW_OK, 0, 0, 0, 0, 0, "unless it is kept"},
        {"Très nul", RESSENTI_KEEP_CASE | RESSENTI_KEEP_ACCENTS, RESSENTI_ROW_OK, -90, 6, 9, 5, 8, "words are read folded, whatever is asked"},
    };
    fixture in = fixture_new(make_engine(&SMALL_FRENCH));
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++)
        for (uint32_t unit = 0; unit < 2; unit++) {
            ressenti_options options = RESSENTI_OPTIONS_INIT;
            ressenti_text text = text_of(TABLE[i].given);
            options.flags = TABLE[i].flags | RESSENTI_WANT_CONTRIBUTIONS | (unit == 1 ? RESSENTI_CODE_POINTS : 0);
            CHECK(ressenti_analyze(in.scratch, &text, 1, &options, in.result, NULL) == RESSENTI_OK, "%s: a row", TABLE[i].why);
            ressenti_documents documents = documents_of(in.result);
            ressenti_contributions terms = {.struct_size = sizeof terms};
            ressenti_result_contributions(in.result, &terms);
            size_t row = documents.count - 1, first = documents.contribution_begin[row];
            bool has_term = documents.contribution_begin[row + 1] > first;
            CHECK(documents.status[row] == TABLE[i].status, "%s: status %d", TABLE[i].why, documents.status[row]);
            if (TABLE[i].points != 0) CHECK(documents.points[row] == TABLE[i].points, "%s: %d points, not %d", TABLE[i].why, documents.points[row], TABLE[i].points);
            if (!CHECK(has_term == (TABLE[i].end > 0), "%s: a term or none", TABLE[i].why) || !has_term) continue;
            uint32_t begin = unit == 1 ? TABLE[i].point_begin : TABLE[i].begin, end = unit == 1 ? TABLE[i].point_end : TABLE[i].end;
            CHECK(terms.begin[first] == begin && terms.end[first] == end, "%s: from %u to %u, not %u to %u", TABLE[i].why, terms.begin[first], terms.end[first], begin, end);
        }
    fixture_free(&in);
}

static void test_arguments(void)
{
    fixture in = fixture_new(make_engine(&SMALL_FRENCH)), other = fixture_new(make_engine(&SMALL_FRENCH));
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_text text = text_of("bon");
    CHECK(ressenti_analyze(NULL, &text, 1, NULL, in.result, &error) == RESSENTI_BAD_ARGUMENT, "no scratch");
    CHECK(ressenti_analyze(in.scratch, &text, 1, NULL, NULL, &error) == RESSENTI_BAD_ARGUMENT, "no result");
    CHECK(ressenti_analyze(in.scratch, NULL, 1, NULL, in.result, &error) == RESSENTI_BAD_ARGUMENT, "no texts");
    CHECK(ressenti_analyze(in.scratch, NULL, 0, NULL, in.result, &error) == RESSENTI_OK, "none are asked for");
    CHECK(ressenti_analyze(in.scratch, &text, 1, NULL, other.result, &error) == RESSENTI_BAD_ARGUMENT, "a result of another engine");
    CHECK(documents_of(in.result).count == 0, "nothing was added");
    /* A program that was compiled against a shorter struct of options. */
    ressenti_options older = {offsetof(ressenti_options, text_size_limit), 0, 0, 1};
    CHECK(ressenti_analyze(in.scratch, &text, 1, &older, in.result, &error) == RESSENTI_OK && documents_of(in.result).status[0] == RESSENTI_ROW_OK, "what it does not know of is not read");
    fixture_free(&in);
    fixture_free(&other);
}

/* ---- what must hold for every text -------------------------------------------------------------------- */

typedef struct tables {
    ressenti_documents documents;
    ressenti_themes themes;
    ressenti_mentions mentions;
    ressenti_signals signals;
    ressenti_gaps gaps;
    ressenti_promises promises;
    ressenti_figures figures;
    ressenti_contributions terms;
    ressenti_hits hits;
} tables;

static tables tables_of(const ressenti_result *result)
{
    tables all = {{.struct_size = sizeof all.documents}, {.struct_size = sizeof all.themes}, {.struct_size = sizeof all.mentions}, {.struct_size = sizeof all.signals},
                  {.struct_size = sizeof all.gaps}, {.struct_size = sizeof all.promises}, {.struct_size = sizeof all.figures}, {.struct_size = sizeof all.terms}, {.struct_size = sizeof all.hits}};
    ressenti_result_documents(result, &all.documents);
    ressenti_result_themes(result, &all.themes);
    ressenti_result_mentions(result, &all.mentions);
    ressenti_result_signals(result, &all.signals);
    ressenti_result_gaps(result, &all.gaps);
    ressenti_result_promises(result, &all.promises);
    ressenti_result_figures(result, &all.figures);
    ressenti_result_contributions(result, &all.terms);
    ressenti_result_hits(result, &all.hits);
    return all;
}

static bool is_span(ressenti_text text, uint32_t begin, uint32_t end)
{
    return begin < end && end <= text.size && ((uint8_t)text.data[begin] & 0xC0) != 0x80 && (end == text.size || ((uint8_t)text.data[end] & 0xC0) != 0x80);
}

static void check_terms(const tables *all, size_t i, ressenti_text text)
{
    int64_t sum = 0;
    for (uint64_t k = all->documents.contribution_begin[i]; k < all->documents.contribution_begin[i + 1]; k++) {
        sum += all->terms.points[k];
        int32_t product = all->terms.valence[k] * all->terms.percent[k];
        CHECK(all->terms.points[k] == (product + (product < 0 ? -50 : 50)) / 100, "text %zu: points are valence times percent, rounded", i);
        CHECK(is_span(text, all->terms.begin[k], all->terms.end[k]), "text %zu: a term has its evidence", i);
        CHECK(all->terms.cue_begin[k] == all->terms.cue_end[k] || is_span(text, all->terms.cue_begin[k], all->terms.cue_end[k]), "text %zu: and its cue", i);
    }
    CHECK(sum == all->documents.points[i], "text %zu: %d points are the sum of the terms, %d", i, all->documents.points[i], (int)sum);
}

static void check_themes(const tables *all, size_t i, ressenti_text text)
{
    uint32_t before = 0;
    for (uint64_t k = all->documents.mention_begin[i]; k < all->documents.mention_begin[i + 1]; k++) {
        CHECK(is_span(text, all->mentions.begin[k], all->mentions.end[k]), "text %zu: a mention has its evidence", i);
        CHECK(all->mentions.begin[k] >= before, "text %zu: mentions are in order", i);
        before = all->mentions.begin[k];
    }
    for (uint64_t t = all->documents.theme_begin[i]; t < all->documents.theme_begin[i + 1]; t++) {
        bool is_mentioned = false;
        for (uint64_t k = all->documents.mention_begin[i]; k < all->documents.mention_begin[i + 1]; k++) is_mentioned = is_mentioned || all->mentions.theme[k] == all->themes.theme[t];
        CHECK(is_mentioned, "text %zu: every theme has a mention", i);
    }
}

static void check_signals(const tables *all, size_t i, ressenti_text text)
{
    uint64_t bits = 0;
    for (uint64_t k = all->documents.signal_begin[i]; k < all->documents.signal_begin[i + 1]; k++) {
        bits |= (uint64_t)1 << all->signals.signal[k];
        CHECK(is_span(text, all->signals.begin[k], all->signals.end[k]), "text %zu: a signal has its evidence", i);
    }
    /* A recovery that failed or is pending has a row and is no signal of the text. */
    uint64_t untold = bits & ~all->documents.signals[i];
    CHECK((all->documents.signals[i] & ~bits) == 0 && (untold & (untold - 1)) == 0, "text %zu: every signal has a row, and no other", i);
    for (uint64_t k = all->documents.gap_begin[i]; k < all->documents.gap_begin[i + 1]; k++) {
        CHECK(is_span(text, all->gaps.begin[k], all->gaps.end[k]), "text %zu: a gap has its evidence", i);
        CHECK(all->gaps.unit[k] < 10 && all->gaps.kind[k] < 4 && all->gaps.direction[k] < 3, "text %zu: and one of the guide's units", i);
        CHECK(is_span(text, all->gaps.promised_begin[k], all->gaps.promised_end[k]) && is_span(text, all->gaps.actual_begin[k], all->gaps.actual_end[k]), "text %zu: both figures have theirs", i);
        uint32_t first = all->gaps.promised_begin[k] < all->gaps.actual_begin[k] ? all->gaps.promised_begin[k] : all->gaps.actual_begin[k];
        CHECK(all->gaps.begin[k] == first && all->gaps.open[k] <= 1, "text %zu: a gap begins with its first figure", i);
    }
    for (uint64_t k = all->documents.promise_begin[i]; k < all->documents.promise_begin[i + 1]; k++)
        CHECK(is_span(text, all->promises.begin[k], all->promises.end[k]) && all->promises.unit[k] < 9 && all->promises.kind[k] < 3, "text %zu: a promise has its evidence and a unit", i);
    uint32_t after = 0;
    for (uint64_t k = all->documents.figure_begin[i]; k < all->documents.figure_begin[i + 1]; k++) {
        CHECK(is_span(text, all->figures.begin[k], all->figures.end[k]) && all->figures.begin[k] >= after, "text %zu: figures have their evidence, one after the other", i);
        CHECK(all->figures.kind[k] < 18 && all->figures.unit[k] < 14 && all->figures.value[k] >= 0, "text %zu: and a kind, a unit and a value", i);
        after = all->figures.end[k];
    }
    for (uint64_t k = all->documents.hit_begin[i]; k < all->documents.hit_begin[i + 1]; k++) CHECK(is_span(text, all->hits.begin[k], all->hits.end[k]), "text %zu: a hit has its evidence", i);
}

static void check_row(const tables *all, size_t i, ressenti_text text)
{
    CHECK(all->documents.score[i] >= -1000 && all->documents.score[i] <= 1000, "text %zu: score %d", i, all->documents.score[i]);
    CHECK((all->documents.score[i] > 0) == (all->documents.points[i] > 0) || abs(all->documents.points[i]) < 2, "text %zu: score and points point the same way", i);
    CHECK(all->documents.confidence[i] >= 0 && all->documents.confidence[i] <= 1000 && all->documents.irritation[i] <= 3, "text %zu: in range", i);
    check_terms(all, i, text);
    check_themes(all, i, text);
    check_signals(all, i, text);
}

static const char *const OWN_TEXTS[] = {
    "Livré en retard… l’emballage était abîmé, le colis complètement éventré !",
    "Promis en 5 jours, reçu en 9 : je résilie. 😀 Très bon téléphone, rien à redire.",
    "dÃ©Ã§u, livraison trÃ¨s lente &eacute;t&eacute;… tjrs un pb, boooon :)",
    "e\u0301te\u0301 : livraison 👍🏽 très bon 😀😀", "pas bon, pas mal, peu agréable ; bon ?", "120 € au lieu de 100 €, devis de 50 € facturé 40 €",
    "\u200B\uFEFFbon\u00AD ﬁn « livraison »", "LIVRAISON TRÈS LENTE, NUL NUL NUL !!!", "bon", "…", "😀", "É",
};

static void test_properties(fixture *in, const ressenti_text *texts, size_t count)
{
    ressenti_options options = {sizeof options, RESSENTI_WANT_CONTRIBUTIONS | RESSENTI_WANT_HITS | RESSENTI_WANT_FIGURES, 0, 0};
    CHECK(ressenti_analyze(in->scratch, texts, count, &options, in->result, NULL) == RESSENTI_OK, "a batch");
    tables all = tables_of(in->result);
    for (size_t i = 0; i < count; i++) check_row(&all, i, texts[i]);

    /* Without being asked for, the terms are not there; everything else is the same. */
    ressenti_result *plain = NULL;
    CHECK(ressenti_result_new(in->engine, NULL, &plain) == RESSENTI_OK && ressenti_analyze(in->scratch, texts, count, NULL, plain, NULL) == RESSENTI_OK, "once more");
    tables less = tables_of(plain);
    CHECK(less.terms.count == 0 && less.hits.count == 0, "no terms, no hits");
    CHECK(memcmp(less.documents.points, all.documents.points, count * sizeof(int32_t)) == 0 && less.mentions.count == all.mentions.count, "the same result");
    ressenti_result_release(plain);
}

/* The same bytes as JSON, whatever was read before, in one batch or text by text, with any scratch. */
static void test_repeatability(fixture *in, const ressenti_text *texts, size_t count)
{
    static char first[60000], second[60000];
    fixture other = {NULL, NULL, NULL};
    bool is_made = ressenti_scratch_new(in->engine, NULL, &other.scratch) == RESSENTI_OK && ressenti_result_new(in->engine, NULL, &other.result) == RESSENTI_OK;
    if (!CHECK(is_made, "a second scratch")) return;
    for (size_t i = count; i-- > 0;) ressenti_analyze(other.scratch, &texts[i], 1, NULL, other.result, NULL); /* backwards */
    for (size_t i = 0; i < count; i++) {
        size_t size = ressenti_result_json(in->result, i, text_of("0"), (ressenti_text){NULL, 0}, first, sizeof first);
        size_t again = ressenti_result_json(other.result, count - 1 - i, text_of("0"), (ressenti_text){NULL, 0}, second, sizeof second);
        CHECK(size == again && size <= sizeof first && memcmp(first, second, size) == 0, "text %zu gives the same, alone and in its batch", i);
    }
    ressenti_result_release(other.result);
    ressenti_scratch_release(other.scratch);
}

/* Code points are bytes counted otherwise. */
static void test_code_points(fixture *in, const ressenti_text *texts, size_t count)
{
    ressenti_options options = {sizeof options, RESSENTI_WANT_CONTRIBUTIONS | RESSENTI_WANT_HITS | RESSENTI_WANT_FIGURES | RESSENTI_CODE_POINTS, 0, 0};
    ressenti_result *points = NULL;
    CHECK(ressenti_result_new(in->engine, NULL, &points) == RESSENTI_OK && ressenti_analyze(in->scratch, texts, count, &options, points, NULL) == RESSENTI_OK, "once more");
    tables in_bytes = tables_of(in->result), in_points = tables_of(points);
    for (size_t i = 0; i < count; i++) {
        const uint8_t *bytes = (const uint8_t *)texts[i].data;
        for (uint64_t k = in_bytes.documents.mention_begin[i]; k < in_bytes.documents.mention_begin[i + 1]; k++)
            CHECK(in_points.mentions.begin[k] == rsn_utf8_count(bytes, in_bytes.mentions.begin[k]) && in_points.mentions.end[k] == rsn_utf8_count(bytes, in_bytes.mentions.end[k]), "text %zu, a mention", i);
        for (uint64_t k = in_bytes.documents.contribution_begin[i]; k < in_bytes.documents.contribution_begin[i + 1]; k++)
            CHECK(in_points.terms.begin[k] == rsn_utf8_count(bytes, in_bytes.terms.begin[k]) && in_points.terms.cue_end[k] == rsn_utf8_count(bytes, in_bytes.terms.cue_end[k]), "text %zu, a term", i);
        for (uint64_t k = in_bytes.documents.hit_begin[i]; k < in_bytes.documents.hit_begin[i + 1]; k++)
            CHECK(in_points.hits.end[k] == rsn_utf8_count(bytes, in_bytes.hits.end[k]), "text %zu, a hit", i);
    }
    ressenti_result_release(points);
}

static void test_texts(ressenti_engine *engine, const ressenti_text *texts, size_t count)
{
    fixture in = fixture_new(engine);
    test_properties(&in, texts, count);
    test_repeatability(&in, texts, count);
    test_code_points(&in, texts, count);
    fixture_free(&in);
}

/* Words, marks and broken pieces at random: the same properties. */
static void test_random_texts(void)
{
    static const char *const PIECES[] = {"bon", "nul ", "très ", "pas ", "ne ", " mais ", "livraison", " colis ", "éventré", "5 jours ", "reçu ", "promis ", "au lieu de ", "12 €", "!", "?", ". ", ", ", "\n", "…", "😀", ":)", "’", "'", "-", "e\u0301", "Ã©", "&eacute;", "&amp", "\u200B", "BON ", "booon", "tjrs ", "1 250", "(", ")", "«", "\u0301", "ﬁ", "\x01", "œ", "plus jamais", "je résilie", "2h30", "quatre-vingt "};
    enum { TEXTS = 3000 };
    static char bytes[TEXTS][400];
    static ressenti_text texts[TEXTS];
    random_source source = {1848};
    for (int i = 0; i < TEXTS; i++) {
        texts[i].data = bytes[i];
        for (uint32_t pieces = random_below(&source, 25); pieces > 0; pieces--) {
            const char *piece = PIECES[random_below(&source, sizeof PIECES / sizeof PIECES[0])];
            memcpy(bytes[i] + texts[i].size, piece, strlen(piece));
            texts[i].size += strlen(piece);
        }
    }
    test_texts(make_engine(&SMALL_FRENCH), texts, TEXTS);
}

int main(int argc, char **argv)
{
    size_t most = argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : DEV_TEXTS_MOST;
    ressenti_text own[sizeof OWN_TEXTS / sizeof OWN_TEXTS[0]];
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_pack *pack = NULL;
    test_statuses();
    test_sizes();
    test_marks();
    test_reading_flags();
    test_arguments();
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) own[i] = text_of(OWN_TEXTS[i]);
    test_texts(make_engine(&SMALL_FRENCH), own, sizeof own / sizeof own[0]);
    test_random_texts();
    dev_texts *texts = dev_texts_read();
    if (CHECK(ressenti_pack_open(SHIPPED_PACK_FILE, NULL, &pack, &error) == RESSENTI_OK, "%s", error.message))
        test_texts(make_engine_of(&pack, 1), texts->items, texts->count < most ? texts->count : most);
    dev_texts_free(texts);
    return check_result();
}
