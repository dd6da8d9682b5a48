/* Open, map and distrust a pack; hand out its sections. */
#include "pack.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>

#include "failure.h"
#include "hash.h"
#include "memory.h"
#include "normalize.h"
#include "platform.h"
#include "ressenti_build.h"
#include "subtheme.h"
#include "utf8.h"

struct ressenti_pack {
    ressenti_allocator memory;
    atomic_size_t references;
    const uint8_t *bytes;
    size_t size;
    bool is_mapped;
    rsn_pack_view view;
};

/* ---- checks ---------------------------------------------------------------------- */

typedef struct checker {
    const uint8_t *bytes;
    size_t size;
    const rsn_pack_section *sections;
    rsn_pack_view *view;
    uint64_t string_size;
    ressenti_error *error;
} checker;

static ressenti_status refuse(checker *check, const char *what)
{
    return rsn_fail(check->error, RESSENTI_BAD_PACK, RESSENTI_NOWHERE, RESSENTI_NOWHERE, "not a sound pack: %s", what);
}

static ressenti_status check_header(checker *check)
{
    rsn_pack_header header;
    size_t head = sizeof header + RSN_SECTION_COUNT * sizeof(rsn_pack_section);
    if (check->size < sizeof header || memcmp(check->bytes, RSN_PACK_SIGNATURE, 8) != 0)
        return refuse(check, "it does not begin like one");
    memcpy(&header, check->bytes, sizeof header);
    if (header.format != RESSENTI_PACK_FORMAT)
        return rsn_fail(check->error, RESSENTI_PACK_VERSION, RESSENTI_NOWHERE, RESSENTI_NOWHERE,
                        "the pack has format %u, this release reads format %d: compile it again", header.format,
                        RESSENTI_PACK_FORMAT);
    if (header.file_size != check->size || check->size < head || header.section_count != RSN_SECTION_COUNT)
        return refuse(check, "it is truncated");
    if (header.checksum != rsn_hash_bytes(check->bytes + sizeof header, check->size - sizeof header))
        return refuse(check, "its checksum is wrong");
    check->sections = (const rsn_pack_section *)(const void *)(check->bytes + sizeof header);
    return RESSENTI_OK;
}

/* NULL: the section does not lie inside the file.  Compared by subtraction: nothing can overflow. */
static const void *section(checker *check, rsn_section_kind kind, size_t element_size, uint32_t *count)
{
    rsn_pack_section found = check->sections[kind];
    if (found.offset > check->size || found.offset % RSN_PACK_ALIGNMENT != 0) return NULL;
    if (found.count > UINT32_MAX || found.count > (check->size - found.offset) / element_size) return NULL;
    *count = (uint32_t)found.count;
    return check->bytes + found.offset;
}

static ressenti_status find_sections(checker *check)
{
    rsn_pack_view *view = check->view;
    uint32_t string_size = 0, meta_count = 0, model_count = 0, weight_count = 0, proposal_weight_count = 0;
    view->strings = section(check, RSN_SECTION_STRINGS, 1, &string_size);
    view->meta = section(check, RSN_SECTION_META, sizeof *view->meta, &meta_count);
    view->labels = section(check, RSN_SECTION_LABELS, sizeof *view->labels, &view->label_count);
    view->list_words = section(check, RSN_SECTION_LISTS, sizeof *view->list_words, &view->list_word_count);
    view->rules = section(check, RSN_SECTION_RULES, sizeof *view->rules, &view->rule_count);
    view->patterns = section(check, RSN_SECTION_PATTERNS, sizeof *view->patterns, &view->pattern_count);
    view->needs = section(check, RSN_SECTION_NEEDS, sizeof *view->needs, &view->need_count);
    view->literals = section(check, RSN_SECTION_LITERALS, sizeof *view->literals, &view->literal_count);
    view->slots = section(check, RSN_SECTION_SLOTS, sizeof *view->slots, &view->slot_count);
    view->words = section(check, RSN_SECTION_WORDS, sizeof *view->words, &view->word_count);
    view->attributes = section(check, RSN_SECTION_ATTRIBUTES, sizeof *view->attributes, &view->attribute_count);
    view->model = section(check, RSN_SECTION_MODEL, sizeof *view->model, &model_count);
    view->weights = section(check, RSN_SECTION_WEIGHTS, 1, &weight_count);
    view->proposals = section(check, RSN_SECTION_PROPOSALS, sizeof *view->proposals, &view->proposal_count);
    view->proposal_weights = section(check, RSN_SECTION_PROPOSAL_WEIGHTS, 1, &proposal_weight_count);
    bool all_there = view->strings && view->meta && view->labels && view->list_words && view->rules && view->patterns && view->needs &&
                     view->literals && view->slots && view->words && view->attributes && view->model && view->weights && meta_count == 1 &&
                     model_count <= 1 && weight_count == model_count * (uint32_t)(RSN_MODEL_BUCKETS * RSN_MODEL_OUTPUTS) &&
                     view->proposals && view->proposal_weights && view->proposal_count <= RSN_PROPOSALS_MOST &&
                     proposal_weight_count == RSN_PROPOSAL_BUCKETS * rsn_proposal_row(view->proposal_count);
    check->string_size = string_size;
    if (model_count == 0) view->model = NULL;
    return all_there ? RESSENTI_OK : refuse(check, "a section lies outside the file");
}

