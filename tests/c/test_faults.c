/* Hostile texts and rules (docs/reliability.md), by counted work: steps, bytes asked for, allocations; never seconds. */
#include "counting.h"
#include "dev_texts.h"
#include "pattern.h"
#include "reading.h"
#include "scratch.h"
#include "small_french.h"

enum { SMALL = 64 * 1024, LARGE = 1024 * 1024, KIB = 1024, MATCH_LIMIT = 100000 };

/* ---- one batch -------------------------------------------------------------------------------------- */

typedef struct batch {
    ressenti_engine *engine;
    ressenti_scratch *scratch;
    ressenti_result *result;
    ressenti_documents documents;
    counting counts;
} batch;

/* Takes over the caller's reference to the engine; the batch stays where it is. */
static void batch_begin(batch *in, ressenti_engine *engine)
{
    *in = (batch){.engine = engine, .documents = {.struct_size = sizeof in->documents}};
    ressenti_allocator memory = counting_allocator(&in->counts);
    bool is_made = ressenti_scratch_new(engine, &memory, &in->scratch) == RESSENTI_OK && ressenti_result_new(engine, &memory, &in->result) == RESSENTI_OK;
    if (!CHECK(is_made, "there is memory")) exit(check_result());
}

static void batch_read(batch *in, const ressenti_text *texts, size_t count)
{
    ressenti_error error = RESSENTI_ERROR_INIT;
    CHECK(ressenti_analyze(in->scratch, texts, count, NULL, in->result, &error) == RESSENTI_OK, "a bad text fails no batch: %s", error.message);
    ressenti_result_documents(in->result, &in->documents);
}

static void batch_end(batch *in)
{
    ressenti_result_release(in->result);
    ressenti_scratch_release(in->scratch);
    ressenti_engine_release(in->engine);
    CHECK(in->counts.blocks == 0 && in->counts.wrong_sizes == 0, "all is given back");
}

static size_t themes_of(const batch *in, size_t row)
{
    return (size_t)(in->documents.theme_begin[row + 1] - in->documents.theme_begin[row]);
}

/* `size` bytes of a unit repeated, whole units only. */
static char hostile[LARGE + 1];

static ressenti_text repeated(const char *unit, size_t size)
{
    size_t length = strlen(unit), filled = 0;
    for (; filled + length <= size; filled += length) memcpy(hostile + filled, unit, length);
    return (ressenti_text){hostile, filled};
}

/* ---- texts: faults 1 to 8 ----------------------------------------------------------------------------- */

static void fault_1_invalid_utf8(void)
{
    static const char *const INVALID[] = {"\xFF\xFE", "\xC0\xAF", "\xE0\x80\xAF", "\xF0\x80\x80\xAF", "\xE2\x82", "\xC3", "\x80", "\xF4\x90\x80\x80", "\xED\xA0\x80"};
    batch in;
    batch_begin(&in, make_engine(&SMALL_FRENCH));
    for (size_t i = 0; i < sizeof INVALID / sizeof *INVALID; i++) {
        ressenti_text texts[] = {text_of("livraison"), text_of(INVALID[i]), text_of("livraison")};
        batch_read(&in, texts, 3);
        const uint8_t *status = in.documents.status + i * 3;
        CHECK(status[0] == RESSENTI_ROW_OK && status[1] == RESSENTI_ROW_INVALID_UTF8 && status[2] == RESSENTI_ROW_OK, "row %zu of the table: it alone is refused", i);
    }
    batch_end(&in);
}

static void fault_2_code_point_between_rows(void)
{
    ressenti_text texts[] = {text_of("livr\xC3"), text_of("\xA9 bon")};
    batch in;
    batch_begin(&in, make_engine(&SMALL_FRENCH));
    batch_read(&in, texts, 2);
    CHECK(in.documents.status[0] == RESSENTI_ROW_INVALID_UTF8 && in.documents.status[1] == RESSENTI_ROW_INVALID_UTF8, "both halves say so");
    batch_end(&in);
}

static void fault_4_nul_inside(void)
{
    ressenti_text texts[] = {{"nul\0, la livraison est lente", 28}};
    batch in;
    batch_begin(&in, make_engine(&SMALL_FRENCH));
    batch_read(&in, texts, 1);
    CHECK(in.documents.status[0] == RESSENTI_ROW_OK && themes_of(&in, 0) == 1, "what is behind the NUL is read");
    batch_end(&in);
}

