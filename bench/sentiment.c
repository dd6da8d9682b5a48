/* Folded texts to the sums of the learned model: cut into words, looked up, added up.
 *
 *     sentiment PACK FOLDED      FOLDED: one block (corpus.h)
 *
 * Prints a line of JSON, {"engine", "rules", "texts", "us", "make_ms"}; what sentiment.py of the peers does with the same
 * features is beside it in bench/python_sentiment.py. */
#include <stdio.h>
#include <stdlib.h>

#include "race.h"
#include "scratch.h"

static const char *pack_path;

typedef struct reader {
    ressenti_engine *engine;
    ressenti_scratch *scratch;
    rsn_arena kept;
    rsn_folded *folded;
} reader;

static void release(void *state)
{
    reader *self = state;
    rsn_arena_free(&self->kept);
    ressenti_scratch_release(self->scratch);
    ressenti_engine_release(self->engine);
    free(self->folded);
    free(self);
}

static void *make(const corpus *rules)
{
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_pack *pack = NULL;
    reader *self = calloc(1, sizeof *self);
    (void)rules;
    if (self == NULL) return NULL;
    ressenti_status status = ressenti_pack_open(pack_path, NULL, &pack, &error);
    if (status == RESSENTI_OK) status = ressenti_engine_new(&pack, 1, NULL, &self->engine, &error);
    ressenti_pack_release(pack);
    if (status == RESSENTI_OK) status = ressenti_scratch_new(self->engine, NULL, &self->scratch);
    if (status == RESSENTI_OK && self->engine->model != NULL) {
        rsn_arena_init(&self->kept, &self->engine->memory);
        return self;
    }
    fprintf(stderr, "sentiment: %s\n", status == RESSENTI_OK ? "the pack has no model" : error.message);
    release(self);
    return NULL;
}

/* Folding is not part of what is compared. */
static bool prepare(void *state, const corpus *texts)
{
    reader *self = state;
    self->folded = calloc(texts->count + 1, sizeof *self->folded);
    if (self->folded == NULL) return false;
    for (size_t i = 0; i < texts->count; i++) {
        ressenti_text text = {corpus_text(texts, i), corpus_size(texts, i)};
        if (rsn_normalize(&self->kept, text, &self->folded[i]) != RESSENTI_OK) return false;
    }
    return true;
}

static uint64_t read(void *state, const corpus *texts, size_t count, const pairs *found)
{
    reader *self = state;
    ressenti_scratch *scratch = self->scratch;
    uint64_t sum = 0;
    (void)texts;
    (void)found;
    for (size_t i = 0; i < count; i++) {
        rsn_tokens tokens;
        rsn_model_reading reading;
        rsn_arena_reset(&scratch->arena);
        if (rsn_tokenize(&scratch->arena, self->engine->kernels, &self->folded[i], &tokens) != RESSENTI_OK ||
            rsn_read_model(&scratch->arena, self->engine->model, self->engine->weights, scratch->memo, &self->folded[i], &tokens, &reading) != RESSENTI_OK)
            return 0;
        sum += (uint64_t)(int64_t)reading.sums[RSN_OUTPUT_POLARITY];
    }
    return sum;
}

static const contender learned_part = {"learned_part", make, prepare, read, release, true};

int main(int argument_count, char **arguments)
{
    if (argument_count != 3) return fprintf(stderr, "usage: sentiment PACK FOLDED\n"), 2;
    corpus texts = corpus_read(arguments[2]), no_rules = {0};
    runner one = {.who = &learned_part};
    pack_path = arguments[1];
    race_prepare(&one, 1, &no_rules, &texts);
    race_run(&one, 1, &texts);
    race_print(&one, 1, 0);
    race_release(&one, 1);
    corpus_free(&texts);
    return 0;
}