static bool string_is_sound(const checker *check, rsn_pack_string string)
{
    if (string.offset > check->string_size || string.size > check->string_size - string.offset) return false;
    return rsn_utf8_valid_size((const uint8_t *)check->view->strings + string.offset, string.size) == string.size;
}

static bool range_is_sound(rsn_pack_range range, uint32_t count)
{
    return range.begin <= count && range.count <= count - range.begin;
}

static uint32_t count_labels(const rsn_pack_view *view, uint32_t kind)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < view->label_count; i++) count += view->labels[i].kind == kind;
    return count;
}

/* A theme whose id has a slash is a part of one that stands before it, and names it as its parent. */
static bool subtheme_has_theme(const rsn_pack_view *view, uint32_t index)
{
    ressenti_text id = rsn_pack_text(view, view->labels[index].id);
    if (view->labels[index].kind != RESSENTI_THEME || !rsn_is_subtheme(id)) return true;
    ressenti_text whole = rsn_whole_theme(id);
    if (!rsn_subtheme_is_sound(id) || !rsn_same_text(rsn_pack_text(view, view->labels[index].parent), whole)) return false;
    for (uint32_t i = index; i-- > 0;)
        if (view->labels[i].kind == RESSENTI_THEME && rsn_same_text(rsn_pack_text(view, view->labels[i].id), whole)) return true;
    return false;
}

static ressenti_status check_labels(checker *check)
{
    const rsn_pack_view *view = check->view;
    if (view->label_count > RSN_PACK_LABELS_MAX) return refuse(check, "it has more than 10,000 labels"); /* each sub-theme looks for its theme */
    for (uint32_t i = 0; i < view->label_count; i++) {
        const rsn_pack_label *label = &view->labels[i];
        bool is_sound = string_is_sound(check, label->id) && string_is_sound(check, label->fr) &&
                        string_is_sound(check, label->en) && string_is_sound(check, label->parent) &&
                        label->kind >= RESSENTI_THEME && label->kind <= RESSENTI_PARENT && label->id.size > 0;
        if (!is_sound || !subtheme_has_theme(view, i)) return refuse(check, "a label is damaged");
    }
    if (count_labels(view, RESSENTI_SIGNAL) > 64 || count_labels(view, RESSENTI_CHANNEL) > 64)
        return refuse(check, "it has more than 64 signals or channels");
    for (uint32_t i = 0; i < view->list_word_count; i++)
        if (!string_is_sound(check, view->list_words[i].list) || !string_is_sound(check, view->list_words[i].word))
            return refuse(check, "a list is damaged");
    return RESSENTI_OK;
}

static uint64_t bits_below(uint32_t count)
{
    return count >= 64 ? UINT64_MAX : ((uint64_t)1 << count) - 1;
}

