/* Which patterns could match this text, and at which words.
 *
 * Literals are beginnings of words, eight bytes at most, so that each is one integer; behind a whole word stands its
 * end.  A word's longest literal is looked up once (and kept in a small memory of words seen before), the shorter
 * ones hang on it.  Each pattern waits at the rarest of its needs; when one of those literals occurs, the
 * others are asked where they stand: 64 buckets of chunks (program_flow.h) are one integer, in which "at most so far
 * behind" is a shift.  What is left over are the places where the pattern is worth trying. */
#include "prefilter.h"

#include <string.h>

#include "compiler.h"
#include "failure.h"
#include "prefilter_tables.h"

enum { MEMO_SLOTS = 4096, BUCKETS = 64 };

typedef struct word {
    uint32_t begin, chunk, literal; /* chunk: how many before it; literal: the longest that it begins with */
} word;

typedef struct memo { /* of a word seen before */
    uint64_t key;
    uint32_t literal;
} memo;

/* Where a literal or a group stands, if it was asked in this text: nothing has to be cleared between texts. */
typedef struct mark {
    uint64_t buckets;
    uint32_t text; /* its number */
} mark;

struct rsn_prefilter_state {
    ressenti_allocator memory;
    uint64_t *candidates;
    uint64_t *places;  /* buckets of each candidate                    */
    mark *literals, *groups;
    uint32_t *pending; /* groups of which a literal occurred, and one more */
    memo *memos;
    rsn_array words;   /* word: those that begin with a literal        */
    rsn_array bits;    /* uint64_t: of the text, for read_words        */
    uint64_t seen[RSN_FILTER_BITS / 64]; /* a bit of each literal of this text that is marked */
    uint32_t first_word[BUCKETS];
    uint32_t pattern_count, literal_count, group_count;
    uint32_t text;  /* the number of this text, never 0 */
    uint32_t shift; /* chunks to buckets                */
};

/* ---- life ------------------------------------------------------------------------------------- */

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
    made->group_count = (uint32_t)prefilter->groups.count;
    made->words.element_size = sizeof(word);
    made->bits.element_size = sizeof(uint64_t);
    made->candidates = rsn_allocate_zeroed(memory, words_of_bits(made->pattern_count) * sizeof *made->candidates);
    made->places = rsn_allocate_zeroed(memory, made->pattern_count * sizeof *made->places);
    made->literals = rsn_allocate_zeroed(memory, made->literal_count * sizeof *made->literals);
    made->groups = rsn_allocate_zeroed(memory, made->group_count * sizeof *made->groups);
    made->pending = rsn_allocate_zeroed(memory, (made->group_count + 1) * sizeof *made->pending);
    made->memos = rsn_allocate_zeroed(memory, MEMO_SLOTS * sizeof *made->memos);
    if (!made->candidates || !made->places || !made->literals || !made->groups || !made->pending || !made->memos) {
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
    rsn_release(&memory, state->literals, state->literal_count * sizeof *state->literals);
    rsn_release(&memory, state->groups, state->group_count * sizeof *state->groups);
    rsn_release(&memory, state->pending, (state->group_count + 1) * sizeof *state->pending);
    rsn_release(&memory, state->memos, MEMO_SLOTS * sizeof *state->memos);
    rsn_array_free(&memory, &state->words);
    rsn_array_free(&memory, &state->bits);
    rsn_release(&memory, state, sizeof *state);
}

/* ---- words of a text ------------------------------------------------------------------------- */

/* The longest literal of a word, most often remembered from a text before; a word's key is never 0. */
static uint32_t literal_of_word(const rsn_prefilter *prefilter, rsn_prefilter_state *state, uint64_t key)
{
    memo *known = &state->memos[rsn_filter_hash(key) & (MEMO_SLOTS - 1)];
    if (known->key != key) *known = (memo){key, rsn_filter_longest(prefilter, key, rsn_filter_key_size(key))};
    return known->literal;
}

