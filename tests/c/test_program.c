/* Programs against PCRE2: random expressions on random texts, then every pattern of the shipped pack on the texts of the
 * challenge; and the budget that stops both.  An argument says how many of those texts: all by default. */
#include "program.h"

#include <time.h>

#include "dev_texts.h"
#include "memory.h"
#include "pack.h"
#include "pattern.h"
#include "random.h"
#include "reading.h"

enum { SEED = 1789, EXPRESSIONS = 20000, TEXTS_EACH = 12, REGEX_MOST = 400, DEPTH_MOST = 3, LIMIT = 1000000 };

static ressenti_allocator memory;
static rsn_pattern_context *context;
static rsn_pattern_runner *runner;
static random_source source = {SEED};

/* ---- random expressions of the subset ------------------------------------------------------------ */

static void write_one_of(line *out, const char *const *choices, uint32_t count)
{
    line_add(out, "%s", choices[random_below(&source, count)]);
}

#define ONE_OF(out, ...)                                                                          \
    do {                                                                                          \
        static const char *const choices_[] = {__VA_ARGS__};                                      \
        write_one_of((out), choices_, (uint32_t)(sizeof choices_ / sizeof choices_[0]));          \
    } while (0)

static void write_branches(line *out, int depth);

static void write_byte(line *out)
{
    ONE_OF(out, "a", "b", "c", "ab", "abc", "\\d", "\\w", "\\W", "\\s", "\\S", "\\D", "[abc]", "[^a]", "[a-c ]", "[^ \\n.!?;:,'\"()\\-]",
           "[ '\\-]", "[\\d.]", "[]a]", "[^]b]", "[a\\-c]", ".", " ", "'", "-", "\\.", "\\n", "1", "é", "€");
}

static void write_assertion(line *out, int depth)
{
    switch (random_below(&source, 9)) {
    case 0: line_add(out, "(?="); write_branches(out, depth - 1); line_add(out, ")"); break;
    case 1: line_add(out, "(?!"); write_branches(out, depth - 1); line_add(out, ")"); break;
    default: ONE_OF(out, "\\b", "\\B", "(?<!\\w)", "(?!\\w)", "(?<=[ab])", "(?<![ab])", "(?<=\\s)", "\\A", "\\z", "^"); break;
    }
}

static void write_part(line *out, int depth)
{
    uint32_t kind = depth > 0 ? random_below(&source, 10) : random_below(&source, 6);
    if (kind < 6) {
        write_byte(out);
        if (random_below(&source, 3) == 0) ONE_OF(out, "?", "*", "+", "??", "*?", "+?", "?+", "*+", "++", "{2}", "{1,2}", "{0,3}?", "{2,}", "{0,2}+", "{0}");
        return;
    }
    if (kind == 6) {
        write_assertion(out, depth);
        return;
    }
    ONE_OF(out, "(?:", "(?:", "(", "(?>", "(?:", "(?:", "(", "(?>", "(?<cible>", "(?<nom>");
    write_branches(out, depth - 1);
    line_add(out, ")");
    /* never {0}: PCRE2 10.42 finds nothing with (?:x|^y|b){0}c in abc, with and without JIT */
    if (random_below(&source, 2) == 0) ONE_OF(out, "?", "??", "?+", "{1,2}", "{0,2}", "{2}", "{0,3}?", "*+", "++", "{1,3}+");
}

static void write_branches(line *out, int depth)
{
    uint32_t branches = random_below(&source, 12) == 0 ? 9 + random_below(&source, 6) : 1 + random_below(&source, 3);
    for (uint32_t i = 0; i < branches && out->size < REGEX_MOST; i++) {
        if (i > 0) line_add(out, "|");
        for (uint32_t parts = 1 + random_below(&source, 4); parts > 0 && out->size < REGEX_MOST; parts--) write_part(out, depth);
    }
}

/* Folded texts have neither capitals nor underscores. */
static uint32_t write_text(uint8_t *text)
{
    static const char *const PIECES[] = {"a", "a", "b", "b", "c", "ab", "abc", " ", " ", "'", "-", ".", "\n", "1", "12", "z", "é", "€", ",", "!"};
    uint32_t size = 0;
    for (uint32_t pieces = random_below(&source, 30); pieces > 0; pieces--) {
        const char *piece = PIECES[random_below(&source, sizeof PIECES / sizeof PIECES[0])];
        memcpy(text + size, piece, strlen(piece));
        size += (uint32_t)strlen(piece);
    }
    memset(text + size, 0, 8);
    return size;
}

