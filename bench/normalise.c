/* Texts as given to folded texts: ours and its peers.
 *
 *     normalise TEXTS      one block (corpus.h)
 *
 * Prints a line of JSON for each: {"engine", "rules", "texts", "us", "make_ms"}.  Each reads a text of the block and
 * writes into the same small buffer again and again, which stays in the first cache. */
#include "normalise.h"

#include <stdio.h>

static const contender *const CONTENDERS[] = {
    &normalise_ours,
    &normalise_memcpy,
    &normalise_memcpy_cached,
#ifdef BENCH_ICU
    &normalise_icu,
#endif
    &normalise_utf8proc_map,
    &normalise_utf8proc_reused,
};
enum { CONTENDER_COUNT = sizeof CONTENDERS / sizeof CONTENDERS[0] };

int main(int argument_count, char **arguments)
{
    if (argument_count != 2) return fprintf(stderr, "usage: normalise TEXTS\n"), 2;
    corpus texts = corpus_read(arguments[1]), no_rules = {0};
    runner runners[CONTENDER_COUNT] = {0};
    for (size_t i = 0; i < CONTENDER_COUNT; i++) runners[i].who = CONTENDERS[i];
    race_prepare(runners, CONTENDER_COUNT, &no_rules, &texts);
    race_run(runners, CONTENDER_COUNT, &texts);
    race_print(runners, CONTENDER_COUNT, 0);
    race_release(runners, CONTENDER_COUNT);
    corpus_free(&texts);
    return 0;
}
