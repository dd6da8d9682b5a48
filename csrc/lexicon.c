/* Words and expressions of several packs, and the longest that stands at each place of a text. */
#include "lexicon.h"

#include <string.h>

#include "failure.h"
#include "hash.h"

enum { MEANINGS = ~(RSN_HAS_CONTINUES | RSN_HAS_VERB | RSN_HAS_RESPELL) & 0xFFFF };

/* An entry that only begins longer expressions does not hide what an earlier pack knows of the word. */
/* The last pack in which the key means something; a mere beginning of expressions hides nothing. */
const rsn_pack_word *rsn_lexicon_find(const rsn_lexicon *lexicon, uint64_t key, const rsn_pack_view **view)
{
    const rsn_pack_word *beginning = NULL;
    for (uint32_t i = lexicon->count; i-- > 0;) {
        const rsn_pack_word *word = rsn_pack_find_word(lexicon->views[i], key);
        if (word == NULL || (beginning != NULL && word->has == RSN_HAS_CONTINUES)) continue;
        *view = lexicon->views[i];
        if (word->has != RSN_HAS_CONTINUES) return word;
        beginning = word;
    }
    return beginning;
}

/* Several packs may know longer expressions that begin alike: one of them saying so is enough to go on. */
static bool goes_on(const rsn_lexicon *lexicon, uint64_t key)
{
    for (uint32_t i = 0; i < lexicon->count; i++) {
        const rsn_pack_word *word = rsn_pack_find_word(lexicon->views[i], key);
        if (word != NULL && (word->has & RSN_HAS_CONTINUES)) return true;
    }
    return false;
}

static rsn_reading longest_at(const rsn_lexicon *lexicon, const rsn_tokens *tokens, uint32_t begin)
{
    rsn_reading longest = {.word = NULL};
    uint64_t key = 0;
    for (uint32_t at = begin; at < tokens->count && at - begin < RSN_EXPRESSION_WORDS_MAX; at++) {
        const rsn_pack_view *view = NULL;
        key = at == begin ? tokens->items[at].hash : rsn_hash_next_word(key, tokens->items[at].hash);
        const rsn_pack_word *word = rsn_lexicon_find(lexicon, key, &view);
        if (word == NULL) break;
        if (word->has & MEANINGS) longest = (rsn_reading){word, rsn_pack_text(view, word->form), {begin, at + 1}};
        if (!(word->has & RSN_HAS_CONTINUES) && (lexicon->count == 1 || !goes_on(lexicon, key))) break;
    }
    return longest;
}

ressenti_status rsn_read_words(rsn_arena *arena, const rsn_lexicon *lexicon, const rsn_tokens *tokens,
                               rsn_readings *readings)
{
    readings->count = 0;
    readings->items = rsn_arena_take(arena, (size_t)tokens->count + 1, sizeof *readings->items);
    readings->of_token = rsn_arena_take(arena, (size_t)tokens->count + 1, sizeof *readings->of_token);
    if (readings->items == NULL || readings->of_token == NULL) return RESSENTI_NO_MEMORY;
    memset(readings->of_token, 0, ((size_t)tokens->count + 1) * sizeof *readings->of_token);
    for (uint32_t at = 0; at < tokens->count;) {
        rsn_reading reading = longest_at(lexicon, tokens, at);
        if (reading.word == NULL) {
            at++;
            continue;
        }
        readings->items[readings->count++] = reading;
        for (; at < reading.tokens.end; at++) readings->of_token[at] = readings->count;
    }
    return RESSENTI_OK;
}