static void fault_5_empty_text(void)
{
    ressenti_text texts[] = {{"", 0}, {NULL, 0}};
    batch in;
    batch_begin(&in, make_engine(&SMALL_FRENCH));
    batch_read(&in, texts, 2);
    CHECK(in.documents.status[0] == RESSENTI_ROW_OK && in.documents.sentiment[0] == RESSENTI_NEUTRAL && themes_of(&in, 0) == 0, "an empty text says nothing");
    CHECK(in.documents.status[1] == RESSENTI_ROW_NULL && in.documents.sentiment[1] == RESSENTI_UNREAD, "an absent one is not read");
    batch_end(&in);
}

static void fault_6_text_of_100_megabytes(void)
{
    enum { SIZE = 100000000 };
    char *bytes = calloc(SIZE, 1);
    if (!CHECK(bytes != NULL, "there is memory")) return;
    ressenti_text texts[] = {{bytes, SIZE}, text_of("livraison")};
    batch in;
    batch_begin(&in, make_engine(&SMALL_FRENCH));
    size_t before = in.counts.asked;
    batch_read(&in, texts, 2);
    CHECK(in.documents.status[0] == RESSENTI_ROW_TOO_LONG && in.documents.status[1] == RESSENTI_ROW_OK, "it is not read, the next one is");
    CHECK(in.counts.asked - before < 512 * KIB, "no copy of it is made: %zu bytes", in.counts.asked - before);
    batch_end(&in);
    free(bytes);
}

/* What a text asks of the allocator, and what its rules spend, on 64 kB and on 1 MB. */
typedef struct cost {
    size_t asked;
    uint64_t steps;
    uint8_t status;
} cost;

static cost cost_of(ressenti_engine *engine, ressenti_text text)
{
    batch in;
    rsn_engine_retain(engine);
    batch_begin(&in, engine);
    size_t before = in.counts.asked;
    batch_read(&in, &text, 1);
    cost found = {in.counts.asked - before, rsn_pattern_runner_spent_on_text(in.scratch->runner), in.documents.status[0]};
    batch_end(&in);
    return found;
}

static void check_linear(ressenti_engine *engine, const char *name, const char *unit)
{
    enum { GROWTH_MOST = 20, FIXED = 1024 * 1024 }; /* sixteen times the text; arenas double */
    cost small = cost_of(engine, repeated(unit, SMALL)), large = cost_of(engine, repeated(unit, LARGE));
    uint64_t allowed = (uint64_t)MATCH_LIMIT * RSN_RULES_A_TEXT * (LARGE / KIB);
    CHECK(large.asked <= GROWTH_MOST * small.asked + FIXED, "%s: %zu bytes, then %zu", name, small.asked, large.asked);
    CHECK(large.steps <= GROWTH_MOST * small.steps + FIXED, "%s: %llu steps, then %llu", name, (unsigned long long)small.steps, (unsigned long long)large.steps);
    CHECK(large.steps <= allowed, "%s: %llu steps", name, (unsigned long long)large.steps);
}

static void fault_7_combining_bomb(void)
{
    ressenti_engine *engine = make_engine(&SMALL_FRENCH);
    CHECK(cost_of(engine, repeated("\u0301", LARGE)).status == RESSENTI_ROW_MARKS_CUT, "the row says that marks were cut");
    check_linear(engine, "marks alone", "\u0301");
    check_linear(engine, "marks of falling class", "\u0301\u0327");
    check_linear(engine, "letters with one mark each", "e\u0301");
    ressenti_engine_release(engine);
}

static void fault_8_a_million_empty_rows(void)
{
    enum { ROWS_MANY = 1000000, AT_ONCE = 1000 };
    static ressenti_text texts[AT_ONCE];
    batch in;
    batch_begin(&in, make_engine(&SMALL_FRENCH));
    for (size_t i = 0; i < AT_ONCE; i += 2) texts[i] = text_of("");
    long calls = in.counts.calls;
    for (size_t i = 0; i < ROWS_MANY / AT_ONCE; i++) batch_read(&in, texts, AT_ONCE);
    CHECK(in.documents.count == ROWS_MANY && in.documents.status[ROWS_MANY - 1] == RESSENTI_ROW_NULL, "all are there");
    CHECK(in.counts.calls - calls < 1000, "columns grow by doubling: %ld allocations", in.counts.calls - calls);
    CHECK(in.counts.bytes < (size_t)ROWS_MANY * 300, "%zu bytes are out", in.counts.bytes);
    batch_end(&in);
}

/* ---- work that is linear in the bytes, with the shipped pack --------------------------------------------- */

