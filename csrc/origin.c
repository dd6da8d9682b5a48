/* Where folded bytes came from, and what became of the text's: a bit for each byte of the text. */
#include "origin.h"

#include <string.h>

#include "failure.h"

enum { WORD_BITS = 64, BLOCK_WORDS = 8, BLOCK_BITS = WORD_BITS * BLOCK_WORDS };

/* ---- making it ------------------------------------------------------------------------------- */

ressenti_status rsn_origin_init(rsn_arena *arena, ressenti_text text, rsn_origin *origin)
{
    size_t words = text.size / WORD_BITS + 2;
    *origin = (rsn_origin){.text = (const uint8_t *)text.data, .text_size = (uint32_t)text.size};
    origin->kept = rsn_arena_take(arena, words, sizeof *origin->kept);
    if (origin->kept == NULL) return RESSENTI_NO_MEMORY;
    memset(origin->kept, 0, words * sizeof *origin->kept);
    return RESSENTI_OK;
}

ressenti_status rsn_origin_join(rsn_arena *arena, rsn_origin *origin, uint32_t begin, uint32_t end)
{
    if (origin->shape == NULL) {
        origin->shape = rsn_arena_take(arena, (size_t)origin->text_size + 1, 1);
        if (origin->shape == NULL) return RESSENTI_NO_MEMORY;
        memcpy(origin->shape, origin->text, origin->text_size);
        origin->text = origin->shape;
    }
    origin->shape[begin] = 0xC0;
    memset(origin->shape + begin + 1, 0x80, end - begin - 1);
    return RESSENTI_OK;
}

/* Room for one more of `count` items; what they outgrow stays in the arena, and is less than what they have. */
static void *with_room(rsn_arena *arena, void *items, uint32_t count, uint32_t *capacity, size_t element_size)
{
    if (count < *capacity) return items;
    uint32_t wanted = count * 2 + 8;
    void *larger = rsn_arena_take(arena, wanted, element_size);
    if (larger == NULL) return NULL;
    if (count > 0) memcpy(larger, items, count * element_size);
    *capacity = wanted;
    return larger;
}

ressenti_status rsn_origin_add_surplus(rsn_arena *arena, rsn_origin *origin, uint32_t at, uint32_t count)
{
    rsn_surplus *items =
        with_room(arena, origin->surplus, origin->surplus_count, &origin->surplus_capacity, sizeof *origin->surplus);
    if (items == NULL) return RESSENTI_NO_MEMORY;
    uint32_t before = origin->surplus_count > 0 ? items[origin->surplus_count - 1].total : 0;
    origin->surplus = items;
    items[origin->surplus_count++] = (rsn_surplus){at, count, before + count};
    return RESSENTI_OK;
}

ressenti_status rsn_origin_add_edit(rsn_arena *arena, rsn_origin *origin, rsn_edit edit)
{
    rsn_edit *items = with_room(arena, origin->edits, origin->edit_count, &origin->edit_capacity, sizeof *origin->edits);
    if (items == NULL) return RESSENTI_NO_MEMORY;
    origin->edits = items;
    items[origin->edit_count++] = edit;
    return RESSENTI_OK;
}

/* How many of the last `count` bytes had no bit: they are forgotten. */
static uint32_t drop_surplus(rsn_origin *origin, uint32_t written, uint32_t count)
{
    if (origin->surplus_count == 0) return 0;
    rsn_surplus *last = &origin->surplus[origin->surplus_count - 1];
    if (last->at + last->count != written) return 0;
    if (count > last->count) count = last->count;
    last->count -= count;
    last->total -= count;
    origin->surplus_count -= last->count == 0;
    return count;
}

void rsn_origin_drop(rsn_origin *origin, uint32_t text_end, uint32_t written, uint32_t count)
{
    count -= drop_surplus(origin, written, count);
    for (uint32_t word = text_end / WORD_BITS + 1; word > 0 && count > 0; word--) {
        uint64_t *bits = &origin->kept[word - 1];
        for (uint32_t bit = WORD_BITS; *bits != 0 && bit > 0 && count > 0; bit--) {
            if ((*bits >> (bit - 1) & 1) == 0) continue;
            *bits ^= (uint64_t)1 << (bit - 1);
            count--;
        }
    }
}

