/* The tables of a prefilter: literals by their bytes, and which patterns wait for each. */
#include "prefilter_tables.h"

#include <string.h>

#include "failure.h"

ressenti_status rsn_prefilter_new(const ressenti_allocator *memory, rsn_prefilter **prefilter)
{
    rsn_prefilter *made = rsn_allocate(memory, sizeof *made);
    if (made == NULL) return RESSENTI_NO_MEMORY;
    *made = (rsn_prefilter){
        .memory = *memory,
        .slots = RSN_ARRAY(rsn_filter_slot),
        .keys = RSN_ARRAY(uint64_t),
        .shorter = RSN_ARRAY(uint32_t),
        .signs = RSN_ARRAY(uint64_t),
        .lead_signs = RSN_ARRAY(uint64_t),
        .lists = RSN_ARRAY(rsn_filter_list),
        .list_slots = RSN_ARRAY(uint32_t),
        .literals = RSN_ARRAY(uint32_t),
        .needs = RSN_ARRAY(rsn_filter_need),
        .patterns = RSN_ARRAY(rsn_filter_pattern),
    };
    for (uint32_t i = 0; i < RSN_FILTER_LAYERS; i++)
        made->layers[i] = (rsn_filter_layer){RSN_ARRAY(uint64_t), RSN_ARRAY(uint32_t), RSN_ARRAY(rsn_filter_block), RSN_ARRAY(rsn_filter_entry)};
    *prefilter = made;
    return RESSENTI_OK;
}

void rsn_prefilter_release(rsn_prefilter *prefilter)
{
    if (prefilter == NULL) return;
    ressenti_allocator memory = prefilter->memory;
    rsn_array *arrays[] = {&prefilter->slots,      &prefilter->keys,     &prefilter->shorter, &prefilter->signs,   &prefilter->lead_signs, &prefilter->lists,
                           &prefilter->list_slots, &prefilter->literals, &prefilter->needs,   &prefilter->patterns};
    for (size_t i = 0; i < RSN_COUNT(arrays); i++) rsn_array_free(&memory, arrays[i]);
    for (uint32_t i = 0; i < RSN_FILTER_LAYERS; i++) {
        rsn_array_free(&memory, &prefilter->layers[i].free);
        rsn_array_free(&memory, &prefilter->layers[i].begin);
        rsn_array_free(&memory, &prefilter->layers[i].blocks);
        rsn_array_free(&memory, &prefilter->layers[i].entries);
    }
    rsn_release(&memory, prefilter, sizeof *prefilter);
}

/* ---- literals --------------------------------------------------------------------------- */

static uint32_t slot_index(const rsn_array *slots, uint64_t key)
{
    const rsn_filter_slot *items = slots->items;
    uint32_t mask = (uint32_t)slots->count - 1, at = (uint32_t)rsn_filter_hash(key) & mask;
    while (items[at].is_taken && items[at].key != key) at = (at + 1) & mask;
    return at;
}

static ressenti_status grow_slots(rsn_prefilter *prefilter)
{
    rsn_array old = prefilter->slots, grown = RSN_ARRAY(rsn_filter_slot);
    size_t wanted = old.count == 0 ? 256 : old.count * 2;
    if (!rsn_array_reserve(&prefilter->memory, &grown, wanted)) return RESSENTI_NO_MEMORY;
    memset(grown.items, 0, wanted * sizeof(rsn_filter_slot));
    grown.count = wanted;
    for (size_t i = 0; i < old.count; i++) {
        rsn_filter_slot moved = RSN_AT(&old, rsn_filter_slot, i);
        if (moved.is_taken) RSN_AT(&grown, rsn_filter_slot, slot_index(&grown, moved.key)) = moved;
    }
    rsn_array_free(&prefilter->memory, &old);
    prefilter->slots = grown;
    return RESSENTI_OK;
}

