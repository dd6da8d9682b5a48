/* What a learned model sees of a text: its words, pairs of neighbours, and the pieces of each word. */
#include "ngrams.h"

#include <string.h>

/* `size` letters and how many they are, as one number, well spread. */
static uint64_t piece(const uint8_t *letters, uint32_t size)
{
    uint64_t mask = ((uint64_t)1 << 8 * size) - 1;
    return rsn_hash_mix((rsn_load_eight(letters) & mask) | (uint64_t)size << 56);
}

uint32_t rsn_word_features(const rsn_folded *folded, const rsn_token *token, uint64_t *features)
{
    uint8_t letters[1 + RSN_NGRAM_LETTERS + 1 + sizeof(uint64_t)] = {' '};
    uint32_t size = token->end - token->begin, count = 0;
    features[count++] = rsn_feature_of(token);
    if (token->kind != RSN_WORD || size > RSN_NGRAM_LETTERS) return count;
    memcpy(letters + 1, folded->bytes + token->begin, size);
    letters[size + 1] = ' ';
    for (uint32_t letters_of_piece = RSN_NGRAM_LEAST; letters_of_piece <= RSN_NGRAM_MOST; letters_of_piece++)
        for (uint32_t at = 0; at + letters_of_piece <= size + 2; at++) features[count++] = piece(letters + at, letters_of_piece);
    return count;
}

void rsn_each_feature(const rsn_folded *folded, const rsn_tokens *tokens, rsn_visit_feature visit, void *context)
{
    uint64_t features[RSN_WORD_FEATURES_MOST], before = 0;
    for (uint32_t i = 0; i < tokens->count; i++) {
        const rsn_token *token = &tokens->items[i];
        uint64_t feature = rsn_feature_of(token);
        uint32_t count = feature != 0 ? rsn_word_features(folded, token, features) : 0;
        for (uint32_t f = 0; f < count; f++) visit(context, token, features[f]);
        if (feature != 0 && before != 0) visit(context, token, rsn_pair_feature(before, feature));
        before = feature;
    }
}