/* ---- one against the other ------------------------------------------------------------------------- */

typedef struct pair {
    ressenti_text regex;
    rsn_pattern *program, *pcre2;
} pair;

/* false: outside the subset, or PCRE2 refuses it (it may match nothing at all). */
static bool compile_pair(ressenti_text regex, pair *both)
{
    *both = (pair){regex, NULL, NULL};
    rsn_program *program = NULL;
    ressenti_status status = rsn_program_compile(&memory, regex, &program);
    CHECK(status == RESSENTI_OK, "compiling only fails for want of memory: %.*s", (int)regex.size, regex.data);
    bool is_program = program != NULL;
    rsn_program_release(program);
    if (!is_program || rsn_pattern_compile_pcre2(context, regex, &both->pcre2, NULL) != RESSENTI_OK) return false;
    if (CHECK(rsn_pattern_compile(context, regex, &both->program, NULL) == RESSENTI_OK, "PCRE2 takes %.*s", (int)regex.size, regex.data)) return true;
    rsn_pattern_release(both->pcre2);
    return false;
}

static void release_pair(pair *both)
{
    rsn_pattern_release(both->program);
    rsn_pattern_release(both->pcre2);
}

static bool is_same_span(rsn_span a, rsn_span b)
{
    bool is_empty = a.begin == a.end && b.begin == b.end;
    return is_empty || (a.begin == b.begin && a.end == b.end);
}

/* Repeated matching from the left, as rules are matched; false: they differ. */
static bool compare(const pair *both, const uint8_t *bytes, uint32_t size, long *matches, long *gave_up)
{
    for (uint32_t from = 0; from <= size;) {
        rsn_span ours = {0, 0}, theirs = {0, 0};
        rsn_pattern_runner_begin_text(runner, size);
        rsn_found found = rsn_pattern_find(both->program, runner, bytes, size, from, size, &ours);
        rsn_slots slots = rsn_pattern_runner_slots(runner);
        rsn_found expected = rsn_pattern_find(both->pcre2, runner, bytes, size, from, size, &theirs);
        if (found == RSN_GAVE_UP || expected == RSN_GAVE_UP) {
            ++*gave_up;
            return true;
        }
        bool is_same = found == expected && (found == RSN_NOT_FOUND || (ours.begin == theirs.begin && ours.end == theirs.end));
        if (!CHECK(is_same, "%.*s\n    on « %.*s » from %u: ours %d [%u, %u), PCRE2 %d [%u, %u)", (int)both->regex.size, both->regex.data,
                   (int)size, (const char *)bytes, from, (int)found, ours.begin, ours.end, (int)expected, theirs.begin, theirs.end))
            return false;
        if (found == RSN_NOT_FOUND) return true;
        rsn_slots wanted = rsn_pattern_runner_slots(runner);
        if (!CHECK(is_same_span(slots.target, wanted.target) && is_same_span(slots.name, wanted.name),
                   "%.*s\n    on « %.*s » from %u: slots [%u, %u) [%u, %u), PCRE2 [%u, %u) [%u, %u)", (int)both->regex.size, both->regex.data, (int)size,
                   (const char *)bytes, from, slots.target.begin, slots.target.end, slots.name.begin, slots.name.end, wanted.target.begin,
                   wanted.target.end, wanted.name.begin, wanted.name.end))
            return false;
        ++*matches;
        from = ours.end > from ? ours.end : from + 1;
    }
    return true;
}

static void test_random(void)
{
    long matches = 0, gave_up = 0, compared = 0, outside = 0;
    for (int i = 0; i < EXPRESSIONS; i++) {
        line regex = {.size = 0};
        pair both;
        write_branches(&regex, DEPTH_MOST);
        if (!compile_pair((ressenti_text){regex.text, regex.size}, &both)) {
            outside++;
            continue;
        }
        compared++;
        for (int k = 0; k < TEXTS_EACH; k++) {
            uint8_t text[128];
            uint32_t size = write_text(text);
            if (!compare(&both, text, size, &matches, &gave_up)) break;
        }
        release_pair(&both);
    }
    printf("seed %d: %ld expressions compared, %ld left out, %ld matches, %ld gave up\n", SEED, compared, outside, matches, gave_up);
    CHECK(compared > EXPRESSIONS / 4, "only %ld expressions were compared", compared);
    CHECK(matches > compared, "only %ld matches were compared", matches);
    CHECK(gave_up * 100 < compared * TEXTS_EACH, "%ld comparisons gave up", gave_up);
}

