/* Which patterns could match this text at all: the words they cannot do without, looked up once per word.
 *
 * A condition is a list of groups that must all occur; a group is a list of literals of which one must; a
 * literal is the beginning of a word, cut at eight bytes so that it is one integer.  Each condition waits
 * at its first group, the rarest: only when that occurs are the others asked, so that words which are in every
 * text cost nothing.  The places of each literal are kept: a pattern is tried only where it can begin. */
#include "prefilter.h"

#include <string.h>

#include "failure.h"
#include "hash.h"

enum { KEY_BYTES = 8, FILTER_BITS = 65536 };

typedef struct literal {
    uint64_t key;
    uint32_t size;           /* 1..8; 0: a free slot   */
    uint32_t id;
} literal;

typedef struct link { /* one element of a posting list, before the lists are laid out */
    uint32_t from, to;
} link;

typedef struct place { /* where a literal begins a word */
    uint32_t begin, before, next; /* its neighbours: index + 1, 0: none */
} place;

typedef struct sight { /* of one literal in the text at hand, when it was seen */
    uint32_t last, cursor; /* places: indices + 1; cursor: the one asked for last */
} sight;

struct rsn_prefilter {
    ressenti_allocator memory;
    rsn_array slots;          /* literal, open addressing                           */
    rsn_array waiting;        /* link: literal -> check that waits for it           */
    rsn_array group_hashes;   /* uint64_t, one per group, to share equal groups     */
    rsn_array group_slots;    /* uint32_t: group + 1 by its hash                    */
    rsn_array groups;         /* rsn_pack_range, into group_literals                */
    rsn_array group_literals; /* uint32_t: literal ids                              */
    rsn_array checks;         /* uint32_t: what is asked of each condition, see add_condition */
    rsn_array leads;          /* uint32_t: of each pattern its leading group, or NONE */
    rsn_array always;         /* uint32_t: patterns                                 */
    rsn_array literal_begin, literal_conditions; /* posting lists, laid out by close */
    uint32_t literal_count, group_count, pattern_count;
    uint32_t sizes; /* bit n: some literal has n bytes */
    uint64_t filter[FILTER_BITS / 64]; /* by hash: most words are no literal, and 8 KiB stay in the first cache */
};

struct rsn_prefilter_state {
    ressenti_allocator memory;
    uint64_t *candidates;
    uint64_t *seen;    /* a bit per literal: in this text; small enough to stay in the first cache */
    sight *sights;     /* one per literal                              */
    uint32_t *pending; /* checks of which one literal of the first group occurred */
    rsn_array places;  /* place                                        */
    uint32_t pattern_words, literal_words, literal_count, pending_room;
    bool is_short_of_memory;
};

ressenti_status rsn_prefilter_new(const ressenti_allocator *memory, rsn_prefilter **prefilter)
{
    rsn_prefilter *made = rsn_allocate(memory, sizeof *made);
    if (made == NULL) return RESSENTI_NO_MEMORY;
    *made = (rsn_prefilter){
        .memory = *memory,
        .slots = RSN_ARRAY(literal),
        .waiting = RSN_ARRAY(link),
        .group_hashes = RSN_ARRAY(uint64_t),
        .group_slots = RSN_ARRAY(uint32_t),
        .groups = RSN_ARRAY(rsn_pack_range),
        .group_literals = RSN_ARRAY(uint32_t),
        .checks = RSN_ARRAY(uint32_t),
        .leads = RSN_ARRAY(uint32_t),
        .always = RSN_ARRAY(uint32_t),
        .literal_begin = RSN_ARRAY(uint32_t),
        .literal_conditions = RSN_ARRAY(uint32_t),
    };
    *prefilter = made;
    return RESSENTI_OK;
}

void rsn_prefilter_release(rsn_prefilter *prefilter)
{
    if (prefilter == NULL) return;
    ressenti_allocator memory = prefilter->memory;
    rsn_array *arrays[] = {&prefilter->slots,          &prefilter->waiting,   &prefilter->group_hashes,
                           &prefilter->group_slots,    &prefilter->groups,    &prefilter->group_literals,
                           &prefilter->checks,         &prefilter->leads,     &prefilter->always,
                           &prefilter->literal_begin,  &prefilter->literal_conditions};
    for (size_t i = 0; i < RSN_COUNT(arrays); i++) rsn_array_free(&memory, arrays[i]);
    rsn_release(&memory, prefilter, sizeof *prefilter);
}

/* ---- literals --------------------------------------------------------------------------- */