static const struct {
    const char *name, *unit;
} FAMILIES[] = {
    {"one letter, no blank", "a"}, {"letters", "a "}, {"blanks", " "}, {"line feeds", "\n"}, {"digits", "1"}, {"numbers", "5 "},
    {"exclamations", "!"}, {"ellipses", "..."}, {"entities", "&eacute;"}, {"ampersands", "&"}, {"mojibake", "Ã©"}, {"negations", "pas "},
    {"negated praise", "ne pas bon "}, {"clauses", "a,"}, {"sentences", "a. "}, {"questions", "bon, ?"}, {"gaps", "promis 5 jours reçu 9 jours "},
    {"durations", "5 jours "}, {"number words", "deux cent "}, {"thousands", "1 000 "}, {"prices", "12 € 50 "}, {"faces", ":)"}, {"eyes that are mouths", "^"},
    {"colons", ":"}, {"apostrophes", "l'"}, {"hyphens", "a-"}, {"drawn out", "nuuul "}, {"shouted", "NUL !! "}, {"emoji", "😡"}, {"one theme", "retard "},
    {"a rule and what undoes it", "livraison rapide, pas de retard. "}, {"another language", "the "},
};

static ressenti_engine *shipped_engine(void)
{
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_pack *pack = NULL;
    ressenti_engine *engine = NULL;
    if (ressenti_pack_open(SHIPPED_PACK_FILE, NULL, &pack, &error) == RESSENTI_OK) (void)ressenti_engine_new(&pack, 1, NULL, &engine, &error);
    ressenti_pack_release(pack);
    if (!CHECK(engine != NULL, "%s: %s", SHIPPED_PACK_FILE, error.message)) exit(check_result());
    return engine;
}

static void test_linear_work(void)
{
    ressenti_engine *engine = shipped_engine();
    for (size_t i = 0; i < sizeof FAMILIES / sizeof *FAMILIES; i++) check_linear(engine, FAMILIES[i].name, FAMILIES[i].unit);
    ressenti_engine_release(engine);
}

/* ^ is eye and mouth: before a letter none of a run is a face, and each used to look to the end of the run. */
static void test_faces_look_a_little_ahead(void)
{
    reading in = reading_new(make_engine(&SMALL_FRENCH));
    const rsn_findings *found = read_sized(&in, repeated("^", SMALL));
    CHECK(found->tokens.count > SMALL - 100, "a run that is too long for a face is marks: %u tokens", found->tokens.count);
    CHECK(read_sized(&in, repeated("^", 60))->tokens.count == 1, "a shorter one is a face");
    reading_free(&in);
}

/* ---- rules: faults 14 and 15 ------------------------------------------------------------------------------ */

static const struct {
    const char *regex, *unit, *why;
    bool gives_up;
} RULES[] = {
    {"(?:a+)+b", "a", "14: exponential", true},
    {"(?:\\w+\\s?)*z", "abcd ", "14: words in words", true},
    {"(?:a|aa)+b", "a", "14: two ways for each pair", true},
    {"\\d+(?:[.,]\\d+)?\\s*€", "1", "15: quadratic, a program", true},
    {"(?<!z|yz)\\d+(?:[.,]\\d+)?\\s*€", "1", "15: quadratic, PCRE2", true},
    {"a\\s+$", "a   \x0b\x0b", "15: blanks before an end", false},
    {"a.*b.*c.*9", "abc", "15: polynomial of degree four", true},
    {"(?:[^.]x?)+9", "a", "a match as long as the text", true},
    {"livraison|(?<=a|bc)d", "ad ", "plain", false},
};

/* The rule gives up, is named, keeps what it has found; the rule behind it still speaks. */
static void fault_14_15_rules_that_explode(void)
{
    label_row labels[] = {{RESSENTI_THEME, "t", "T", NULL, 1, 1, 0}, {RESSENTI_THEME, "u", "U", NULL, 1, 1, 0}};
    for (size_t i = 0; i < sizeof RULES / sizeof *RULES; i++) {
        rule_row rules[] = {{.name = "t/hostile", .theme = "t", .regexes = {RULES[i].regex}}, {.name = "u/sound", .theme = "u", .phrases = {"livraison"}}};
        pack_source source = {"hostile", NULL, 0, ROWS(labels), ROWS(rules)};
        ressenti_text text = repeated(RULES[i].unit, SMALL - 10);
        memcpy(hostile + text.size, " livraison", 10);
        text.size += 10;
        batch in;
        ressenti_gave_up gave_up = {.struct_size = sizeof gave_up};
        batch_begin(&in, make_engine(&source));
        batch_read(&in, &text, 1);
        ressenti_result_gave_up(in.result, &gave_up);
        CHECK(in.documents.status[0] == (RULES[i].gives_up ? RESSENTI_ROW_BUDGET : RESSENTI_ROW_OK), "%s: status %d", RULES[i].why, in.documents.status[0]);
        CHECK(gave_up.count == RULES[i].gives_up && (gave_up.count == 0 || gave_up.rule[0] == 0), "%s: it is named, and it alone", RULES[i].why);
        CHECK(in.documents.gave_up_begin[1] == gave_up.count, "%s: of this row", RULES[i].why);
        CHECK(rsn_pattern_runner_spent_on_text(in.scratch->runner) <= (uint64_t)MATCH_LIMIT * (SMALL / KIB) * 2, "%s: within its budget", RULES[i].why);
        CHECK(themes_of(&in, 0) >= 1, "%s: the sound rule still finds its word", RULES[i].why);
        batch_end(&in);
    }
}