static ressenti_status check_rules(checker *check)
{
    const rsn_pack_view *view = check->view;
    uint64_t signals = bits_below(count_labels(view, RESSENTI_SIGNAL));
    uint64_t channels = bits_below(count_labels(view, RESSENTI_CHANNEL));
    for (uint32_t i = 0; i < view->rule_count; i++) {
        const rsn_pack_rule *rule = &view->rules[i];
        bool has_theme = rule->theme < view->label_count && view->labels[rule->theme].kind == RESSENTI_THEME;
        bool is_sound = string_is_sound(check, rule->name) && string_is_sound(check, rule->file) &&
                        range_is_sound(rule->unless, view->pattern_count) &&
                        (has_theme || rule->theme == RESSENTI_NONE) && (rule->signals & ~signals) == 0 &&
                        (rule->channels & ~channels) == 0 && rule->irritation <= 3 && rule->valence >= -100 &&
                        rule->valence <= 100 && range_is_sound(rule->patterns, view->pattern_count) &&
                        rule->condition <= RESSENTI_AFTER_BLAME && rule->figure <= RESSENTI_COUNT;
        if (!is_sound) return refuse(check, "a rule is damaged");
    }
    for (uint32_t i = 0; i < view->pattern_count; i++) {
        const rsn_pack_pattern *pattern = &view->patterns[i];
        uint32_t needs = pattern->needs.count;
        bool has_sound_needs = range_is_sound(pattern->needs, view->need_count) && needs <= RSN_PACK_NEEDS_MAX &&
                               (needs > 0 ? pattern->rarest < needs && pattern->second < needs : !pattern->is_led) &&
                               (!pattern->is_led || view->needs[pattern->needs.begin].far == 0); /* a match begins with it */
        if (!has_sound_needs || !string_is_sound(check, pattern->regex)) return refuse(check, "a pattern is damaged");
    }
    return RESSENTI_OK;
}

static ressenti_status check_attributes(checker *check)
{
    const rsn_pack_view *view = check->view;
    uint32_t rule = 0;
    for (uint32_t i = 0; i < view->attribute_count; i++) {
        const rsn_pack_attribute *attribute = &view->attributes[i];
        bool is_sound = attribute->rule >= rule && attribute->rule < view->rule_count && attribute->label < view->label_count &&
                        view->labels[attribute->label].kind == RESSENTI_SIGNAL && attribute->key.size > 0 &&
                        string_is_sound(check, attribute->key) && string_is_sound(check, attribute->value);
        if (!is_sound) return refuse(check, "an attribute is damaged");
        rule = attribute->rule;
    }
    return RESSENTI_OK;
}

/* Bytes of a word, perhaps its end, then NUL. */
static bool literal_is_sound(uint64_t literal)
{
    uint8_t bytes[sizeof literal];
    size_t size = 0;
    memcpy(bytes, &literal, sizeof literal);
    while (size < sizeof literal && rsn_is_word_byte(bytes[size])) size++;
    bool is_sound = size > 0;
    if (size < sizeof literal && bytes[size] == RSN_PACK_WORD_END) size++;
    for (; size < sizeof literal; size++) is_sound = is_sound && bytes[size] == 0;
    return is_sound;
}

static ressenti_status check_needs(checker *check)
{
    const rsn_pack_view *view = check->view;
    for (uint32_t i = 0; i < view->need_count; i++) {
        const rsn_pack_need *need = &view->needs[i];
        bool is_sound = range_is_sound(need->literals, view->literal_count) && need->literals.count > 0 &&
                        need->literals.count <= RSN_PACK_NEED_MAX && need->far <= RSN_PACK_ANYWHERE;
        if (!is_sound) return refuse(check, "a need is damaged");
    }
    for (uint32_t i = 0; i < view->literal_count; i++)
        if (!literal_is_sound(view->literals[i])) return refuse(check, "a literal is damaged");
    return RESSENTI_OK;
}

/* What the builder allows: products of a few of them fit 32 bits. */
static bool value_is_sound(const rsn_pack_word *word, uint32_t word_count)
{
    return word->accented <= word_count && word->valence >= -100 && word->valence <= 100 && word->percent >= 0 && word->percent <= 400;
}

