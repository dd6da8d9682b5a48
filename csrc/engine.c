/* Several packs made one: labels merged, patterns compiled, the prefilter built.  Immutable. */
#include "engine.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include "engine_lists.h"
#include "engine_options.h"
#include "engine_proposals.h"
#include "failure.h"
#include "subtheme.h"

static uint32_t find_label(const ressenti_engine *engine, ressenti_label_kind kind, ressenti_text id)
{
    for (uint32_t i = 0; i < engine->labels[kind].count; i++)
        if (rsn_same_text(rsn_engine_label_at(engine, kind, i)->id, id)) return i;
    return RESSENTI_NONE;
}

static uint32_t find_label_named(const ressenti_engine *engine, ressenti_label_kind kind, const char *id)
{
    return find_label(engine, kind, (ressenti_text){id, strlen(id)});
}

/* ---- labels ------------------------------------------------------------------------------- */

static void replace_text(ressenti_text *text, ressenti_text later)
{
    if (later.size > 0) *text = later;
}

/* A label that says less than an earlier pack: no words at all only refer to it; words alone are other words for the same. */
static void override_label(rsn_engine_label *known, const rsn_engine_label *later)
{
    bool is_rooted = later->parent_id.size > 0 && !rsn_is_subtheme(later->id); /* a part always is */
    bool is_whole = later->fr.size > 0 && (later->stage != 0 || later->component != 0 || is_rooted);
    if (is_whole) {
        *known = *later;
        return;
    }
    replace_text(&known->fr, later->fr);
    replace_text(&known->en, later->en);
}

static ressenti_status merge_label(ressenti_engine *engine, const rsn_pack_view *view, const rsn_pack_label *packed)
{
    rsn_engine_label label = {
        .id = rsn_pack_text(view, packed->id),
        .fr = rsn_pack_text(view, packed->fr),
        .en = rsn_pack_text(view, packed->en),
        .parent_id = rsn_pack_text(view, packed->parent),
        .stage = packed->stage,
        .component = packed->component,
        .flags = packed->flags,
    };
    bool is_part = packed->kind == RESSENTI_THEME && rsn_is_subtheme(label.id);
    ressenti_label_kind kind = is_part ? RESSENTI_SUBTHEME : (ressenti_label_kind)packed->kind;
    rsn_array *labels = &engine->labels[kind];
    uint32_t known = find_label(engine, kind, label.id);
    if (known == RESSENTI_NONE)
        return rsn_array_append(&engine->memory, labels, &label, 1) ? RESSENTI_OK : RESSENTI_NO_MEMORY;
    override_label(&RSN_AT(labels, rsn_engine_label, known), &label);
    return RESSENTI_OK;
}

/* Each has the flags of its theme, and its stage and component where it says none; that theme is there, the pack was checked. */
static void complete_subthemes(ressenti_engine *engine)
{
    for (uint32_t i = 0; i < engine->labels[RESSENTI_SUBTHEME].count; i++) {
        rsn_engine_label *part = &RSN_AT(&engine->labels[RESSENTI_SUBTHEME], rsn_engine_label, i);
        part->parent = find_label(engine, RESSENTI_THEME, rsn_whole_theme(part->id));
        const rsn_engine_label *whole = rsn_engine_label_at(engine, RESSENTI_THEME, part->parent);
        part->flags = whole->flags;
        if (part->stage == 0) part->stage = whole->stage;
        if (part->component == 0) part->component = whole->component;
    }
}

static ressenti_status merge_labels(ressenti_engine *engine, ressenti_error *error)
{
    for (uint32_t p = 0; p < engine->pack_count; p++)
        for (uint32_t i = 0; i < engine->views[p]->label_count; i++)
            if (merge_label(engine, engine->views[p], &engine->views[p]->labels[i]) != RESSENTI_OK) return rsn_fail_memory(error);
    if (engine->labels[RESSENTI_SIGNAL].count > 64 || engine->labels[RESSENTI_CHANNEL].count > 64)
        return rsn_fail(error, RESSENTI_BAD_DATA, RESSENTI_NOWHERE, RESSENTI_NOWHERE, "the packs together have more than 64 signals or channels");
    for (uint32_t i = 0; i < engine->labels[RESSENTI_THEME].count; i++) {
        rsn_engine_label *theme = &RSN_AT(&engine->labels[RESSENTI_THEME], rsn_engine_label, i);
        theme->parent = find_label(engine, RESSENTI_PARENT, theme->parent_id);
    }
    complete_subthemes(engine);
    engine->promise_broken = find_label_named(engine, RESSENTI_SIGNAL, "promise_broken");
    engine->promise_exceeded = find_label_named(engine, RESSENTI_SIGNAL, "promise_exceeded");
    engine->irony = find_label_named(engine, RESSENTI_SIGNAL, "irony");
    engine->recovery = find_label_named(engine, RESSENTI_SIGNAL, "recovery");
    return RESSENTI_OK;
}

