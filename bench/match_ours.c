/* Ours by its public door: ressenti_match, every hit with its span in bytes of the text as given. */
#include <stdlib.h>

#include "match.h"
#include "ressenti.h"
#include "themes.h"

enum { BATCH = 1000 };

typedef struct ours {
    ressenti_engine *engine;
    ressenti_scratch *scratch;
} ours;

static void release(void *state)
{
    ours *self = state;
    ressenti_scratch_release(self->scratch);
    ressenti_engine_release(self->engine);
    free(self);
}

static void *make(const corpus *rules)
{
    ours *self = calloc(1, sizeof *self);
    if (self == NULL) return NULL;
    self->engine = themes_engine(rules);
    if (self->engine != NULL && ressenti_scratch_new(self->engine, NULL, &self->scratch) == RESSENTI_OK) return self;
    release(self);
    return NULL;
}

static uint64_t read_batch(ours *self, const ressenti_text *batch, size_t count)
{
    ressenti_result *result = NULL;
    ressenti_hits hits = {.struct_size = sizeof hits};
    if (ressenti_result_new(self->engine, NULL, &result) != RESSENTI_OK) exit(2);
    if (ressenti_match(self->scratch, batch, count, NULL, result, NULL) != RESSENTI_OK) exit(2);
    ressenti_result_hits(result, &hits);
    ressenti_result_release(result);
    return hits.count;
}

static uint64_t read(void *state, const corpus *texts, size_t count, const pairs *found)
{
    uint64_t sum = 0;
    (void)found;
    for (size_t first = 0; first < count; first += BATCH) {
        ressenti_text batch[BATCH];
        size_t size = count - first < BATCH ? count - first : BATCH;
        for (size_t i = 0; i < size; i++) batch[i] = (ressenti_text){corpus_text(texts, first + i), corpus_size(texts, first + i)};
        sum += read_batch(state, batch, size);
    }
    return sum;
}

const contender match_ours = {"match_ours", make, NULL, read, release, true};
