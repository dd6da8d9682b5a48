/* Build a pack, byte for byte reproducible: strings, labels and the file. */
#include <string.h>

#include "builder.h"
#include "failure.h"
#include "hash.h"
#include "subtheme.h"
#include "utf8.h"

ressenti_status ressenti_builder_new(const ressenti_allocator *caller, ressenti_builder **builder)
{
    ressenti_allocator memory = rsn_allocator_or_default(caller);
    if (builder == NULL) return RESSENTI_BAD_ARGUMENT;
    ressenti_builder *made = rsn_allocate(&memory, sizeof *made);
    if (made == NULL) return RESSENTI_NO_MEMORY;
    *made = (ressenti_builder){
        .memory = memory,
        .rarity = RSN_RARITY_INIT,
        .interned = RSN_ARRAY(rsn_pack_string),
        .strings = RSN_ARRAY(char),
        .labels = RSN_ARRAY(rsn_pack_label),
        .list_words = RSN_ARRAY(rsn_pack_list_word),
        .rules = RSN_ARRAY(rsn_pack_rule),
        .patterns = RSN_ARRAY(rsn_pack_pattern),
        .needs = RSN_ARRAY(rsn_pack_need),
        .literals = RSN_ARRAY(uint64_t),
        .words = RSN_ARRAY(rsn_pack_word),
        .slots = RSN_ARRAY(rsn_pack_slot),
        .attributes = RSN_ARRAY(rsn_pack_attribute),
        .model = RSN_ARRAY(rsn_pack_model),
        .weights = RSN_ARRAY(int8_t),
        .proposals = RSN_ARRAY(rsn_pack_proposal),
        .proposal_weights = RSN_ARRAY(int8_t),
        .bytes = RSN_ARRAY(char),
        .regex = RSN_ARRAY(char),
    };
    rsn_arena_init(&made->arena, &memory);
    rsn_lists_init(&made->stand_ins, &memory);
    if (rsn_pattern_context_new(&memory, &made->trial) != RESSENTI_OK || rsn_lists_stand_in(&made->stand_ins) != RESSENTI_OK) {
        ressenti_builder_release(made);
        return RESSENTI_NO_MEMORY;
    }
    *builder = made;
    return RESSENTI_OK;
}

void ressenti_builder_release(ressenti_builder *builder)
{
    if (builder == NULL) return;
    ressenti_allocator memory = builder->memory;
    rsn_array *arrays[] = {&builder->interned, &builder->strings, &builder->labels, &builder->rules,
                           &builder->needs,    &builder->literals, &builder->words, &builder->slots, &builder->model, &builder->weights,
                           &builder->proposals, &builder->proposal_weights,
                           &builder->bytes,    &builder->regex,    &builder->patterns, &builder->attributes, &builder->list_words};
    for (size_t i = 0; i < RSN_COUNT(arrays); i++) rsn_array_free(&memory, arrays[i]);
    rsn_pattern_context_release(builder->trial);
    rsn_rarity_free(&memory, &builder->rarity);
    rsn_lists_free(&builder->stand_ins);
    rsn_arena_free(&builder->arena);
    rsn_release(&memory, builder, sizeof *builder);
}

/* ---- strings ------------------------------------------------------------------------- */

ressenti_status rsn_builder_refuse(ressenti_error *error, const char *what, ressenti_text name)
{
    int size = name.size > 120 ? 120 : (int)name.size;
    return rsn_fail(error, RESSENTI_BAD_DATA, RESSENTI_NOWHERE, RESSENTI_NOWHERE, "%s: %.*s", what, size,
                    name.data != NULL ? name.data : "");
}

static ressenti_text string_text(const ressenti_builder *builder, rsn_pack_string string)
{
    return (ressenti_text){(const char *)builder->strings.items + string.offset, string.size};
}

static rsn_pack_string *interned_slot(const ressenti_builder *builder, ressenti_text text)
{
    size_t mask = builder->interned.count - 1;
    size_t at = (size_t)rsn_hash_bytes((const uint8_t *)text.data, text.size) & mask;
    for (;; at = (at + 1) & mask) {
        rsn_pack_string *slot = &RSN_AT(&builder->interned, rsn_pack_string, at);
        if (slot->size == 0 || rsn_same_text(string_text(builder, *slot), text)) return slot;
    }
}

static ressenti_status grow_interned(ressenti_builder *builder, ressenti_error *error)
{
    rsn_array old = builder->interned, grown = RSN_ARRAY(rsn_pack_string);
    size_t wanted = old.count == 0 ? 1024 : old.count * 2;
    if (!rsn_array_reserve(&builder->memory, &grown, wanted)) return rsn_fail_memory(error);
    memset(grown.items, 0, wanted * sizeof(rsn_pack_string));
    grown.count = wanted;
    builder->interned = grown;
    for (size_t i = 0; i < old.count; i++) {
        rsn_pack_string string = RSN_AT(&old, rsn_pack_string, i);
        if (string.size > 0) *interned_slot(builder, string_text(builder, string)) = string;
    }
    rsn_array_free(&builder->memory, &old);
    return RESSENTI_OK;
}