/* The pack counts its own signals; the engine has one order for all. */
static uint64_t engine_bits(const ressenti_engine *engine, const rsn_pack_view *view, ressenti_label_kind kind, uint64_t bits)
{
    uint64_t merged = 0;
    uint32_t rank = 0;
    for (uint32_t i = 0; i < view->label_count; i++) {
        if (view->labels[i].kind != (uint32_t)kind) continue;
        if (bits >> rank & 1) merged |= (uint64_t)1 << find_label(engine, kind, rsn_pack_text(view, view->labels[i].id));
        rank++;
    }
    return merged;
}

/* ---- rules ---------------------------------------------------------------------------------- */

static void overrule(ressenti_engine *engine, ressenti_text name, size_t first_of_pack)
{
    for (size_t i = 0; i < first_of_pack; i++) {
        rsn_engine_rule *earlier = &RSN_AT(&engine->rules, rsn_engine_rule, i);
        if (rsn_same_text(earlier->name, name)) earlier->is_overruled = true;
    }
}

static ressenti_status compile(ressenti_engine *engine, ressenti_text regex, rsn_pattern **pattern, ressenti_error *error)
{
    ressenti_status status = rsn_pattern_compile(engine->patterns, regex, pattern, error);
    if (status == RESSENTI_BAD_PATTERN && error != NULL) error->item = engine->rules.count - 1;
    return status;
}

static ressenti_status add_pattern(ressenti_engine *engine, const rsn_pack_view *view, const rsn_pack_pattern *packed,
                                   bool is_unless, ressenti_error *error)
{
    rsn_engine_pattern *made = rsn_array_push(&engine->memory, &engine->rule_patterns);
    if (made == NULL || rsn_prefilter_add(engine->prefilter, view, packed) != RESSENTI_OK) return rsn_fail_memory(error);
    if (!rsn_array_append(&engine->memory, &engine->pattern_sources, &(rsn_pattern_source){view, packed}, 1)) return rsn_fail_memory(error);
    made->rule = (uint32_t)engine->rules.count - 1;
    made->regex = rsn_pack_text(view, packed->regex);
    made->is_unless = is_unless;
    made->is_prefiltered = packed->needs.count > 0;
    RSN_TRY(compile(engine, made->regex, &made->pattern, error));
    made->has_places = rsn_pattern_is_program(made->pattern) && packed->is_led;
    return RESSENTI_OK;
}

/* One that waits for names becomes one for each so many of them, none where there are none. */
static ressenti_status add_filled(ressenti_engine *engine, const rsn_pack_view *view, const rsn_pack_pattern *packed, bool is_unless,
                                  ressenti_error *error)
{
    rsn_pattern_source filled;
    if (!rsn_lists_concern(rsn_pack_text(view, packed->regex))) return add_pattern(engine, view, packed, is_unless, error);
    for (uint32_t round = 0;; round++) {
        RSN_TRY(rsn_engine_fill_pattern(engine, view, packed, round, &filled, error));
        if (filled.view == NULL) return RESSENTI_OK;
        RSN_TRY(add_pattern(engine, filled.view, filled.packed, is_unless, error));
        RSN_AT(&engine->rule_patterns, rsn_engine_pattern, engine->rule_patterns.count - 1).is_further = round > 0;
    }
}

static ressenti_status add_patterns(ressenti_engine *engine, const rsn_pack_view *view, const rsn_pack_rule *packed,
                                    rsn_engine_rule *rule, ressenti_error *error)
{
    size_t first = engine->rule_patterns.count;
    for (uint32_t i = 0; i < packed->patterns.count; i++)
        RSN_TRY(add_filled(engine, view, &view->patterns[packed->patterns.begin + i], false, error));
    rule->is_prefiltered = true;
    for (size_t i = first; i < engine->rule_patterns.count; i++)
        rule->is_prefiltered = rule->is_prefiltered && RSN_AT(&engine->rule_patterns, rsn_engine_pattern, i).is_prefiltered;
    rule->unless.begin = (uint32_t)engine->rule_patterns.count;
    for (uint32_t i = 0; i < packed->unless.count; i++)
        RSN_TRY(add_filled(engine, view, &view->patterns[packed->unless.begin + i], true, error));
    rule->unless.end = (uint32_t)engine->rule_patterns.count;
    size_t exclusions = rule->unless.end - rule->unless.begin;
    engine->has_unless = engine->has_unless || exclusions > 0;
    if (exclusions > engine->unless_most) engine->unless_most = exclusions;
    return RESSENTI_OK;
}