/* One multiplication: this hash is of this process alone and asked for a hundred times a text. */
static uint64_t key_hash(uint64_t key, uint32_t size)
{
    uint64_t product = (key + size) * 0x9E3779B97F4A7C15u;
    return product ^ product >> 32;
}

static uint32_t filter_bit(uint64_t hash)
{
    return (uint32_t)(hash >> 48);
}

static uint32_t slot_index(const rsn_array *slots, uint64_t key, uint32_t size)
{
    const literal *items = slots->items;
    uint32_t mask = (uint32_t)slots->count - 1;
    uint32_t at = (uint32_t)key_hash(key, size) & mask;
    while (items[at].size != 0 && (items[at].key != key || items[at].size != size)) at = (at + 1) & mask;
    return at;
}

static ressenti_status grow_slots(rsn_prefilter *prefilter)
{
    rsn_array old = prefilter->slots, grown = RSN_ARRAY(literal);
    size_t wanted = old.count == 0 ? 256 : old.count * 2;
    if (!rsn_array_reserve(&prefilter->memory, &grown, wanted)) return RESSENTI_NO_MEMORY;
    memset(grown.items, 0, wanted * sizeof(literal));
    grown.count = wanted;
    for (size_t i = 0; i < old.count; i++) {
        literal moved = RSN_AT(&old, literal, i);
        if (moved.size != 0) RSN_AT(&grown, literal, slot_index(&grown, moved.key, moved.size)) = moved;
    }
    rsn_array_free(&prefilter->memory, &old);
    prefilter->slots = grown;
    return RESSENTI_OK;
}

static ressenti_status literal_id(rsn_prefilter *prefilter, ressenti_text text, uint32_t *id)
{
    uint32_t size = text.size < KEY_BYTES ? (uint32_t)text.size : KEY_BYTES;
    uint64_t key = rsn_load_little((const uint8_t *)text.data, size);
    if ((size_t)(prefilter->literal_count + 1) * 4 > prefilter->slots.count) RSN_TRY(grow_slots(prefilter));
    literal *slot = &RSN_AT(&prefilter->slots, literal, slot_index(&prefilter->slots, key, size));
    if (slot->size == 0) *slot = (literal){key, size, prefilter->literal_count++};
    prefilter->sizes |= 1u << size;
    uint32_t bit = filter_bit(key_hash(key, size));
    prefilter->filter[bit / 64] |= (uint64_t)1 << bit % 64;
    *id = slot->id;
    return RESSENTI_OK;
}

/* ---- groups and conditions --------------------------------------------------------------- */

static uint32_t group_slot(const rsn_prefilter *prefilter, uint64_t hash)
{
    const uint32_t *slots = prefilter->group_slots.items;
    const uint64_t *hashes = prefilter->group_hashes.items;
    uint32_t mask = (uint32_t)prefilter->group_slots.count - 1, at = (uint32_t)hash & mask;
    while (slots[at] != 0 && hashes[slots[at] - 1] != hash) at = (at + 1) & mask;
    return at;
}

static ressenti_status grow_group_slots(rsn_prefilter *prefilter)
{
    size_t wanted = prefilter->group_slots.count == 0 ? 256 : prefilter->group_slots.count * 2;
    prefilter->group_slots.count = 0;
    if (!rsn_array_reserve(&prefilter->memory, &prefilter->group_slots, wanted)) return RESSENTI_NO_MEMORY;
    memset(prefilter->group_slots.items, 0, wanted * sizeof(uint32_t));
    prefilter->group_slots.count = wanted;
    for (uint32_t id = 0; id < prefilter->group_count; id++)
        RSN_AT(&prefilter->group_slots, uint32_t, group_slot(prefilter, RSN_AT(&prefilter->group_hashes, uint64_t, id))) = id + 1;
    return RESSENTI_OK;
}

/* Groups written the same are one group: 64 bits tell them apart. */
static ressenti_status group_id(rsn_prefilter *prefilter, const rsn_pack_view *view, rsn_pack_range range, uint32_t *id)
{
    uint64_t hash = range.count;
    for (uint32_t i = 0; i < range.count; i++) {
        ressenti_text text = rsn_pack_text(view, view->literals[range.begin + i]);
        hash = rsn_hash_mix(hash * 3 + rsn_hash_bytes((const uint8_t *)text.data, text.size));
    }
    if ((size_t)(prefilter->group_count + 1) * 2 > prefilter->group_slots.count) RSN_TRY(grow_group_slots(prefilter));
    uint32_t *slot = &RSN_AT(&prefilter->group_slots, uint32_t, group_slot(prefilter, hash));
    if (*slot != 0) {
        *id = *slot - 1;
        return RESSENTI_OK;
    }
    rsn_pack_range literals = {(uint32_t)prefilter->group_literals.count, range.count};
    for (uint32_t i = 0; i < range.count; i++) {
        uint32_t literal_index = 0;
        RSN_TRY(literal_id(prefilter, rsn_pack_text(view, view->literals[range.begin + i]), &literal_index));
        if (!rsn_array_append(&prefilter->memory, &prefilter->group_literals, &literal_index, 1)) return RESSENTI_NO_MEMORY;
    }
    if (!rsn_array_append(&prefilter->memory, &prefilter->group_hashes, &hash, 1) ||
        !rsn_array_append(&prefilter->memory, &prefilter->groups, &literals, 1))
        return RESSENTI_NO_MEMORY;
    *id = prefilter->group_count++;
    *slot = prefilter->group_count;
    return RESSENTI_OK;
}

