/* Open, map and distrust a pack; hand out its sections. */
#ifndef RSN_PACK_H
#define RSN_PACK_H

#include <stdbool.h>

#include "pack_format.h"
#include "ressenti.h"

/* Read-only views into the pack's bytes; every index and string in them has been checked. */
typedef struct rsn_pack_view {
    const char *strings;
    const rsn_pack_meta *meta;
    const rsn_pack_label *labels;
    const rsn_pack_list_word *list_words;
    const rsn_pack_rule *rules;
    const rsn_pack_pattern *patterns;
    const rsn_pack_need *needs;
    const uint64_t *literals;
    const rsn_pack_slot *slots;
    const rsn_pack_word *words;
    const rsn_pack_attribute *attributes;
    const rsn_pack_model *model; /* NULL: none     */
    const int8_t *weights;       /* as many as a model has, or NULL */
    const rsn_pack_proposal *proposals;
    const int8_t *proposal_weights; /* rsn_proposal_row for each bucket */
    uint32_t label_count, list_word_count, rule_count, pattern_count, need_count, literal_count, slot_count, word_count, attribute_count,
        proposal_count;
} rsn_pack_view;

const rsn_pack_view *rsn_pack_get(const ressenti_pack *pack);
void rsn_pack_retain(ressenti_pack *pack);

static inline ressenti_text rsn_pack_text(const rsn_pack_view *view, rsn_pack_string string)
{
    return (ressenti_text){view->strings + string.offset, string.size};
}

/* Its labels and scales are such as a builder writes. */
bool rsn_model_is_sound(const rsn_pack_model *model);

/* What a proposal needs is within its bounds, or NEVER. */
bool rsn_proposal_needs_are_sound(int32_t alone, int32_t beside);

/* The word or expression with this key; NULL: none.  O(1). */
/* Where a word of this key is looked for first. */
static inline const rsn_pack_slot *rsn_pack_slot_of(const rsn_pack_view *view, uint64_t key)
{
    return &view->slots[(uint32_t)key & (view->slot_count - 1)];
}

const rsn_pack_word *rsn_pack_find_word(const rsn_pack_view *view, uint64_t key);

#endif