ressenti_status rsn_builder_put_string(ressenti_builder *builder, ressenti_text text, rsn_pack_string *string,
                                  ressenti_error *error)
{
    if (text.size > UINT32_MAX - builder->strings.count)
        return rsn_fail(error, RESSENTI_TOO_LARGE, RESSENTI_NOWHERE, RESSENTI_NOWHERE, "the pack's strings exceed 4 GiB");
    if (rsn_utf8_valid_size((const uint8_t *)text.data, text.size) != text.size)
        return rsn_builder_refuse(error, "this is not UTF-8", (ressenti_text){NULL, 0});
    *string = (rsn_pack_string){0, 0};
    if (text.size == 0) return RESSENTI_OK;
    if ((builder->interned_count + 1) * 2 > builder->interned.count) RSN_TRY(grow_interned(builder, error));
    rsn_pack_string *slot = interned_slot(builder, text);
    if (slot->size == 0) {
        rsn_pack_string put = {(uint32_t)builder->strings.count, (uint32_t)text.size};
        if (!rsn_array_append(&builder->memory, &builder->strings, text.data, text.size)) return rsn_fail_memory(error);
        *slot = put;
        builder->interned_count++;
    }
    *string = *slot;
    return RESSENTI_OK;
}

ressenti_status rsn_builder_fold(ressenti_builder *builder, ressenti_text text, rsn_folded *folded, ressenti_error *error)
{
    rsn_arena_reset(&builder->arena);
    if (text.size > UINT32_MAX / 16 || rsn_utf8_valid_size((const uint8_t *)text.data, text.size) != text.size)
        return rsn_builder_refuse(error, "this is not UTF-8, or far too long", (ressenti_text){NULL, 0});
    return rsn_normalize(&builder->arena, text, folded) == RESSENTI_OK ? RESSENTI_OK : rsn_fail_memory(error);
}

rsn_accents rsn_builder_accents(ressenti_builder *builder, ressenti_text text, const rsn_folded *folded)
{
    return rsn_accents_of(&builder->arena, rsn_kernels_best(), text, 0, folded);
}

/* ---- names and labels ------------------------------------------------------------------ */

ressenti_status ressenti_builder_name(ressenti_builder *builder, ressenti_text name, ressenti_text fingerprint,
                                      ressenti_error *error)
{
    RSN_TRY(rsn_builder_put_string(builder, name, &builder->meta.name, error));
    return rsn_builder_put_string(builder, fingerprint, &builder->meta.fingerprint, error);
}

uint32_t rsn_builder_find_label(const ressenti_builder *builder, uint32_t kind, ressenti_text id, uint32_t *rank)
{
    uint32_t seen = 0;
    for (uint32_t i = 0; i < builder->labels.count; i++) {
        const rsn_pack_label *label = &RSN_AT(&builder->labels, rsn_pack_label, i);
        if (label->kind != kind) continue;
        if (rsn_same_text(string_text(builder, label->id), id)) {
            if (rank != NULL) *rank = seen;
            return i;
        }
        seen++;
    }
    if (rank != NULL) *rank = seen;
    return RESSENTI_NONE;
}

/* Its parent is the theme that its id names. */
static ressenti_status adopt_subtheme(const ressenti_builder *builder, ressenti_text id, uint32_t flags, ressenti_text *parent,
                                      ressenti_error *error)
{
    ressenti_text whole = rsn_whole_theme(id);
    if (!rsn_subtheme_is_sound(id)) return rsn_builder_refuse(error, "a sub-theme is called theme/part", id);
    if (rsn_builder_find_label(builder, RESSENTI_THEME, whole, NULL) == RESSENTI_NONE)
        return rsn_builder_refuse(error, "the theme of this sub-theme is not known", id);
    if (flags != 0 || (parent->size > 0 && !rsn_same_text(*parent, whole)))
        return rsn_builder_refuse(error, "a sub-theme has the parent and the flags of its theme", id);
    *parent = whole;
    return RESSENTI_OK;
}

ressenti_status ressenti_builder_add_label(ressenti_builder *builder, ressenti_label_kind kind,
                                           const ressenti_label *label, ressenti_text parent, uint32_t flags,
                                           ressenti_error *error)
{
    uint32_t rank = 0;
    if (rsn_builder_find_label(builder, kind, label->id, &rank) != RESSENTI_NONE) return rsn_builder_refuse(error, "this id is there twice", label->id);
    if (label->id.size == 0) return rsn_builder_refuse(error, "a label needs an id", label->fr);
    if ((kind == RESSENTI_SIGNAL || kind == RESSENTI_CHANNEL) && rank >= 64)
        return rsn_builder_refuse(error, "a pack holds 64 signals and 64 channels at most", label->id);
    if (kind == RESSENTI_THEME && rsn_is_subtheme(label->id)) RSN_TRY(adopt_subtheme(builder, label->id, flags, &parent, error));
    else if (parent.size > 0 && rsn_builder_find_label(builder, RESSENTI_PARENT, parent, NULL) == RESSENTI_NONE)
        return rsn_builder_refuse(error, "this parent is not known", parent);
    rsn_pack_label packed = {.kind = kind, .flags = flags, .stage = label->stage, .component = label->component};
    RSN_TRY(rsn_builder_put_string(builder, label->id, &packed.id, error));
    RSN_TRY(rsn_builder_put_string(builder, label->fr, &packed.fr, error));
    RSN_TRY(rsn_builder_put_string(builder, label->en, &packed.en, error));
    RSN_TRY(rsn_builder_put_string(builder, parent, &packed.parent, error));
    return rsn_array_append(&builder->memory, &builder->labels, &packed, 1) ? RESSENTI_OK : rsn_fail_memory(error);
}

