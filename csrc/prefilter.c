/* Which patterns could match this text, and at which words.
 *
 * Literals are beginnings of words, eight bytes at most, so that each is one integer; behind a whole word stands its
 * end.  A word's longest literal is looked up once (and kept in a small memory of words seen before), the shorter
 * ones hang on it.  Each pattern waits at the rarest of its needs; when one of those literals occurs, the
 * others are asked where they stand: 64 buckets of chunks (program_flow.h) are one integer, in which "at most so far
 * behind" is a shift.  What is left over are the places where the pattern is worth trying. */
#include "prefilter.h"

#include <string.h>

#include "failure.h"
#include "hash.h"

enum { MEMO_SLOTS = 4096, BUCKETS = 64 };

typedef struct literal {
    uint64_t key;
    uint32_t id, is_taken;
} literal;

typedef struct link { /* one element of a posting list, before the lists are laid out */
    uint32_t from, to;
} link;

typedef struct word {
    uint32_t begin, chunk, literal; /* chunk: how many before it; literal: the longest that it begins with */
} word;

struct rsn_prefilter {
    ressenti_allocator memory;
    rsn_array slots;          /* literal, open addressing                           */
    rsn_array waiting;        /* link: literal -> check that waits for it           */
    rsn_array shorter;        /* uint32_t: of each literal the longest that it begins with, or NONE */
    rsn_array keys;           /* uint64_t: of each literal                          */
    rsn_array checks;         /* uint32_t: what is asked for each pattern, see add_check */
    rsn_array always;         /* uint32_t: patterns                                 */
    rsn_array check_begin, literal_checks; /* posting lists, laid out by close      */
    uint32_t pattern_count;
};

typedef struct memo { /* of a word seen before */
    uint64_t key;
    uint32_t literal;
} memo;

struct rsn_prefilter_state {
    ressenti_allocator memory;
    uint64_t *candidates;
    uint64_t *places;  /* buckets of each candidate                    */
    uint64_t *seen;    /* a bit per literal: in this text              */
    uint64_t *where;   /* the buckets of each literal that was seen    */
    uint32_t *pending; /* checks of which a literal occurred           */
    memo *memos;
    rsn_array words;   /* word: those that begin with a literal        */
    rsn_array bits;    /* uint64_t: of the text, for read_words        */
    uint32_t first_word[BUCKETS];
    uint32_t pattern_count, literal_count, pending_room, shift; /* shift: chunks to buckets */
};

ressenti_status rsn_prefilter_new(const ressenti_allocator *memory, rsn_prefilter **prefilter)
{
    rsn_prefilter *made = rsn_allocate(memory, sizeof *made);
    if (made == NULL) return RESSENTI_NO_MEMORY;
    *made = (rsn_prefilter){
        .memory = *memory,
        .slots = RSN_ARRAY(literal),
        .waiting = RSN_ARRAY(link),
        .shorter = RSN_ARRAY(uint32_t),
        .keys = RSN_ARRAY(uint64_t),
        .checks = RSN_ARRAY(uint32_t),
        .always = RSN_ARRAY(uint32_t),
        .check_begin = RSN_ARRAY(uint32_t),
        .literal_checks = RSN_ARRAY(uint32_t),
    };
    *prefilter = made;
    return RESSENTI_OK;
}

void rsn_prefilter_release(rsn_prefilter *prefilter)
{
    if (prefilter == NULL) return;
    ressenti_allocator memory = prefilter->memory;
    rsn_array *arrays[] = {&prefilter->slots,  &prefilter->waiting, &prefilter->shorter,     &prefilter->keys,
                           &prefilter->checks, &prefilter->always,  &prefilter->check_begin, &prefilter->literal_checks};
    for (size_t i = 0; i < RSN_COUNT(arrays); i++) rsn_array_free(&memory, arrays[i]);
    rsn_release(&memory, prefilter, sizeof *prefilter);
}

/* ---- literals --------------------------------------------------------------------------- */

/* The first bytes of a word, and its end when it is short. */
static uint64_t word_key(const uint8_t *bytes, uint32_t size)
{
    if (size >= RSN_PACK_LITERAL_MAX) return rsn_load_little(bytes, RSN_PACK_LITERAL_MAX);
    return rsn_load_little(bytes, size) | (uint64_t)RSN_PACK_WORD_END << 8 * size;
}

