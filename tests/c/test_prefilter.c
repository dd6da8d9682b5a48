/* The prefilter changes what matching costs, never what it finds: every rule of the shipped pack, tried on every text
 * without it, against rsn_match_rules.  An argument says how many texts: all by default. */
#include "prefilter.h"

#include <time.h>

#include "dev_texts.h"
#include "match.h"
#include "random.h"
#include "reading.h"
#include "small_french.h"

/* ---- the reference: leftmost matches of an alternation, found by looking everywhere ----------------- */

static const rsn_engine_pattern *pattern_at(const ressenti_engine *engine, size_t index)
{
    return &RSN_AT(&engine->rule_patterns, rsn_engine_pattern, index);
}

static bool find(const ressenti_scratch *scratch, size_t pattern, const rsn_folded *folded, uint32_t from, rsn_span *match)
{
    rsn_pattern_runner_begin_text(scratch->runner, folded->size);
    const rsn_pattern *compiled = pattern_at(scratch->engine, pattern)->pattern;
    return rsn_pattern_find(compiled, scratch->runner, folded->bytes, folded->size, from, folded->size, match) == RSN_FOUND;
}

/* The earliest match of the rule's patterns; of equals the one that was written first. */
static bool find_first(const ressenti_scratch *scratch, rsn_span patterns, const rsn_folded *folded, uint32_t from, rsn_span *first)
{
    bool is_found = false;
    for (uint32_t i = patterns.begin; i < patterns.end; i++) {
        rsn_span match;
        if (!find(scratch, i, folded, from, &match) || (is_found && match.begin >= first->begin)) continue;
        *first = match;
        is_found = true;
    }
    return is_found;
}

/* Some exclusion stands wholly inside the clauses that the match touches. */
static bool is_excluded(const ressenti_scratch *scratch, const rsn_engine_rule *rule, const rsn_findings *found, rsn_span match)
{
    rsn_span stretch = {found->clauses.items[rsn_clause_at(&found->clauses, match.begin)].bytes.begin,
                        found->clauses.items[rsn_clause_at(&found->clauses, match.end - 1)].bytes.end};
    for (uint32_t i = rule->unless.begin; i < rule->unless.end; i++) {
        rsn_span excluding;
        for (uint32_t from = stretch.begin; find(scratch, i, &found->folded, from, &excluding); from = excluding.begin + 1)
            if (rsn_span_contains(stretch, excluding)) return true;
    }
    return false;
}

/* The patterns of each rule stand together, its exclusions behind them. */
static rsn_span patterns_of(const ressenti_engine *engine, uint32_t rule, size_t *at)
{
    rsn_span patterns = {(uint32_t)*at, (uint32_t)*at};
    while (*at < engine->rule_patterns.count && pattern_at(engine, *at)->rule == rule) {
        if (!pattern_at(engine, *at)->is_unless) patterns.end = (uint32_t)*at + 1;
        ++*at;
    }
    return patterns;
}

static long compare(const ressenti_scratch *scratch, const rsn_findings *found, const char *text)
{
    const ressenti_engine *engine = scratch->engine;
    size_t at = 0, seen = 0;
    for (uint32_t r = 0; r < engine->rules.count; r++) {
        const rsn_engine_rule *rule = rsn_engine_rule_at(engine, r);
        rsn_span patterns = patterns_of(engine, r, &at), match;
        uint32_t from = 0;
        while (!rule->is_overruled && find_first(scratch, patterns, &found->folded, from, &match)) {
            from = match.end > from ? match.end : from + 1;
            rsn_span tokens = rsn_tokens_of(&found->tokens, match);
            if (match.end <= match.begin || tokens.begin == tokens.end || is_excluded(scratch, rule, found, match)) continue;
            const rsn_hit *hit = seen < found->hits->items.count ? rsn_hit_at(found->hits, (uint32_t)seen) : NULL;
            bool is_same = hit != NULL && hit->rule == r && hit->bytes.begin == match.begin && hit->bytes.end == match.end;
            if (!CHECK(is_same, "%.*s finds « %.*s » [%u, %u) without the prefilter, not with it, in: %.300s", (int)rule->name.size, rule->name.data,
                       (int)(match.end - match.begin), (const char *)found->folded.bytes + match.begin, match.begin, match.end, text))
                return (long)seen;
            seen++;
        }
    }
    CHECK(seen == found->hits->items.count, "%u hits with the prefilter, %zu without it, in: %.300s", (uint32_t)found->hits->items.count, seen, text);
    return (long)seen;
}