/* Twelve rules that explode: five get their share or part of it, the rest nothing, and eight are named. */
static void test_budget_of_a_text(void)
{
    enum { RULE_COUNT = 12 };
    static char names[RULE_COUNT][8];
    label_row labels[] = {{RESSENTI_THEME, "t", "T", NULL, 1, 1, 0}};
    rule_row rules[RULE_COUNT];
    memset(rules, 0, sizeof rules);
    for (size_t i = 0; i < RULE_COUNT; i++) {
        snprintf(names[i], sizeof names[i], "t/%zu", i);
        rules[i] = (rule_row){.name = names[i], .theme = "t", .regexes = {"x|a[a ]*9"}};
    }
    pack_source source = {"many", NULL, 0, ROWS(labels), ROWS(rules)};
    ressenti_text text = repeated("a ", SMALL);
    hostile[0] = 'x';
    hostile[1] = ' ';
    batch in;
    ressenti_gave_up gave_up = {.struct_size = sizeof gave_up};
    ressenti_mentions mentions = {.struct_size = sizeof mentions};
    batch_begin(&in, make_engine(&source));
    batch_read(&in, &text, 1);
    ressenti_result_gave_up(in.result, &gave_up);
    ressenti_result_mentions(in.result, &mentions);
    CHECK(gave_up.count == RSN_GIVEN_UP_MOST, "eight are named: %zu", gave_up.count);
    for (uint32_t i = 0; i < gave_up.count; i++) CHECK(gave_up.rule[i] == i, "in the order of rules");
    CHECK(rsn_pattern_runner_spent_on_text(in.scratch->runner) == (uint64_t)MATCH_LIMIT * RSN_RULES_A_TEXT * (SMALL / KIB), "the whole budget and no step more");
    CHECK(mentions.count == 1, "what was found before is kept: %zu", mentions.count);
    batch_end(&in);
}

/* ---- the same with and without JIT ------------------------------------------------------------------------- */

typedef struct trail {
    uint64_t steps, hash;
    rsn_found last;
} trail;

static trail run(rsn_pattern_context *context, const char *regex, ressenti_text text)
{
    ressenti_allocator memory = rsn_allocator_or_default(NULL);
    rsn_pattern *pattern = NULL;
    rsn_pattern_runner *runner = NULL;
    trail out = {0, 0, RSN_FOUND};
    bool is_made = rsn_pattern_compile(context, text_of(regex), &pattern, NULL) == RESSENTI_OK && rsn_pattern_runner_new(context, &memory, &runner) == RESSENTI_OK;
    if (!CHECK(is_made, "%s is compiled", regex)) exit(check_result());
    rsn_pattern_runner_limit(runner, MATCH_LIMIT);
    rsn_pattern_runner_begin_text(runner, (uint32_t)text.size);
    for (uint32_t from = 0; out.last == RSN_FOUND;) {
        rsn_span match = {0, 0};
        out.last = rsn_pattern_find(pattern, runner, (const uint8_t *)text.data, (uint32_t)text.size, from, (uint32_t)text.size, &match);
        if (out.last == RSN_FOUND) out.hash = out.hash * 1000003 + match.begin * 31 + match.end;
        from = match.end > from ? match.end : from + 1;
    }
    out.steps = rsn_pattern_runner_spent(runner);
    rsn_pattern_runner_release(runner);
    rsn_pattern_release(pattern);
    return out;
}