ressenti_status ressenti_builder_add_list_word(ressenti_builder *builder, ressenti_text list, ressenti_text word, ressenti_error *error)
{
    rsn_pack_list_word packed;
    RSN_TRY(rsn_lists_check(&builder->stand_ins, list, word, error));
    RSN_TRY(rsn_builder_put_string(builder, list, &packed.list, error));
    RSN_TRY(rsn_builder_put_string(builder, word, &packed.word, error));
    return rsn_array_append(&builder->memory, &builder->list_words, &packed, 1) ? RESSENTI_OK : rsn_fail_memory(error);
}

/* ---- bytes --------------------------------------------------------------------------------- */

static ressenti_status put_padding(ressenti_builder *builder, ressenti_error *error)
{
    static const char ZEROS[RSN_PACK_ALIGNMENT] = {0};
    size_t over = builder->bytes.count % RSN_PACK_ALIGNMENT;
    size_t wanted = over == 0 ? 0 : RSN_PACK_ALIGNMENT - over;
    return rsn_array_append(&builder->memory, &builder->bytes, ZEROS, wanted) ? RESSENTI_OK : rsn_fail_memory(error);
}

static ressenti_status put_section(ressenti_builder *builder, const void *items, size_t count, size_t element_size,
                                   rsn_pack_section *section, ressenti_error *error)
{
    RSN_TRY(put_padding(builder, error));
    *section = (rsn_pack_section){builder->bytes.count, count};
    if (!rsn_array_append(&builder->memory, &builder->bytes, items, count * element_size)) return rsn_fail_memory(error);
    return RESSENTI_OK;
}

ressenti_status ressenti_builder_finish(ressenti_builder *builder, ressenti_text *bytes, ressenti_error *error)
{
    rsn_pack_header header = {.format = RESSENTI_PACK_FORMAT, .section_count = RSN_SECTION_COUNT};
    rsn_pack_section sections[RSN_SECTION_COUNT] = {{0, 0}};
    const rsn_array *arrays[RSN_SECTION_COUNT] = {
        [RSN_SECTION_STRINGS] = &builder->strings,       [RSN_SECTION_LABELS] = &builder->labels,
        [RSN_SECTION_LISTS] = &builder->list_words,
        [RSN_SECTION_RULES] = &builder->rules,           [RSN_SECTION_PATTERNS] = &builder->patterns,
        [RSN_SECTION_NEEDS] = &builder->needs,           [RSN_SECTION_LITERALS] = &builder->literals,
        [RSN_SECTION_SLOTS] = &builder->slots,           [RSN_SECTION_WORDS] = &builder->words,
        [RSN_SECTION_ATTRIBUTES] = &builder->attributes,
        [RSN_SECTION_MODEL] = &builder->model,           [RSN_SECTION_WEIGHTS] = &builder->weights,
        [RSN_SECTION_PROPOSALS] = &builder->proposals,   [RSN_SECTION_PROPOSAL_WEIGHTS] = &builder->proposal_weights,
    };
    if (builder->slots.count == 0) RSN_TRY(rsn_builder_grow_slots(builder, error));
    builder->bytes.count = 0;
    if (!rsn_array_append(&builder->memory, &builder->bytes, &header, sizeof header) ||
        !rsn_array_append(&builder->memory, &builder->bytes, sections, sizeof sections))
        return rsn_fail_memory(error);
    for (size_t kind = 0; kind < RSN_SECTION_COUNT; kind++) {
        const rsn_array *array = arrays[kind];
        if (kind == RSN_SECTION_META)
            RSN_TRY(put_section(builder, &builder->meta, 1, sizeof builder->meta, &sections[kind], error));
        else
            RSN_TRY(put_section(builder, array->items, array->count, array->element_size, &sections[kind], error));
    }
    RSN_TRY(put_padding(builder, error));
    char *file = builder->bytes.items;
    memcpy(header.signature, RSN_PACK_SIGNATURE, sizeof header.signature);
    header.file_size = builder->bytes.count;
    memcpy(file + sizeof header, sections, sizeof sections);
    header.checksum = rsn_hash_bytes((const uint8_t *)file + sizeof header, builder->bytes.count - sizeof header);
    memcpy(file, &header, sizeof header);
    *bytes = (ressenti_text){file, builder->bytes.count};
    return RESSENTI_OK;
}
