/* The public functions that are no object's own: check arguments and sizes; no logic. */
#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

#include "analyze.h"
#include "failure.h"
#include "needs_text.h"
#include "result.h"
#include "ressenti_build.h"

enum { MATCH_LIMIT = 100000, TEXT_SIZE_LIMIT = 1 << 20, TEXT_SIZE_MOST = 1 << 28 };

uint32_t ressenti_version(void)
{
    return RESSENTI_VERSION_MAJOR << 16 | RESSENTI_VERSION_MINOR << 8 | RESSENTI_VERSION_PATCH;
}

uint32_t ressenti_abi(void)
{
    return RESSENTI_ABI;
}

size_t ressenti_build_info(char *buffer, size_t capacity)
{
    char patterns[160], kernels[RSN_KERNELS_LIST_MAX];
    rsn_pattern_describe(patterns, sizeof patterns);
    rsn_kernels_list(kernels);
    int size = snprintf(buffer, capacity, "ressenti %s, %s, utf8proc %s (Unicode %s), kernels %s", RESSENTI_VERSION, patterns,
                        utf8proc_version(), utf8proc_unicode_version(), kernels);
    return size < 0 ? 0 : (size_t)size;
}

const char *ressenti_kernels_name(uint32_t index)
{
    const rsn_kernels *kernels = rsn_kernels_at(index);
    return kernels == NULL ? NULL : kernels->name;
}

/* ---- what an engine holds ------------------------------------------------------------------- */

ressenti_text ressenti_engine_fingerprint(const ressenti_engine *engine)
{
    return (ressenti_text){engine->fingerprint.items, engine->fingerprint.count};
}

const char *ressenti_engine_kernels(const ressenti_engine *engine)
{
    return engine->kernels->name;
}

static bool is_label_kind(ressenti_label_kind kind)
{
    return kind >= RESSENTI_THEME && kind <= RESSENTI_SUBTHEME;
}

uint32_t ressenti_engine_label_count(const ressenti_engine *engine, ressenti_label_kind kind)
{
    return is_label_kind(kind) ? (uint32_t)engine->labels[kind].count : 0;
}

/* The caller's struct may be shorter or longer than ours. */
static void copy_prefix(void *out, size_t out_size, const void *full, size_t full_size)
{
    memcpy(out, full, out_size < full_size ? out_size : full_size);
}

ressenti_status ressenti_engine_label(const ressenti_engine *engine, ressenti_label_kind kind, uint32_t index, ressenti_label *out)
{
    if (out == NULL || index >= ressenti_engine_label_count(engine, kind)) return RESSENTI_BAD_ARGUMENT;
    const rsn_engine_label *label = rsn_engine_label_at(engine, kind, index);
    ressenti_label full = {out->struct_size, label->id, label->fr, label->en, label->parent, label->stage, label->component,
                           (label->flags & RESSENTI_LABEL_ALONE) != 0};
    copy_prefix(out, out->struct_size, &full, sizeof full);
    return RESSENTI_OK;
}

uint32_t ressenti_engine_name_count(const ressenti_engine *engine)
{
    return (uint32_t)engine->lists.names.count;
}

ressenti_status ressenti_engine_name(const ressenti_engine *engine, uint32_t index, ressenti_list_word *out)
{
    if (out == NULL || index >= engine->lists.names.count) return RESSENTI_BAD_ARGUMENT;
    const rsn_list_name *name = &RSN_AT(&engine->lists.names, rsn_list_name, index);
    *out = (ressenti_list_word){name->list, name->written};
    return RESSENTI_OK;
}

uint32_t ressenti_engine_rule_count(const ressenti_engine *engine)
{
    return (uint32_t)engine->rules.count;
}

ressenti_status ressenti_engine_rule(const ressenti_engine *engine, uint32_t index, ressenti_rule *out)
{
    if (out == NULL || index >= engine->rules.count) return RESSENTI_BAD_ARGUMENT;
    const rsn_engine_rule *rule = rsn_engine_rule_at(engine, index);
    ressenti_rule full = {
        .struct_size = out->struct_size,
        .name = rule->name,
        .file = rule->file,
        .number = rule->number,
        .theme = rule->theme,
        .signals = rule->signals,
        .channels = rule->channels,
        .irritation = rule->irritation,
        .valence = rule->valence,
        .is_prefiltered = rule->is_prefiltered,
        .subtheme = rule->subtheme,
    };
    copy_prefix(out, out->struct_size, &full, sizeof full);
    return RESSENTI_OK;
}

uint32_t ressenti_engine_attribute_count(const ressenti_engine *engine)
{
    return (uint32_t)engine->attributes.count;
}

ressenti_status ressenti_engine_attribute(const ressenti_engine *engine, uint32_t index, ressenti_attribute *out)
{
    if (out == NULL || index >= engine->attributes.count) return RESSENTI_BAD_ARGUMENT;
    const rsn_engine_attribute *attribute = rsn_engine_attribute_at(engine, index);
    ressenti_attribute full = {out->struct_size, attribute->signal, attribute->key, attribute->value};
    copy_prefix(out, out->struct_size, &full, sizeof full);
    return RESSENTI_OK;
}