static ressenti_status wait_for(rsn_prefilter *prefilter, uint32_t group, uint32_t waiting)
{
    rsn_pack_range literals = RSN_AT(&prefilter->groups, rsn_pack_range, group);
    for (uint32_t i = 0; i < literals.count; i++) {
        link wait = {RSN_AT(&prefilter->group_literals, uint32_t, literals.begin + i), waiting};
        if (!rsn_array_append(&prefilter->memory, &prefilter->waiting, &wait, 1)) return RESSENTI_NO_MEMORY;
    }
    return RESSENTI_OK;
}

static ressenti_status put_check(rsn_prefilter *prefilter, uint32_t value)
{
    return rsn_array_append(&prefilter->memory, &prefilter->checks, &value, 1) ? RESSENTI_OK : RESSENTI_NO_MEMORY;
}

/* One stream of numbers, so that asking touches one place in memory: the pattern, how many groups are left
 * besides the first, and of each its size and its literals. */
static ressenti_status add_condition(rsn_prefilter *prefilter, const rsn_pack_view *view, rsn_pack_range range)
{
    uint32_t check = (uint32_t)prefilter->checks.count;
    RSN_TRY(put_check(prefilter, prefilter->pattern_count));
    RSN_TRY(put_check(prefilter, range.count - 1));
    for (uint32_t i = 0; i < range.count; i++) {
        uint32_t id = 0;
        RSN_TRY(group_id(prefilter, view, view->groups[range.begin + i], &id));
        rsn_pack_range literals = RSN_AT(&prefilter->groups, rsn_pack_range, id);
        if (i == 0) {
            RSN_TRY(wait_for(prefilter, id, check));
            continue;
        }
        RSN_TRY(put_check(prefilter, literals.count));
        for (uint32_t k = 0; k < literals.count; k++)
            RSN_TRY(put_check(prefilter, RSN_AT(&prefilter->group_literals, uint32_t, literals.begin + k)));
    }
    return RESSENTI_OK;
}

static ressenti_status add_lead(rsn_prefilter *prefilter, const rsn_pack_view *view, const rsn_pack_pattern *pattern)
{
    uint32_t lead = RESSENTI_NONE;
    if (pattern->lead != RESSENTI_NONE) RSN_TRY(group_id(prefilter, view, view->groups[pattern->lead], &lead));
    return rsn_array_append(&prefilter->memory, &prefilter->leads, &lead, 1) ? RESSENTI_OK : RESSENTI_NO_MEMORY;
}

ressenti_status rsn_prefilter_add(rsn_prefilter *prefilter, const rsn_pack_view *view, const rsn_pack_pattern *pattern)
{
    RSN_TRY(add_lead(prefilter, view, pattern));
    if (pattern->condition != RESSENTI_NONE)
        RSN_TRY(add_condition(prefilter, view, view->conditions[pattern->condition]));
    else if (!rsn_array_append(&prefilter->memory, &prefilter->always, &prefilter->pattern_count, 1))
        return RESSENTI_NO_MEMORY;
    prefilter->pattern_count++;
    return RESSENTI_OK;
}

/* Counting sort of links into flat lists: begin[i]..begin[i + 1] are the targets of i. */
static ressenti_status lay_out(const ressenti_allocator *memory, rsn_array *links, uint32_t from_count,
                               rsn_array *begin, rsn_array *targets)
{
    if (!rsn_array_reserve(memory, begin, (size_t)from_count + 2) || !rsn_array_reserve(memory, targets, links->count + 1))
        return RESSENTI_NO_MEMORY;
    uint32_t *first = begin->items, *to = targets->items;
    memset(first, 0, ((size_t)from_count + 2) * sizeof *first);
    for (size_t i = 0; i < links->count; i++) first[RSN_AT(links, link, i).from + 2]++;
    for (uint32_t i = 2; i < from_count + 2; i++) first[i] += first[i - 1];
    for (size_t i = 0; i < links->count; i++) to[first[RSN_AT(links, link, i).from + 1]++] = RSN_AT(links, link, i).to;
    begin->count = (size_t)from_count + 1;
    targets->count = links->count;
    rsn_array_free(memory, links);
    return RESSENTI_OK;
}