/* What the generator seldom writes. */
static void test_chosen(void)
{
    static const struct {
        const char *regex, *text;
        bool is_program;
    } TABLE[] = {
        {"\\A[^a-z0-9]*+\\Kabc", " - abc", true},
        {"a\\Kb", "ab", true},
        {"(?<!\\w)(?:nul(?:le)?s?|null)(?!\\w)", "nulles nul null", true},
        {"(?:a|ab)(?:c|bcd)(?:d*)", "abcd abcd", true},
        {"(?>a|ab)c", "abc ac", true},
        {"(?:a{2}){2}b", "aaaab aaab", true},
        {"x(?:b|a){0}c", "xc xac", true},
        {"a(?=[^c]*c)", "ab ac b", true},
        {"a++b|a", "aaac", true},
        {"(?:ab|a)++c", "ababac", true},
        {"colis[ '\"\\-]++perdu", "colis - perdu", true},
        {"\\d++(?:[.,]\\d++)? ?€", "12,50 € 3€", true},
        {"(?:a*)*b", "aaab", false},
        {"(a)\\1", "aa", false},
        {"a.*?\\Z", "ab", false},
        {"(?i)a", "a", false},
        {"[[:alpha:]]", "a", false},
        {"\\x41|b", "b", false},
        {"a$", "ba", false},
        {"(?<=ab)c", "abc", false},
        {"(?:(?<cible>a)b|(?<nom>a)c)", "ac ab", true},
        {"(?:x(?<cible>a)?|(?<cible>b))c", "xac xc bc", true},
        {"(?:(?<cible>a+)|b){2}", "aab ba bb", true},
        {"(?<cible>a(?<nom>b))c", "abc", false},
        {"(?>(?<cible>ab|a))c", "abc", false},
        {"(?=(?<cible>ab))a", "abc", false},
        {"(?:(?<cible>a))*+c", "aac", false},
        {"(?<autre>a)b", "ab", false},
        {"[a-z]++(?C{*})", "la robe est sale", true},
        {"[a-z]++(?C{*})b", "robe", true},
    };
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        rsn_program *program = NULL;
        ressenti_text regex = text_of(TABLE[i].regex);
        pair both;
        long matches = 0, gave_up = 0;
        CHECK(rsn_program_compile(&memory, regex, &program) == RESSENTI_OK && (program != NULL) == TABLE[i].is_program, "%s is %sa program", TABLE[i].regex, TABLE[i].is_program ? "" : "not ");
        rsn_program_release(program);
        if (!TABLE[i].is_program || !compile_pair(regex, &both)) continue;
        compare(&both, (const uint8_t *)TABLE[i].text, (uint32_t)strlen(TABLE[i].text), &matches, &gave_up);
        release_pair(&both);
    }
}

/* Where PCRE2 is no reference: a group that occurs no times is not there. */
static void test_group_of_no_times(void)
{
    rsn_program *program = NULL;
    rsn_span match = {0, 0};
    rsn_slots slots;
    uint64_t steps = 1000;
    if (!CHECK(rsn_program_compile(&memory, text_of("(?:x|^y|b){0}c"), &program) == RESSENTI_OK && program != NULL, "it is a program")) return;
    CHECK(rsn_program_find(program, NULL, (const uint8_t *)"abc", 3, 0, 3, &steps, &match, &slots) && match.begin == 2, "a plain c");
    rsn_program_release(program);
}

