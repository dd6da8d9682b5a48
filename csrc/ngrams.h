/* What a learned model sees of a text: its words, pairs of neighbours, and the pieces of each word.
 *
 * A feature is a hash; models keep a row of weights for each bucket of hashes (the "hashing trick": Weinberger et al., 2009).
 * Pieces are n-grams of three to five letters inside a word, a blank standing for each of its ends, so that everything a
 * word contributes by itself is a function of the word alone and need be summed only once (model.c keeps such sums). */
#ifndef RSN_NGRAMS_H
#define RSN_NGRAMS_H

#include "hash.h"
#include "tokenize.h"

enum {
    RSN_NGRAM_LEAST = 3,
    RSN_NGRAM_MOST = 5,
    RSN_NGRAM_LETTERS = 30, /* what is longer is no word: a key held down, bytes without blanks */
    RSN_WORD_FEATURES_MOST = 1 + (RSN_NGRAM_MOST - RSN_NGRAM_LEAST + 1) * RSN_NGRAM_LETTERS
};

/* 0: the token says nothing to a model, and parts its neighbours; an address, a number of a file, a year or an endless word says nothing.  All
 * figures are one and the same word. */
static inline uint64_t rsn_feature_of(const rsn_token *token)
{
    enum { FIGURE = 1 };
    if (token->class != RSN_CLASS_NONE || token->end - token->begin > RSN_NGRAM_LETTERS) return 0;
    if (token->kind == RSN_NUMBER) return rsn_hash_mix(FIGURE);
    return token->kind != RSN_MARK || token->mark == '!' || token->mark == '?' ? token->hash : 0;
}

/* The word itself and its pieces; how many.  `features` has room for RSN_WORD_FEATURES_MOST. */
uint32_t rsn_word_features(const rsn_folded *folded, const rsn_token *token, uint64_t *features);

/* The features of each token, one token after the other: its word, the word's pieces, its pair with the token before; what
 * rsn_read_model sums up.  `visit` is called for each.  O(letters). */
typedef void (*rsn_visit_feature)(void *context, const rsn_token *token, uint64_t feature);
void rsn_each_feature(const rsn_folded *folded, const rsn_tokens *tokens, rsn_visit_feature visit, void *context);

static inline uint64_t rsn_pair_feature(uint64_t before, uint64_t feature)
{
    return rsn_hash_next_word(before, feature);
}

static inline uint32_t rsn_bucket(uint64_t feature, uint32_t bits)
{
    return (uint32_t)(feature >> (64 - bits));
}

#endif
