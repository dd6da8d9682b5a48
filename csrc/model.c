/* A learned model in a pack, and what it makes of a text: points for each word, and sums for the verdict. */
#include "model.h"

#include "compiler.h"

enum { MEMO_BITS = 13, SCALE_BITS = 16, SUM_MOST = 1 << 28, STRETCH = 64 };

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

/* Weights to points, halves away from zero. */
static int32_t scaled(int64_t sum, int32_t scale)
{
    const int64_t FITS = (int64_t)1 << 37; /* its product with a scale */
    int64_t product = within(sum, FITS) * scale, half = (int64_t)1 << (SCALE_BITS - 1);
    return (int32_t)within((product < 0 ? product - half : product + half) / ((int64_t)1 << SCALE_BITS), SUM_MOST);
}

/* Where the weights of a stretch of tokens are: asked for all at once, so that none waits for the one before. */
typedef struct places {
    bool is_word[STRETCH];
    const int8_t *pair[STRETCH];
} places;

static void find_places(const reader *in, const rsn_token *tokens, uint32_t count, uint64_t *before, places *found)
{
    for (uint32_t i = 0; i < count; i++) {
        uint64_t feature = rsn_feature_of(&tokens[i]);
        bool has_pair = feature != 0 && *before != 0;
        found->is_word[i] = feature != 0;
        found->pair[i] = has_pair ? in->weights + row_of(rsn_pair_feature(*before, feature)) : NO_PAIR;
        *before = feature;
        RSN_FETCH(found->pair[i]);
        RSN_FETCH(slot_of(in, &tokens[i]));
    }
}

static void read_stretch(const reader *in, const rsn_token *tokens, uint32_t count, const places *found, int32_t *points,
                         int64_t sums[RSN_MODEL_OUTPUTS])
{
    int32_t scale = in->model->scale[RSN_OUTPUT_POLARITY];
    for (uint32_t i = 0; i < count; i++) {
        points[i] = 0;
        if (!found->is_word[i]) continue;
        const word_sums *word = word_at(in, &tokens[i]);
        const int8_t *pair = found->pair[i];
        points[i] = scaled(word->sums[RSN_OUTPUT_POLARITY] + pair[RSN_OUTPUT_POLARITY], scale);
        sums[RSN_OUTPUT_POLARITY] += points[i];
        for (int o = RSN_OUTPUT_POLARITY + 1; o < RSN_MODEL_OUTPUTS; o++) sums[o] += word->sums[o] + pair[o];
    }
}

ressenti_status rsn_read_model(rsn_arena *arena, const rsn_pack_model *model, const int8_t *weights, rsn_model_memo *memo,
                               const rsn_folded *folded, const rsn_tokens *tokens, rsn_model_reading *reading)
{
    reader in = {model, weights, memo, folded};
    places found;
    uint64_t before = 0;
    int64_t sums[RSN_MODEL_OUTPUTS] = {0};
    *reading = (rsn_model_reading){.count = tokens->count};
    if (model == NULL) return RESSENTI_OK;
    reading->points = rsn_arena_take(arena, (size_t)tokens->count + 1, sizeof *reading->points);
    if (reading->points == NULL) return RESSENTI_NO_MEMORY;
    for (uint32_t at = 0; at < tokens->count; at += STRETCH) {
        uint32_t count = tokens->count - at < STRETCH ? tokens->count - at : STRETCH;
        find_places(&in, tokens->items + at, count, &before, &found);
        read_stretch(&in, tokens->items + at, count, &found, reading->points + at, sums);
    }
    reading->sums[RSN_OUTPUT_POLARITY] = (int32_t)within(sums[RSN_OUTPUT_POLARITY], SUM_MOST);
    for (int o = RSN_OUTPUT_POLARITY + 1; o < RSN_MODEL_OUTPUTS; o++) reading->sums[o] = scaled(sums[o], model->scale[o]);
    return RESSENTI_OK;
}
