/* Our matcher.  The one file here that looks inside the library: texts are folded, cut into words and clauses
 * before the time runs; what is timed is the prefilter and the patterns, every hit with its span. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clause.h"
#include "lexicon.h"
#include "match.h"
#include "race.h"
#include "ressenti_build.h"
#include "scratch.h"
#include "themes.h"
#include "tokenize.h"

enum { MATCH_LIMIT = 100000 };

typedef struct prepared {
    rsn_folded folded;
    rsn_tokens tokens;
    rsn_clauses clauses;
} prepared;

typedef struct ours {
    ressenti_engine *engine;
    ressenti_scratch *scratch;
    rsn_arena arena; /* of what is prepared */
    prepared *texts;
} ours;

static ressenti_text text_of(const char *string)
{
    return (ressenti_text){string, strlen(string)};
}

static ressenti_status add_rules(ressenti_builder *builder, const corpus *rules, ressenti_error *error)
{
    ressenti_label label = {.struct_size = sizeof label, .id = text_of("theme"), .fr = text_of("theme"), .en = text_of("theme")};
    ressenti_status status = ressenti_builder_name(builder, text_of("bench"), text_of("0000000000000000"), error);
    if (status == RESSENTI_OK) status = ressenti_builder_add_label(builder, RESSENTI_THEME, &label, (ressenti_text){NULL, 0}, 0, error);
    for (uint64_t i = 0; i < rules->count && status == RESSENTI_OK; i++) {
        char name[32];
        ressenti_text regex = {corpus_text(rules, i), corpus_size(rules, i)};
        snprintf(name, sizeof name, "rule/%u", (unsigned)i);
        ressenti_rule_source source = {.struct_size = sizeof source, .name = text_of(name), .file = text_of("bench"), .number = (uint32_t)i + 1,
                                       .theme = text_of("theme"), .regexes = &regex, .regex_count = 1};
        status = ressenti_builder_add_rule(builder, &source, error);
    }
    return status;
}

ressenti_engine *themes_engine(const corpus *rules)
{
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_builder *builder = NULL;
    ressenti_pack *pack = NULL;
    ressenti_engine *engine = NULL;
    ressenti_text bytes = {NULL, 0};
    ressenti_status status = ressenti_builder_new(NULL, &builder);
    if (status == RESSENTI_OK) status = add_rules(builder, rules, &error);
    if (status == RESSENTI_OK) status = ressenti_builder_finish(builder, &bytes, &error);
    if (status == RESSENTI_OK) status = ressenti_pack_from_bytes(bytes.data, bytes.size, NULL, &pack, &error);
    if (status == RESSENTI_OK) status = ressenti_engine_new(&pack, 1, NULL, &engine, &error);
    if (status != RESSENTI_OK) fprintf(stderr, "ours: %s (item %llu)\n", error.message, (unsigned long long)error.item);
    ressenti_pack_release(pack);
    ressenti_builder_release(builder);
    return engine;
}

static void release(void *state)
{
    ours *self = state;
    if (self->texts != NULL) rsn_arena_free(&self->arena);
    free(self->texts);
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

static bool prepare_text(ours *self, ressenti_text text, prepared *out)
{
    rsn_readings readings;
    return rsn_normalize(&self->arena, text, &out->folded) == RESSENTI_OK &&
           rsn_tokenize(&self->arena, rsn_kernels_best(), &out->folded, &out->tokens) == RESSENTI_OK &&
           rsn_read_words(&self->arena, &self->engine->lexicon, &out->tokens, NULL, &readings) == RESSENTI_OK &&
           rsn_find_clauses(&self->arena, &out->tokens, &readings, &out->clauses) == RESSENTI_OK;
}

/* The others read the texts as they stand: folding must change nothing. */
static bool is_unchanged(const prepared *text, ressenti_text given)
{
    return text->folded.size == given.size && memcmp(text->folded.bytes, given.data, given.size) == 0;
}

static bool prepare(void *state, const corpus *texts)
{
    ours *self = state;
    self->texts = calloc(texts->count, sizeof *self->texts);
    if (self->texts == NULL) return false;
    rsn_arena_init(&self->arena, &self->scratch->memory);
    rsn_pattern_runner_limit(self->scratch->runner, MATCH_LIMIT);
    for (uint64_t i = 0; i < texts->count; i++) {
        ressenti_text text = {corpus_text(texts, i), corpus_size(texts, i)};
        if (!prepare_text(self, text, &self->texts[i])) return false;
        if (is_unchanged(&self->texts[i], text)) continue;
        fprintf(stderr, "ours: text %llu is not folded\n", (unsigned long long)i);
        return false;
    }
    return true;
}

static void note(const rsn_hits *hits, size_t text, const pairs *found)
{
    for (uint32_t i = 0; i < hits->items.count; i++) pairs_note(found, text, rsn_hit_at(hits, i)->rule);
    if (hits->gave_up) fprintf(stderr, "ours: a rule gave up on text %zu\n", text);
}

static uint64_t read(void *state, const corpus *texts, size_t count, const pairs *found)
{
    ours *self = state;
    ressenti_scratch *scratch = self->scratch;
    uint64_t sum = 0;
    (void)texts;
    for (size_t i = 0; i < count; i++) {
        const prepared *text = &self->texts[i];
        rsn_arena_reset(&scratch->arena);
        if (rsn_match_rules(&scratch->arena, self->engine, &scratch->memory, scratch->prefilter, scratch->runner, &text->folded,
                            &text->clauses, &scratch->hits) != RESSENTI_OK)
            continue; /* the check of pairs will tell */
        sum += scratch->hits.items.count;
        if (found != NULL) note(&scratch->hits, i, found);
    }
    return sum;
}

const contender themes_ours = {"ours", make, prepare, read, release, true};
