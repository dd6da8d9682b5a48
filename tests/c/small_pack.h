/* Packs made of tables, small enough to reason about, and engines of them. */
#ifndef SMALL_PACK_H
#define SMALL_PACK_H

#include <stdlib.h>

#include "check.h"
#include "ressenti_build.h"

typedef struct word_row {
    ressenti_word_kind kind;
    const char *form;
    int32_t value;
    uint32_t flags;
    const char *full;
} word_row;

typedef struct label_row {
    ressenti_label_kind kind;
    const char *id, *fr, *parent;
    uint32_t stage, component, flags;
} label_row;

enum { ROW_TEXTS = 4 };

typedef struct rule_row {
    const char *name, *theme, *signal, *channel;
    const char *phrases[ROW_TEXTS], *regexes[ROW_TEXTS], *needs[ROW_TEXTS], *unless[ROW_TEXTS];
    int32_t valence;
    uint32_t irritation, is_neutral;
    const char *key, *value; /* an attribute of its signal */
    ressenti_condition condition;
    ressenti_figure_kind figure;
    uint32_t flags;
} rule_row;

typedef struct pack_source {
    const char *name;
    const word_row *words;
    size_t word_count;
    const label_row *labels;
    size_t label_count;
    const rule_row *rules;
    size_t rule_count;
} pack_source;

#define ROWS(table) (table), sizeof(table) / sizeof((table)[0])

static inline ressenti_text text_of(const char *string)
{
    return (ressenti_text){string, string == NULL ? 0 : strlen(string)};
}

static inline size_t list_texts(const char *const *strings, ressenti_text *texts)
{
    size_t count = 0;
    while (count < ROW_TEXTS && strings[count] != NULL) {
        texts[count] = text_of(strings[count]);
        count++;
    }
    return count;
}

static inline ressenti_status add_rule_row(ressenti_builder *builder, const rule_row *row, ressenti_error *error)
{
    ressenti_text phrases[ROW_TEXTS], regexes[ROW_TEXTS], needs[ROW_TEXTS], unless[ROW_TEXTS];
    ressenti_text signal = text_of(row->signal), channel = text_of(row->channel);
    ressenti_attribute_source attribute = {signal, text_of(row->key), text_of(row->value)};
    ressenti_rule_source source = {
        .struct_size = sizeof source,
        .name = text_of(row->name),
        .file = text_of("small.toml"),
        .number = 1,
        .theme = text_of(row->theme),
        .signals = &signal,
        .signal_count = row->signal != NULL,
        .channels = &channel,
        .channel_count = row->channel != NULL,
        .irritation = row->irritation,
        .valence = row->valence,
        .is_neutral = row->is_neutral,
        .phrases = phrases,
        .phrase_count = list_texts(row->phrases, phrases),
        .regexes = regexes,
        .regex_count = list_texts(row->regexes, regexes),
        .needs = needs,
        .need_count = list_texts(row->needs, needs),
        .unless = unless,
        .unless_count = list_texts(row->unless, unless),
        .attributes = &attribute,
        .attribute_count = row->key != NULL,
        .condition = row->condition,
        .figure = row->figure,
        .flags = row->flags,
    };
    return ressenti_builder_add_rule(builder, &source, error);
}

static inline ressenti_status add_rows(ressenti_builder *builder, const pack_source *source, ressenti_error *error)
{
    ressenti_status status = ressenti_builder_name(builder, text_of(source->name), text_of("0123456789abcdef"), error);
    for (size_t i = 0; i < source->label_count && status == RESSENTI_OK; i++) {
        const label_row *row = &source->labels[i];
        ressenti_label label = {sizeof label, text_of(row->id), text_of(row->fr), text_of(row->fr), 0, row->stage, row->component, 0};
        status = ressenti_builder_add_label(builder, row->kind, &label, text_of(row->parent), row->flags, error);
    }
    for (size_t i = 0; i < source->word_count && status == RESSENTI_OK; i++) {
        const word_row *row = &source->words[i];
        ressenti_word word = {sizeof word, row->kind, text_of(row->form), text_of(row->full), row->value, row->flags};
        status = ressenti_builder_add_word(builder, &word, error);
    }
    for (size_t i = 0; i < source->rule_count && status == RESSENTI_OK; i++)
        status = add_rule_row(builder, &source->rules[i], error);
    return status;
}

/* The builder owns the bytes; release it in any case. */
static inline ressenti_status build_small_pack(const pack_source *source, const ressenti_allocator *memory,
                                               ressenti_builder **builder, ressenti_text *bytes, ressenti_error *error)
{
    *builder = NULL;
    ressenti_status status = ressenti_builder_new(memory, builder);
    if (status == RESSENTI_OK) status = add_rows(*builder, source, error);
    return status == RESSENTI_OK ? ressenti_builder_finish(*builder, bytes, error) : status;
}

/* For tests that take sound packs for granted. */
static inline ressenti_pack *make_pack(const pack_source *source)
{
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_builder *builder = NULL;
    ressenti_pack *pack = NULL;
    ressenti_text bytes = {NULL, 0};
    ressenti_status status = build_small_pack(source, NULL, &builder, &bytes, &error);
    if (status == RESSENTI_OK) status = ressenti_pack_from_bytes(bytes.data, bytes.size, NULL, &pack, &error);
    ressenti_builder_release(builder);
    if (!CHECK(status == RESSENTI_OK, "the pack %s is sound: %s", source->name, error.message)) exit(check_result());
    return pack;
}

/* The engine keeps its packs, so they are released here. */
static inline ressenti_engine *make_engine_of(ressenti_pack **packs, size_t count)
{
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_engine *engine = NULL;
    ressenti_status status = ressenti_engine_new(packs, count, NULL, &engine, &error);
    for (size_t i = 0; i < count; i++) ressenti_pack_release(packs[i]);
    if (!CHECK(status == RESSENTI_OK, "an engine of sound packs: %s", error.message)) exit(check_result());
    return engine;
}

static inline ressenti_engine *make_engine(const pack_source *source)
{
    ressenti_pack *pack = make_pack(source);
    return make_engine_of(&pack, 1);
}

#endif
