/* From texts as they were typed to hits.
 *
 *     match TEXTS RULES COUNT      two blocks (corpus.h) and how many of the rules
 *
 * Prints lines of JSON: {"engine", "rules", "texts", "us", "make_ms"} for each that runs.  What they find is not compared
 * here: the peer folds less than we do (no plain quotes, no entities, no respelling), and tells no places. */
#include "match.h"

#include <stdio.h>
#include <stdlib.h>

/* A peer that is not on this machine is left out by bench/programs.py. */
static const contender *const CONTENDERS[] = {
    &match_ours,
#if defined(BENCH_VECTORSCAN) && defined(BENCH_ICU)
    &match_icu_vectorscan,
#endif
};
enum { CONTENDER_COUNT = sizeof CONTENDERS / sizeof CONTENDERS[0] };

int main(int argument_count, char **arguments)
{
    if (argument_count != 4) return fprintf(stderr, "usage: match TEXTS RULES COUNT\n"), 2;
    corpus texts = corpus_read(arguments[1]), rules = corpus_read(arguments[2]);
    size_t wanted = (size_t)strtoull(arguments[3], NULL, 10);
    runner runners[CONTENDER_COUNT] = {0};
    if (wanted < rules.count) rules.count = wanted;
    for (size_t i = 0; i < CONTENDER_COUNT; i++) runners[i].who = CONTENDERS[i];
    race_prepare(runners, CONTENDER_COUNT, &rules, &texts);
    race_run(runners, CONTENDER_COUNT, &texts);
    race_print(runners, CONTENDER_COUNT, (size_t)rules.count);
    race_release(runners, CONTENDER_COUNT);
    corpus_free(&texts);
    corpus_free(&rules);
    return 0;
}