ressenti_status rsn_prefilter_close(rsn_prefilter *prefilter)
{
    if (prefilter->slots.count == 0) RSN_TRY(grow_slots(prefilter));
    return lay_out(&prefilter->memory, &prefilter->waiting, prefilter->literal_count, &prefilter->literal_begin,
                   &prefilter->literal_conditions);
}

/* ---- one text ------------------------------------------------------------------------------ */

ressenti_status rsn_prefilter_state_new(const rsn_prefilter *prefilter, const ressenti_allocator *memory,
                                        rsn_prefilter_state **state)
{
    rsn_prefilter_state *made = rsn_allocate_zeroed(memory, sizeof *made);
    if (made == NULL) return RESSENTI_NO_MEMORY;
    made->memory = *memory;
    made->pattern_words = prefilter->pattern_count / 64 + 1;
    made->literal_count = prefilter->literal_count;
    made->literal_words = prefilter->literal_count / 64 + 1;
    made->pending_room = (uint32_t)prefilter->literal_conditions.count; /* each literal counts once a text */
    made->candidates = rsn_allocate_zeroed(memory, made->pattern_words * sizeof *made->candidates);
    made->seen = rsn_allocate_zeroed(memory, made->literal_words * sizeof *made->seen);
    made->sights = rsn_allocate_zeroed(memory, made->literal_count * sizeof *made->sights);
    made->pending = rsn_allocate_zeroed(memory, made->pending_room * sizeof *made->pending);
    made->places.element_size = sizeof(place);
    if (!made->candidates || !made->seen || !made->sights || !made->pending) {
        rsn_prefilter_state_release(made);
        return RESSENTI_NO_MEMORY;
    }
    *state = made;
    return RESSENTI_OK;
}

void rsn_prefilter_state_release(rsn_prefilter_state *state)
{
    if (state == NULL) return;
    ressenti_allocator memory = state->memory;
    rsn_release(&memory, state->candidates, state->pattern_words * sizeof *state->candidates);
    rsn_release(&memory, state->seen, state->literal_words * sizeof *state->seen);
    rsn_release(&memory, state->sights, state->literal_count * sizeof *state->sights);
    rsn_release(&memory, state->pending, state->pending_room * sizeof *state->pending);
    rsn_array_free(&memory, &state->places);
    rsn_release(&memory, state, sizeof *state);
}

static bool is_seen(const rsn_prefilter_state *state, uint32_t id)
{
    return state->seen[id / 64] >> id % 64 & 1;
}

/* Keeps the place of a literal; true: it is the first in this text. */
static bool keep_place(rsn_prefilter_state *state, uint32_t id, uint32_t begin)
{
    sight *seen = &state->sights[id];
    bool is_first = !is_seen(state, id);
    place *made = rsn_array_push(&state->memory, &state->places);
    if (made == NULL) {
        state->is_short_of_memory = true;
        return false;
    }
    made->begin = begin;
    uint32_t index = (uint32_t)state->places.count;
    if (is_first) {
        *seen = (sight){index, index};
    } else {
        made->before = seen->last;
        RSN_AT(&state->places, place, seen->last - 1).next = index;
        seen->last = index;
    }
    state->seen[id / 64] |= (uint64_t)1 << id % 64;
    return is_first;
}

/* The literal of `length` bytes that begins the word; NULL: none. */
static const literal *literal_of(const rsn_prefilter *prefilter, uint64_t bytes, uint32_t length)
{
    uint64_t mask = length == KEY_BYTES ? UINT64_MAX : ((uint64_t)1 << 8 * length) - 1;
    if (!(prefilter->sizes >> length & 1)) return NULL;
    uint32_t bit = filter_bit(key_hash(bytes & mask, length));
    if (!(prefilter->filter[bit / 64] >> bit % 64 & 1)) return NULL;
    const literal *slot = &RSN_AT(&prefilter->slots, literal, slot_index(&prefilter->slots, bytes & mask, length));
    return slot->size == 0 ? NULL : slot;
}

