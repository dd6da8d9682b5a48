/* The engine as a whole against a plain loop: random rules on random texts, prefilter, programs and places on one side,
 * on the other PCRE2's interpreter, which looks everywhere for the alternation of a rule's patterns.  Spans included.
 * An argument says how many rounds; another the seed. */
#include <time.h>

#include "match.h"
#include "rule_grammar.h"

enum { ROUNDS = 90, SEED = 1664, RULES = 24, TEXTS = 40, PATTERNS_MOST = 3, LIMIT = 300000, LONG_ROOM = 40000, COUNTED_MOST = 5 };

typedef struct rule { /* as the reference knows it */
    rsn_pattern *patterns, *unless[PATTERNS_MOST];
    uint32_t unless_count;
    line source; /* for messages */
} rule;

typedef struct round_of {
    ressenti_engine *engine;
    reading in;
    rule rules[RULES];
    uint32_t rule_count;
} round_of;

typedef struct tally {
    unsigned long hits, filtered, texts, gave_up, programs, patterns, led, always;
} tally;

static rsn_pattern_context *context;
static rsn_pattern_runner *runner;

/* ---- rules ------------------------------------------------------------------------------------------ */

static bool add_rule(author *in, ressenti_builder *builder, uint32_t number, line *source)
{
    line written[2 * PATTERNS_MOST];
    char name[24];
    rule_row row = {.name = name, .theme = "t"};
    uint32_t phrases = 0, regexes = 0, unless = 0, used = 0;
    ressenti_error error = RESSENTI_ERROR_INIT;
    (void)snprintf(name, sizeof name, "t/%u", number);
    *source = (line){.size = 0};
    for (uint32_t i = 1 + random_below(&in->random, PATTERNS_MOST); i > 0; i--, used++) {
        bool is_phrase = chance(in, 3);
        if (is_phrase) write_phrase(in, &written[used]);
        else write_regex(in, &written[used]);
        if (is_phrase) row.phrases[phrases++] = written[used].text;
        else row.regexes[regexes++] = written[used].text;
        line_add(source, "%s « %s » ", is_phrase ? "phrase" : "regex", written[used].text);
    }
    for (uint32_t i = chance(in, 3) ? 1 + random_below(&in->random, 2) : 0; i > 0; i--, used++) {
        write_phrase(in, &written[used]);
        row.unless[unless++] = written[used].text;
        line_add(source, "unless « %s » ", written[used].text);
    }
    return add_rule_row(builder, &row, &error) == RESSENTI_OK; /* it may match nothing at all, say */
}

static ressenti_status add_rules(author *in, ressenti_builder *builder, round_of *made)
{
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_label label = {.struct_size = sizeof label, .id = text_of("t"), .fr = text_of("t"), .en = text_of("t")};
    ressenti_word connective = {sizeof connective, RESSENTI_WORD_CONNECTIVE, text_of("mais"), {NULL, 0}, RESSENTI_CONNECTIVE_CONTRAST, 0};
    ressenti_status status = ressenti_builder_name(builder, text_of("hasard"), text_of("0123456789abcdef"), &error);
    if (status == RESSENTI_OK) status = ressenti_builder_add_label(builder, RESSENTI_THEME, &label, text_of(NULL), 0, &error);
    if (status == RESSENTI_OK) status = ressenti_builder_add_word(builder, &connective, &error);
    for (uint32_t i = chance(in, 2) ? 6 : 0; i > 0 && status == RESSENTI_OK; i--) { /* what is rare decides what is waited for */
        char sample[400];
        size_t size = write_text(in, sample, sizeof sample, 30);
        status = ressenti_builder_add_sample(builder, (ressenti_text){sample, size}, &error);
    }
    for (uint32_t tries = 0; tries < 4 * RULES && made->rule_count < RULES && status == RESSENTI_OK; tries++)
        made->rule_count += add_rule(in, builder, made->rule_count, &made->rules[made->rule_count].source);
    return status;
}

static ressenti_engine *build_engine(author *in, round_of *made)
{
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_builder *builder = NULL;
    ressenti_text bytes = {NULL, 0};
    ressenti_pack *pack = NULL;
    ressenti_status status = ressenti_builder_new(NULL, &builder);
    if (status == RESSENTI_OK) status = add_rules(in, builder, made);
    if (status == RESSENTI_OK) status = ressenti_builder_finish(builder, &bytes, &error);
    if (status == RESSENTI_OK) status = ressenti_pack_from_bytes(bytes.data, bytes.size, NULL, &pack, &error);
    ressenti_builder_release(builder);
    if (!CHECK(status == RESSENTI_OK, "random rules make a sound pack: %s", error.message)) exit(check_result());
    return make_engine_of(&pack, 1);
}