/* ---- texts ------------------------------------------------------------------------------------------- */

static void test_shipped_pack(size_t text_count)
{
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_pack *pack = NULL;
    dev_texts *texts = dev_texts_read();
    if (!CHECK(ressenti_pack_open(SHIPPED_PACK_FILE, NULL, &pack, &error) == RESSENTI_OK, "%s", error.message)) exit(check_result());
    reading in = reading_new(make_engine_of(&pack, 1));
    long hits = 0;
    if (text_count > texts->count) text_count = texts->count;
    for (size_t i = 0; i < text_count; i++) hits += compare(in.scratch, read_sized(&in, texts->items[i]), texts->items[i].data);
    /* Words of different texts side by side: more rules meet than in any real text. */
    random_source source = {42};
    for (int round = 0; round < 60 && text_count == texts->count; round++) {
        char mixed[2400];
        size_t size = 0;
        while (size < 1200) {
            ressenti_text text = texts->items[random_below(&source, (uint32_t)texts->count)];
            size_t begin = random_below(&source, (uint32_t)text.size), length = 60;
            while (begin < text.size && ((uint8_t)text.data[begin] & 0xC0) == 0x80) begin++;
            if (length > text.size - begin) length = text.size - begin;
            while (begin + length < text.size && ((uint8_t)text.data[begin + length] & 0xC0) == 0x80) length++;
            memcpy(mixed + size, text.data + begin, length);
            size += length;
            mixed[size++] = ' ';
        }
        hits += compare(in.scratch, read_sized(&in, (ressenti_text){mixed, size}), "(a mixture)");
    }
    printf("%ld hits on %zu texts\n", hits, text_count);
    CHECK(hits > (long)text_count, "only %ld hits were compared", hits);
    reading_free(&in);
    dev_texts_free(texts);
}

/* Where a prefilter could go wrong. */
static void test_corners(void)
{
    static const label_row LABELS[] = {{RESSENTI_THEME, "t", "T", NULL, 1, 1, 0}};
    static const rule_row RULES[] = {
        {.name = "t/court", .theme = "t", .phrases = {"a", "j ai"}},
        {.name = "t/long", .theme = "t", .phrases = {"anticonstitutionnellement", "anticonstitutif"}},
        {.name = "t/huit", .theme = "t", .phrases = {"rembours*", "remboursa"}},
        {.name = "t/sans", .theme = "t", .regexes = {"€ ?5"}},
        {.name = "t/besoin", .theme = "t", .regexes = {"\\bcafe\\b"}, .needs = {"café", "thé"}},
        {.name = "t/joint", .theme = "t", .phrases = {"d'attente", "rendez-vous"}},
        {.name = "t/option", .theme = "t", .phrases = {"[très] [trop] long"}},
        {.name = "t/sauf", .theme = "t", .phrases = {"retard"}, .unless = {"sans retard", "aucun retard"}},
        {.name = "t/debut", .theme = "t", .phrases = {"^ merci", "merci $"}},
        {.name = "t/nombre", .theme = "t", .phrases = {"<nombre> appels", "<mot> perdu"}},
    };
    static const char *const TEXTS[] = {
        "", "a", "j'ai", "jai a a a", "anticonstitutionnellement anticonstitutif anticonst", "remboursement remboursa rembourse debours",
        "12 €5", "le café ou le thé, cafe", "temps dattente d'attente attente rendezvous rendez vous", "très long trop long très trop long long",
        "sans retard, retard. aucun retard mais retard", "retard sans retard", "merci", "merci merci merci", "12 appels vingt appels deux cents appels", "tout perdu, perdu",
        "nuuul loooong retaaard", "retard retard retard sans retard", "\nretard\nsans retard", "é", "€5 €5€5",
    };
    static const pack_source CORNERS = {"coins", NULL, 0, ROWS(LABELS), ROWS(RULES)};
    reading in = reading_new(make_engine(&CORNERS));
    long hits = 0;
    for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0]; i++) {
        const rsn_findings *found = read_text(&in, TEXTS[i]);
        if (found->clauses.count > 0) hits += compare(in.scratch, found, TEXTS[i]);
    }
    CHECK(hits > 20, "most corners hold a hit: %ld", hits);
    reading_free(&in);
}

