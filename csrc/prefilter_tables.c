/* The tables of a prefilter: literals by their bytes, groups of them, and the checks that wait for each. */
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
        .next_marked = RSN_ARRAY(uint32_t),
        .is_marked = RSN_ARRAY(bool),
        .groups = RSN_ARRAY(rsn_filter_group),
        .group_literals = RSN_ARRAY(uint32_t),
        .group_slots = RSN_ARRAY(uint32_t),
        .needs = RSN_ARRAY(rsn_filter_need),
        .checks = RSN_ARRAY(rsn_filter_check),
        .awaited = RSN_ARRAY(uint32_t),
        .always = RSN_ARRAY(uint32_t),
        .waiting_begin = RSN_ARRAY(uint32_t),
        .waiting_groups = RSN_ARRAY(uint32_t),
    };
    *prefilter = made;
    return RESSENTI_OK;
}

void rsn_prefilter_release(rsn_prefilter *prefilter)
{
    if (prefilter == NULL) return;
    ressenti_allocator memory = prefilter->memory;
    rsn_array *arrays[] = {&prefilter->slots,       &prefilter->keys,   &prefilter->shorter, &prefilter->groups,  &prefilter->group_literals,
                           &prefilter->group_slots, &prefilter->needs,  &prefilter->checks,  &prefilter->awaited, &prefilter->always,
                           &prefilter->waiting_begin, &prefilter->waiting_groups, &prefilter->next_marked, &prefilter->is_marked,
                           &prefilter->signs, &prefilter->lead_signs};
    for (size_t i = 0; i < RSN_COUNT(arrays); i++) rsn_array_free(&memory, arrays[i]);
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

/* ---- groups ------------------------------------------------------------------------------ */

static const uint32_t *literals_of(const rsn_prefilter *prefilter, const rsn_filter_group *group)
{
    return (const uint32_t *)prefilter->group_literals.items + group->first_literal;
}

static uint64_t hash_of(const uint32_t *literals, uint32_t count)
{
    uint64_t hash = count;
    for (uint32_t i = 0; i < count; i++) hash = rsn_hash_next_word(hash, literals[i]);
    return hash;
}

/* Where the group with these literals is, or would be. */
static uint32_t group_slot(const rsn_prefilter *prefilter, const uint32_t *literals, uint32_t count)
{
    const uint32_t *slots = prefilter->group_slots.items;
    uint32_t mask = (uint32_t)prefilter->group_slots.count - 1, at = (uint32_t)hash_of(literals, count) & mask;
    for (; slots[at] != 0; at = (at + 1) & mask) {
        const rsn_filter_group *group = &RSN_AT(&prefilter->groups, rsn_filter_group, slots[at] - 1);
        if (group->literal_count == count && memcmp(literals_of(prefilter, group), literals, count * sizeof *literals) == 0) break;
    }
    return at;
}

static ressenti_status grow_group_slots(rsn_prefilter *prefilter)
{
    size_t wanted = prefilter->group_slots.count == 0 ? 256 : prefilter->group_slots.count * 2;
    prefilter->group_slots.count = 0;
    if (!rsn_array_reserve(&prefilter->memory, &prefilter->group_slots, wanted)) return RESSENTI_NO_MEMORY;
    memset(prefilter->group_slots.items, 0, wanted * sizeof(uint32_t));
    prefilter->group_slots.count = wanted;
    for (uint32_t id = 0; id < prefilter->groups.count; id++) {
        const rsn_filter_group *group = &RSN_AT(&prefilter->groups, rsn_filter_group, id);
        uint32_t at = group_slot(prefilter, literals_of(prefilter, group), group->literal_count);
        RSN_AT(&prefilter->group_slots, uint32_t, at) = id + 1;
    }
    return RESSENTI_OK;
}

static ressenti_status group_id(rsn_prefilter *prefilter, const uint64_t *keys, uint32_t count, uint32_t *id)
{
    uint32_t literals[RSN_PACK_NEED_MAX];
    for (uint32_t i = 0; i < count; i++) RSN_TRY(literal_id(prefilter, keys[i], &literals[i]));
    if ((prefilter->groups.count + 1) * 2 > prefilter->group_slots.count) RSN_TRY(grow_group_slots(prefilter));
    uint32_t *slot = &RSN_AT(&prefilter->group_slots, uint32_t, group_slot(prefilter, literals, count));
    if (*slot == 0) {
        rsn_filter_group made = {.first_literal = (uint32_t)prefilter->group_literals.count, .literal_count = count};
        if (!rsn_array_append(&prefilter->memory, &prefilter->group_literals, literals, count) ||
            !rsn_array_append(&prefilter->memory, &prefilter->groups, &made, 1))
            return RESSENTI_NO_MEMORY;
        *slot = (uint32_t)prefilter->groups.count;
    }
    *id = *slot - 1;
    return RESSENTI_OK;
}

/* ---- patterns ----------------------------------------------------------------------------- */

/* Of a need that is not the awaited one, if its literals are few: it would be asked first. */
static void add_hint(rsn_prefilter *prefilter, rsn_filter_check *check, uint32_t group)
{
    rsn_filter_group *of = &RSN_AT(&prefilter->groups, rsn_filter_group, group);
    const uint32_t *literals = literals_of(prefilter, of);
    if (check->hints[0] != RSN_FILTER_ALWAYS_SET || of->literal_count > RSN_FILTER_HINTS) return;
    for (uint32_t i = 0; i < RSN_FILTER_HINTS; i++) check->hints[i] = rsn_filter_bit(literals[i < of->literal_count ? i : 0]);
    of->is_hinted = true;
}

/* The rarest has been seen when the check is made: it is asked last, and only for where it stands. */
static ressenti_status add_check(rsn_prefilter *prefilter, const rsn_pack_view *view, const rsn_pack_pattern *pattern)
{
    rsn_filter_check check = {.pattern = prefilter->pattern_count, .first_need = (uint32_t)prefilter->needs.count, .is_led = pattern->is_led != 0};
    rsn_filter_need needs[UINT8_MAX], rarest = {0, 0};
    if (pattern->needs.count > UINT8_MAX) return RESSENTI_BAD_PACK;
    for (uint32_t i = 0; i < pattern->needs.count; i++) {
        const rsn_pack_need *packed = &view->needs[pattern->needs.begin + i];
        rsn_filter_need need = {0, packed->far};
        RSN_TRY(group_id(prefilter, view->literals + packed->literals.begin, packed->literals.count, &need.group));
        if (i == pattern->rarest) rarest = need;
        if (i != pattern->rarest || (i == 0 && check.is_led)) needs[check.need_count++] = need;
    }
    if (pattern->rarest > 0 || !check.is_led) needs[check.need_count++] = rarest;
    for (uint32_t i = check.is_led ? 1 : 0; i < check.need_count; i++) /* those behind the lead begin with the rarest */
        if (needs[i].group != rarest.group) add_hint(prefilter, &check, needs[i].group);
    if (check.is_led && needs[0].group != rarest.group) add_hint(prefilter, &check, needs[0].group);
    bool has_room = rsn_array_append(&prefilter->memory, &prefilter->needs, needs, check.need_count) &&
                    rsn_array_append(&prefilter->memory, &prefilter->checks, &check, 1) &&
                    rsn_array_append(&prefilter->memory, &prefilter->awaited, &rarest.group, 1);
    return has_room ? RESSENTI_OK : RESSENTI_NO_MEMORY;
}

ressenti_status rsn_prefilter_add(rsn_prefilter *prefilter, const rsn_pack_view *view, const rsn_pack_pattern *pattern)
{
    if (pattern->needs.count > 0)
        RSN_TRY(add_check(prefilter, view, pattern));
    else if (!rsn_array_append(&prefilter->memory, &prefilter->always, &prefilter->pattern_count, 1))
        return RESSENTI_NO_MEMORY;
    prefilter->pattern_count++;
    return RESSENTI_OK;
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

/* Counting sort: the checks of one group stand together. */
static ressenti_status sort_checks(rsn_prefilter *prefilter)
{
    size_t count = prefilter->checks.count;
    rsn_array sorted = RSN_ARRAY(rsn_filter_check);
    rsn_filter_group *groups = prefilter->groups.items;
    const uint32_t *awaited = prefilter->awaited.items;
    if (!rsn_array_reserve(&prefilter->memory, &sorted, count + 1)) return RESSENTI_NO_MEMORY;
    for (size_t i = 0; i < count; i++) groups[awaited[i]].check_count++;
    for (uint32_t id = 0, first = 0; id < prefilter->groups.count; first += groups[id++].check_count) groups[id].first_check = first;
    for (size_t i = 0; i < count; i++) ((rsn_filter_check *)sorted.items)[groups[awaited[i]].first_check++] = RSN_AT(&prefilter->checks, rsn_filter_check, i);
    for (uint32_t id = 0; id < prefilter->groups.count; id++) groups[id].first_check -= groups[id].check_count;
    sorted.count = count;
    rsn_array_free(&prefilter->memory, &prefilter->checks);
    rsn_array_free(&prefilter->memory, &prefilter->awaited);
    prefilter->checks = sorted;
    return RESSENTI_OK;
}

/* Of each literal its own groups for which a check waits; `begin` has room for one number more than there are literals. */
static void list_own(const rsn_prefilter *prefilter, uint32_t *begin, uint32_t *waiting)
{
    const rsn_filter_group *groups = prefilter->groups.items;
    size_t literal_count = prefilter->keys.count;
    for (int round = 0; round < 2; round++) { /* a counting sort */
        for (uint32_t g = 0; g < prefilter->groups.count; g++) {
            const uint32_t *literals = literals_of(prefilter, &groups[g]);
            for (uint32_t i = 0; groups[g].check_count > 0 && i < groups[g].literal_count; i++) {
                if (round == 0) begin[literals[i] + 2]++;
                else waiting[begin[literals[i] + 1]++] = g;
            }
        }
        for (size_t i = 2; round == 0 && i < literal_count + 2; i++) begin[i] += begin[i - 1];
    }
}

/* A word that begins with a literal begins with the shorter ones too: their groups are listed with its own. */
static ressenti_status list_waiting(rsn_prefilter *prefilter)
{
    size_t literal_count = prefilter->keys.count, total = 0;
    const rsn_filter_group *groups = prefilter->groups.items;
    const uint32_t *shorter = prefilter->shorter.items;
    rsn_array begin = RSN_ARRAY(uint32_t), own = RSN_ARRAY(uint32_t);
    for (size_t g = 0; g < prefilter->groups.count; g++) total += groups[g].check_count > 0 ? groups[g].literal_count : 0;
    bool has_room = rsn_array_reserve(&prefilter->memory, &begin, literal_count + 2) && rsn_array_reserve(&prefilter->memory, &own, total + 1);
    if (has_room) {
        memset(begin.items, 0, (literal_count + 2) * sizeof(uint32_t));
        list_own(prefilter, begin.items, own.items);
    }
    for (uint32_t i = 0; has_room && i <= literal_count; i++) {
        uint32_t first = (uint32_t)prefilter->waiting_groups.count;
        has_room = rsn_array_append(&prefilter->memory, &prefilter->waiting_begin, &first, 1);
        for (uint32_t id = i; has_room && i < literal_count && id != RESSENTI_NONE; id = shorter[id]) {
            const uint32_t *from = (const uint32_t *)begin.items + id;
            has_room = rsn_array_append(&prefilter->memory, &prefilter->waiting_groups, (const uint32_t *)own.items + from[0], from[1] - from[0]);
        }
    }
    rsn_array_free(&prefilter->memory, &begin);
    rsn_array_free(&prefilter->memory, &own);
    return has_room ? RESSENTI_OK : RESSENTI_NO_MEMORY;
}

/* Only hints and the literals of groups that nobody waits for have to be remembered by themselves. */
static ressenti_status list_marked(rsn_prefilter *prefilter)
{
    size_t literal_count = prefilter->keys.count;
    if (!rsn_array_reserve(&prefilter->memory, &prefilter->is_marked, literal_count + 1)) return RESSENTI_NO_MEMORY;
    bool *is_marked = prefilter->is_marked.items;
    const uint32_t *shorter = prefilter->shorter.items;
    memset(is_marked, 0, literal_count * sizeof *is_marked);
    for (size_t g = 0; g < prefilter->groups.count; g++) {
        const rsn_filter_group *group = &RSN_AT(&prefilter->groups, rsn_filter_group, g);
        bool is_asked = group->check_count == 0 || group->is_hinted;
        for (uint32_t i = 0; is_asked && i < group->literal_count; i++) is_marked[literals_of(prefilter, group)[i]] = true;
    }
    for (uint32_t i = 0; i < literal_count; i++) {
        uint32_t next = shorter[i];
        while (next != RESSENTI_NONE && !is_marked[next]) next = shorter[next];
        if (!rsn_array_append(&prefilter->memory, &prefilter->next_marked, &next, 1)) return RESSENTI_NO_MEMORY;
    }
    return RESSENTI_OK;
}

/* For long texts, where many words share a bucket: at which of them is a pattern worth trying? */
static ressenti_status sign(rsn_prefilter *prefilter)
{
    const uint32_t *shorter = prefilter->shorter.items;
    const rsn_filter_need *needs = prefilter->needs.items;
    if (!rsn_array_reserve(&prefilter->memory, &prefilter->lead_signs, (size_t)prefilter->pattern_count + 1)) return RESSENTI_NO_MEMORY;
    uint64_t *leads = prefilter->lead_signs.items;
    for (uint32_t i = 0; i < prefilter->keys.count; i++) {
        uint64_t signs = 0;
        for (uint32_t id = i; id != RESSENTI_NONE; id = shorter[id]) signs |= rsn_filter_sign(id);
        if (!rsn_array_append(&prefilter->memory, &prefilter->signs, &signs, 1)) return RESSENTI_NO_MEMORY;
    }
    memset(leads, 0xFF, prefilter->pattern_count * sizeof *leads);
    for (size_t i = 0; i < prefilter->checks.count; i++) {
        const rsn_filter_check *check = &RSN_AT(&prefilter->checks, rsn_filter_check, i);
        if (!check->is_led) continue;
        const rsn_filter_group *lead = &RSN_AT(&prefilter->groups, rsn_filter_group, needs[check->first_need].group);
        leads[check->pattern] = 0;
        for (uint32_t k = 0; k < lead->literal_count; k++) leads[check->pattern] |= rsn_filter_sign(literals_of(prefilter, lead)[k]);
    }
    return RESSENTI_OK;
}

ressenti_status rsn_prefilter_close(rsn_prefilter *prefilter)
{
    if (prefilter->slots.count == 0) RSN_TRY(grow_slots(prefilter));
    RSN_TRY(find_shorter(prefilter));
    RSN_TRY(sort_checks(prefilter));
    RSN_TRY(list_waiting(prefilter));
    RSN_TRY(sign(prefilter));
    return list_marked(prefilter);
}
