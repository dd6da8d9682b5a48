/* Which patterns could match this text, and at which words.
 *
 * Literals are beginnings of words, eight bytes at most, so that each is one integer; behind a whole word stands its
 * end.  A word's longest literal is looked up once (and kept in a small memory of words seen before), the shorter
 * ones hang on it.  Each literal sets the bits of the patterns that wait for it, 64 at a time, in one layer for the
 * rarest of a pattern's needs and in one for the second; what is set in both may match, and only of these it is asked
 * where the words of their needs stand: 64 buckets of chunks (program_flow.h) are one integer, in which "at most so far
 * behind" is a shift.  What is left over are the places where the pattern is worth trying. */
#include "prefilter.h"

#include <string.h>

#include "compiler.h"
#include "failure.h"
#include "prefilter_tables.h"
#include "word_runs.h"

enum { MEMO_SLOTS = 4096, BUCKETS = 64 };

typedef struct word {
    uint32_t begin, chunk, literal; /* chunk: how many before it; literal: the longest that it begins with */
} word;

typedef struct memo { /* of a word seen before */
    uint64_t key;
    uint32_t literal;
} memo;

struct rsn_prefilter_state {
    ressenti_allocator memory;
    uint32_t *layers[RSN_FILTER_LAYERS]; /* of the text: a bit of each pattern */
    uint64_t *candidates;                /* those of all layers                */
    uint64_t *literals; /* in which buckets each stands: 0 between texts      */
    uint32_t *seen;     /* the literals that stand somewhere, and one more     */
    memo *memos;
    rsn_array words;    /* word: those that begin with a literal        */
    rsn_array bits;     /* uint64_t: of the text, for read_words        */
    uint32_t first_word[BUCKETS];
    uint32_t block_count, literal_count, seen_count;
    uint32_t shift; /* chunks to buckets                */
};

/* ---- life ------------------------------------------------------------------------------------- */