static uint64_t shortened(uint64_t key, uint32_t size)
{
    return size >= RSN_PACK_LITERAL_MAX ? key : key & (((uint64_t)1 << 8 * size) - 1);
}

/* One multiplication: this hash is of this process alone. */
static uint64_t key_hash(uint64_t key)
{
    uint64_t product = key * 0x9E3779B97F4A7C15u;
    return product ^ product >> 32;
}

static uint32_t slot_index(const rsn_array *slots, uint64_t key)
{
    const literal *items = slots->items;
    uint32_t mask = (uint32_t)slots->count - 1, at = (uint32_t)key_hash(key) & mask;
    while (items[at].is_taken && items[at].key != key) at = (at + 1) & mask;
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
        if (moved.is_taken) RSN_AT(&grown, literal, slot_index(&grown, moved.key)) = moved;
    }
    rsn_array_free(&prefilter->memory, &old);
    prefilter->slots = grown;
    return RESSENTI_OK;
}

static ressenti_status literal_id(rsn_prefilter *prefilter, uint64_t key, uint32_t *id)
{
    if ((prefilter->keys.count + 1) * 4 > prefilter->slots.count) RSN_TRY(grow_slots(prefilter));
    literal *slot = &RSN_AT(&prefilter->slots, literal, slot_index(&prefilter->slots, key));
    if (!slot->is_taken) {
        if (!rsn_array_append(&prefilter->memory, &prefilter->keys, &key, 1)) return RESSENTI_NO_MEMORY;
        *slot = (literal){key, (uint32_t)prefilter->keys.count - 1, 1};
    }
    *id = slot->id;
    return RESSENTI_OK;
}

/* The longest literal of at most `size` bytes with which the key begins; RESSENTI_NONE: there is none. */
static uint32_t longest_literal(const rsn_prefilter *prefilter, uint64_t key, uint32_t size)
{
    for (; size > 0; size--) {
        const literal *slot = &RSN_AT(&prefilter->slots, literal, slot_index(&prefilter->slots, shortened(key, size)));
        if (slot->is_taken) return slot->id;
    }
    return RESSENTI_NONE;
}

static uint32_t key_size(uint64_t key)
{
    uint32_t size = 0;
    for (; key != 0; key >>= 8) size++;
    return size;
}

/* ---- patterns ----------------------------------------------------------------------------- */

static ressenti_status put(rsn_prefilter *prefilter, uint32_t value)
{
    return rsn_array_append(&prefilter->memory, &prefilter->checks, &value, 1) ? RESSENTI_OK : RESSENTI_NO_MEMORY;
}

static ressenti_status put_need(rsn_prefilter *prefilter, const rsn_pack_view *view, const rsn_pack_need *need)
{
    RSN_TRY(put(prefilter, need->far));
    RSN_TRY(put(prefilter, need->literals.count));
    for (uint32_t i = 0; i < need->literals.count; i++) {
        uint32_t id = 0;
        RSN_TRY(literal_id(prefilter, view->literals[need->literals.begin + i], &id));
        RSN_TRY(put(prefilter, id));
    }
    return RESSENTI_OK;
}

/* One stream of numbers, so that asking touches one place in memory: the pattern, whether it is led, how many needs, and
 * of each how far, how many literals, and those; the rarest, which has been seen when the check is made, comes last
 * unless it leads. */
