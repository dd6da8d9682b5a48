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
        .begin = RSN_ARRAY(uint32_t),
        .blocks = RSN_ARRAY(rsn_filter_block),
        .entries = RSN_ARRAY(rsn_filter_entry),
    };
    for (uint32_t i = 0; i < RSN_FILTER_LAYERS; i++) made->free[i].element_size = sizeof(uint32_t);
    *prefilter = made;
    return RESSENTI_OK;
}

void rsn_prefilter_release(rsn_prefilter *prefilter)
{
    if (prefilter == NULL) return;
    ressenti_allocator memory = prefilter->memory;
    rsn_array *arrays[] = {&prefilter->slots,    &prefilter->keys,  &prefilter->shorter,  &prefilter->signs,  &prefilter->lead_signs, &prefilter->lists, &prefilter->list_slots,
                           &prefilter->literals, &prefilter->needs, &prefilter->patterns, &prefilter->begin, &prefilter->blocks,     &prefilter->entries};
    for (size_t i = 0; i < RSN_COUNT(arrays); i++) rsn_array_free(&memory, arrays[i]);
    for (uint32_t i = 0; i < RSN_FILTER_LAYERS; i++) rsn_array_free(&memory, &prefilter->free[i]);
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
static ressenti_status wait_for(rsn_prefilter *prefilter, uint32_t layer, const rsn_filter_list *list)
{
    const uint32_t *literals = literals_of(prefilter, list);
    for (uint32_t i = 0; i < list->count; i++) {
        rsn_filter_entry entry = {literals[i] * RSN_FILTER_LAYERS + layer, (uint32_t)prefilter->patterns.count};
        if (!rsn_array_append(&prefilter->memory, &prefilter->entries, &entry, 1)) return RESSENTI_NO_MEMORY;
    }
    return RESSENTI_OK;
}

static uint64_t signs_of(const rsn_prefilter *prefilter, const rsn_filter_list *list)
{
    const uint32_t *literals = literals_of(prefilter, list);
    uint64_t signs = 0;
    for (uint32_t i = 0; i < list->count; i++) signs |= rsn_filter_sign(literals[i]);
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
    rsn_filter_pattern made = {.first_need = (uint32_t)prefilter->needs.count, .need_count = (uint16_t)pattern->needs.count, .text_chunks = pattern->text_chunks};
    uint64_t lead = UINT64_MAX;
    if (!rsn_array_reserve(&prefilter->memory, &prefilter->needs, pattern->needs.count)) return RESSENTI_NO_MEMORY;
    for (uint32_t i = 0; i < pattern->needs.count; i++) {
        const rsn_pack_need *packed = &view->needs[pattern->needs.begin + i];
        rsn_filter_list list;
        RSN_TRY(find_list(prefilter, view->literals + packed->literals.begin, packed->literals.count, &list));
        rsn_filter_need need = {list.first, (uint16_t)list.count, (uint16_t)(packed->far < RSN_PACK_ANYWHERE ? packed->far : RSN_PACK_ANYWHERE)};
        keep_shortest_first((rsn_filter_need *)prefilter->needs.items + made.first_need, i, need);
        if (i == 0 && pattern->is_led) lead = signs_of(prefilter, &list);
        for (uint32_t l = 0; l < RSN_FILTER_LAYERS; l++)
            if (waited[l] == i && (l == 0 || waited[l] != waited[0])) RSN_TRY(wait_for(prefilter, l, &list));
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
static bool list_free(rsn_prefilter *prefilter, uint32_t layer)
{
    rsn_array *free = &prefilter->free[layer];
    size_t blocks = prefilter->patterns.count / 64 * 2 + 2;
    const rsn_filter_entry *entries = prefilter->entries.items;
    if (!rsn_array_reserve(&prefilter->memory, free, blocks)) return false;
    memset(free->items, 0, blocks * sizeof(uint32_t));
    free->count = blocks;
    for (uint32_t i = 0; i < prefilter->patterns.count; i++) RSN_AT(free, uint32_t, i / 32) |= (uint32_t)1 << i % 32;
    for (size_t i = 0; i < prefilter->entries.count; i++)
        if (entries[i].literal_in_layer % RSN_FILTER_LAYERS == layer) RSN_AT(free, uint32_t, entries[i].pattern / 32) &= ~((uint32_t)1 << entries[i].pattern % 32);
    return true;
}

/* Entries by their literal and layer, in the order of patterns: a counting sort. */
static bool sort_entries(rsn_prefilter *prefilter)
{
    size_t lists = prefilter->keys.count * RSN_FILTER_LAYERS, count = prefilter->entries.count;
    const rsn_filter_entry *entries = prefilter->entries.items;
    bool has_room = rsn_array_reserve(&prefilter->memory, &prefilter->begin, lists + 2) && rsn_array_reserve(&prefilter->memory, &prefilter->blocks, count + 1);
    if (!has_room) return false;
    uint32_t *begin = prefilter->begin.items;
    rsn_filter_block *blocks = prefilter->blocks.items;
    memset(begin, 0, (lists + 2) * sizeof *begin);
    for (size_t i = 0; i < count; i++) begin[entries[i].literal_in_layer + 2]++;
    for (size_t i = 2; i < lists + 2; i++) begin[i] += begin[i - 1];
    for (size_t i = 0; i < count; i++)
        blocks[begin[entries[i].literal_in_layer + 1]++] = (rsn_filter_block){(uint32_t)1 << entries[i].pattern % 32, entries[i].pattern / 32};
    prefilter->begin.count = lists + 1;
    prefilter->blocks.count = count;
    return true;
}

/* Neighbours in one block are one. */
static void join_blocks(rsn_prefilter *prefilter)
{
    uint32_t *begin = prefilter->begin.items, kept = 0, first = 0;
    rsn_filter_block *blocks = prefilter->blocks.items;
    for (size_t list = 0; list + 1 < prefilter->begin.count; list++) {
        uint32_t from = kept, end = begin[list + 1];
        for (uint32_t i = first; i < end; i++) {
            if (kept > from && blocks[kept - 1].block == blocks[i].block) blocks[kept - 1].patterns |= blocks[i].patterns;
            else blocks[kept++] = blocks[i];
        }
        first = end;
        begin[list + 1] = kept;
    }
    prefilter->blocks.count = kept;
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
    for (uint32_t i = 0; i < RSN_FILTER_LAYERS; i++)
        if (!list_free(prefilter, i)) return RESSENTI_NO_MEMORY;
    if (!sort_entries(prefilter)) return RESSENTI_NO_MEMORY;
    join_blocks(prefilter);
    rsn_array_free(&prefilter->memory, &prefilter->entries);
    return sign(prefilter);
}
