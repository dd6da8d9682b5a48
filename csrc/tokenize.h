/* Words, numbers, symbols and punctuation of a folded text. */
#ifndef RSN_TOKENIZE_H
#define RSN_TOKENIZE_H

#include "arena.h"
#include "normalize.h"

typedef enum rsn_token_kind {
    RSN_WORD,    /* letters, perhaps with digits inside; elision and hyphens split it */
    RSN_NUMBER,  /* digits, with decimals after a comma or a point                    */
    RSN_SYMBOL,  /* one character beyond ASCII, emoji above all                       */
    RSN_FACE,    /* what may be an emoticon: a run such as :-)                        */
    RSN_MARK     /* one punctuation character                                         */
} rsn_token_kind;

enum {
    RSN_TOKEN_ACCENTED = 1,   /* at least one letter had a diacritic       */
    RSN_TOKEN_CAPITALS = 2,   /* all of at least three letters are capital */
    RSN_TOKEN_CAPITAL = 4,    /* the first letter is a capital             */
    RSN_TOKEN_REPEATED = 8,   /* letters were drawn out: nuuul             */
    RSN_TOKEN_JOINED = 16,    /* an apostrophe or hyphen stands before     */
    RSN_TOKEN_LINE_START = 32, /* an end of line stands before             */
    RSN_TOKEN_DIGITS = 64     /* a word with a digit inside: fr76, h30     */
};

/* What the digits and words of an address or a number of a file are: neither a measure nor a word of the language. */
typedef enum rsn_token_class {
    RSN_CLASS_NONE,
    RSN_CLASS_EMAIL, RSN_CLASS_URL, RSN_CLASS_PHONE, RSN_CLASS_IBAN, RSN_CLASS_CARD,
    RSN_CLASS_REFERENCE, /* of a contract, an order, a file; of a room, a flight, a version */
    RSN_CLASS_POSTCODE, RSN_CLASS_YEAR
} rsn_token_class;

typedef struct rsn_token {
    uint32_t begin, end; /* bytes of the folded text  */
    uint64_t hash;       /* of its bytes              */
    uint8_t kind;        /* rsn_token_kind            */
    uint8_t flags;       /* RSN_TOKEN_*               */
    uint8_t mark;        /* RSN_MARK: the character   */
    uint8_t class;       /* rsn_token_class, filled by rsn_classify_tokens */
    uint32_t clause;     /* filled by rsn_find_clauses */
} rsn_token;

typedef struct rsn_tokens {
    rsn_token *items;
    uint32_t count;
} rsn_tokens;

/* O(size).  NO_MEMORY is the only failure. */
ressenti_status rsn_tokenize(rsn_arena *arena, const rsn_kernels *kernels, const rsn_folded *folded, rsn_tokens *tokens);

/* The tokens that a stretch of the folded text touches.  O(log tokens + their number). */
rsn_span rsn_tokens_of(const rsn_tokens *tokens, rsn_span bytes);

static inline bool rsn_is_wordlike(const rsn_token *token)
{
    return token->kind == RSN_WORD || token->kind == RSN_NUMBER;
}

static inline uint32_t rsn_count_words(const rsn_tokens *tokens)
{
    uint32_t words = 0;
    for (uint32_t i = 0; i < tokens->count; i++) words += rsn_is_wordlike(&tokens->items[i]);
    return words;
}

static inline bool rsn_token_is(const rsn_folded *folded, const rsn_token *token, const char *word)
{
    uint32_t size = token->end - token->begin, i = 0;
    while (i < size && word[i] != 0 && folded->bytes[token->begin + i] == (uint8_t)word[i]) i++;
    return i == size && word[i] == 0;
}

#endif
