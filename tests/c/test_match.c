/* ressenti_match: the hits of ressenti_analyze and nothing else, on each text of the shipped pack's own language. */
#include "dev_texts.h"
#include "small_french.h"

typedef struct both { /* the same texts, read wholly and for their rules */
    ressenti_result *whole, *rules;
} both;

static both read_both(ressenti_engine *engine, const ressenti_text *texts, size_t count, uint32_t flags)
{
    both read = {NULL, NULL};
    ressenti_scratch *scratch = NULL;
    ressenti_options options = {.struct_size = sizeof options, .flags = flags}, with_hits = options;
    with_hits.flags |= RESSENTI_WANT_HITS;
    bool is_read = ressenti_scratch_new(engine, NULL, &scratch) == RESSENTI_OK && ressenti_result_new(engine, NULL, &read.whole) == RESSENTI_OK &&
                   ressenti_result_new(engine, NULL, &read.rules) == RESSENTI_OK &&
                   ressenti_analyze(scratch, texts, count, &with_hits, read.whole, NULL) == RESSENTI_OK &&
                   ressenti_match(scratch, texts, count, &options, read.rules, NULL) == RESSENTI_OK;
    if (!CHECK(is_read, "%zu texts are read in both ways", count)) exit(check_result());
    ressenti_scratch_release(scratch);
    return read;
}

static void free_both(both *read)
{
    ressenti_result_release(read->whole);
    ressenti_result_release(read->rules);
}

static uint64_t compare(const both *read, const ressenti_text *texts)
{
    ressenti_documents whole = {.struct_size = sizeof whole}, rules = {.struct_size = sizeof rules};
    ressenti_hits expected = {.struct_size = sizeof expected}, found = {.struct_size = sizeof found};
    uint64_t compared = 0;
    ressenti_result_documents(read->whole, &whole);
    ressenti_result_documents(read->rules, &rules);
    ressenti_result_hits(read->whole, &expected);
    ressenti_result_hits(read->rules, &found);
    CHECK(whole.count == rules.count, "one row a text: %zu and %zu", whole.count, rules.count);
    for (size_t i = 0; i < rules.count; i++) {
        if (whole.status[i] == RESSENTI_ROW_NOT_FRENCH) continue; /* there the rules are read all the same */
        uint64_t a = whole.hit_begin[i], b = rules.hit_begin[i], count = whole.hit_begin[i + 1] - a;
        CHECK(rules.status[i] == whole.status[i], "status %u, not %u, of: %.200s", rules.status[i], whole.status[i], texts[i].data);
        if (!CHECK(rules.hit_begin[i + 1] - b == count, "%u hits, not %u, in: %.200s", (unsigned)(rules.hit_begin[i + 1] - b), (unsigned)count, texts[i].data)) continue;
        for (uint64_t k = 0; k < count; k++)
            CHECK(found.rule[b + k] == expected.rule[a + k] && found.begin[b + k] == expected.begin[a + k] && found.end[b + k] == expected.end[a + k],
                  "rule %u [%u, %u), not %u [%u, %u), in: %.200s", found.rule[b + k], found.begin[b + k], found.end[b + k], expected.rule[a + k],
                  expected.begin[a + k], expected.end[a + k], texts[i].data);
        compared += count;
    }
    return compared;
}

static void test_shipped_pack(void)
{
    static const uint32_t FLAGS[] = {0, RESSENTI_CODE_POINTS};
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_pack *pack = NULL;
    dev_texts *texts = dev_texts_read();
    if (!CHECK(ressenti_pack_open(SHIPPED_PACK_FILE, NULL, &pack, &error) == RESSENTI_OK, "%s", error.message)) exit(check_result());
    ressenti_engine *engine = make_engine_of(&pack, 1);
    for (size_t i = 0; i < sizeof FLAGS / sizeof FLAGS[0]; i++) {
        both read = read_both(engine, texts->items, texts->count, FLAGS[i]);
        uint64_t compared = compare(&read, texts->items);
        CHECK(compared > texts->count, "only %u hits were compared", (unsigned)compared);
        free_both(&read);
    }
    ressenti_engine_release(engine);
    dev_texts_free(texts);
}

