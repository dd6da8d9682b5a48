/* Words and expressions of several packs, and the longest that stands at each place of a text. */
#include "lexicon.h"

#include <string.h>

#include "compiler.h"
#include "failure.h"
#include "hash.h"

/* Cues are read apart: « toujours pas » tells of a promise, and must not hide the negation in it. */
enum { MEANINGS = ~(RSN_HAS_NO_MEANING | RSN_HAS_VERB | RSN_HAS_RESPELL | RSN_HAS_CUE) & 0xFFFF };

/* What a word is asked for: its hash, and if it is a word of a text the letters that were typed. */
typedef struct question {
    uint64_t key;
    const rsn_token *token; /* NULL: any letters will do */
    rsn_accents *accents;
} question;

static bool means_something(const rsn_pack_word *word)
{
    return (word->has & ~RSN_HAS_NO_MEANING) != 0;
}

static const rsn_pack_word *spelling(const rsn_pack_view *view, ressenti_text typed)
{
    return rsn_pack_find_word(view, rsn_hash_demanded((const uint8_t *)typed.data, typed.size));
}

/* Typed without accents it is the word without, else the first that has some. */
static const rsn_pack_word *without_accents(const rsn_pack_view *view, const rsn_pack_word *word, const question *asked)
{
    const rsn_folded *folded = asked->accents->folded;
    const char *begin = (const char *)folded->bytes + asked->token->begin;
    const rsn_pack_word *exact = spelling(view, (ressenti_text){begin, asked->token->end - asked->token->begin});
    if (exact != NULL) return exact;
    return means_something(word) || word->accented == 0 ? word : &view->words[word->accented - 1];
}

/* Among the entries of a word that demand accents, the one that a word of the text is; else what demands nothing. */
static const rsn_pack_word *by_accents(const rsn_pack_view *view, const rsn_pack_word *word, const question *asked)
{
    if (!(word->has & RSN_HAS_DEMANDS) || asked->token == NULL || asked->accents == NULL) return word;
    rsn_span letters = {asked->token->begin, asked->token->end};
    if (!(asked->token->flags & RSN_TOKEN_ACCENTED)) return without_accents(view, word, asked);
    const rsn_pack_word *exact = spelling(view, rsn_accents_typed(asked->accents, letters));
    return exact != NULL ? exact : word;
}

/* The last pack in which it means something; a mere beginning of expressions hides nothing. */
static const rsn_pack_word *find(const rsn_lexicon *lexicon, const question *asked, const rsn_pack_view **view)
{
    const rsn_pack_word *beginning = NULL;
    for (uint32_t i = lexicon->count; i-- > 0;) {
        const rsn_pack_word *word = rsn_pack_find_word(lexicon->views[i], asked->key);
        if (word != NULL) word = by_accents(lexicon->views[i], word, asked);
        if (word == NULL || (beginning != NULL && !means_something(word))) continue;
        *view = lexicon->views[i];
        if (means_something(word)) return word;
        beginning = word;
    }
    return beginning;
}

const rsn_pack_word *rsn_lexicon_find(const rsn_lexicon *lexicon, uint64_t key, const rsn_pack_view **view)
{
    question asked = {key, NULL, NULL};
    return find(lexicon, &asked, view);
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

/* An entry for one spelling does not know what goes on from the word. */
static bool may_go_on(const rsn_lexicon *lexicon, const rsn_pack_word *word, uint64_t key)
{
    if (word->has & RSN_HAS_CONTINUES) return true;
    return (lexicon->count > 1 || (word->has & RSN_HAS_DEMANDS)) && goes_on(lexicon, key);
}

static rsn_reading longest_at(const rsn_lexicon *lexicon, const rsn_tokens *tokens, rsn_accents *accents, uint32_t meanings, uint32_t begin)
{
    rsn_reading longest = {.word = NULL};
    uint64_t key = 0;
    for (uint32_t at = begin; at < tokens->count && at - begin < RSN_EXPRESSION_WORDS_MAX; at++) {
        const rsn_pack_view *view = NULL;
        key = at == begin ? tokens->items[at].hash : rsn_hash_next_word(key, tokens->items[at].hash);
        question asked = {key, at == begin ? &tokens->items[at] : NULL, accents};
        const rsn_pack_word *word = find(lexicon, &asked, &view);
        if (word == NULL) break;
        if (word->has & meanings) longest = (rsn_reading){word, rsn_pack_text(view, word->form), {begin, at + 1}};
        if (!may_go_on(lexicon, word, key)) break;
    }
    return longest;
}

/* Where words and pairs of neighbours would be found is asked for before the first is looked up: tens of thousands of entries lie in
 * memory that nothing has read for long. */
static void fetch_words(const rsn_lexicon *lexicon, const rsn_tokens *tokens)
{
    for (uint32_t v = 0; v < lexicon->count; v++) {
        const rsn_pack_view *view = lexicon->views[v];
        uint64_t before = 0;
        for (uint32_t i = 0; i < tokens->count; i++) {
            uint64_t hash = tokens->items[i].hash;
            RSN_FETCH(rsn_pack_slot_of(view, hash));
            RSN_FETCH(rsn_pack_slot_of(view, rsn_hash_next_word(before, hash)));
            before = hash;
        }
        for (uint32_t i = 0; i < tokens->count; i++) {
            const rsn_pack_slot *slot = rsn_pack_slot_of(view, tokens->items[i].hash);
            if (slot->word != 0) RSN_FETCH(&view->words[slot->word - 1]);
        }
    }
}

static ressenti_status read_words(rsn_arena *arena, const rsn_lexicon *lexicon, const rsn_tokens *tokens, rsn_accents *accents, uint32_t meanings,
                                  rsn_readings *readings)
{
    readings->count = 0;
    readings->items = rsn_arena_take(arena, (size_t)tokens->count + 1, sizeof *readings->items);
    readings->of_token = rsn_arena_take(arena, (size_t)tokens->count + 1, sizeof *readings->of_token);
    if (readings->items == NULL || readings->of_token == NULL) return RESSENTI_NO_MEMORY;
    memset(readings->of_token, 0, ((size_t)tokens->count + 1) * sizeof *readings->of_token);
    for (uint32_t at = 0; at < tokens->count;) {
        rsn_reading reading = longest_at(lexicon, tokens, accents, meanings, at);
        if (reading.word == NULL) {
            at++;
            continue;
        }
        readings->items[readings->count++] = reading;
        for (; at < reading.tokens.end; at++) readings->of_token[at] = readings->count;
    }
    return accents != NULL && accents->has_failed ? RESSENTI_NO_MEMORY : RESSENTI_OK;
}

ressenti_status rsn_read_words(rsn_arena *arena, const rsn_lexicon *lexicon, const rsn_tokens *tokens, rsn_accents *accents,
                               rsn_readings *readings)
{
    fetch_words(lexicon, tokens);
    return read_words(arena, lexicon, tokens, accents, MEANINGS, readings);
}

ressenti_status rsn_read_cues(rsn_arena *arena, const rsn_lexicon *lexicon, const rsn_tokens *tokens, rsn_accents *accents, rsn_readings *cues)
{
    return read_words(arena, lexicon, tokens, accents, RSN_HAS_CUE, cues);
}