static bool is_text(ressenti_text text, const char *word)
{
    return rsn_same_text(text, (ressenti_text){word, strlen(word)});
}

/* A recovery that failed or is pending. */
static bool is_unfinished(const ressenti_engine *engine, const rsn_engine_attribute *attribute)
{
    return attribute->signal == engine->recovery && is_text(attribute->key, "state") && !is_text(attribute->value, "recovered");
}

/* Those of the pack's rule `index`; the pack has them in the order of rules. */
static ressenti_status add_attributes(ressenti_engine *engine, const rsn_pack_view *view, uint32_t index, uint32_t *next,
                                      rsn_engine_rule *rule)
{
    rule->attributes.begin = (uint32_t)engine->attributes.count;
    for (; *next < view->attribute_count && view->attributes[*next].rule == index; ++*next) {
        const rsn_pack_attribute *packed = &view->attributes[*next];
        rsn_engine_attribute *made = rsn_array_push(&engine->memory, &engine->attributes);
        if (made == NULL) return RESSENTI_NO_MEMORY;
        made->signal = find_label(engine, RESSENTI_SIGNAL, rsn_pack_text(view, view->labels[packed->label].id));
        made->key = rsn_pack_text(view, packed->key);
        made->value = rsn_pack_text(view, packed->value);
        rule->is_partial = rule->is_partial || is_unfinished(engine, made);
    }
    rule->attributes.end = (uint32_t)engine->attributes.count;
    return RESSENTI_OK;
}

static ressenti_status add_rule(ressenti_engine *engine, const rsn_pack_view *view, const rsn_pack_rule *packed,
                                ressenti_error *error)
{
    rsn_engine_rule *rule = rsn_array_push(&engine->memory, &engine->rules);
    if (rule == NULL) return rsn_fail_memory(error);
    rule->name = rsn_pack_text(view, packed->name);
    rule->file = rsn_pack_text(view, packed->file);
    rule->signals = engine_bits(engine, view, RESSENTI_SIGNAL, packed->signals);
    rule->channels = engine_bits(engine, view, RESSENTI_CHANNEL, packed->channels);
    rule->number = packed->number;
    rule->irritation = packed->irritation;
    rule->flags = packed->flags;
    rule->valence = packed->valence;
    rule->condition = packed->condition;
    rule->figure = packed->figure;
    ressenti_text theme = packed->theme == RESSENTI_NONE ? (ressenti_text){NULL, 0} : rsn_pack_text(view, view->labels[packed->theme].id);
    rule->theme = find_label(engine, RESSENTI_THEME, rsn_whole_theme(theme));
    rule->subtheme = find_label(engine, RESSENTI_SUBTHEME, theme);
    return add_patterns(engine, view, packed, rule, error);
}

/* What matching asks of each pattern's rule stands in the pattern, which it has in hand, and in one bit of each. */
static ressenti_status note_rules(ressenti_engine *engine)
{
    size_t words = engine->rule_patterns.count / 64 + 1;
    if (!rsn_array_reserve(&engine->memory, &engine->idle_patterns, words)) return RESSENTI_NO_MEMORY;
    uint64_t *idle = engine->idle_patterns.items;
    memset(idle, 0, words * sizeof *idle);
    engine->idle_patterns.count = words;
    for (size_t i = 0; i < engine->rule_patterns.count; i++) {
        rsn_engine_pattern *pattern = &RSN_AT(&engine->rule_patterns, rsn_engine_pattern, i);
        const rsn_engine_rule *rule = rsn_engine_rule_at(engine, pattern->rule);
        bool is_idle = pattern->is_unless || rule->is_overruled || rule->is_muted;
        idle[i / 64] |= (uint64_t)is_idle << i % 64;
        pattern->has_unless = rule->unless.begin < rule->unless.end;
    }
    return RESSENTI_OK;
}