static rsn_pattern *compile(ressenti_text regex)
{
    rsn_pattern *pattern = NULL;
    ressenti_error error = RESSENTI_ERROR_INIT;
    if (CHECK(rsn_pattern_compile_pcre2(context, regex, &pattern, &error) == RESSENTI_OK, "PCRE2 takes %.*s: %s", (int)regex.size, regex.data, error.message)) return pattern;
    exit(check_result());
}

/* One expression of a rule's patterns, as they stand in the engine. */
static void make_reference(round_of *made)
{
    const ressenti_engine *engine = made->engine;
    for (uint32_t r = 0, at = 0; r < made->rule_count; r++) {
        line all = {.size = 0};
        for (; at < engine->rule_patterns.count; at++) {
            const rsn_engine_pattern *pattern = &RSN_AT(&engine->rule_patterns, rsn_engine_pattern, at);
            if (pattern->rule != r) break;
            if (pattern->is_unless) made->rules[r].unless[made->rules[r].unless_count++] = compile(pattern->regex);
            else line_add(&all, "%s(?:%.*s)", all.size > 0 ? "|" : "", (int)pattern->regex.size, pattern->regex.data);
        }
        if (all.size + 1 < sizeof all.text) made->rules[r].patterns = compile((ressenti_text){all.text, all.size}); /* else it was cut: left out */
    }
}

static void count_patterns(const ressenti_engine *engine, tally *sum)
{
    for (uint32_t i = 0; i < engine->rule_patterns.count; i++) {
        const rsn_engine_pattern *pattern = &RSN_AT(&engine->rule_patterns, rsn_engine_pattern, i);
        sum->patterns++;
        sum->programs += rsn_pattern_is_program(pattern->pattern);
        sum->led += pattern->has_places;
        sum->always += !pattern->is_prefiltered;
    }
}

static void begin_round(author *in, round_of *made, tally *sum)
{
    *made = (round_of){.engine = NULL};
    choose_words(in);
    made->engine = build_engine(in, made);
    made->in = reading_new(made->engine); /* keeps it */
    rsn_pattern_runner_limit(made->in.scratch->runner, LIMIT);
    make_reference(made);
    count_patterns(made->engine, sum);
}

static void end_round(round_of *made)
{
    for (uint32_t r = 0; r < made->rule_count; r++) {
        rsn_pattern_release(made->rules[r].patterns);
        for (uint32_t i = 0; i < made->rules[r].unless_count; i++) rsn_pattern_release(made->rules[r].unless[i]);
    }
    reading_free(&made->in);
}

/* ---- the plain loop ------------------------------------------------------------------------------------ */

static rsn_found find(const rsn_pattern *pattern, const rsn_folded *folded, uint32_t from, rsn_span *match)
{
    rsn_pattern_runner_begin_text(runner, 0);
    return rsn_pattern_find(pattern, runner, folded->bytes, folded->size, from, folded->size, match);
}

static bool is_undone(const rule *checked, const rsn_findings *found, rsn_span match)
{
    rsn_span stretch = {found->clauses.items[rsn_clause_at(&found->clauses, match.begin)].bytes.begin,
                        found->clauses.items[rsn_clause_at(&found->clauses, match.end - 1)].bytes.end};
    for (uint32_t i = 0; i < checked->unless_count; i++) {
        rsn_span undoing;
        for (uint32_t from = stretch.begin; find(checked->unless[i], &found->folded, from, &undoing) == RSN_FOUND; from = undoing.begin + 1)
            if (rsn_span_contains(stretch, undoing)) return true;
    }
    return false;
}

typedef struct spans {
    rsn_span items[LONG_ROOM]; /* as many as a text has bytes */
    uint32_t count;
    bool gave_up;
} spans;

static void find_all(const rule *checked, const rsn_findings *found, spans *out)
{
    rsn_span match;
    rsn_found answer;
    out->count = 0;
    for (uint32_t from = 0; (answer = find(checked->patterns, &found->folded, from, &match)) == RSN_FOUND; from = match.end > from ? match.end : from + 1) {
        if (match.end <= match.begin) continue;
        rsn_span tokens = rsn_tokens_of(&found->tokens, match);
        if (tokens.begin == tokens.end || is_undone(checked, found, match)) continue;
        out->items[out->count++] = match;
    }
    out->gave_up = answer == RSN_GAVE_UP;
}

/* ---- comparing ------------------------------------------------------------------------------------------ */