static ressenti_status check_words(checker *check)
{
    const rsn_pack_view *view = check->view;
    uint32_t free_slots = 0;
    for (uint32_t i = 0; i < view->word_count; i++)
        if (!string_is_sound(check, view->words[i].form) || !string_is_sound(check, view->words[i].full) || !value_is_sound(&view->words[i], view->word_count))
            return refuse(check, "a word is damaged");
    for (uint32_t i = 0; i < view->slot_count; i++) {
        if (view->slots[i].word > view->word_count) return refuse(check, "the word table is damaged");
        free_slots += view->slots[i].word == 0;
    }
    bool is_power_of_two = view->slot_count > 0 && (view->slot_count & (view->slot_count - 1)) == 0;
    return is_power_of_two && free_slots > 0 ? RESSENTI_OK : refuse(check, "the word table is damaged");
}

/* Sums of a text's weights times a scale fit 64 bits. */
bool rsn_model_is_sound(const rsn_pack_model *model)
{
    uint32_t all = (1u << RSN_VERDICT_COUNT) - 1;
    bool is_sound = model->answers != 0 && (model->answers & ~all) == 0;
    for (int o = 0; o < RSN_MODEL_OUTPUTS; o++) is_sound = is_sound && model->scale[o] >= 0 && model->scale[o] <= RSN_MODEL_SCALE_MOST;
    return is_sound;
}

static ressenti_status check_model(checker *check)
{
    const rsn_pack_model *model = check->view->model;
    return model == NULL || rsn_model_is_sound(model) ? RESSENTI_OK : refuse(check, "the learned model is damaged");
}

bool rsn_proposal_needs_are_sound(int32_t alone, int32_t beside)
{
    const int32_t MOST = RSN_PROPOSAL_NEEDS_MOST;
    bool alone_is_sound = alone == RSN_PROPOSAL_NEVER || (alone >= -MOST && alone <= MOST);
    return alone_is_sound && (beside == RSN_PROPOSAL_NEVER || (beside >= -MOST && beside <= MOST));
}

static ressenti_status check_proposals(checker *check)
{
    const rsn_pack_view *view = check->view;
    for (uint32_t i = 0; i < view->proposal_count; i++) {
        const rsn_pack_proposal *proposal = &view->proposals[i];
        bool is_sound = proposal->label < view->label_count && rsn_proposal_needs_are_sound(proposal->alone, proposal->beside);
        uint32_t kind = is_sound ? view->labels[proposal->label].kind : RESSENTI_PARENT;
        bool is_part = kind == RESSENTI_THEME && rsn_is_subtheme(rsn_pack_text(view, view->labels[proposal->label].id));
        if ((kind != RESSENTI_THEME && kind != RESSENTI_SIGNAL) || is_part) return refuse(check, "a learned theme is damaged");
    }
    return RESSENTI_OK;
}

static ressenti_status check_all(ressenti_pack *pack, ressenti_error *error)
{
    checker check = {.bytes = pack->bytes, .size = pack->size, .view = &pack->view, .error = error};
    RSN_TRY(check_header(&check));
    RSN_TRY(find_sections(&check));
    if (!string_is_sound(&check, pack->view.meta->name) || !string_is_sound(&check, pack->view.meta->fingerprint))
        return refuse(&check, "its name is damaged");
    RSN_TRY(check_labels(&check));
    RSN_TRY(check_rules(&check));
    RSN_TRY(check_attributes(&check));
    RSN_TRY(check_needs(&check));
    RSN_TRY(check_words(&check));
    RSN_TRY(check_proposals(&check));
    return check_model(&check);
}

/* ---- life ------------------------------------------------------------------------- */

static ressenti_status pack_new(const ressenti_allocator *caller, ressenti_pack **pack)
{
    ressenti_allocator memory = rsn_allocator_or_default(caller);
    ressenti_pack *made = rsn_allocate_zeroed(&memory, sizeof *made);
    if (made == NULL) return RESSENTI_NO_MEMORY;
    made->memory = memory;
    atomic_init(&made->references, 1);
    *pack = made;
    return RESSENTI_OK;
}

