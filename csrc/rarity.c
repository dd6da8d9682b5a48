/* How often words begin in a certain way, counted in sample texts: the rarer, the better to wait for. */
#include "rarity.h"

#include <stdlib.h>
#include <string.h>

#include "failure.h"

ressenti_status rsn_rarity_count(const ressenti_allocator *memory, rsn_rarity *rarity, const rsn_folded *folded,
                                 const rsn_tokens *tokens)
{
    for (uint32_t i = 0; i < tokens->count; i++) {
        const rsn_token *token = &tokens->items[i];
        uint32_t size = token->end - token->begin;
        if (!rsn_is_wordlike(token)) continue;
        rsn_rarity_word *word = rsn_array_push(memory, &rarity->words);
        if (word == NULL) return RESSENTI_NO_MEMORY;
        memcpy(word->bytes, folded->bytes + token->begin, size < RSN_RARITY_WORD_MAX ? size : RSN_RARITY_WORD_MAX);
    }
    return RESSENTI_OK;
}

/* Bytes beyond the size are NUL, so comparing all of them sorts by bytes, short before long. */
static int by_bytes(const void *a, const void *b)
{
    return memcmp(((const rsn_rarity_word *)a)->bytes, ((const rsn_rarity_word *)b)->bytes, RSN_RARITY_WORD_MAX);
}

void rsn_rarity_close(rsn_rarity *rarity)
{
    rsn_rarity_word *words = rarity->words.items;
    if (rarity->is_closed) return;
    rarity->is_closed = true;
    if (rarity->words.count > 0) qsort(words, rarity->words.count, sizeof *words, by_bytes);
}

/* How many words sort before these bytes; with `after`, before or among those that begin with them. */
static size_t rank(const rsn_rarity *rarity, const char *bytes, size_t size, bool after)
{
    const rsn_rarity_word *words = rarity->words.items;
    size_t low = 0, high = rarity->words.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = memcmp(words[middle].bytes, bytes, size);
        if (order < 0 || (after && order == 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint32_t rsn_rarity_of(const rsn_rarity *rarity, const char *bytes, size_t size)
{
    if (size > RSN_RARITY_WORD_MAX) size = RSN_RARITY_WORD_MAX;
    return (uint32_t)(rank(rarity, bytes, size, true) - rank(rarity, bytes, size, false));
}

void rsn_rarity_free(const ressenti_allocator *memory, rsn_rarity *rarity)
{
    rsn_array_free(memory, &rarity->words);
}