static void compare_rule(const round_of *made, const rsn_findings *found, const rsn_hits *hits, uint32_t r, uint32_t *at, const char *how, tally *sum)
{
    static spans expected;
    find_all(&made->rules[r], found, &expected);
    uint32_t begin = *at;
    while (*at < hits->items.count && rsn_hit_at(hits, *at)->rule == r) ++*at;
    if (expected.gave_up) {
        sum->gave_up++;
        return;
    }
    bool is_same = expected.count == *at - begin;
    uint32_t differing = 0;
    for (uint32_t i = 0; i < expected.count && is_same; i++, differing = i) {
        rsn_span bytes = rsn_hit_at(hits, begin + i)->bytes;
        is_same = bytes.begin == expected.items[i].begin && bytes.end == expected.items[i].end;
    }
    if (!is_same && differing > 0) differing--;
    rsn_span wanted = differing < expected.count ? expected.items[differing] : (rsn_span){0, 0};
    rsn_span had = begin + differing < *at ? rsn_hit_at(hits, begin + differing)->bytes : (rsn_span){0, 0};
    CHECK(is_same, "%s finds %u, PCRE2 %u, the first that differs [%u, %u) for [%u, %u): %s in « %.*s »", how, *at - begin, expected.count, had.begin, had.end,
          wanted.begin, wanted.end, made->rules[r].source.text, found->folded.size > 600 ? 600 : (int)found->folded.size, (const char *)found->folded.bytes);
    sum->hits += expected.count;
    if (rsn_engine_rule_at(made->engine, r)->is_prefiltered) sum->filtered += expected.count;
}

static void compare_all(const round_of *made, const rsn_findings *found, const char *how, tally *sum)
{
    uint32_t at = 0;
    if (found->hits->gave_up) {
        sum->gave_up++;
        return;
    }
    for (uint32_t r = 0; r < made->rule_count; r++)
        if (made->rules[r].patterns != NULL) compare_rule(made, found, found->hits, r, &at, how, sum);
        else while (at < found->hits->items.count && rsn_hit_at(found->hits, at)->rule == r) at++;
}

/* The short way must give what the long way gives: it is compared with it, not once more with PCRE2. */
static void compare_match(round_of *made, ressenti_text text)
{
    enum { MOST = 1 << 16 };
    static rsn_hit kept[MOST];
    const rsn_hits *hits = made->in.found.hits;
    uint32_t count = (uint32_t)hits->items.count;
    rsn_findings again;
    if (count > MOST || hits->gave_up) return;
    if (count > 0) memcpy(kept, hits->items.items, count * sizeof *kept);
    if (!CHECK(rsn_match_text(made->in.scratch, text, (uint64_t)1 << 28, 0, &again) == RESSENTI_OK, "there is memory")) return;
    bool is_same = again.hits->items.count == count;
    for (uint32_t i = 0; i < count && is_same; i++) {
        const rsn_hit *hit = rsn_hit_at(again.hits, i);
        is_same = hit->rule == kept[i].rule && hit->bytes.begin == kept[i].bytes.begin && hit->bytes.end == kept[i].bytes.end;
    }
    CHECK(is_same, "ressenti_match finds %zu, ressenti_analyze %u in « %.*s »", again.hits->items.count, count, (int)text.size, text.data);
}

static uint32_t pieces_of(author *in, uint32_t text)
{
    if (text == 0) return chance(in, 12) ? 1500 + random_below(&in->random, 1500) : 300; /* beyond 1,000 chunks, or 64 */
    if (text < 4) return 60 + random_below(&in->random, 60);
    return random_below(&in->random, 24);
}

static void play_round(author *in, tally *sum)
{
    static round_of made;
    static char text[LONG_ROOM];
    begin_round(in, &made, sum);
    for (uint32_t i = 0; i < TEXTS && check_failed < COUNTED_MOST; i++) {
        ressenti_text given = {text, write_text(in, text, sizeof text, pieces_of(in, i))};
        const rsn_findings *found = read_sized(&made.in, given);
        if (found->hits == NULL || found->folded.size == 0) continue;
        sum->texts++;
        compare_all(&made, found, "the engine", sum);
        compare_match(&made, given);
    }
    end_round(&made);
}

int main(int argc, char **argv)
{
    unsigned long rounds = argc > 1 ? strtoul(argv[1], NULL, 10) : ROUNDS, seed = argc > 2 ? strtoul(argv[2], NULL, 10) : SEED;
    ressenti_allocator memory = rsn_allocator_or_default(NULL);
    author in = {.random = {seed}};
    tally sum = {0};
    if (rsn_pattern_context_new(&memory, &context) != RESSENTI_OK || rsn_pattern_runner_new(context, &memory, &runner) != RESSENTI_OK) return 1;
    rsn_pattern_runner_limit(runner, LIMIT);
    for (unsigned long i = 0; i < rounds && check_failed < COUNTED_MOST; i++) play_round(&in, &sum);
    printf("seed %lu: %lu hits, %lu of prefiltered rules, on %lu texts; %lu patterns, of which %lu programs, %lu tried at places, %lu on every text; gave up %lu times\n", seed, sum.hits, sum.filtered, sum.texts,
           sum.patterns, sum.programs, sum.led, sum.always, sum.gave_up);
    CHECK(sum.hits > rounds * 100 && sum.filtered > rounds * 20 && sum.gave_up < sum.texts, "enough is compared");
    rsn_pattern_runner_release(runner);
    rsn_pattern_context_release(context);
    return check_result();
}