static ressenti_status add_rules(ressenti_engine *engine, const ressenti_engine_options *options, ressenti_error *error)
{
    for (uint32_t p = 0; p < engine->pack_count; p++) {
        size_t first_of_pack = engine->rules.count;
        uint32_t attribute = 0;
        for (uint32_t i = 0; i < engine->views[p]->rule_count; i++) {
            if (p > 0) overrule(engine, rsn_pack_text(engine->views[p], engine->views[p]->rules[i].name), first_of_pack);
            RSN_TRY(add_rule(engine, engine->views[p], &engine->views[p]->rules[i], error));
            rsn_engine_rule *rule = &RSN_AT(&engine->rules, rsn_engine_rule, engine->rules.count - 1);
            if (add_attributes(engine, engine->views[p], i, &attribute, rule) != RESSENTI_OK) return rsn_fail_memory(error);
        }
    }
    RSN_TRY(rsn_engine_mute(engine, options, error));
    bool has_room = note_rules(engine) == RESSENTI_OK && rsn_prefilter_close(engine->prefilter) == RESSENTI_OK;
    return has_room ? RESSENTI_OK : rsn_fail_memory(error);
}

/* ---- life ------------------------------------------------------------------------------------- */

static ressenti_status write_text(ressenti_engine *engine, const char *bytes, size_t size)
{
    return rsn_array_append(&engine->memory, &engine->fingerprint, bytes, size) ? RESSENTI_OK : RESSENTI_NO_MEMORY;
}

/* Such as " options:00c3f2…": a run with muted rules is another one. */
static ressenti_status write_digest(ressenti_engine *engine, uint64_t digest)
{
    char text[40];
    int size = snprintf(text, sizeof text, " options:%016" PRIx64, digest);
    return digest == 0 ? RESSENTI_OK : write_text(engine, text, (size_t)size);
}

static ressenti_status write_fingerprint(ressenti_engine *engine, const ressenti_engine_options *options)
{
    enum { DIGITS = 16 }; /* of the sources' digest: enough to tell packs apart */
    RSN_TRY(write_text(engine, "ressenti " RESSENTI_VERSION, strlen("ressenti " RESSENTI_VERSION)));
    for (uint32_t p = 0; p < engine->pack_count; p++) {
        ressenti_text name = rsn_pack_text(engine->views[p], engine->views[p]->meta->name);
        ressenti_text digest = rsn_pack_text(engine->views[p], engine->views[p]->meta->fingerprint);
        RSN_TRY(write_text(engine, " ", 1));
        RSN_TRY(write_text(engine, name.data, name.size));
        RSN_TRY(write_text(engine, ":", 1));
        RSN_TRY(write_text(engine, digest.data, digest.size < DIGITS ? digest.size : DIGITS));
    }
    return write_digest(engine, rsn_engine_options_digest(options, rsn_engine_has_proposals(engine)));
}

static ressenti_status keep_packs(ressenti_engine *engine, ressenti_pack *const *packs, size_t count)
{
    engine->packs = rsn_allocate_zeroed(&engine->memory, count * sizeof(ressenti_pack *));
    engine->views = rsn_allocate_zeroed(&engine->memory, count * sizeof(rsn_pack_view *));
    engine->pack_count = (uint32_t)count;
    if (engine->packs == NULL || engine->views == NULL) return RESSENTI_NO_MEMORY;
    for (size_t i = 0; i < count; i++) {
        rsn_pack_retain(packs[i]);
        engine->packs[i] = packs[i];
        engine->views[i] = rsn_pack_get(packs[i]);
        if (engine->views[i]->model == NULL) continue;
        engine->model = engine->views[i]->model;
        engine->weights = engine->views[i]->weights;
    }
    engine->lexicon = (rsn_lexicon){engine->views, engine->pack_count};
    return RESSENTI_OK;
}

static ressenti_status build(ressenti_engine *engine, ressenti_pack *const *packs, size_t count, const ressenti_engine_options *options,
                             ressenti_error *error)
{
    if (keep_packs(engine, packs, count) != RESSENTI_OK ||
        rsn_pattern_context_new(&engine->memory, &engine->patterns) != RESSENTI_OK ||
        rsn_prefilter_new(&engine->memory, &engine->prefilter) != RESSENTI_OK || write_fingerprint(engine, options) != RESSENTI_OK)
        return rsn_fail_memory(error);
    RSN_TRY(merge_labels(engine, error));
    if (rsn_engine_read_proposals(engine, options) != RESSENTI_OK) return rsn_fail_memory(error);
    RSN_TRY(rsn_engine_read_lists(engine, options, error));
    return add_rules(engine, options, error);
}