static ressenti_status map_file(ressenti_pack *pack, const char *path, ressenti_error *error)
{
    switch (rsn_platform_map(path, &pack->bytes, &pack->size)) {
    case RSN_PLATFORM_OK: pack->is_mapped = true; return RESSENTI_OK;
    case RSN_PLATFORM_NOT_FOUND:
        return rsn_fail(error, RESSENTI_IO, RESSENTI_NOWHERE, RESSENTI_NOWHERE, "there is no file %.150s", path);
    case RSN_PLATFORM_EMPTY:
        return rsn_fail(error, RESSENTI_BAD_PACK, RESSENTI_NOWHERE, RESSENTI_NOWHERE, "the file %.150s is empty", path);
    case RSN_PLATFORM_NOT_A_FILE:
        return rsn_fail(error, RESSENTI_IO, RESSENTI_NOWHERE, RESSENTI_NOWHERE, "%.150s is not a file", path);
    case RSN_PLATFORM_FAILED: break;
    }
    return rsn_fail(error, RESSENTI_IO, RESSENTI_NOWHERE, RESSENTI_NOWHERE, "the file %.150s cannot be read", path);
}

ressenti_status ressenti_pack_open(const char *path, const ressenti_allocator *memory, ressenti_pack **pack,
                                   ressenti_error *error)
{
    ressenti_pack *made = NULL;
    if (path == NULL || pack == NULL)
        return rsn_fail(error, RESSENTI_BAD_ARGUMENT, RESSENTI_NOWHERE, RESSENTI_NOWHERE, "a path and a place for the pack are needed");
    if (pack_new(memory, &made) != RESSENTI_OK) return rsn_fail_memory(error);
    ressenti_status status = map_file(made, path, error);
    if (status == RESSENTI_OK) status = check_all(made, error);
    if (status == RESSENTI_OK)
        *pack = made;
    else
        ressenti_pack_release(made);
    return status;
}

ressenti_status ressenti_pack_from_bytes(const void *bytes, size_t size, const ressenti_allocator *memory,
                                         ressenti_pack **pack, ressenti_error *error)
{
    ressenti_pack *made = NULL;
    if ((bytes == NULL && size > 0) || pack == NULL)
        return rsn_fail(error, RESSENTI_BAD_ARGUMENT, RESSENTI_NOWHERE, RESSENTI_NOWHERE, "bytes and a place for the pack are needed");
    if (pack_new(memory, &made) != RESSENTI_OK) return rsn_fail_memory(error);
    ressenti_status status = RESSENTI_NO_MEMORY;
    uint8_t *copy = rsn_allocate(&made->memory, size);
    if (copy == NULL) {
        status = rsn_fail_memory(error);
        goto done;
    }
    if (size > 0) memcpy(copy, bytes, size);
    made->bytes = copy;
    made->size = size;
    status = check_all(made, error);
done:
    if (status == RESSENTI_OK)
        *pack = made;
    else
        ressenti_pack_release(made);
    return status;
}

void rsn_pack_retain(ressenti_pack *pack)
{
    atomic_fetch_add_explicit(&pack->references, 1, memory_order_relaxed);
}

void ressenti_pack_release(ressenti_pack *pack)
{
    if (pack == NULL || atomic_fetch_sub_explicit(&pack->references, 1, memory_order_acq_rel) != 1) return;
    ressenti_allocator memory = pack->memory;
    if (pack->is_mapped)
        rsn_platform_unmap(pack->bytes, pack->size);
    else
        rsn_release(&memory, (void *)(uintptr_t)pack->bytes, pack->size);
    rsn_release(&memory, pack, sizeof *pack);
}

const rsn_pack_view *rsn_pack_get(const ressenti_pack *pack)
{
    return &pack->view;
}

const rsn_pack_word *rsn_pack_find_word(const rsn_pack_view *view, uint64_t key)
{
    uint32_t mask = view->slot_count - 1, tag = (uint32_t)(key >> 32);
    for (uint32_t at = (uint32_t)key & mask; view->slots[at].word != 0; at = (at + 1) & mask) {
        const rsn_pack_word *word = &view->words[view->slots[at].word - 1];
        if (view->slots[at].tag == tag && word->key == key) return word;
    }
    return NULL;
}
