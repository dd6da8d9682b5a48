/* Vectorscan (the portable Hyperscan): block mode, one report a rule. */
#include <hs/hs.h>
#include <stdio.h>
#include <stdlib.h>

#include "themes.h"

typedef struct vectorscan {
    hs_database_t *database;
    hs_scratch_t *scratch;
} vectorscan;

typedef struct report {
    const pairs *found;
    size_t text;
    uint64_t count;
} report;

/* Its interface wants NUL-terminated expressions. */
static char **strings_of(const corpus *rules)
{
    char **strings = calloc(rules->count + 1, sizeof *strings);
    char *bytes = calloc(rules->offsets[rules->count] + rules->count + 1, 1);
    if (strings == NULL || bytes == NULL) exit(2);
    strings[rules->count] = bytes;
    for (uint64_t i = 0; i < rules->count; i++) {
        size_t size = corpus_size(rules, i);
        strings[i] = bytes;
        for (size_t k = 0; k < size; k++) bytes[k] = corpus_text(rules, i)[k];
        bytes += size + 1;
    }
    return strings;
}

static hs_database_t *compile(const corpus *rules, char **strings)
{
    unsigned *flags = calloc(rules->count, sizeof *flags), *ids = calloc(rules->count, sizeof *ids);
    hs_database_t *database = NULL;
    hs_compile_error_t *error = NULL;
    if (flags == NULL || ids == NULL) exit(2);
    for (unsigned i = 0; i < rules->count; i++) {
        flags[i] = HS_FLAG_SINGLEMATCH;
        ids[i] = i;
    }
    if (hs_compile_multi((const char *const *)strings, flags, ids, (unsigned)rules->count, HS_MODE_BLOCK, NULL, &database, &error) != HS_SUCCESS) {
        fprintf(stderr, "vectorscan: %s (%s)\n", error->message, error->expression >= 0 ? strings[error->expression] : "");
        hs_free_compile_error(error);
    }
    free(flags);
    free(ids);
    return database;
}

static void release(void *state)
{
    vectorscan *self = state;
    hs_free_scratch(self->scratch);
    hs_free_database(self->database);
    free(self);
}

static void *make(const corpus *rules)
{
    vectorscan *self = calloc(1, sizeof *self);
    char **strings = strings_of(rules);
    if (self == NULL) exit(2);
    self->database = compile(rules, strings);
    free(strings[rules->count]);
    free(strings);
    if (self->database != NULL && hs_alloc_scratch(self->database, &self->scratch) == HS_SUCCESS) return self;
    release(self);
    return NULL;
}

static int on_match(unsigned rule, unsigned long long from, unsigned long long to, unsigned flags, void *context)
{
    report *told = context;
    (void)from, (void)to, (void)flags;
    told->count++;
    pairs_note(told->found, told->text, rule);
    return 0;
}

static uint64_t read(void *state, const corpus *texts, size_t count, const pairs *found)
{
    vectorscan *self = state;
    report told = {.found = found};
    for (size_t i = 0; i < count; i++) {
        told.text = i;
        hs_scan(self->database, corpus_text(texts, i), (unsigned)corpus_size(texts, i), 0, self->scratch, on_match, &told);
    }
    return told.count;
}

uint64_t themes_vectorscan_scan(void *state, const char *bytes, size_t size)
{
    vectorscan *self = state;
    report told = {.found = NULL};
    hs_scan(self->database, bytes, (unsigned)size, 0, self->scratch, on_match, &told);
    return told.count;
}

const contender themes_vectorscan = {"vectorscan", make, NULL, read, release, true};
