/* Ours: UTF-8 checked, folded, with the way back to the text as given. */
#include <stdio.h>
#include <stdlib.h>

#include "normalise.h"
#include "ressenti.h"

#ifdef RESSENTI_FOLDED_INIT /* a folder keeps its memory from text to text */

static void *make(const corpus *rules)
{
    ressenti_folder *folder = NULL;
    (void)rules;
    return ressenti_folder_new(NULL, NULL, &folder) == RESSENTI_OK ? folder : NULL;
}

static uint64_t read(void *state, const corpus *texts, size_t count, const pairs *found)
{
    uint64_t sum = 0;
    (void)found;
    for (size_t i = 0; i < count; i++) {
        ressenti_folded folded = RESSENTI_FOLDED_INIT;
        ressenti_text text = {corpus_text(texts, i), corpus_size(texts, i)};
        if (ressenti_folder_fold(state, text, 0, &folded, NULL) != RESSENTI_OK) fprintf(stderr, "ours: text %zu\n", i);
        sum += folded.size;
    }
    return sum;
}

static void release(void *state)
{
    ressenti_folder_release(state);
}

const contender normalise_ours = {"ours", make, NULL, read, release, true};

#else /* one call does all, and allocates */

typedef struct ours {
    char *buffer;
    uint32_t *sources;
    size_t room;
} ours;

static void *make(const corpus *rules)
{
    (void)rules;
    return calloc(1, sizeof(ours));
}

static bool prepare(void *state, const corpus *texts)
{
    ours *self = state;
    self->room = normalise_room(texts);
    self->buffer = calloc(self->room, 1);
    self->sources = calloc(self->room, sizeof *self->sources);
    return self->buffer != NULL && self->sources != NULL;
}

static uint64_t read(void *state, const corpus *texts, size_t count, const pairs *found)
{
    ours *self = state;
    uint64_t sum = 0;
    (void)found;
    for (size_t i = 0; i < count; i++) {
        size_t size = 0;
        ressenti_text text = {corpus_text(texts, i), corpus_size(texts, i)};
        if (ressenti_fold(text, self->buffer, self->sources, self->room, &size, NULL, NULL) != RESSENTI_OK) fprintf(stderr, "ours: text %zu\n", i);
        sum += size;
    }
    return sum;
}

static void release(void *state)
{
    ours *self = state;
    free(self->buffer);
    free(self->sources);
    free(self);
}

const contender normalise_ours = {"ours", make, prepare, read, release, true};

#endif