static ressenti_status add_check(rsn_prefilter *prefilter, const rsn_pack_view *view, const rsn_pack_pattern *pattern)
{
    uint32_t check = (uint32_t)prefilter->checks.count;
    const rsn_pack_need *needs = view->needs + pattern->needs.begin, *rarest = &needs[pattern->rarest];
    bool leads = pattern->is_led && pattern->rarest == 0;
    RSN_TRY(put(prefilter, prefilter->pattern_count));
    RSN_TRY(put(prefilter, pattern->is_led));
    RSN_TRY(put(prefilter, pattern->needs.count));
    for (uint32_t i = 0; i < pattern->needs.count; i++)
        if (leads || i != pattern->rarest) RSN_TRY(put_need(prefilter, view, &needs[i]));
    if (!leads) RSN_TRY(put_need(prefilter, view, rarest));
    for (uint32_t i = 0; i < rarest->literals.count; i++) {
        link wait = {0, check};
        RSN_TRY(literal_id(prefilter, view->literals[rarest->literals.begin + i], &wait.from));
        if (!rsn_array_append(&prefilter->memory, &prefilter->waiting, &wait, 1)) return RESSENTI_NO_MEMORY;
    }
    return RESSENTI_OK;
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

/* Counting sort of links into flat lists: begin[i]..begin[i + 1] are the targets of i. */
static ressenti_status lay_out(const ressenti_allocator *memory, rsn_array *links, size_t from_count,
                               rsn_array *begin, rsn_array *targets)
{
    if (!rsn_array_reserve(memory, begin, from_count + 2) || !rsn_array_reserve(memory, targets, links->count + 1))
        return RESSENTI_NO_MEMORY;
    uint32_t *first = begin->items, *to = targets->items;
    memset(first, 0, (from_count + 2) * sizeof *first);
    for (size_t i = 0; i < links->count; i++) first[RSN_AT(links, link, i).from + 2]++;
    for (size_t i = 2; i < from_count + 2; i++) first[i] += first[i - 1];
    for (size_t i = 0; i < links->count; i++) to[first[RSN_AT(links, link, i).from + 1]++] = RSN_AT(links, link, i).to;
    begin->count = from_count + 1;
    targets->count = links->count;
    rsn_array_free(memory, links);
    return RESSENTI_OK;
}

ressenti_status rsn_prefilter_close(rsn_prefilter *prefilter)
{
    size_t count = prefilter->keys.count;
    if (prefilter->slots.count == 0) RSN_TRY(grow_slots(prefilter));
    for (size_t i = 0; i < count; i++) {
        uint64_t key = RSN_AT(&prefilter->keys, uint64_t, i);
        uint32_t shorter = longest_literal(prefilter, key, key_size(key) - 1);
        if (!rsn_array_append(&prefilter->memory, &prefilter->shorter, &shorter, 1)) return RESSENTI_NO_MEMORY;
    }
    return lay_out(&prefilter->memory, &prefilter->waiting, count, &prefilter->check_begin, &prefilter->literal_checks);
}

/* ---- one text ------------------------------------------------------------------------------ */

static size_t words_of_bits(uint32_t bits)
{
    return bits / 64 + 1;
}

ressenti_status rsn_prefilter_state_new(const rsn_prefilter *prefilter, const ressenti_allocator *memory,
                                        rsn_prefilter_state **state)
{
    rsn_prefilter_state *made = rsn_allocate_zeroed(memory, sizeof *made);
    if (made == NULL) return RESSENTI_NO_MEMORY;
    made->memory = *memory;
    made->pattern_count = prefilter->pattern_count;
    made->literal_count = (uint32_t)prefilter->keys.count;
    made->pending_room = (uint32_t)prefilter->literal_checks.count; /* each literal counts once a text */
    made->words.element_size = sizeof(word);
    made->bits.element_size = sizeof(uint64_t);
    made->candidates = rsn_allocate_zeroed(memory, words_of_bits(made->pattern_count) * sizeof *made->candidates);
    made->places = rsn_allocate_zeroed(memory, made->pattern_count * sizeof *made->places);
    made->seen = rsn_allocate_zeroed(memory, words_of_bits(made->literal_count) * sizeof *made->seen);
    made->where = rsn_allocate_zeroed(memory, made->literal_count * sizeof *made->where);
    made->pending = rsn_allocate_zeroed(memory, made->pending_room * sizeof *made->pending);
    made->memos = rsn_allocate_zeroed(memory, MEMO_SLOTS * sizeof *made->memos);
    if (!made->candidates || !made->places || !made->seen || !made->where || !made->pending || !made->memos) {
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
    rsn_release(&memory, state->candidates, words_of_bits(state->pattern_count) * sizeof *state->candidates);
    rsn_release(&memory, state->places, state->pattern_count * sizeof *state->places);
    rsn_release(&memory, state->seen, words_of_bits(state->literal_count) * sizeof *state->seen);
    rsn_release(&memory, state->where, state->literal_count * sizeof *state->where);
    rsn_release(&memory, state->pending, state->pending_room * sizeof *state->pending);
    rsn_release(&memory, state->memos, MEMO_SLOTS * sizeof *state->memos);
    rsn_array_free(&memory, &state->words);
    rsn_array_free(&memory, &state->bits);
    rsn_release(&memory, state, sizeof *state);
}

/* ---- words of a text ------------------------------------------------------------------------- */

/* The longest literal of a word, most often remembered from a text before; a word's key is never 0. */
static uint32_t literal_of_word(const rsn_prefilter *prefilter, rsn_prefilter_state *state, uint64_t key)
{
    memo *known = &state->memos[key_hash(key) & (MEMO_SLOTS - 1)];
    if (known->key != key) *known = (memo){key, longest_literal(prefilter, key, key_size(key))};
    return known->literal;
}

/* Where bits of a text are read one after the other. */
typedef struct bit_reader {
    const uint64_t *words, *breaks;
    uint32_t block, chunk;
    uint64_t word_before; /* 1: the byte before the block is of a word          */
    bool is_broken;       /* a break stands between the last word and the block */
} bit_reader;

static uint32_t lowest_bit(uint64_t bits)
{
#if defined(__GNUC__)
    return (uint32_t)__builtin_ctzll(bits);
#else
    uint32_t at = 0;
    while (!(bits >> at & 1)) at++;
    return at;
#endif
}

/* How many bytes the word has that begins at bit `at` of the block; what is beyond the next block does not count. */
static uint32_t word_size(const bit_reader *in, uint32_t at)
{
    uint64_t ahead = in->words[in->block] >> at;
    if (at > 0) ahead |= in->words[in->block + 1] << (64 - at);
    return ahead == UINT64_MAX ? 64 : lowest_bit(~ahead);
}

/* Keeps the words of one block that begin with a literal. */
static bool read_block(const rsn_prefilter *prefilter, rsn_prefilter_state *state, const uint8_t *bytes, bit_reader *in)
{
    uint64_t words = in->words[in->block], breaks = in->breaks[in->block], begins = words & ~(words << 1 | in->word_before);
    for (; begins != 0; begins &= begins - 1) {
        uint32_t at = lowest_bit(begins), begin = in->block * 64 + at;
        uint64_t ahead = ~(uint64_t)0 << at;
        in->chunk += in->is_broken || (breaks & ~ahead) != 0;
        in->is_broken = false;
        breaks &= ahead;
        uint32_t found = literal_of_word(prefilter, state, word_key(bytes + begin, word_size(in, at)));
        if (found == RESSENTI_NONE) continue;
        if (!rsn_array_append(&state->memory, &state->words, &(word){begin, in->chunk, found}, 1)) return false;
    }
    in->is_broken = in->is_broken || breaks != 0;
    in->word_before = words >> 63;
    in->block++;
    return true;
}

/* Splits the text at everything but \\w; the chunk of each word is counted on the way. */
static bool read_words(const rsn_prefilter *prefilter, const rsn_kernels *kernels, rsn_prefilter_state *state, const rsn_folded *folded)
{
    uint32_t blocks = (folded->size + 63) / 64;
    state->words.count = 0;
    if (!rsn_array_reserve(&state->memory, &state->bits, 2 * ((size_t)blocks + 1))) return false;
    uint64_t *words = state->bits.items, *breaks = words + blocks + 1;
    kernels->word_bits(folded->bytes, folded->size, words, breaks);
    words[blocks] = 0;
    bit_reader in = {.words = words, .breaks = breaks};
    while (in.block < blocks)
        if (!read_block(prefilter, state, folded->bytes, &in)) return false;
    return true;
}

static uint32_t bucket_of(const rsn_prefilter_state *state, const word *of)
{
    return of->chunk >> state->shift;
}

/* Marks where each literal stands; the checks that wait for those which do are put down. */
static uint32_t see_words(const rsn_prefilter *prefilter, rsn_prefilter_state *state)
{
    const uint32_t *begin = prefilter->check_begin.items, *checks = prefilter->literal_checks.items, *shorter = prefilter->shorter.items;
    const word *words = state->words.items;
    uint32_t count = (uint32_t)state->words.count, pending = 0;
    for (state->shift = 0; count > 0 && words[count - 1].chunk >> state->shift >= BUCKETS;) state->shift++;
    for (uint32_t i = count; i-- > 0;) state->first_word[bucket_of(state, &words[i])] = i;
    for (uint32_t i = 0; i < count; i++) {
        uint64_t bucket = (uint64_t)1 << bucket_of(state, &words[i]);
        for (uint32_t id = words[i].literal; id != RESSENTI_NONE; id = shorter[id]) {
            if (state->seen[id / 64] >> id % 64 & 1) {
                state->where[id] |= bucket;
                continue;
            }
            state->seen[id / 64] |= (uint64_t)1 << id % 64;
            state->where[id] = bucket;
            for (uint32_t k = begin[id]; k < begin[id + 1]; k++) state->pending[pending++] = checks[k];
        }
    }
    return pending;
}

/* ---- patterns of a text ------------------------------------------------------------------------ */

static uint64_t buckets_of(const rsn_prefilter_state *state, const uint32_t *literals, uint32_t count)
{
    uint64_t buckets = 0;
    for (uint32_t i = 0; i < count; i++)
        if (state->seen[literals[i] / 64] >> literals[i] % 64 & 1) buckets |= state->where[literals[i]];
    return buckets;
}

/* These buckets, and those from which one of them is at most `far` ahead. */
static uint64_t reaching(uint64_t buckets, uint32_t far)
{
    for (uint32_t step = 1; far > 0 && step < BUCKETS; step *= 2) {
        uint32_t shift = step < far ? step : far;
        buckets |= buckets >> shift;
        far -= shift;
    }
    return buckets;
}

/* Where the pattern may begin, or for one that is not led, where anything that it needs stands; 0: it cannot match. */
static uint64_t ask(const rsn_prefilter_state *state, const uint32_t *check)
{
    bool is_led = check[1] != 0;
    uint64_t left = UINT64_MAX;
    uint32_t needs = check[2];
    for (check += 3; needs > 0 && left != 0; needs--) {
        uint32_t far = check[0], count = check[1];
        uint64_t buckets = buckets_of(state, check + 2, count);
        uint32_t far_buckets = far == 0 ? 0 : (far >> state->shift) + (state->shift > 0);
        if (buckets == 0) left = 0;
        else if (is_led && far < RSN_PACK_ANYWHERE) left &= reaching(buckets, far_buckets);
        check += 2 + count;
    }
    return left;
}

static bool is_candidate(const rsn_prefilter_state *state, uint32_t pattern)
{
    return state->candidates[pattern / 64] >> pattern % 64 & 1;
}

static void add_candidate(rsn_prefilter_state *state, uint32_t pattern, uint64_t places)
{
    state->candidates[pattern / 64] |= (uint64_t)1 << pattern % 64;
    state->places[pattern] = places;
}

static void settle(const rsn_prefilter *prefilter, rsn_prefilter_state *state, uint32_t pending)
{
    const uint32_t *always = prefilter->always.items;
    for (uint32_t i = 0; i < pending; i++) {
        const uint32_t *check = (const uint32_t *)prefilter->checks.items + state->pending[i];
        if (is_candidate(state, check[0])) continue;
        uint64_t places = ask(state, check);
        if (places != 0) add_candidate(state, check[0], places);
    }
    for (size_t i = 0; i < prefilter->always.count; i++) add_candidate(state, always[i], UINT64_MAX);
}

const uint64_t *rsn_prefilter_candidates(const rsn_prefilter *prefilter, const rsn_kernels *kernels, rsn_prefilter_state *state,
                                         const rsn_folded *folded)
{
    memset(state->seen, 0, words_of_bits(state->literal_count) * sizeof *state->seen);
    memset(state->candidates, 0, words_of_bits(state->pattern_count) * sizeof *state->candidates);
    if (!read_words(prefilter, kernels, state, folded)) return NULL;
    settle(prefilter, state, see_words(prefilter, state));
    return state->candidates;
}

/* ---- places --------------------------------------------------------------------------------------- */

rsn_places rsn_prefilter_places(const rsn_prefilter_state *state, uint32_t pattern)
{
    return (rsn_places){state->places[pattern], 0};
}

uint32_t rsn_places_next(const rsn_prefilter_state *state, rsn_places *places, uint32_t from)
{
    const word *words = state->words.items;
    while (places->buckets != 0) {
        uint32_t bucket = lowest_bit(places->buckets);
        if (places->word < state->first_word[bucket]) places->word = state->first_word[bucket];
        for (; places->word < state->words.count && bucket_of(state, &words[places->word]) == bucket; places->word++)
            if (words[places->word].begin >= from) return words[places->word].begin;
        places->buckets &= places->buckets - 1;
    }
    return RESSENTI_NONE;
}

bool rsn_prefilter_knows(const rsn_prefilter *prefilter, const uint8_t *bytes, uint32_t size)
{
    uint64_t key = word_key(bytes, size);
    return longest_literal(prefilter, key, key_size(key)) != RESSENTI_NONE;
}