/* Keeps the literals that begin the word, and which conditions have waited for them. */
static void see_word(const rsn_prefilter *prefilter, rsn_prefilter_state *state, const rsn_folded *folded, rsn_span word,
                     uint32_t *pending_count)
{
    uint32_t size = word.end - word.begin;
    uint64_t bytes = rsn_load_little(folded->bytes + word.begin, size < KEY_BYTES ? size : KEY_BYTES);
    const uint32_t *begin = prefilter->literal_begin.items, *conditions = prefilter->literal_conditions.items;
    for (uint32_t length = 1; length <= size && length <= KEY_BYTES; length++) {
        const literal *found = literal_of(prefilter, bytes, length);
        if (found == NULL || !keep_place(state, found->id, word.begin)) continue;
        for (uint32_t i = begin[found->id]; i < begin[found->id + 1]; i++) state->pending[(*pending_count)++] = conditions[i];
    }
}

/* Every group that the check still asks for has a literal in this text. */
static bool passes(const rsn_prefilter_state *state, const uint32_t *check)
{
    uint32_t groups = check[1];
    check += 2;
    for (; groups > 0; groups--) {
        uint32_t count = *check++, i = 0;
        while (i < count && !is_seen(state, check[i])) i++;
        if (i == count) return false;
        check += count;
    }
    return true;
}

static void settle(const rsn_prefilter *prefilter, rsn_prefilter_state *state, uint32_t pending_count)
{
    for (uint32_t i = 0; i < pending_count; i++) {
        const uint32_t *check = (const uint32_t *)prefilter->checks.items + state->pending[i];
        if (passes(state, check)) state->candidates[check[0] / 64] |= (uint64_t)1 << check[0] % 64;
    }
}

static void forget(rsn_prefilter_state *state)
{
    memset(state->seen, 0, state->literal_words * sizeof *state->seen);
    memset(state->candidates, 0, state->pattern_words * sizeof *state->candidates);
    state->places.count = 0;
    state->is_short_of_memory = false;
}

const uint64_t *rsn_prefilter_candidates(const rsn_prefilter *prefilter, rsn_prefilter_state *state,
                                         const rsn_folded *folded)
{
    uint32_t pending_count = 0;
    const uint32_t *always = prefilter->always.items;
    forget(state);
    for (uint32_t at = 0; at < folded->size;) {
        uint32_t begin = at;
        at = rsn_end_of_word(folded, begin);
        if (at > begin)
            see_word(prefilter, state, folded, (rsn_span){begin, at}, &pending_count);
        else
            at++;
    }
    if (state->is_short_of_memory) return NULL;
    settle(prefilter, state, pending_count);
    for (size_t i = 0; i < prefilter->always.count; i++) state->candidates[always[i] / 64] |= (uint64_t)1 << always[i] % 64;
    return state->candidates;
}

/* The first place of a literal at or after `from`, looked for from where the last question ended: questions move
 * through the text, so that all of them together cost little more than one walk. */
static uint32_t place_from(rsn_prefilter_state *state, uint32_t id, uint32_t from)
{
    const place *places = state->places.items;
    uint32_t index = state->sights[id].cursor, before;
    while ((before = places[index - 1].before) != 0 && places[before - 1].begin >= from) index = before;
    while (index != 0 && places[index - 1].begin < from) index = places[index - 1].next;
    state->sights[id].cursor = index == 0 ? state->sights[id].last : index;
    return index == 0 ? RESSENTI_NONE : places[index - 1].begin;
}

void rsn_prefilter_starts(const rsn_prefilter *prefilter, rsn_prefilter_state *state, uint32_t pattern, rsn_starts *starts)
{
    rsn_pack_range range = RSN_AT(&prefilter->groups, rsn_pack_range, RSN_AT(&prefilter->leads, uint32_t, pattern));
    const uint32_t *literals = (const uint32_t *)prefilter->group_literals.items + range.begin;
    starts->state = state;
    starts->count = 0;
    for (uint32_t i = 0; i < range.count; i++)
        if (is_seen(state, literals[i])) starts->literals[starts->count++] = literals[i];
}

uint32_t rsn_starts_next(const rsn_starts *starts, uint32_t from)
{
    uint32_t earliest = RESSENTI_NONE;
    for (uint32_t i = 0; i < starts->count; i++) {
        uint32_t begin = place_from(starts->state, starts->literals[i], from);
        if (begin < earliest) earliest = begin;
    }
    return earliest;
}

bool rsn_prefilter_knows(const rsn_prefilter *prefilter, const uint8_t *word, uint32_t size)
{
    uint64_t bytes = rsn_load_little(word, size < KEY_BYTES ? size : KEY_BYTES);
    for (uint32_t length = 1; length <= size && length <= KEY_BYTES; length++)
        if (literal_of(prefilter, bytes, length) != NULL) return true;
    return false;
}
