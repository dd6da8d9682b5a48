/* PCRE2 with its JIT, one expression after the other, on bytes: the reference of what a rule finds. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <stdio.h>
#include <stdlib.h>

#include "themes.h"

typedef struct loop {
    pcre2_code **codes;
    size_t code_count;
    pcre2_match_data *match;
} loop;

static void release(void *state)
{
    loop *self = state;
    for (size_t i = 0; i < self->code_count; i++) pcre2_code_free(self->codes[i]);
    pcre2_match_data_free(self->match);
    free(self->codes);
    free(self);
}

static void *make(const corpus *rules)
{
    loop *self = calloc(1, sizeof *self);
    if (self == NULL) exit(2);
    self->codes = calloc(rules->count, sizeof *self->codes);
    self->match = pcre2_match_data_create(1, NULL);
    if (self->codes == NULL || self->match == NULL) exit(2);
    for (; self->code_count < rules->count; self->code_count++) {
        int error;
        PCRE2_SIZE at;
        pcre2_code *code = pcre2_compile((PCRE2_SPTR)corpus_text(rules, self->code_count), corpus_size(rules, self->code_count),
                                         PCRE2_NO_AUTO_CAPTURE, &error, &at, NULL);
        if (code == NULL || pcre2_jit_compile(code, PCRE2_JIT_COMPLETE) != 0) {
            fprintf(stderr, "pcre2: rule %zu does not compile, or there is no JIT here\n", self->code_count);
            pcre2_code_free(code);
            release(self);
            return NULL;
        }
        self->codes[self->code_count] = code;
    }
    return self;
}

static uint64_t read(void *state, const corpus *texts, size_t count, const pairs *found)
{
    loop *self = state;
    uint64_t sum = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t rule = 0; rule < self->code_count; rule++) {
            int answer = pcre2_jit_match(self->codes[rule], (PCRE2_SPTR)corpus_text(texts, i), corpus_size(texts, i), 0, 0, self->match, NULL);
            if (answer < 0) continue;
            sum++;
            pairs_note(found, i, rule);
        }
    return sum;
}

const contender themes_pcre2 = {"pcre2", make, NULL, read, release, false};
