/* A learned model in a pack, and what it makes of a text: points for each word, and sums for the verdict. */
#include "model.h"

#include "failure.h"

enum { MEMO_BITS = 13, SCALE_BITS = 16, SUM_MOST = 1 << 28 };

/* A word's own weights, summed: RSN_WORD_FEATURES_MOST weights of 127 fit 16 bits. */
typedef struct word_sums {
    uint64_t hash; /* 0: free */
    int16_t sums[RSN_MODEL_OUTPUTS];
} word_sums;

struct rsn_model_memo {
    word_sums words[1 << MEMO_BITS];
};

_Static_assert(RSN_WORD_FEATURES_MOST * 127 <= INT16_MAX, "a word's sum fits");

ressenti_status rsn_model_memo_new(const ressenti_allocator *memory, rsn_model_memo **memo)
{
    *memo = rsn_allocate_zeroed(memory, sizeof **memo);
    return *memo != NULL ? RESSENTI_OK : RESSENTI_NO_MEMORY;
}

void rsn_model_memo_release(const ressenti_allocator *memory, rsn_model_memo *memo)
{
    rsn_release(memory, memo, sizeof *memo);
}

typedef struct reader {
    const rsn_pack_model *model;
    const int8_t *weights;
    rsn_model_memo *memo;
    const rsn_folded *folded;
} reader;

static const int8_t *row(const reader *in, uint64_t feature)
{
    return in->weights + (size_t)rsn_bucket(feature, RSN_MODEL_BITS) * RSN_MODEL_OUTPUTS;
}

static void sum_word(const reader *in, const rsn_token *token, word_sums *word)
{
    uint64_t features[RSN_WORD_FEATURES_MOST];
    uint32_t count = rsn_word_features(in->folded, token, features);
    *word = (word_sums){.hash = token->hash};
    for (uint32_t i = 0; i < count; i++) {
        const int8_t *weights = row(in, features[i]);
        for (int o = 0; o < RSN_MODEL_OUTPUTS; o++) word->sums[o] = (int16_t)(word->sums[o] + weights[o]);
    }
}

/* Two words with one hash are one word to the lexicon too. */
static const word_sums *word_at(const reader *in, const rsn_token *token)
{
    word_sums *word = &in->memo->words[token->hash >> (64 - MEMO_BITS)];
    if (word->hash != token->hash || token->hash == 0) sum_word(in, token, word);
    return word;
}

/* Weights to points, halves away from zero. */
static int32_t scaled(int32_t sum, int32_t scale)
{
    int64_t product = (int64_t)sum * scale, half = (int64_t)1 << (SCALE_BITS - 1);
    return (int32_t)((product < 0 ? product - half : product + half) / ((int64_t)1 << SCALE_BITS));
}

/* A million words in one text: what is beyond counts no more. */
static void add(int32_t *sum, int32_t points)
{
    if (*sum < SUM_MOST && *sum > -SUM_MOST) *sum += points;
}

static void add_token(const reader *in, const rsn_token *token, uint64_t pair, int32_t *points, rsn_model_reading *reading)
{
    const word_sums *word = word_at(in, token);
    const int8_t *with_last = pair != 0 ? row(in, pair) : NULL;
    for (int o = 0; o < RSN_MODEL_OUTPUTS; o++) {
        int32_t value = scaled(word->sums[o] + (with_last != NULL ? with_last[o] : 0), in->model->scale[o]);
        if (o == RSN_OUTPUT_POLARITY) *points = value;
        add(&reading->sums[o], value);
    }
}

ressenti_status rsn_read_model(rsn_arena *arena, const rsn_pack_model *model, const int8_t *weights, rsn_model_memo *memo,
                               const rsn_folded *folded, const rsn_tokens *tokens, rsn_model_reading *reading)
{
    reader in = {model, weights, memo, folded};
    uint64_t before = 0;
    *reading = (rsn_model_reading){.count = tokens->count};
    if (model == NULL) return RESSENTI_OK;
    reading->points = rsn_arena_take(arena, (size_t)tokens->count + 1, sizeof *reading->points);
    if (reading->points == NULL) return RESSENTI_NO_MEMORY;
    for (uint32_t i = 0; i < tokens->count; i++) {
        uint64_t feature = rsn_feature_of(&tokens->items[i]);
        reading->points[i] = 0;
        if (feature != 0) add_token(&in, &tokens->items[i], before != 0 ? rsn_pair_feature(before, feature) : 0, &reading->points[i], reading);
        before = feature;
    }
    return RESSENTI_OK;
}