/* Where bits of a text are read one after the other. */
typedef struct bit_reader {
    const uint64_t *words, *breaks;
    uint32_t block, chunk;
    uint64_t word_before; /* 1: the byte before the block is of a word          */
    bool is_broken;       /* a break stands between the last word and the block */
} bit_reader;

/* How many bytes the word has that begins at bit `at` of the block; what is beyond the next block does not count. */
static uint32_t word_size(const bit_reader *in, uint32_t at)
{
    uint64_t ahead = in->words[in->block] >> at | in->words[in->block + 1] << 1 << (63 - at);
    return ahead == UINT64_MAX ? 64 : rsn_lowest_bit(~ahead);
}

/* Keeps the words of one block that begin with a literal. */
static void read_block(const rsn_prefilter *prefilter, rsn_prefilter_state *state, const uint8_t *bytes, bit_reader *in)
{
    word *kept = state->words.items;
    size_t count = state->words.count;
    uint64_t words = in->words[in->block], breaks = in->breaks[in->block], begins = words & ~(words << 1 | in->word_before);
    for (; begins != 0; begins &= begins - 1) {
        uint32_t at = rsn_lowest_bit(begins), begin = in->block * 64 + at;
        uint64_t ahead = ~(uint64_t)0 << at, key = rsn_filter_key(rsn_load_eight(bytes + begin), word_size(in, at));
        in->chunk += in->is_broken || (breaks & ~ahead) != 0;
        in->is_broken = false;
        breaks &= ahead;
        kept[count] = (word){begin, in->chunk, literal_of_word(prefilter, state, key)};
        count += kept[count].literal != RESSENTI_NONE;
    }
    state->words.count = count;
    in->is_broken = in->is_broken || breaks != 0;
    in->word_before = words >> 63;
    in->block++;
}

/* Splits the text at everything but \w; the chunk of each word is counted on the way. */
static bool read_words(const rsn_prefilter *prefilter, const rsn_kernels *kernels, rsn_prefilter_state *state, const rsn_folded *folded)
{
    uint32_t blocks = (folded->size + 63) / 64;
    state->words.count = 0;
    bool has_room = rsn_array_reserve(&state->memory, &state->bits, 2 * ((size_t)blocks + 1)) &&
                    rsn_array_reserve(&state->memory, &state->words, (size_t)folded->size / 2 + 2); /* a word and a blank are two bytes */
    if (!has_room) return false;
    uint64_t *words = state->bits.items, *breaks = words + blocks + 1;
    kernels->word_bits(folded->bytes, folded->size, words, breaks);
    words[blocks] = 0;
    bit_reader in = {.words = words, .breaks = breaks};
    while (in.block < blocks) read_block(prefilter, state, folded->bytes, &in);
    return true;
}

/* ---- where they stand -------------------------------------------------------------------------- */

static uint32_t bucket_of(const rsn_prefilter_state *state, const word *of)
{
    return of->chunk >> state->shift;
}

static uint32_t shift_for(const rsn_prefilter_state *state)
{
    const word *words = state->words.items;
    uint32_t shift = 0;
    while (state->words.count > 0 && words[state->words.count - 1].chunk >> shift >= BUCKETS) shift++;
    return shift;
}

/* A literal of these groups stands here; the groups of which it is the first are put down, for their checks. */
static uint32_t see_groups(rsn_prefilter_state *state, const uint32_t *group, const uint32_t *end, uint64_t bucket, uint32_t pending)
{
    for (; group < end; group++) {
        mark *seen = &state->groups[*group];
        bool is_first = seen->text != state->text;
        state->pending[pending] = *group;
        pending += is_first;
        seen->buckets = (is_first ? 0 : seen->buckets) | bucket;
        seen->text = state->text;
    }
    return pending;
}

static void see_literal(rsn_prefilter_state *state, uint32_t id, uint64_t bucket)
{
    mark *seen = &state->literals[id];
    uint32_t hint = rsn_filter_bit(id);
    state->seen[hint / 64] |= (uint64_t)1 << hint % 64;
    seen->buckets = (seen->text == state->text ? seen->buckets : 0) | bucket;
    seen->text = state->text;
}