static void test_jit_and_interpreter(void)
{
    static const char *const REGEXES[] = {
        "(a)+$", "(?:a)+$", "(?<x>a)+b", "[^.]*x[^.]*y(?<=a|by)", "(?:tres\\s+)+bien", "(?:a+)+b", "(?<!z|yz)\\d+e", "(?<=a|bc)d?c", "(?:\\w+\\s?)+z", "(?<x>a+)b?\\k<x>c",
        "(?i)(?:A|bb)+c", "(?:(?!bien)\\w\\W?)+!", "^(?:a )+b", "(?<p>a(?&p)?b)",
    };
    static const char *const UNITS[] = {"a", "a ", "ab", "tres ", "1", "abc", "aab!", "x y. ", "tres bien ! "};
    static const size_t SIZES[] = {100, 3000, 20000, 100000};
    ressenti_allocator memory = rsn_allocator_or_default(NULL);
    rsn_pattern_context *with = NULL, *without = NULL;
    bool is_made = rsn_pattern_context_new(&memory, &with) == RESSENTI_OK && rsn_pattern_context_new(&memory, &without) == RESSENTI_OK;
    if (!CHECK(is_made, "there is memory")) return;
    rsn_pattern_context_forbid_jit(without);
    long gave_up = 0;
    for (size_t r = 0; r < sizeof REGEXES / sizeof *REGEXES; r++)
        for (size_t u = 0; u < sizeof UNITS / sizeof *UNITS; u++)
            for (size_t s = 0; s < sizeof SIZES / sizeof *SIZES; s++) {
                ressenti_text text = repeated(UNITS[u], SIZES[s]);
                trail jit = run(with, REGEXES[r], text), interpreted = run(without, REGEXES[r], text);
                CHECK(jit.last == interpreted.last && jit.hash == interpreted.hash, "%s on %zu bytes of « %s »: the same matches (%d, %d)", REGEXES[r], text.size, UNITS[u], jit.last, interpreted.last);
                CHECK(jit.steps == interpreted.steps, "%s on %zu bytes of « %s »: %llu steps, without JIT %llu", REGEXES[r], text.size, UNITS[u], (unsigned long long)jit.steps, (unsigned long long)interpreted.steps);
                gave_up += jit.last == RSN_GAVE_UP;
            }
    CHECK(gave_up > 20, "and giving up is among it: %ld", gave_up);
    rsn_pattern_context_release(without);
    rsn_pattern_context_release(with);
}

/* ---- rules that are refused: faults 16 to 18 ---------------------------------------------------------------- */

static void fault_16_17_18_refused(void)
{
    static char long_regex[5000], many[80];
    memset(long_regex, 'a', sizeof long_regex - 1);
    memset(many, '(', 40);
    memcpy(many + 40, "a(?<=b|cd)", 10);
    memset(many + 50, ')', 29);
    static const struct {
        const char *regex, *why;
    } TABLE[] = {
        {"(a", "16: syntax"}, {"a\\p{Klingon}", "16: unknown property"}, {"(?<=a+)b", "16: look-behind of any length"},
        {long_regex, "17: too long"}, {many, "17: nested too deeply"}, {"a{1001}", "17: too many repeats"}, {"a{2,99999}", "17: too many repeats"}, {"(?:ab){5000}", "17: too many repeats"},
        {"a\\Cb", "18: \\C cuts characters"}, {"a(?C1)b", "18: a callout"}, {"(*NO_UTF_CHECK)a", "18: a verb"}, {"a(*COMMIT)b", "18: a verb"}, {"a\\Kb", "18: \\K"},
        {"a\\Gb", "18: \\G"}, {"a*", "18: matches the empty text"}, {"(?=a)", "18: matches the empty text"},
    };
    label_row labels[] = {{RESSENTI_THEME, "t", "T", NULL, 1, 1, 0}};
    for (size_t i = 0; i < sizeof TABLE / sizeof *TABLE; i++) {
        rule_row rule = {.name = "t/1", .theme = "t", .regexes = {"sound", TABLE[i].regex}};
        pack_source source = {"refused", NULL, 0, ROWS(labels), &rule, 1};
        ressenti_builder *builder = NULL;
        ressenti_text bytes;
        ressenti_error error = RESSENTI_ERROR_INIT;
        CHECK(build_small_pack(&source, NULL, &builder, &bytes, &error) == RESSENTI_BAD_PATTERN, "%s: refused", TABLE[i].why);
        CHECK(error.item == 1 && error.offset <= strlen(TABLE[i].regex) && error.message[0] != '\0', "%s: which, where and why: %zu, %s", TABLE[i].why, error.offset, error.message);
        ressenti_builder_release(builder);
    }
}

int main(void)
{
    fault_1_invalid_utf8();
    fault_2_code_point_between_rows();
    fault_4_nul_inside();
    fault_5_empty_text();
    fault_6_text_of_100_megabytes();
    fault_7_combining_bomb();
    fault_8_a_million_empty_rows();
    test_linear_work();
    test_faces_look_a_little_ahead();
    fault_14_15_rules_that_explode();
    test_budget_of_a_text();
    test_jit_and_interpreter();
    fault_16_17_18_refused();
    return check_result();
}
