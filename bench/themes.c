/* Rules on folded texts: ours and its peers, their times and whether they find the same.
 *
 *     themes TEXTS RULES COUNT      two blocks (corpus.h) and how many of the rules
 *
 * Prints lines of JSON: {"engine", "rules", "texts", "us", "make_ms"} for each that runs, then
 * {"check", "rules", "texts", "pairs", "differing"}: (text, rule) pairs of ours against Vectorscan's and PCRE2's. */
#include "themes.h"

#include <stdio.h>
#include <stdlib.h>

/* A peer that is not on this machine is left out by bench/programs.py. */
static const contender *const CONTENDERS[] = {
    &themes_ours,
#ifdef BENCH_VECTORSCAN
    &themes_vectorscan,
#endif
#ifdef BENCH_RE2
    &themes_re2,
#endif
    &themes_pcre2,
};
enum { CONTENDER_COUNT = sizeof CONTENDERS / sizeof CONTENDERS[0] };

static pairs pairs_for(size_t texts, size_t rules)
{
    pairs made = {NULL, (rules + 63) / 64};
    made.bits = calloc(texts * made.words_per_text + 1, sizeof *made.bits);
    if (made.bits == NULL) exit(2);
    return made;
}

static void compare(runner *ours, runner *other, const corpus *texts, size_t text_count, size_t rule_count)
{
    pairs left = pairs_for(text_count, rule_count), right = pairs_for(text_count, rule_count);
    uint64_t both = 0, differing = 0;
    ours->who->read(ours->state, texts, text_count, &left);
    other->who->read(other->state, texts, text_count, &right);
    for (size_t i = 0; i < text_count * left.words_per_text; i++) {
        both += (uint64_t)__builtin_popcountll(right.bits[i]);
        differing += (uint64_t)__builtin_popcountll(left.bits[i] ^ right.bits[i]);
    }
    printf("{\"check\": \"%s\", \"rules\": %zu, \"texts\": %zu, \"pairs\": %llu, \"differing\": %llu}\n", other->who->name, rule_count,
           text_count, (unsigned long long)both, (unsigned long long)differing);
    free(left.bits);
    free(right.bits);
}

/* Vectorscan reads all of the texts, whoever is slow as many as were timed. */
static void compare_all(runner *runners, const corpus *texts, size_t rule_count)
{
    for (size_t i = 1; i < CONTENDER_COUNT; i++) {
        if (runners[0].state == NULL || runners[i].state == NULL) continue;
        compare(&runners[0], &runners[i], texts, runners[i].who->is_quick ? (size_t)texts->count : runners[i].text_count, rule_count);
    }
}

int main(int argument_count, char **arguments)
{
    if (argument_count != 4) return fprintf(stderr, "usage: themes TEXTS RULES COUNT\n"), 2;
    corpus texts = corpus_read(arguments[1]), rules = corpus_read(arguments[2]);
    size_t wanted = (size_t)strtoull(arguments[3], NULL, 10);
    runner runners[CONTENDER_COUNT] = {0};
    if (wanted < rules.count) rules.count = wanted;
    for (size_t i = 0; i < CONTENDER_COUNT; i++) runners[i].who = CONTENDERS[i];
    race_prepare(runners, CONTENDER_COUNT, &rules, &texts);
    race_run(runners, CONTENDER_COUNT, &texts);
    race_print(runners, CONTENDER_COUNT, (size_t)rules.count);
    compare_all(runners, &texts, (size_t)rules.count);
    race_release(runners, CONTENDER_COUNT);
    corpus_free(&texts);
    corpus_free(&rules);
    return 0;
}
