/* Several ways to do one piece of work on the same texts, timed in turn in one process. */
#ifndef BENCH_RACE_H
#define BENCH_RACE_H

#include <stdbool.h>

#include "corpus.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Which rule was found in which text: a bit per pair.  NULL: only the time is wanted. */
typedef struct pairs {
    uint64_t *bits;
    size_t words_per_text;
} pairs;

static inline void pairs_note(const pairs *found, size_t text, size_t rule)
{
    if (found != NULL) found->bits[text * found->words_per_text + rule / 64] |= UINT64_C(1) << rule % 64;
}

typedef struct contender {
    const char *name;
    /* From the rules (none for those who need none) to something ready to run; NULL: it cannot. */
    void *(*make)(const corpus *rules);
    /* What is not part of the work compared, or NULL. */
    bool (*prepare)(void *state, const corpus *texts);
    /* The work, on the first `count` texts.  Returns something that depends on all of it. */
    uint64_t (*read)(void *state, const corpus *texts, size_t count, const pairs *found);
    void (*release)(void *state);
    bool is_quick; /* enough to read all texts once more when pairs are compared */
} contender;

typedef struct runner {
    const contender *who;
    void *state;       /* NULL: it could not be made      */
    double make_ms;    /* median                          */
    size_t text_count; /* fewer for those who are slow    */
    double us;         /* median, microseconds for a text */
} runner;

/* Makes and prepares each; prints why on stderr where one cannot. */
void race_prepare(runner *runners, size_t count, const corpus *rules, const corpus *texts);
/* Passes of all in turn, so that what else the machine does falls on all alike. */
void race_run(runner *runners, size_t count, const corpus *texts);
/* One line of JSON for each. */
void race_print(const runner *runners, size_t count, size_t rule_count);
void race_release(runner *runners, size_t count);

#ifdef __cplusplus
}
#endif

#endif