/* Hits without a letter or digit, exclusions, rows that are not read. */
static void test_corners(void)
{
    static const label_row LABELS[] = {{RESSENTI_THEME, "t", "T", NULL, 1, 1, 0}};
    static const rule_row ALWAYS[] = {
        {.name = "t/blancs", .theme = "t", .regexes = {"\\s"}},
        {.name = "t/joints", .theme = "t", .regexes = {"['-]"}},
        {.name = "t/signes", .theme = "t", .regexes = {"[!?]+"}},
        {.name = "t/retard", .theme = "t", .phrases = {"retard"}},
    };
    static const rule_row SAVE_FOR[] = {{.name = "t/sauf", .theme = "t", .phrases = {"retard"}, .unless = {"sans retard"}}, {.name = "t/blancs", .theme = "t", .regexes = {"\\s"}}};
    static const pack_source PACKS[] = {{"sans", NULL, 0, ROWS(LABELS), ROWS(ALWAYS)}, {"sauf", NULL, 0, ROWS(LABELS), ROWS(SAVE_FOR)}};
    static const char *const STRINGS[] = {"", " ", "a b", "l'ami", "a-b - c ' d", "retard !!", "sans retard, retard", "RETARD\nretard", "- - -", "'", "?! ' é", "re\xFFtard"};
    ressenti_text texts[sizeof STRINGS / sizeof STRINGS[0] + 1] = {{NULL, 0}};
    size_t count = sizeof STRINGS / sizeof STRINGS[0];
    for (size_t i = 0; i < count; i++) texts[i] = text_of(STRINGS[i]);
    uint64_t compared = 0;
    for (size_t i = 0; i < sizeof PACKS / sizeof PACKS[0]; i++) {
        ressenti_engine *engine = make_engine(&PACKS[i]);
        both read = read_both(engine, texts, count + 1, 0);
        compared += compare(&read, texts);
        free_both(&read);
        ressenti_engine_release(engine);
    }
    CHECK(compared > 10, "most corners hold a hit: %u", (unsigned)compared);
}

/* Everything but the status and the hits is left at its zero. */
static void test_other_columns(void)
{
    static const char TEXT[] = "Je pars : livré très en retard, téléphone nul, promis 5 jours, reçu 9.", ENGLISH[] = "the hotline and the and was";
    ressenti_text texts[] = {text_of(TEXT), text_of(ENGLISH)};
    ressenti_engine *engine = make_engine(&SMALL_FRENCH);
    both read = read_both(engine, texts, 2, 0);
    ressenti_documents rows = {.struct_size = sizeof rows};
    ressenti_result_documents(read.rules, &rows);
    for (size_t i = 0; i < 2; i++) {
        CHECK(rows.status[i] == RESSENTI_ROW_OK, "status %u: other languages are read too", rows.status[i]);
        CHECK(rows.sentiment[i] == RESSENTI_UNREAD && rows.points[i] == 0 && rows.score[i] == 0 && rows.confidence[i] == 0 && rows.irritation[i] == 0, "no feelings");
        CHECK(strcmp(ressenti_language_name(rows.lang[i]), "und") == 0, "the language is not asked");
        CHECK((rows.signals[i] | rows.channels[i] | rows.stages[i] | rows.components[i]) == 0, "no bits");
        CHECK(rows.hit_begin[i + 1] > rows.hit_begin[i], "but hits, text %zu", i);
    }
    CHECK(rows.theme_begin[2] + rows.mention_begin[2] + rows.signal_begin[2] + rows.gap_begin[2] + rows.contribution_begin[2] == 0, "the other tables are empty");
    free_both(&read);
    ressenti_engine_release(engine);
}

static void test_arguments(void)
{
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_engine *engine = make_engine(&SMALL_FRENCH), *other = make_engine(&SMALL_FRENCH);
    ressenti_scratch *scratch = NULL;
    ressenti_result *result = NULL, *foreign = NULL;
    ressenti_text text = text_of("livraison");
    if (!CHECK(ressenti_scratch_new(engine, NULL, &scratch) == RESSENTI_OK && ressenti_result_new(engine, NULL, &result) == RESSENTI_OK &&
                   ressenti_result_new(other, NULL, &foreign) == RESSENTI_OK, "objects can be had"))
        exit(check_result());
    CHECK(ressenti_match(NULL, &text, 1, NULL, result, &error) == RESSENTI_BAD_ARGUMENT, "no scratch");
    CHECK(ressenti_match(scratch, NULL, 1, NULL, result, &error) == RESSENTI_BAD_ARGUMENT, "no texts");
    CHECK(ressenti_match(scratch, &text, 1, NULL, NULL, &error) == RESSENTI_BAD_ARGUMENT, "no result");
    CHECK(ressenti_match(scratch, &text, 1, NULL, foreign, &error) == RESSENTI_BAD_ARGUMENT, "the result of another engine");
    CHECK(ressenti_match(scratch, NULL, 0, NULL, result, NULL) == RESSENTI_OK, "no text is none too many");
    ressenti_result_release(foreign);
    ressenti_result_release(result);
    ressenti_scratch_release(scratch);
    ressenti_engine_release(other);
    ressenti_engine_release(engine);
}

int main(void)
{
    test_shipped_pack();
    test_corners();
    test_other_columns();
    test_arguments();
    return check_result();
}