static void test_refused(void)
{
    static const struct {
        const char *regex, *why;
    } TABLE[] = {
        {"a?", "may match nothing"}, {"a*|b", "may match nothing"}, {"\\b", "matches nothing but a place"}, {"", "nothing"},
        {"(a", "not closed"},        {"a)", "not opened"},          {"*a", "nothing to repeat"},            {"[a", "a class that is not closed"},
        {"a{3,2}", "upside down"},   {"\\", "a lone backslash"},    {"(?<x", "a name that is not closed"}, {"(?<=a+)b", "a look-behind of any length"},
    };
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        rsn_pattern *pattern = NULL;
        ressenti_error error = RESSENTI_ERROR_INIT;
        CHECK(rsn_pattern_compile(context, text_of(TABLE[i].regex), &pattern, &error) == RESSENTI_BAD_PATTERN, "« %s » is refused: %s", TABLE[i].regex, TABLE[i].why);
        CHECK(error.message[0] != '\0', "« %s »: the error says why", TABLE[i].regex);
        rsn_pattern_release(pattern);
    }
}

/* ---- the shipped pack -------------------------------------------------------------------------------- */

static void test_shipped_pack(size_t text_count)
{
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_pack *pack = NULL;
    ressenti_engine *engine = NULL;
    dev_texts *texts = dev_texts_read();
    if (!CHECK(ressenti_pack_open(SHIPPED_PACK_FILE, NULL, &pack, &error) == RESSENTI_OK, "%s", error.message)) exit(check_result());
    const rsn_pack_view *view = rsn_pack_get(pack);
    if (!CHECK(ressenti_engine_new(&pack, 1, NULL, &engine, &error) == RESSENTI_OK, "%s", error.message)) exit(check_result());
    reading in = reading_new(engine);
    pair *pairs = calloc(view->pattern_count, sizeof *pairs);
    uint32_t count = 0, outside = 0;
    long matches = 0, gave_up = 0;
    for (uint32_t i = 0; pairs != NULL && i < view->pattern_count; i++)
        if (compile_pair(rsn_pack_text(view, view->patterns[i].regex), &pairs[count]))
            count++;
        else
            outside++;
    if (text_count > texts->count) text_count = texts->count;
    for (size_t i = 0; i < text_count; i++) {
        const rsn_findings *found = read_sized(&in, texts->items[i]); /* respelled, as rules see it */
        for (uint32_t k = 0; k < count; k++) compare(&pairs[k], found->folded.bytes, found->folded.size, &matches, &gave_up);
    }
    printf("shipped pack: %u patterns compared on %zu texts, %u left to PCRE2, %ld matches, %ld gave up\n", count, text_count, outside, matches, gave_up);
    CHECK(matches > (long)text_count, "only %ld matches were compared", matches);
    CHECK(outside * 10 < count, "nearly all patterns are programs, not all but %u", outside);
    CHECK(gave_up == 0, "no shipped pattern gives up on an ordinary text: %ld", gave_up);
    for (uint32_t i = 0; i < count; i++) release_pair(&pairs[i]);
    free(pairs);
    reading_free(&in);
    ressenti_pack_release(pack);
    dev_texts_free(texts);
}

/* ---- the budget ---------------------------------------------------------------------------------------- */