uint32_t ressenti_engine_pattern_count(const ressenti_engine *engine)
{
    return (uint32_t)engine->rule_patterns.count;
}

ressenti_status ressenti_engine_pattern(const ressenti_engine *engine, uint32_t index, ressenti_pattern *out)
{
    if (out == NULL || index >= engine->rule_patterns.count) return RESSENTI_BAD_ARGUMENT;
    const rsn_engine_pattern *pattern = &RSN_AT(&engine->rule_patterns, rsn_engine_pattern, index);
    ressenti_pattern full = {
        .struct_size = out->struct_size,
        .regex = pattern->regex,
        .rule = pattern->rule,
        .is_unless = pattern->is_unless,
        .is_program = rsn_pattern_is_program(pattern->pattern),
        .is_prefiltered = pattern->is_prefiltered,
        .is_further = pattern->is_further,
    };
    copy_prefix(out, out->struct_size, &full, sizeof full);
    return RESSENTI_OK;
}

size_t ressenti_engine_pattern_needs(const ressenti_engine *engine, uint32_t index, char *buffer, size_t capacity)
{
    if (index >= engine->pattern_sources.count) return 0;
    const rsn_pattern_source *source = &RSN_AT(&engine->pattern_sources, rsn_pattern_source, index);
    return rsn_needs_text(source->view, source->packed, buffer, capacity);
}

uint32_t ressenti_engine_word_count(const ressenti_engine *engine)
{
    uint32_t count = 0;
    for (uint32_t p = 0; p < engine->pack_count; p++)
        for (uint32_t i = 0; i < engine->views[p]->word_count; i++)
            count += (engine->views[p]->words[i].has & ~RSN_HAS_NO_MEANING) != 0;
    return count;
}

/* ---- analysis ----------------------------------------------------------------------------------- */

static ressenti_options full_options(const ressenti_options *given)
{
    ressenti_options options = RESSENTI_OPTIONS_INIT;
    if (given != NULL) copy_prefix(&options, given->struct_size, given, sizeof options);
    if (options.match_limit == 0) options.match_limit = MATCH_LIMIT;
    if (options.text_size_limit == 0) options.text_size_limit = TEXT_SIZE_LIMIT;
    if (options.text_size_limit > TEXT_SIZE_MOST) options.text_size_limit = TEXT_SIZE_MOST;
    return options;
}

/* Reads one text: all of it, or the rules alone. */
typedef ressenti_status (*reader)(ressenti_scratch *, ressenti_text, uint64_t, uint32_t, rsn_findings *);

static ressenti_status read_one(reader read, ressenti_scratch *scratch, ressenti_text text, const ressenti_options *options,
                                ressenti_result *result)
{
    rsn_findings found;
    rsn_offsets offsets = {NULL, NULL};
    uint32_t flags = options->flags;
    if (text.data == NULL) return ressenti_result_add_unread(result, RESSENTI_ROW_NULL);
    RSN_TRY(read(scratch, text, options->text_size_limit, flags, &found));
    bool has_spans = read == rsn_match_text ? found.hits != NULL && found.hits->items.count > 0 : found.folded.size > 0;
    if (has_spans)
        RSN_TRY(rsn_offsets_init(&scratch->arena, text, found.folded.invalid > 0 ? flags : flags & ~(uint32_t)RSN_INVALID_ALLOWED, &offsets));
    return rsn_result_add(result, &found, &offsets, flags);
}

static ressenti_status read_all(reader read, ressenti_scratch *scratch, const ressenti_text *texts, size_t text_count,
                                const ressenti_options *options, ressenti_result *result, ressenti_error *error)
{
    if (scratch == NULL || result == NULL || (texts == NULL && text_count > 0) || scratch->engine != result->engine)
        return rsn_fail(error, RESSENTI_BAD_ARGUMENT, RESSENTI_NOWHERE, RESSENTI_NOWHERE, "texts, a scratch and a result of the same engine are needed");
    size_t before = RSN_ROWS(result, documents, status);
    rsn_pattern_runner_limit(scratch->runner, options->match_limit);
    for (size_t i = 0; i < text_count; i++) {
        if (read_one(read, scratch, texts[i], options, result) == RESSENTI_OK) continue;
        rsn_result_cut(result, before);
        return rsn_fail(error, RESSENTI_NO_MEMORY, i, RESSENTI_NOWHERE, "not enough memory");
    }
    return RESSENTI_OK;
}

ressenti_status ressenti_analyze(ressenti_scratch *scratch, const ressenti_text *texts, size_t text_count,
                                 const ressenti_options *given, ressenti_result *result, ressenti_error *error)
{
    ressenti_options options = full_options(given);
    return read_all(rsn_analyze_text, scratch, texts, text_count, &options, result, error);
}

ressenti_status ressenti_match(ressenti_scratch *scratch, const ressenti_text *texts, size_t text_count,
                               const ressenti_options *given, ressenti_result *result, ressenti_error *error)
{
    ressenti_options options = full_options(given);
    options.flags |= RESSENTI_WANT_HITS;
    return read_all(rsn_match_text, scratch, texts, text_count, &options, result, error);
}
