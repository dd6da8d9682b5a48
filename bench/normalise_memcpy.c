/* The floor: the bytes of each text copied, nothing else. */
#include <stdlib.h>
#include <string.h>

#include "normalise.h"

typedef struct copy {
    char *buffer;
} copy;

static void *make(const corpus *rules)
{
    (void)rules;
    return calloc(1, sizeof(copy));
}

static bool prepare(void *state, const corpus *texts)
{
    copy *self = state;
    self->buffer = calloc(normalise_room(texts), 1);
    return self->buffer != NULL;
}

static uint64_t read(void *state, const corpus *texts, size_t count, const pairs *found)
{
    copy *self = state;
    uint64_t sum = 0;
    (void)found;
    for (size_t i = 0; i < count; i++) {
        size_t size = corpus_size(texts, i);
        memcpy(self->buffer, corpus_text(texts, i), size);
        __asm__ volatile("" : : "r"(self->buffer) : "memory"); /* the copy is wanted although nobody reads it */
        sum += size;
    }
    return sum;
}

static void release(void *state)
{
    copy *self = state;
    free(self->buffer);
    free(self);
}

const contender normalise_memcpy = {"memcpy", make, prepare, read, release, true};