static ressenti_status literal_id(rsn_prefilter *prefilter, uint64_t key, uint32_t *id)
{
    if ((prefilter->keys.count + 1) * 4 > prefilter->slots.count) RSN_TRY(grow_slots(prefilter));
    rsn_filter_slot *slot = &RSN_AT(&prefilter->slots, rsn_filter_slot, slot_index(&prefilter->slots, key));
    if (!slot->is_taken) {
        if (!rsn_array_append(&prefilter->memory, &prefilter->keys, &key, 1)) return RESSENTI_NO_MEMORY;
        *slot = (rsn_filter_slot){key, (uint32_t)prefilter->keys.count - 1, 1};
    }
    *id = slot->id;
    return RESSENTI_OK;
}

uint32_t rsn_filter_longest(const rsn_prefilter *prefilter, uint64_t key, uint32_t size)
{
    for (; size > 0; size--) {
        uint32_t at = slot_index(&prefilter->slots, rsn_filter_shortened(key, size));
        const rsn_filter_slot *slot = &RSN_AT(&prefilter->slots, rsn_filter_slot, at);
        if (slot->is_taken) return slot->id;
    }
    return RESSENTI_NONE;
}

/* ---- lists ------------------------------------------------------------------------------- */

static const uint32_t *literals_of(const rsn_prefilter *prefilter, const rsn_filter_list *list)
{
    return (const uint32_t *)prefilter->literals.items + list->first;
}

static uint64_t hash_of(const uint32_t *literals, uint32_t count)
{
    uint64_t hash = count;
    for (uint32_t i = 0; i < count; i++) hash = rsn_hash_next_word(hash, literals[i]);
    return hash;
}

/* Where the list of these literals is, or would be. */
static uint32_t list_slot(const rsn_prefilter *prefilter, const uint32_t *literals, uint32_t count)
{
    const uint32_t *slots = prefilter->list_slots.items;
    uint32_t mask = (uint32_t)prefilter->list_slots.count - 1, at = (uint32_t)hash_of(literals, count) & mask;
    for (; slots[at] != 0; at = (at + 1) & mask) {
        const rsn_filter_list *list = &RSN_AT(&prefilter->lists, rsn_filter_list, slots[at] - 1);
        if (list->count == count && memcmp(literals_of(prefilter, list), literals, count * sizeof *literals) == 0) break;
    }
    return at;
}

static ressenti_status grow_list_slots(rsn_prefilter *prefilter)
{
    size_t wanted = prefilter->list_slots.count == 0 ? 256 : prefilter->list_slots.count * 2;
    prefilter->list_slots.count = 0;
    if (!rsn_array_reserve(&prefilter->memory, &prefilter->list_slots, wanted)) return RESSENTI_NO_MEMORY;
    memset(prefilter->list_slots.items, 0, wanted * sizeof(uint32_t));
    prefilter->list_slots.count = wanted;
    for (uint32_t id = 0; id < prefilter->lists.count; id++) {
        const rsn_filter_list *list = &RSN_AT(&prefilter->lists, rsn_filter_list, id);
        RSN_AT(&prefilter->list_slots, uint32_t, list_slot(prefilter, literals_of(prefilter, list), list->count)) = id + 1;
    }
    return RESSENTI_OK;
}

/* The list of these literals, made when there is none yet. */
static ressenti_status find_list(rsn_prefilter *prefilter, const uint64_t *keys, uint32_t count, rsn_filter_list *list)
{
    uint32_t literals[RSN_PACK_NEED_MAX];
    for (uint32_t i = 0; i < count; i++) RSN_TRY(literal_id(prefilter, keys[i], &literals[i]));
    if ((prefilter->lists.count + 1) * 2 > prefilter->list_slots.count) RSN_TRY(grow_list_slots(prefilter));
    uint32_t *slot = &RSN_AT(&prefilter->list_slots, uint32_t, list_slot(prefilter, literals, count));
    if (*slot == 0) {
        rsn_filter_list made = {(uint32_t)prefilter->literals.count, count};
        if (!rsn_array_append(&prefilter->memory, &prefilter->literals, literals, count) ||
            !rsn_array_append(&prefilter->memory, &prefilter->lists, &made, 1))
            return RESSENTI_NO_MEMORY;
        *slot = (uint32_t)prefilter->lists.count;
    }
    *list = RSN_AT(&prefilter->lists, rsn_filter_list, *slot - 1);
    return RESSENTI_OK;
}