/* Writes down where literals stand; the number of groups put down whose checks have to be made. */
static uint32_t see_words(const rsn_prefilter *prefilter, rsn_prefilter_state *state)
{
    const uint32_t *begin = prefilter->waiting_begin.items, *waiting = prefilter->waiting_groups.items, *next = prefilter->next_marked.items;
    const bool *is_marked = prefilter->is_marked.items;
    const word *words = state->words.items;
    uint32_t pending = 0, last = BUCKETS;
    state->shift = shift_for(state);
    for (uint32_t i = 0; i < state->words.count; i++) {
        uint32_t bucket = bucket_of(state, &words[i]), id = words[i].literal;
        uint64_t bit = (uint64_t)1 << bucket;
        if (bucket != last) state->first_word[last = bucket] = i;
        pending = see_groups(state, waiting + begin[id], waiting + begin[id + 1], bit, pending);
        for (id = is_marked[id] ? id : next[id]; id != RESSENTI_NONE; id = next[id]) see_literal(state, id, bit);
    }
    return pending;
}

/* When all words have been seen; of a group that nobody waits for it is found out now, once a text. */
static uint64_t buckets_of(const rsn_prefilter *prefilter, rsn_prefilter_state *state, uint32_t group)
{
    mark *known = &state->groups[group];
    const rsn_filter_group *of = &RSN_AT(&prefilter->groups, rsn_filter_group, group);
    if (known->text == state->text) return known->buckets;
    if (of->check_count > 0) return 0;
    const uint32_t *literals = (const uint32_t *)prefilter->group_literals.items + of->first_literal;
    uint64_t buckets = 0;
    for (uint32_t i = 0; i < of->literal_count; i++) {
        const mark *literal = &state->literals[literals[i]];
        buckets |= literal->text == state->text ? literal->buckets : 0;
    }
    known->text = state->text;
    known->buckets = buckets;
    return buckets;
}

/* ---- patterns of a text ------------------------------------------------------------------------ */

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

/* Where the pattern may begin; for one that is not led, anything but 0: it may match. */
static uint64_t ask(const rsn_prefilter *prefilter, rsn_prefilter_state *state, const rsn_filter_check *check)
{
    const rsn_filter_need *needs = (const rsn_filter_need *)prefilter->needs.items + check->first_need;
    uint64_t left = UINT64_MAX;
    for (uint32_t i = 0; i < check->need_count && left != 0; i++) {
        uint64_t buckets = buckets_of(prefilter, state, needs[i].group);
        uint32_t far = needs[i].far;
        if (buckets == 0) return 0;
        if (!check->is_led || far >= RSN_PACK_ANYWHERE) continue;
        left &= far == 0 ? buckets : reaching(buckets, (far >> state->shift) + (state->shift > 0));
    }
    return left;
}

/* May the need of which the check has hints be there? */
static bool is_hinted(const rsn_prefilter_state *state, const rsn_filter_check *check)
{
    uint64_t any = 0;
    for (uint32_t i = 0; i < RSN_FILTER_HINTS; i++) any |= state->seen[check->hints[i] / 64] >> check->hints[i] % 64;
    return any & 1;
}

static void add_candidate(rsn_prefilter_state *state, uint32_t pattern, uint64_t places)
{
    state->candidates[pattern / 64] |= (uint64_t)1 << pattern % 64;
    state->places[pattern] = places;
}

