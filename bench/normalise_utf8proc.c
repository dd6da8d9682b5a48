/* utf8proc: its one-call form, and its two steps with a buffer that is kept. */
#include <stdlib.h>
#include <utf8proc.h>

#include "normalise.h"

typedef struct points {
    utf8proc_int32_t *buffer;
    size_t room;
} points;

static utf8proc_option_t wanted(void)
{
    return (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
}

static void *make(const corpus *rules)
{
    (void)rules;
    return calloc(1, sizeof(points));
}

static bool prepare(void *state, const corpus *texts)
{
    points *self = state;
    self->room = normalise_room(texts);
    self->buffer = calloc(self->room, sizeof *self->buffer);
    return self->buffer != NULL;
}

static uint64_t read_mapped(void *state, const corpus *texts, size_t count, const pairs *found)
{
    uint64_t sum = 0;
    (void)state, (void)found;
    for (size_t i = 0; i < count; i++) {
        utf8proc_uint8_t *made = NULL;
        sum += (uint64_t)utf8proc_map((const utf8proc_uint8_t *)corpus_text(texts, i), (utf8proc_ssize_t)corpus_size(texts, i), &made, wanted());
        free(made);
    }
    return sum;
}

static uint64_t read_reused(void *state, const corpus *texts, size_t count, const pairs *found)
{
    points *self = state;
    uint64_t sum = 0;
    (void)found;
    for (size_t i = 0; i < count; i++) {
        utf8proc_ssize_t size = utf8proc_decompose((const utf8proc_uint8_t *)corpus_text(texts, i), (utf8proc_ssize_t)corpus_size(texts, i),
                                                   self->buffer, (utf8proc_ssize_t)self->room, wanted());
        if (size >= 0) sum += (uint64_t)utf8proc_reencode(self->buffer, size, wanted());
    }
    return sum;
}

static void release(void *state)
{
    points *self = state;
    free(self->buffer);
    free(self);
}

const contender normalise_utf8proc_map = {"utf8proc_map", make, prepare, read_mapped, release, false};
const contender normalise_utf8proc_reused = {"utf8proc_reused", make, prepare, read_reused, release, false};