/* More words than the prefilter has bits for hints, so that some share one; lists of words shorter and longer than a hint. */
static void test_many_words(void)
{
    enum { RULES = 2000, WORDS = 3 * RULES, TEXTS = 40, WORDS_A_TEXT = 60, NAME = 12, REGEX = 96 };
    static const label_row LABELS[] = {{RESSENTI_THEME, "t", "T", NULL, 1, 1, 0}};
    static char names[RULES][NAME], regexes[RULES][REGEX];
    static rule_row rules[RULES];
    random_source source = {20240305};
    for (uint32_t i = 0; i < RULES; i++) {
        uint32_t w = 3 * i;
        (void)snprintf(names[i], NAME, "t/%u", i);
        if (i % 3 == 0) (void)snprintf(regexes[i], REGEX, "\\bm%u(?: \\w+){0,2} m%u\\b", w, w + 1);
        if (i % 3 == 1) (void)snprintf(regexes[i], REGEX, "\\b(?:m%u|m%u) (?:m%u|m%u|m0)\\b", w, w + 1, w + 2, w - 2);
        if (i % 3 == 2) (void)snprintf(regexes[i], REGEX, "\\bm%u (?:m%u|m%u|m1|m2|m3|m4)\\b", w, w + 1, w + 2);
        rules[i] = (rule_row){.name = names[i], .theme = "t", .regexes = {regexes[i]}};
    }
    const pack_source many = {"mots", NULL, 0, ROWS(LABELS), ROWS(rules)};
    reading in = reading_new(make_engine(&many));
    long hits = 0;
    for (int i = 0; i < TEXTS; i++) {
        char text[WORDS_A_TEXT * 8];
        size_t size = 0;
        for (uint32_t word = 0; size < sizeof text - 8; word = word % 3 == 2 ? random_below(&source, WORDS) : word + random_below(&source, 3)) {
            size += (size_t)snprintf(text + size, sizeof text - size, "m%u ", word % WORDS);
        }
        hits += compare(in.scratch, read_text(&in, text), text);
    }
    CHECK(hits > TEXTS, "only %ld hits were compared", hits);
    reading_free(&in);
}

static double seconds_for(reading *in, const char *unit, size_t size)
{
    enum { MOST = 16384 * 16 + 64 };
    static char text[MOST];
    size_t filled = 0;
    for (; filled < size; filled += strlen(unit)) memcpy(text + filled, unit, strlen(unit));
    clock_t before = clock();
    read_sized(in, (ressenti_text){text, filled});
    return (double)(clock() - before) / CLOCKS_PER_SEC;
}

static void check_cost(ressenti_engine *engine, const char *const *units, size_t count)
{
    enum { SMALL = 16384, TIMES = 16 };
    reading in = reading_new(engine);
    for (size_t i = 0; i < count; i++) {
        double small = seconds_for(&in, units[i], SMALL), large = seconds_for(&in, units[i], SMALL * TIMES);
        /* Quadratic is 256 times; the floor keeps the clock's grain out. */
        CHECK(large < 80 * (small + 0.001), "« %s » again and again: %.4f s, and %.4f s for 16 times as many", units[i], small, large);
    }
    reading_free(&in);
}

/* Sixteen times the text costs about sixteen times the work, whatever it repeats. */
static void test_cost_is_linear(void)
{
    static const char *const UNITS[] = {"livraison ", "colis en retard sans retard ", "colis colis abîmé ", "nul ", "plus jamais. ", "promis 5 jours, reçu 7. ", "hotline ", "! ", "é"};
    check_cost(make_engine(&SMALL_FRENCH), UNITS, sizeof UNITS / sizeof UNITS[0]);
}

/* The same for rules of which no first word is known, and for exclusions of that kind. */
static void test_cost_without_places(void)
{
    static const label_row LABELS[] = {{RESSENTI_THEME, "t", "T", NULL, 1, 1, 0}};
    static const rule_row RULES[] = {
        {.name = "t/1", .theme = "t", .regexes = {".on"}, .needs = {"bon"}},
        {.name = "t/2", .theme = "t", .regexes = {"(?:tres )?\\bbon\\b"}},
        {.name = "t/3", .theme = "t", .phrases = {"bon"}, .unless = {"<mot> non"}},
    };
    static const pack_source PACK = {"sans places", NULL, 0, ROWS(LABELS), ROWS(RULES)};
    static const char *const UNITS[] = {"bon ", "bon, non, ", "bon. pas non. "};
    check_cost(make_engine(&PACK), UNITS, sizeof UNITS / sizeof UNITS[0]);
}

int main(int argc, char **argv)
{
    test_corners();
    test_many_words();
    test_cost_is_linear();
    test_cost_without_places();
    test_shipped_pack(argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : DEV_TEXTS_MOST);
    return check_result();
}