/* ---- patterns ----------------------------------------------------------------------------- */

/* The pattern being added waits in this layer for each literal of the list. */
static ressenti_status wait_for(rsn_prefilter *prefilter, rsn_filter_layer *layer, const rsn_filter_need *need)
{
    const uint32_t *literals = (const uint32_t *)prefilter->literals.items + need->first_literal;
    for (uint32_t i = 0; i < need->literal_count; i++) {
        rsn_filter_entry entry = {literals[i], (uint32_t)prefilter->patterns.count};
        if (!rsn_array_append(&prefilter->memory, &layer->entries, &entry, 1)) return RESSENTI_NO_MEMORY;
    }
    return RESSENTI_OK;
}

static uint64_t signs_of(const rsn_prefilter *prefilter, const rsn_filter_need *need)
{
    const uint32_t *literals = (const uint32_t *)prefilter->literals.items + need->first_literal;
    uint64_t signs = 0;
    for (uint32_t i = 0; i < need->literal_count; i++) signs |= rsn_filter_sign(literals[i]);
    return signs;
}

/* Those of few literals are asked first: most patterns can be told from one of them. */
static void keep_shortest_first(rsn_filter_need *needs, uint32_t count, rsn_filter_need added)
{
    uint32_t at = count;
    for (; at > 0 && needs[at - 1].literal_count > added.literal_count; at--) needs[at] = needs[at - 1];
    needs[at] = added;
}

ressenti_status rsn_prefilter_add(rsn_prefilter *prefilter, const rsn_pack_view *view, const rsn_pack_pattern *pattern)
{
    const uint32_t waited[RSN_FILTER_LAYERS] = {pattern->rarest, pattern->second};
    rsn_filter_pattern made = {.first_need = (uint32_t)prefilter->needs.count, .need_count = (uint16_t)pattern->needs.count, .is_first = pattern->is_first != 0};
    uint64_t lead = UINT64_MAX;
    if (pattern->needs.count > UINT8_MAX || !rsn_array_reserve(&prefilter->memory, &prefilter->needs, pattern->needs.count)) return RESSENTI_NO_MEMORY;
    for (uint32_t i = 0; i < pattern->needs.count; i++) {
        const rsn_pack_need *packed = &view->needs[pattern->needs.begin + i];
        rsn_filter_list list;
        RSN_TRY(find_list(prefilter, view->literals + packed->literals.begin, packed->literals.count, &list));
        rsn_filter_need need = {list.first, (uint16_t)list.count, (uint16_t)(packed->far < RSN_PACK_ANYWHERE ? packed->far : RSN_PACK_ANYWHERE)};
        keep_shortest_first((rsn_filter_need *)prefilter->needs.items + made.first_need, i, need);
        if (i == 0 && pattern->is_led) lead = signs_of(prefilter, &need);
        for (uint32_t l = 0; l < RSN_FILTER_LAYERS; l++)
            if (waited[l] == i && (l == 0 || waited[l] != waited[0])) RSN_TRY(wait_for(prefilter, &prefilter->layers[l], &need));
    }
    prefilter->needs.count += pattern->needs.count;
    bool has_room = rsn_array_append(&prefilter->memory, &prefilter->patterns, &made, 1) && rsn_array_append(&prefilter->memory, &prefilter->lead_signs, &lead, 1);
    return has_room ? RESSENTI_OK : RESSENTI_NO_MEMORY;
}

/* ---- closing -------------------------------------------------------------------------------- */

static ressenti_status find_shorter(rsn_prefilter *prefilter)
{
    for (size_t i = 0; i < prefilter->keys.count; i++) {
        uint64_t key = RSN_AT(&prefilter->keys, uint64_t, i);
        uint32_t shorter = rsn_filter_longest(prefilter, key, rsn_filter_key_size(key) - 1);
        if (!rsn_array_append(&prefilter->memory, &prefilter->shorter, &shorter, 1)) return RESSENTI_NO_MEMORY;
    }
    return RESSENTI_OK;
}