static ressenti_status refuse_kernels(ressenti_error *error)
{
    char list[RSN_KERNELS_LIST_MAX];
    rsn_kernels_list(list);
    return rsn_fail(error, RESSENTI_BAD_ARGUMENT, RESSENTI_NOWHERE, RESSENTI_NOWHERE, "no such kernels here: this processor can run %s", list);
}

ressenti_status ressenti_engine_new(ressenti_pack *const *packs, size_t pack_count, const ressenti_allocator *caller,
                                    ressenti_engine **engine, ressenti_error *error)
{
    return ressenti_engine_new_with(packs, pack_count, NULL, caller, engine, error);
}

ressenti_status ressenti_engine_new_with(ressenti_pack *const *packs, size_t pack_count, const ressenti_engine_options *given,
                                         const ressenti_allocator *caller, ressenti_engine **engine, ressenti_error *error)
{
    enum { PACKS_MAX = 64 };
    ressenti_engine_options options = rsn_engine_options_of(given);
    const rsn_kernels *kernels = rsn_kernels_asked(&options);
    ressenti_allocator memory = rsn_allocator_or_default(caller);
    if (packs == NULL || pack_count == 0 || pack_count > PACKS_MAX || engine == NULL)
        return rsn_fail(error, RESSENTI_BAD_ARGUMENT, RESSENTI_NOWHERE, RESSENTI_NOWHERE, "an engine is made of one to %d packs", PACKS_MAX);
    if (kernels == NULL) return refuse_kernels(error);
    ressenti_engine *made = rsn_allocate_zeroed(&memory, sizeof *made);
    if (made == NULL) return rsn_fail_memory(error);
    made->memory = memory;
    made->kernels = kernels;
    rsn_lists_init(&made->lists, &memory);
    atomic_init(&made->references, 1);
    for (int kind = 0; kind < RSN_LABEL_KINDS; kind++) made->labels[kind].element_size = sizeof(rsn_engine_label);
    made->rules.element_size = sizeof(rsn_engine_rule);
    made->rule_patterns.element_size = sizeof(rsn_engine_pattern);
    made->idle_patterns.element_size = sizeof(uint64_t);
    made->pattern_sources.element_size = sizeof(rsn_pattern_source);
    made->attributes.element_size = sizeof(rsn_engine_attribute);
    made->proposals.element_size = sizeof(rsn_engine_proposal);
    made->fingerprint.element_size = 1;
    ressenti_status status = build(made, packs, pack_count, &options, error);
    if (status == RESSENTI_OK)
        *engine = made;
    else
        ressenti_engine_release(made);
    return status;
}

void rsn_engine_retain(ressenti_engine *engine)
{
    atomic_fetch_add_explicit(&engine->references, 1, memory_order_relaxed);
}

void ressenti_engine_release(ressenti_engine *engine)
{
    if (engine == NULL || atomic_fetch_sub_explicit(&engine->references, 1, memory_order_acq_rel) != 1) return;
    ressenti_allocator memory = engine->memory;
    for (size_t i = 0; i < engine->rule_patterns.count; i++)
        rsn_pattern_release(RSN_AT(&engine->rule_patterns, rsn_engine_pattern, i).pattern);
    rsn_array_free(&memory, &engine->rule_patterns);
    rsn_array_free(&memory, &engine->idle_patterns);
    rsn_array_free(&memory, &engine->pattern_sources);
    rsn_array_free(&memory, &engine->rules);
    rsn_array_free(&memory, &engine->attributes);
    rsn_array_free(&memory, &engine->proposals);
    rsn_array_free(&memory, &engine->fingerprint);
    for (int kind = 0; kind < RSN_LABEL_KINDS; kind++) rsn_array_free(&memory, &engine->labels[kind]);
    rsn_lists_free(&engine->lists);
    rsn_prefilter_release(engine->prefilter);
    rsn_pattern_context_release(engine->patterns);
    for (uint32_t i = 0; engine->packs != NULL && i < engine->pack_count; i++) ressenti_pack_release(engine->packs[i]);
    rsn_release(&memory, engine->packs, engine->pack_count * sizeof(ressenti_pack *));
    rsn_release(&memory, engine->views, engine->pack_count * sizeof(rsn_pack_view *));
    rsn_release(&memory, engine, sizeof *engine);
}
