/* The words of a text, asked for by what they say and whether they touch. */
#ifndef RSN_WORDING_H
#define RSN_WORDING_H

#include "tokenize.h"

typedef struct rsn_wording {
    const rsn_folded *folded;
    const rsn_tokens *tokens;
} rsn_wording;

static inline bool rsn_word_at(const rsn_wording *in, uint32_t at, const char *word)
{
    return at < in->tokens->count && rsn_token_is(in->folded, &in->tokens->items[at], word);
}

static inline bool rsn_kind_at(const rsn_wording *in, uint32_t at, rsn_token_kind kind)
{
    return at < in->tokens->count && in->tokens->items[at].kind == kind;
}

static inline bool rsn_mark_at(const rsn_wording *in, uint32_t at, char mark)
{
    return rsn_kind_at(in, at, RSN_MARK) && in->tokens->items[at].mark == (uint8_t)mark;
}

/* One of the words of a list that ends with NULL. */
static inline bool rsn_any_word_at(const rsn_wording *in, uint32_t at, const char *const *words)
{
    if (at >= in->tokens->count) return false;
    while (*words != NULL && !rsn_token_is(in->folded, &in->tokens->items[at], *words)) words++;
    return *words != NULL;
}

/* The token and the one before it have nothing between them: « 48h », « 12€ ». */
static inline bool rsn_touches(const rsn_wording *in, uint32_t at)
{
    return at > 0 && at < in->tokens->count && in->tokens->items[at].begin == in->tokens->items[at - 1].end;
}

/* How many bytes of a token are digits from its beginning on. */
static inline uint32_t rsn_digits_at(const rsn_wording *in, uint32_t at)
{
    uint32_t count = 0;
    if (at >= in->tokens->count) return 0;
    const rsn_token *token = &in->tokens->items[at];
    while (token->begin + count < token->end && in->folded->bytes[token->begin + count] >= '0' && in->folded->bytes[token->begin + count] <= '9') count++;
    return count;
}

/* The token is that many digits and nothing else. */
static inline bool rsn_is_digits(const rsn_wording *in, uint32_t at, uint32_t count)
{
    return rsn_kind_at(in, at, RSN_NUMBER) && in->tokens->items[at].end - in->tokens->items[at].begin == count && rsn_digits_at(in, at) == count;
}

#endif
