/* A learned model in a pack, and what it makes of a text: points for each word, and sums for the verdict. */
#include "model.h"

#include "compiler.h"

enum { MEMO_BITS = 14, SCALE_BITS = 16, SUM_MOST = 1 << 28, STRETCH = 64 };

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

static const int8_t NO_PAIR[RSN_MODEL_OUTPUTS];

typedef struct reader {
    const rsn_pack_model *model;
    const int8_t *weights;
    rsn_model_memo *memo;
    const rsn_folded *folded;
} reader;

static size_t row_of(uint64_t feature)
{
    return (size_t)rsn_bucket(feature, RSN_MODEL_BITS) * RSN_MODEL_OUTPUTS;
}

static word_sums *slot_of(const reader *in, const rsn_token *token)
{
    return &in->memo->words[token->hash >> (64 - MEMO_BITS)];
}

static void sum_word(const reader *in, const rsn_token *token, word_sums *word)
{
    uint64_t features[RSN_WORD_FEATURES_MOST];
    uint32_t count = rsn_word_features(in->folded, token, features);
    *word = (word_sums){.hash = token->hash};
    for (uint32_t i = 0; i < count; i++) {
        const int8_t *weights = in->weights + row_of(features[i]);
        for (int o = 0; o < RSN_MODEL_OUTPUTS; o++) word->sums[o] = (int16_t)(word->sums[o] + weights[o]);
    }
}

/* Two words with one hash are one word to the lexicon too. */
static const word_sums *word_at(const reader *in, const rsn_token *token)
{
    word_sums *word = slot_of(in, token);
    if (RSN_UNLIKELY(word->hash != token->hash || token->hash == 0)) sum_word(in, token, word);
    return word;
}

static int64_t within(int64_t value, int64_t most)
{
    return value > most ? most : value < -most ? -most : value;
}

/* 65,536ths to units, halves away from zero. */
static int64_t rounded(int64_t product)
{
    int64_t sign = product < 0 ? -1 : 0; /* adding it and turning all bits is turning the sign, which no branch has to guess */
    int64_t size = (product ^ sign) - sign;
    return (((size + ((int64_t)1 << (SCALE_BITS - 1))) >> SCALE_BITS) ^ sign) - sign;
}

/* Weights to points. */
static int32_t scaled(int64_t sum, int32_t scale)
{
    const int64_t FITS = (int64_t)1 << 37; /* its product with a scale */
    return (int32_t)within(rounded(within(sum, FITS) * scale), SUM_MOST);
}

/* The weights of one token and of its pair with the one before. */
static void read_token(const reader *in, const rsn_token *token, uint64_t before, uint64_t feature, int32_t *points, int32_t sums[RSN_MODEL_OUTPUTS])
{
    const word_sums *word = word_at(in, token);
    const int8_t *pair = before != 0 ? in->weights + row_of(rsn_pair_feature(before, feature)) : NO_PAIR;
    *points = (int32_t)rounded((int64_t)(word->sums[RSN_OUTPUT_POLARITY] + pair[RSN_OUTPUT_POLARITY]) * in->model->scale[RSN_OUTPUT_POLARITY]);
    sums[RSN_OUTPUT_POLARITY] += *points;
    for (int o = RSN_OUTPUT_POLARITY + 1; o < RSN_MODEL_OUTPUTS; o++) sums[o] += word->sums[o] + pair[o];
}

static void read_stretch(const reader *in, const rsn_token *tokens, uint32_t count, uint64_t *before, int32_t *points, int64_t sums[RSN_MODEL_OUTPUTS])
{
    int32_t here[RSN_MODEL_OUTPUTS] = {0};
    for (uint32_t i = 0; i < count; i++) {
        uint64_t feature = rsn_feature_of(&tokens[i]);
        points[i] = 0;
        if (feature != 0) read_token(in, &tokens[i], *before, feature, &points[i], here);
        *before = feature;
    }
    for (int o = 0; o < RSN_MODEL_OUTPUTS; o++) sums[o] += here[o];
}

ressenti_status rsn_read_model(rsn_arena *arena, const rsn_pack_model *model, const int8_t *weights, rsn_model_memo *memo,
                               const rsn_folded *folded, const rsn_tokens *tokens, rsn_model_reading *reading)
{
    reader in = {model, weights, memo, folded};
    uint64_t before = 0;
    int64_t sums[RSN_MODEL_OUTPUTS] = {0};
    *reading = (rsn_model_reading){.count = tokens->count};
    if (model == NULL) return RESSENTI_OK;
    reading->points = rsn_arena_take(arena, (size_t)tokens->count + 1, sizeof *reading->points);
    if (reading->points == NULL) return RESSENTI_NO_MEMORY;
    for (uint32_t at = 0; at < tokens->count; at += STRETCH) {
        uint32_t count = tokens->count - at < STRETCH ? tokens->count - at : STRETCH;
        read_stretch(&in, tokens->items + at, count, &before, reading->points + at, sums);
    }
    reading->sums[RSN_OUTPUT_POLARITY] = (int32_t)within(sums[RSN_OUTPUT_POLARITY], SUM_MOST);
    for (int o = RSN_OUTPUT_POLARITY + 1; o < RSN_MODEL_OUTPUTS; o++) reading->sums[o] = scaled(sums[o], model->scale[o]);
    return RESSENTI_OK;
}