static void test_steps(void)
{
    static const char HOSTILE[] = "(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)"
                                  "(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)b";
    static const uint8_t TEXT[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    rsn_program *program = NULL;
    rsn_span match;
    rsn_slots slots;
    if (!CHECK(rsn_program_compile(&memory, text_of(HOSTILE), &program) == RESSENTI_OK && program != NULL, "it is a program")) return;
    for (uint64_t budget = 1; budget <= 1000000; budget *= 10) {
        uint64_t steps = budget;
        CHECK(!rsn_program_find(program, NULL, TEXT, sizeof TEXT - 1, 0, sizeof TEXT - 1, &steps, &match, &slots), "2^24 ways are not all tried");
        CHECK(steps == 0, "and with %ld steps it says that it gave up", (long)budget);
    }
    rsn_program_release(program);

    /* Enough steps and one too few: the budget is exact, so the same everywhere. */
    if (!CHECK(rsn_program_compile(&memory, text_of("a[a-z]*c"), &program) == RESSENTI_OK && program != NULL, "it is a program")) return;
    uint64_t steps = 1000;
    CHECK(rsn_program_find(program, NULL, (const uint8_t *)"xxabbbc", 7, 0, 7, &steps, &match, &slots), "found");
    uint64_t needed = 1000 - steps;
    steps = needed + 1;
    CHECK(rsn_program_find(program, NULL, (const uint8_t *)"xxabbbc", 7, 0, 7, &steps, &match, &slots) && steps == 1, "found with one step to spare");
    steps = needed - 1;
    CHECK(!rsn_program_find(program, NULL, (const uint8_t *)"xxabbbc", 7, 0, 7, &steps, &match, &slots) && steps == 0, "given up with one too few");
    rsn_program_release(program);
}

#define TWELVE_WAYS "(?:[ab]|[ba])(?:[ab]|[ba])(?:[ab]|[ba])(?:[ab]|[ba])(?:[ab]|[ba])(?:[ab]|[ba])" \
                    "(?:[ab]|[ba])(?:[ab]|[ba])(?:[ab]|[ba])(?:[ab]|[ba])(?:[ab]|[ba])(?:[ab]|[ba])"

/* Whatever a rule says and a text holds: an answer in time, the row says that a rule gave up, other rules still speak. */
static void test_hostile_rules(void)
{
    static const struct {
        const char *regex, *unit, *why;
        size_t size;
        bool gives_up;
    } TABLE[] = {
        {"\\b" TWELVE_WAYS TWELVE_WAYS TWELVE_WAYS "9", "abababababababababababababababababababababababab ", "exponential in the pattern", 200000, true},
        {"a[a ]*9", "a ", "every place looks through the rest", 200000, true},
        {"a[a ]*9|a", "a ", "the same, although every place matches", 200000, true},
        {"a(?=[a ]*9)|a", "a ", "the same in a look-ahead", 200000, true},
        {"(?:[ab]*)*[89]", "abababababababababababababababababababababababab ", "exponential, run by PCRE2", 20000, true},
        {"(?<x>a)[a ]*[89](?:\\k<x>|b)", "a ", "every place looks through the rest, run by PCRE2, whose own limit holds only at each place", 30000, true},
        {"(?<x>a)[a ]*[89](?:\\k<x>|b)|a", "a ", "the same, although every place matches", 30000, true},
    };
    enum { SIZE = 200000 };
    static char text[SIZE + 100];
    label_row labels[] = {{RESSENTI_THEME, "t", "T", NULL, 1, 1, 0}, {RESSENTI_THEME, "u", "U", NULL, 1, 1, 0}};
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        rule_row rules[] = {{.name = "t/1", .theme = "t", .regexes = {TABLE[i].regex}, .needs = {"a"}}, {.name = "u/1", .theme = "u", .phrases = {"livraison"}}};
        pack_source hostile = {"hostile", NULL, 0, ROWS(labels), ROWS(rules)};
        size_t size = 0;
        while (size < TABLE[i].size) {
            memcpy(text + size, TABLE[i].unit, strlen(TABLE[i].unit));
            size += strlen(TABLE[i].unit);
        }
        memcpy(text + size, "livraison", 9);
        reading in = reading_new(make_engine(&hostile));
        clock_t before = clock();
        const rsn_findings *found = read_sized(&in, (ressenti_text){text, size + 9});
        double seconds = (double)(clock() - before) / CLOCKS_PER_SEC;
        printf("%s: %.2f s\n", TABLE[i].why, seconds);
        CHECK(seconds < 10, "%s: %s took %.1f s", TABLE[i].why, TABLE[i].regex, seconds);
        CHECK((found->status == RESSENTI_ROW_BUDGET) == TABLE[i].gives_up, "%s: the row says so", TABLE[i].why);
        bool speaks = false;
        for (uint32_t k = 0; k < found->mentions.count; k++) speaks = speaks || found->mentions.items[k].rule == 1;
        CHECK(speaks, "%s: the other rule still finds its word", TABLE[i].why);
        reading_free(&in);
    }
}

int main(int argc, char **argv)
{
    memory = rsn_allocator_or_default(NULL);
    bool is_ready = rsn_pattern_context_new(&memory, &context) == RESSENTI_OK && rsn_pattern_runner_new(context, &memory, &runner) == RESSENTI_OK;
    if (!CHECK(is_ready, "there is memory for patterns")) return check_result();
    rsn_pattern_runner_limit(runner, LIMIT);
    test_random();
    test_chosen();
    test_group_of_no_times();
    test_refused();
    test_shipped_pack(argc > 1 ? (size_t)strtoul(argv[1], NULL, 10) : DEV_TEXTS_MOST);
    test_steps();
    test_hostile_rules();
    rsn_pattern_runner_release(runner);
    rsn_pattern_context_release(context);
    return check_result();
}
