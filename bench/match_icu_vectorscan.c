/* The best that can be put together of other parts: ICU folds each text, Vectorscan reads what comes out.  It tells
 * that a rule occurs, not where, and knows no way back to the text as given. */
#include "match.h"

#if defined(BENCH_VECTORSCAN) && defined(BENCH_ICU)

#include <stdlib.h>

#include "normalise.h"
#include "themes.h"

typedef struct composite {
    void *icu, *vectorscan;
} composite;

static void release(void *state)
{
    composite *self = state;
    if (self->icu != NULL) normalise_icu.release(self->icu);
    if (self->vectorscan != NULL) themes_vectorscan.release(self->vectorscan);
    free(self);
}

static void *make(const corpus *rules)
{
    composite *self = calloc(1, sizeof *self);
    if (self == NULL) return NULL;
    self->icu = normalise_icu.make(NULL);
    self->vectorscan = themes_vectorscan.make(rules);
    if (self->icu != NULL && self->vectorscan != NULL) return self;
    release(self);
    return NULL;
}

static bool prepare(void *state, const corpus *texts)
{
    composite *self = state;
    return normalise_icu.prepare(self->icu, texts);
}

static uint64_t read(void *state, const corpus *texts, size_t count, const pairs *found)
{
    composite *self = state;
    uint64_t sum = 0;
    (void)found;
    for (size_t i = 0; i < count; i++) {
        size_t size = 0;
        const char *folded = normalise_icu_fold(self->icu, corpus_text(texts, i), corpus_size(texts, i), &size);
        sum += themes_vectorscan_scan(self->vectorscan, folded, size);
    }
    return sum;
}

const contender match_icu_vectorscan = {"icu_vectorscan", make, prepare, read, release, false};

#endif