/* The bits of a word, added up in pairs, fours and bytes. */
static uint32_t ones(uint64_t word)
{
    word -= word >> 1 & 0x5555555555555555u;
    word = (word & 0x3333333333333333u) + (word >> 2 & 0x3333333333333333u);
    word = (word + (word >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
    return (uint32_t)(word * 0x0101010101010101u >> 56);
}

ressenti_status rsn_origin_index(rsn_arena *arena, rsn_origin *origin, uint32_t folded_size)
{
    uint32_t words = origin->text_size / WORD_BITS + 1, blocks = (words + BLOCK_WORDS - 1) / BLOCK_WORDS, bits = 0;
    origin->bits = folded_size - (origin->surplus_count > 0 ? origin->surplus[origin->surplus_count - 1].total : 0);
    if (blocks == 1) return RESSENTI_OK;
    origin->ranks = rsn_arena_take(arena, blocks, sizeof *origin->ranks);
    if (origin->ranks == NULL) return RESSENTI_NO_MEMORY;
    for (uint32_t i = 0; i < words; i++) {
        if (i % BLOCK_WORDS == 0) origin->ranks[i / BLOCK_WORDS] = bits;
        bits += ones(origin->kept[i]);
    }
    return RESSENTI_OK;
}

/* ---- bits -------------------------------------------------------------------------------------- */

/* The last block with at most `bit` bits before it. */
static uint32_t block_of(const rsn_origin *origin, uint32_t bit)
{
    uint32_t low = 0, high = origin->ranks == NULL ? 1 : origin->text_size / BLOCK_BITS + 1;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (origin->ranks[middle] <= bit)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static uint32_t select_in_word(uint64_t word, uint32_t bit)
{
    uint32_t at = 0;
    for (uint32_t half = WORD_BITS / 2; half > 0; half /= 2) {
        uint32_t below = ones(word & (((uint64_t)1 << half) - 1));
        if (bit < below) continue;
        bit -= below;
        word >>= half;
        at += half;
    }
    return at;
}

/* The place in the text of the bit-th bit, which there must be. */
static uint32_t select_bit(const rsn_origin *origin, uint32_t bit)
{
    uint32_t block = block_of(origin, bit), word = block * BLOCK_WORDS;
    if (origin->ranks != NULL) bit -= origin->ranks[block];
    for (uint32_t count = ones(origin->kept[word]); bit >= count; count = ones(origin->kept[word])) {
        bit -= count;
        word++;
    }
    return word * WORD_BITS + select_in_word(origin->kept[word], bit);
}

/* The bits before the byte `at`. */
static uint32_t rank_of(const rsn_origin *origin, uint32_t at)
{
    uint32_t word = at / BLOCK_BITS * BLOCK_WORDS;
    uint32_t bits = origin->ranks != NULL ? origin->ranks[at / BLOCK_BITS] : 0;
    for (; word < at / WORD_BITS; word++) bits += ones(origin->kept[word]);
    return bits + ones(origin->kept[word] & (((uint64_t)1 << at % WORD_BITS) - 1));
}

/* ---- lists ------------------------------------------------------------------------------------- */

/* How many items of a sorted list come before `at`, by the number that `key` points to in the first of them. */
static uint32_t count_until(const void *items, uint32_t count, size_t element_size, const uint32_t *key, uint32_t at)
{
    uint32_t low = 0, high = count;
    size_t offset = count == 0 ? 0 : (size_t)((const char *)key - (const char *)items);
    while (low < high) {
        uint32_t middle = low + (high - low) / 2, value;
        memcpy(&value, (const char *)items + middle * element_size + offset, sizeof value);
        if (value <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Which bit stands for the folded byte `at`. */
static uint32_t bit_of(const rsn_origin *origin, uint32_t at)
{
    if (origin->surplus_count == 0) return at;
    uint32_t before = count_until(origin->surplus, origin->surplus_count, sizeof *origin->surplus, &origin->surplus->at, at);
    if (before == 0) return at;
    const rsn_surplus *last = &origin->surplus[before - 1];
    return at < last->at + last->count ? last->at - (last->total - last->count) - 1 : at - last->total;
}

/* The folded byte that the bit stands for; for the number of all bits, the end. */
static uint32_t folded_of(const rsn_origin *origin, uint32_t bit)
{
    uint32_t low = 0, high = origin->surplus_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        const rsn_surplus *item = &origin->surplus[middle];
        if (item->at - (item->total - item->count) <= bit)
            low = middle + 1;
        else
            high = middle;
    }
    return low == 0 ? bit : bit + origin->surplus[low - 1].total;
}

/* Before respelling, where was the byte `at`; of a respelled word all of it counts. */
static rsn_span before_edits(const rsn_origin *origin, uint32_t at)
{
    uint32_t before =
        origin->edit_count == 0 ? 0 : count_until(origin->edits, origin->edit_count, sizeof *origin->edits, &origin->edits->to.begin, at);
    if (before == 0) return (rsn_span){at, at + 1};
    const rsn_edit *last = &origin->edits[before - 1];
    if (at < last->to.end) return last->from;
    uint32_t moved = last->from.end + (at - last->to.end);
    return (rsn_span){moved, moved + 1};
}

static uint32_t edits_before(const rsn_origin *origin, uint32_t at)
{
    return origin->edit_count == 0 ? 0
                                   : count_until(origin->edits, origin->edit_count, sizeof *origin->edits, &origin->edits->from.begin, at);
}

static rsn_span after_edits(const rsn_origin *origin, rsn_span span)
{
    uint32_t before = edits_before(origin, span.begin);
    bool is_empty = span.begin == span.end;
    if (before > 0) {
        const rsn_edit *last = &origin->edits[before - 1];
        span.begin = span.begin < last->from.end ? last->to.begin : last->to.end + (span.begin - last->from.end);
    }
    if (is_empty) return (rsn_span){span.begin, span.begin};
    before = edits_before(origin, span.end - 1);
    if (before > 0) {
        const rsn_edit *last = &origin->edits[before - 1];
        span.end = span.end <= last->from.end ? last->to.end : last->to.end + (span.end - last->from.end);
    }
    return span;
}

/* ---- questions ----------------------------------------------------------------------------------- */

static bool continues(const rsn_origin *origin, uint32_t at)
{
    return at < origin->text_size && (origin->text[at] & 0xC0) == 0x80;
}

static uint32_t character_begin(const rsn_origin *origin, uint32_t at)
{
    while (at > 0 && continues(origin, at)) at--;
    return at;
}

static uint32_t character_end(const rsn_origin *origin, uint32_t at)
{
    do at++;
    while (continues(origin, at));
    return at;
}

rsn_span rsn_origin_source(const rsn_origin *origin, rsn_span folded)
{
    folded.begin = before_edits(origin, folded.begin).begin;
    folded.end = before_edits(origin, folded.end - 1).end;
    uint32_t begin = character_begin(origin, select_bit(origin, bit_of(origin, folded.begin)));
    /* One character may have become several bytes, and the span may end inside them. */
    uint32_t end = character_end(origin, select_bit(origin, bit_of(origin, folded.end - 1)));
    uint32_t next = rank_of(origin, end);
    return (rsn_span){begin, next < origin->bits ? character_begin(origin, select_bit(origin, next)) : origin->end};
}

rsn_span rsn_origin_target(const rsn_origin *origin, rsn_span text)
{
    uint32_t begin = rank_of(origin, character_begin(origin, text.begin)), end = begin;
    if (text.begin < text.end) end = rank_of(origin, character_end(origin, text.end - 1));
    return after_edits(origin, (rsn_span){folded_of(origin, begin), folded_of(origin, end)});
}

void rsn_origin_list(const rsn_origin *origin, uint32_t size, uint32_t *sources)
{
    uint32_t written = 0;
    const rsn_surplus *surplus = origin->surplus, *last = surplus + origin->surplus_count;
    for (uint32_t word = 0; written < size; word++)
        for (uint64_t bits = origin->kept[word]; bits != 0; bits &= bits - 1) {
            uint32_t at = character_begin(origin, word * WORD_BITS + ones((bits & -bits) - 1));
            sources[written++] = at;
            if (surplus == last || surplus->at != written) continue;
            for (uint32_t i = 0; i < surplus->count; i++) sources[written++] = at;
            surplus++;
        }
    sources[size] = origin->end;
}
