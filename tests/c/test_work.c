/* Work of expressions, counted: linear, quadratic and endless ones told apart, whatever runs them. */
#include "counting.h"
#include "ressenti_build.h"

enum { SHORT = 256, TEXTS = 3, SMALL_LIMIT = 1000, LARGE_LIMIT = 10000000 };

static char bytes[SHORT << (TEXTS - 1)];
static ressenti_text texts[TEXTS];

static ressenti_text text_of(const char *string)
{
    return (ressenti_text){string, strlen(string)};
}

static void fill(const char *unit)
{
    size_t size = strlen(unit);
    for (size_t i = 0; i < sizeof bytes; i++) bytes[i] = unit[i % size];
    for (size_t i = 0; i < TEXTS; i++) texts[i] = (ressenti_text){bytes, (size_t)SHORT << i};
}

static const struct {
    const char *regex, *unit;
    double least, most; /* steps on twice the text, divided by those on the text */
    const char *why;
} CASES[] = {
    {"abc", "abd", 1.9, 2.1, "a program, linear"},
    {"abc", "abc", 1.9, 2.1, "every match of it, one after the other"},
    {"[a-z]++d", "1a", 1.9, 2.1, "a run that gives nothing back"},
    {"\\d+e", "1", 3.8, 4.2, "a program, quadratic: each start reads to the end"},
    {"(?<=a|bc)bc?", "ab", 1.9, 2.1, "PCRE2, linear"},
    {"(?<!z|yz)\\d{1,300}+(?:e|f)", "1", 1.5, 2.6, "PCRE2, bounded"},
};

static void test_growth(void)
{
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        uint64_t steps[TEXTS] = {0}, again[TEXTS] = {0};
        fill(CASES[i].unit);
        ressenti_status status = ressenti_regex_work(text_of(CASES[i].regex), texts, TEXTS, LARGE_LIMIT, steps, NULL, NULL);
        if (!CHECK(status == RESSENTI_OK && steps[0] > 0, "%s: %s", CASES[i].regex, CASES[i].why)) continue;
        for (size_t k = 1; k < TEXTS; k++) {
            double growth = (double)steps[k] / (double)steps[k - 1];
            CHECK(growth >= CASES[i].least && growth <= CASES[i].most, "%s: ×%.2f, %s", CASES[i].regex, growth, CASES[i].why);
        }
        (void)ressenti_regex_work(text_of(CASES[i].regex), texts, TEXTS, LARGE_LIMIT, again, NULL, NULL);
        CHECK(memcmp(steps, again, sizeof steps) == 0, "%s: the same the second time", CASES[i].regex);
    }
}

static void test_giving_up(void)
{
    static const char *const ENDLESS[] = {"(?:a|aa)+b", "(?:a+)+b", "(?<!z|yz)(?:a|aa)+b"};
    for (size_t i = 0; i < sizeof ENDLESS / sizeof *ENDLESS; i++) {
        uint64_t steps[TEXTS] = {0};
        fill("a");
        bytes[SHORT - 1] = 'c';
        bytes[SHORT - 2] = 'b'; /* PCRE2 does not start where a letter that it needs is missing */
        bytes[SHORT - 3] = 'c';
        CHECK(ressenti_regex_work(text_of(ENDLESS[i]), texts, 1, 0, steps, NULL, NULL) == RESSENTI_OK, "%s", ENDLESS[i]);
        CHECK(steps[0] == UINT64_MAX, "%s gives up, as a rule would: %llu", ENDLESS[i], (unsigned long long)steps[0]);
    }
    uint64_t steps[TEXTS];
    fill("abd");
    CHECK(ressenti_regex_work(text_of("ab(?=d)c"), texts, TEXTS, SMALL_LIMIT, steps, NULL, NULL) == RESSENTI_OK, "a small limit");
    CHECK(steps[0] < UINT64_MAX && steps[TEXTS - 1] == UINT64_MAX, "short texts are within it, long ones are not");
}

static void test_refusals(void)
{
    ressenti_error error = RESSENTI_ERROR_INIT;
    uint64_t steps[TEXTS];
    ressenti_text absent = {NULL, 0};
    fill("a");
    CHECK(ressenti_regex_work(text_of("("), texts, 1, 0, steps, NULL, &error) == RESSENTI_BAD_PATTERN && error.status == RESSENTI_BAD_PATTERN, "no expression");
    CHECK(ressenti_regex_work(text_of("a*"), texts, 1, 0, steps, NULL, NULL) == RESSENTI_BAD_PATTERN, "it finds the empty text");
    CHECK(ressenti_regex_work(absent, texts, 1, 0, steps, NULL, NULL) == RESSENTI_BAD_ARGUMENT, "no expression at all");
    CHECK(ressenti_regex_work(text_of("a"), NULL, 1, 0, steps, NULL, NULL) == RESSENTI_BAD_ARGUMENT, "no texts");
    CHECK(ressenti_regex_work(text_of("a"), &absent, 1, 0, steps, NULL, NULL) == RESSENTI_BAD_ARGUMENT, "an absent text");
    CHECK(ressenti_regex_work(text_of("a"), texts, 1, 0, NULL, NULL, NULL) == RESSENTI_BAD_ARGUMENT, "nowhere to count");
    CHECK(ressenti_regex_work(text_of("a"), NULL, 0, 0, NULL, NULL, NULL) == RESSENTI_OK, "nothing to do");
}

/* Each allocation fails in turn. */
static void test_memory(const char *regex)
{
    bool is_reached = true;
    for (long call = 1; is_reached; call++) {
        counting counts = {.fail_at = call};
        ressenti_allocator memory = counting_allocator(&counts);
        uint64_t steps[TEXTS];
        ressenti_status status = ressenti_regex_work(text_of(regex), texts, TEXTS, 0, steps, &memory, NULL);
        is_reached = counts.has_failed;
        /* PCRE2 does without its JIT stack, and gives up where it has no room to match */
        CHECK(status == RESSENTI_OK || (status == RESSENTI_NO_MEMORY && is_reached), "%s, call %ld: status %d", regex, call, status);
        CHECK(counts.blocks == 0 && counts.wrong_sizes == 0, "%s, call %ld: %ld blocks are out", regex, call, counts.blocks);
    }
}

int main(void)
{
    test_growth();
    test_giving_up();
    test_refusals();
    fill("ab");
    test_memory("ab|ac");
    test_memory("(?<=a|bc)d");
    return check_result();
}