ressenti_status rsn_prefilter_state_new(const rsn_prefilter *prefilter, const ressenti_allocator *memory,
                                        rsn_prefilter_state **state)
{
    rsn_prefilter_state *made = rsn_allocate_zeroed(memory, sizeof *made);
    if (made == NULL) return RESSENTI_NO_MEMORY;
    made->memory = *memory;
    made->block_count = (uint32_t)prefilter->free[0].count;
    made->literal_count = (uint32_t)prefilter->keys.count;
    made->words.element_size = sizeof(word);
    made->bits.element_size = sizeof(uint64_t);
    bool has_room = true;
    for (uint32_t i = 0; i < RSN_FILTER_LAYERS; i++) {
        made->layers[i] = rsn_allocate_zeroed(memory, made->block_count * sizeof(uint32_t));
        has_room = has_room && made->layers[i] != NULL;
    }
    made->candidates = rsn_allocate_zeroed(memory, made->block_count / 2 * sizeof *made->candidates);
    made->literals = rsn_allocate_zeroed(memory, made->literal_count * sizeof *made->literals);
    made->seen = rsn_allocate_zeroed(memory, (made->literal_count + 1) * sizeof *made->seen);
    made->memos = rsn_allocate_zeroed(memory, MEMO_SLOTS * sizeof *made->memos);
    if (!has_room || !made->candidates || !made->literals || !made->seen || !made->memos) {
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
    for (uint32_t i = 0; i < RSN_FILTER_LAYERS; i++) rsn_release(&memory, state->layers[i], state->block_count * sizeof(uint32_t));
    rsn_release(&memory, state->candidates, state->block_count / 2 * sizeof *state->candidates);
    rsn_release(&memory, state->literals, state->literal_count * sizeof *state->literals);
    rsn_release(&memory, state->seen, (state->literal_count + 1) * sizeof *state->seen);
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

/* Keeps the words of one block that begin with a literal. */
static void read_block(const rsn_prefilter *prefilter, rsn_prefilter_state *state, const uint8_t *bytes, bit_reader *in)
{
    word *kept = state->words.items;
    size_t count = state->words.count;
    uint64_t breaks = in->breaks[in->block], begins = rsn_runs_beginning(in->words[in->block], &in->word_before);
    for (; begins != 0; begins &= begins - 1) {
        uint32_t at = rsn_lowest_bit(begins), begin = in->block * 64 + at;
        uint64_t ahead = ~(uint64_t)0 << at, key = rsn_filter_key(rsn_load_eight(bytes + begin), rsn_run_size(in->words, in->block, at));
        in->chunk += in->is_broken || (breaks & ~ahead) != 0;
        in->is_broken = false;
        breaks &= ahead;
        kept[count] = (word){begin, in->chunk, literal_of_word(prefilter, state, key)};
        count += kept[count].literal != RESSENTI_NONE;
    }
    state->words.count = count;
    in->is_broken = in->is_broken || breaks != 0;
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

/* The patterns that wait for this literal. */
static void wake(const rsn_prefilter *prefilter, rsn_prefilter_state *state, uint32_t literal)
{
    const uint32_t *begin = (const uint32_t *)prefilter->begin.items + (size_t)literal * RSN_FILTER_LAYERS;
    const rsn_filter_block *blocks = prefilter->blocks.items;
    for (uint32_t l = 0; l < RSN_FILTER_LAYERS; l++) {
        const rsn_filter_block *block = blocks + begin[l], *end = blocks + begin[l + 1];
        for (uint32_t *woken = state->layers[l]; block < end; block++) woken[block->block] |= block->patterns;
    }
}

/* Where the lists of the words' literals are is asked for before the first is read, and then the lists. */
static void fetch_lists(const rsn_prefilter *prefilter, const rsn_prefilter_state *state)
{
    const uint32_t *begin = prefilter->begin.items, *shorter = prefilter->shorter.items;
    const rsn_filter_block *blocks = prefilter->blocks.items;
    const word *words = state->words.items;
    for (uint32_t i = 0; i < state->words.count; i++) {
        RSN_FETCH(&begin[(size_t)words[i].literal * RSN_FILTER_LAYERS]);
        RSN_FETCH(&shorter[words[i].literal]);
    }
    for (uint32_t i = 0; i < state->words.count; i++) RSN_FETCH(&blocks[begin[(size_t)words[i].literal * RSN_FILTER_LAYERS]]);
}

/* Writes down where literals stand, each with the shorter ones that it begins with. */
static void see_words(const rsn_prefilter *prefilter, rsn_prefilter_state *state)
{
    const uint32_t *shorter = prefilter->shorter.items;
    const word *words = state->words.items;
    uint32_t last = BUCKETS;
    state->shift = shift_for(state);
    fetch_lists(prefilter, state);
    for (uint32_t i = 0; i < state->words.count; i++) {
        uint32_t bucket = bucket_of(state, &words[i]);
        if (bucket != last) state->first_word[last = bucket] = i;
        for (uint32_t id = words[i].literal; id != RESSENTI_NONE; id = shorter[id]) {
            if (state->literals[id] == 0) {
                state->seen[state->seen_count++] = id;
                wake(prefilter, state, id);
            }
            state->literals[id] |= (uint64_t)1 << bucket;
        }
    }
}

/* ---- patterns of a text ------------------------------------------------------------------------ */

static void begin_text(const rsn_prefilter *prefilter, rsn_prefilter_state *state)
{
    for (uint32_t i = 0; i < state->seen_count; i++) state->literals[state->seen[i]] = 0;
    state->seen_count = 0;
    for (uint32_t l = 0; l < RSN_FILTER_LAYERS; l++) memcpy(state->layers[l], prefilter->free[l].items, state->block_count * sizeof(uint32_t));
}

/* Two blocks are one number: machines are little-endian. */
static void intersect(rsn_prefilter_state *state)
{
    const uint32_t *rarest = state->layers[0], *second = state->layers[1];
    for (uint32_t i = 0; i < state->block_count / 2; i++) {
        uint64_t in_rarest, in_second;
        memcpy(&in_rarest, rarest + 2 * (size_t)i, sizeof in_rarest);
        memcpy(&in_second, second + 2 * (size_t)i, sizeof in_second);
        state->candidates[i] = in_rarest & in_second;
    }
}

const uint64_t *rsn_prefilter_candidates(const rsn_prefilter *prefilter, const rsn_kernels *kernels, rsn_prefilter_state *state,
                                         const rsn_folded *folded)
{
    begin_text(prefilter, state);
    if (!read_words(prefilter, kernels, state, folded)) return NULL;
    see_words(prefilter, state);
    intersect(state);
    return state->candidates;
}

/* ---- places --------------------------------------------------------------------------------------- */

static uint64_t buckets_of(const rsn_prefilter *prefilter, const rsn_prefilter_state *state, const rsn_filter_need *need)
{
    const uint32_t *literals = (const uint32_t *)prefilter->literals.items + need->first_literal;
    uint64_t buckets = 0;
    for (uint32_t i = 0; i < need->literal_count; i++) buckets |= state->literals[literals[i]];
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

/* More words than a match may have that is all of a text. */
static bool is_too_long(const rsn_prefilter_state *state, uint32_t chunks_most)
{
    const word *words = state->words.items;
    return chunks_most > 0 && chunks_most < RSN_PACK_ANYWHERE && state->words.count > 0 && words[state->words.count - 1].chunk >= chunks_most;
}

/* Where the pattern may begin: in what stands from a bucket's first word on. */
static uint64_t buckets_to_try(const rsn_prefilter *prefilter, const rsn_prefilter_state *state, const rsn_filter_pattern *pattern)
{
    const rsn_filter_need *needs = (const rsn_filter_need *)prefilter->needs.items + pattern->first_need;
    if (is_too_long(state, pattern->text_chunks)) return 0;
    uint64_t left = pattern->text_chunks > 0 ? 1 : UINT64_MAX;
    for (uint32_t i = 0; i < pattern->need_count && left != 0; i++) {
        uint64_t buckets = buckets_of(prefilter, state, &needs[i]);
        uint32_t far = needs[i].far;
        if (buckets == 0) return 0;
        if (far >= RSN_PACK_ANYWHERE) continue;
        left &= far == 0 ? buckets : reaching(buckets, (far >> state->shift) + (state->shift > 0));
    }
    return left;
}

rsn_places rsn_prefilter_places(const rsn_prefilter *prefilter, const rsn_prefilter_state *state, uint32_t pattern)
{
    const uint64_t *leads = prefilter->lead_signs.items;
    uint64_t buckets = buckets_to_try(prefilter, state, &RSN_AT(&prefilter->patterns, rsn_filter_pattern, pattern));
    return (rsn_places){buckets, state->shift > 0 ? leads[pattern] : UINT64_MAX, 0};
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

/* The first word from `at` on that stands in this bucket or behind it. */
static uint32_t first_word_in(const rsn_prefilter_state *state, uint32_t at, uint32_t bucket)
{
    const word *words = state->words.items;
    while (at < state->words.count && bucket_of(state, &words[at]) < bucket) at++;
    return at;
}

/* Words that begin with no literal are not known: from the last of the bucket before to the first of the bucket behind. */
bool rsn_places_stretch(const rsn_prefilter_state *state, rsn_places *places, uint32_t size, rsn_span *stretch)
{
    const word *words = state->words.items;
    if (places->buckets == 0) return false;
    uint32_t first = rsn_lowest_bit(places->buckets);
    uint64_t behind = ~(places->buckets >> first); /* a bit that is none of these */
    uint32_t end = behind << first == 0 ? BUCKETS : first + rsn_lowest_bit(behind);
    uint32_t at = first_word_in(state, places->word, first);
    stretch->begin = at > 0 ? words[at - 1].begin : 0;
    places->word = first_word_in(state, at, end);
    stretch->end = places->word < state->words.count ? words[places->word].begin : size;
    places->buckets = end < BUCKETS ? places->buckets >> end << end : 0;
    return true;
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