/* Those that no literal has to wake in this layer. */
static bool list_free(rsn_prefilter *prefilter, rsn_filter_layer *layer)
{
    size_t words = prefilter->patterns.count / 64 + 1;
    const rsn_filter_entry *entries = layer->entries.items;
    if (!rsn_array_reserve(&prefilter->memory, &layer->free, words)) return false;
    memset(layer->free.items, 0xFF, words * sizeof(uint64_t));
    layer->free.count = words;
    RSN_AT(&layer->free, uint64_t, words - 1) = ((uint64_t)1 << prefilter->patterns.count % 64) - 1;
    for (size_t i = 0; i < layer->entries.count; i++) RSN_AT(&layer->free, uint64_t, entries[i].pattern / 64) &= ~((uint64_t)1 << entries[i].pattern % 64);
    return true;
}

/* Entries by their literal, in the order of patterns (a counting sort), neighbours in one block of 64. */
static bool sort_entries(rsn_prefilter *prefilter, rsn_filter_layer *layer)
{
    size_t literals = prefilter->keys.count, count = layer->entries.count;
    const rsn_filter_entry *entries = layer->entries.items;
    bool has_room = rsn_array_reserve(&prefilter->memory, &layer->begin, literals + 2) && rsn_array_reserve(&prefilter->memory, &layer->blocks, count + 1);
    if (!has_room) return false;
    uint32_t *begin = layer->begin.items;
    rsn_filter_block *blocks = layer->blocks.items;
    memset(begin, 0, (literals + 2) * sizeof *begin);
    for (size_t i = 0; i < count; i++) begin[entries[i].literal + 2]++;
    for (size_t i = 2; i < literals + 2; i++) begin[i] += begin[i - 1];
    for (size_t i = 0; i < count; i++)
        blocks[begin[entries[i].literal + 1]++] = (rsn_filter_block){(uint64_t)1 << entries[i].pattern % 64, entries[i].pattern / 64};
    layer->begin.count = literals + 1;
    layer->blocks.count = count;
    return true;
}

static void join_blocks(rsn_filter_layer *layer)
{
    uint32_t *begin = layer->begin.items, kept = 0, first = 0;
    rsn_filter_block *blocks = layer->blocks.items;
    for (size_t literal = 0; literal + 1 < layer->begin.count; literal++) {
        uint32_t from = kept, end = begin[literal + 1];
        for (uint32_t i = first; i < end; i++) {
            if (kept > from && blocks[kept - 1].block == blocks[i].block) blocks[kept - 1].patterns |= blocks[i].patterns;
            else blocks[kept++] = blocks[i];
        }
        first = end;
        begin[literal + 1] = kept;
    }
    layer->blocks.count = kept;
}

static ressenti_status close_layer(rsn_prefilter *prefilter, rsn_filter_layer *layer)
{
    if (!list_free(prefilter, layer) || !sort_entries(prefilter, layer)) return RESSENTI_NO_MEMORY;
    join_blocks(layer);
    rsn_array_free(&prefilter->memory, &layer->entries);
    return RESSENTI_OK;
}

/* For long texts, where many words share a bucket: at which of them is a pattern worth trying? */
static ressenti_status sign(rsn_prefilter *prefilter)
{
    const uint32_t *shorter = prefilter->shorter.items;
    for (uint32_t i = 0; i < prefilter->keys.count; i++) {
        uint64_t signs = 0;
        for (uint32_t id = i; id != RESSENTI_NONE; id = shorter[id]) signs |= rsn_filter_sign(id);
        if (!rsn_array_append(&prefilter->memory, &prefilter->signs, &signs, 1)) return RESSENTI_NO_MEMORY;
    }
    return RESSENTI_OK;
}

ressenti_status rsn_prefilter_close(rsn_prefilter *prefilter)
{
    if (prefilter->slots.count == 0) RSN_TRY(grow_slots(prefilter));
    RSN_TRY(find_shorter(prefilter));
    for (uint32_t i = 0; i < RSN_FILTER_LAYERS; i++) RSN_TRY(close_layer(prefilter, &prefilter->layers[i]));
    return sign(prefilter);
}