static void settle(const rsn_prefilter *prefilter, rsn_prefilter_state *state, uint32_t pending)
{
    const uint32_t *always = prefilter->always.items;
    for (uint32_t i = 0; i < pending; i++) /* all at once, or each is waited for in turn */
        RSN_FETCH((const rsn_filter_check *)prefilter->checks.items + RSN_AT(&prefilter->groups, rsn_filter_group, state->pending[i]).first_check);
    for (uint32_t i = 0; i < pending; i++) {
        const rsn_filter_group *group = &RSN_AT(&prefilter->groups, rsn_filter_group, state->pending[i]);
        const rsn_filter_check *check = (const rsn_filter_check *)prefilter->checks.items + group->first_check;
        for (const rsn_filter_check *end = check + group->check_count; check < end; check++) {
            uint64_t places = is_hinted(state, check) ? ask(prefilter, state, check) : 0;
            if (places != 0) add_candidate(state, check->pattern, places);
        }
    }
    for (size_t i = 0; i < prefilter->always.count; i++) add_candidate(state, always[i], UINT64_MAX);
}

/* The next number of a text; after four thousand million of them the marks start again. */
static void begin_text(rsn_prefilter_state *state)
{
    if (++state->text == 0) {
        memset(state->literals, 0, state->literal_count * sizeof *state->literals);
        memset(state->groups, 0, state->group_count * sizeof *state->groups);
        state->text = 1;
    }
    memset(state->candidates, 0, words_of_bits(state->pattern_count) * sizeof *state->candidates);
    memset(state->seen, 0, sizeof state->seen);
    state->seen[RSN_FILTER_ALWAYS_SET / 64] = (uint64_t)1 << RSN_FILTER_ALWAYS_SET % 64;
}

const uint64_t *rsn_prefilter_candidates(const rsn_prefilter *prefilter, const rsn_kernels *kernels, rsn_prefilter_state *state,
                                         const rsn_folded *folded)
{
    begin_text(state);
    if (!read_words(prefilter, kernels, state, folded)) return NULL;
    settle(prefilter, state, see_words(prefilter, state));
    return state->candidates;
}

/* ---- places --------------------------------------------------------------------------------------- */

rsn_places rsn_prefilter_places(const rsn_prefilter *prefilter, const rsn_prefilter_state *state, uint32_t pattern)
{
    const uint64_t *leads = prefilter->lead_signs.items;
    return (rsn_places){state->places[pattern], state->shift > 0 ? leads[pattern] : UINT64_MAX, 0};
}

uint32_t rsn_places_next(const rsn_prefilter *prefilter, const rsn_prefilter_state *state, rsn_places *places, uint32_t from)
{
    const word *words = state->words.items;
    const uint64_t *signs = prefilter->signs.items;
    for (; places->buckets != 0; places->buckets &= places->buckets - 1) {
        uint32_t bucket = rsn_lowest_bit(places->buckets), at = places->word;
        if (at < state->first_word[bucket]) at = state->first_word[bucket];
        for (; at < state->words.count && bucket_of(state, &words[at]) == bucket; at++) {
            if (words[at].begin < from || (signs[words[at].literal] & places->signs) == 0) continue;
            places->word = at;
            return words[at].begin;
        }
        places->word = at;
    }
    return RESSENTI_NONE;
}

/* The longest literal of one word that stands alone. */
static uint32_t literal_of(const rsn_prefilter *prefilter, const uint8_t *bytes, uint32_t size, uint64_t *key)
{
    *key = rsn_filter_key(rsn_load_little(bytes, size < RSN_PACK_LITERAL_MAX ? size : RSN_PACK_LITERAL_MAX), size);
    return rsn_filter_longest(prefilter, *key, rsn_filter_key_size(*key));
}

bool rsn_prefilter_names(const rsn_prefilter *prefilter, const uint8_t *bytes, uint32_t size)
{
    uint64_t key;
    uint32_t literal = literal_of(prefilter, bytes, size, &key);
    return size < RSN_PACK_LITERAL_MAX && literal != RESSENTI_NONE && RSN_AT(&prefilter->keys, uint64_t, literal) == key;
}

bool rsn_prefilter_knows(const rsn_prefilter *prefilter, const uint8_t *bytes, uint32_t size)
{
    uint64_t key;
    return literal_of(prefilter, bytes, size, &key) != RESSENTI_NONE;
}
