/* A learned model in a pack, and what it makes of a text: points for each word, and sums for the verdict. */
#ifndef RSN_MODEL_H
#define RSN_MODEL_H

#include "memory.h"
#include "ngrams.h"
#include "pack.h"

/* Sums of words seen before, so that the pieces of a word are looked up once and not at each occurrence. */
typedef struct rsn_model_memo rsn_model_memo;

ressenti_status rsn_model_memo_new(const ressenti_allocator *memory, rsn_model_memo **memo);
void rsn_model_memo_release(const ressenti_allocator *memory, rsn_model_memo *memo);

typedef struct rsn_model_reading {
    int32_t *points;                  /* of each token, on the scale of the lexicon; NULL: there is no model */
    int32_t sums[RSN_MODEL_OUTPUTS];  /* of the text; [RSN_OUTPUT_POLARITY] is the sum of `points`           */
    uint32_t count;                   /* tokens                                                              */
} rsn_model_reading;

/* A token has the weights of its word, of the word's pieces, and of the pair that it makes with the token before it.
 * The same with any memo, whatever it has seen.  `model` may be NULL.  O(tokens); NO_MEMORY is the only failure. */
ressenti_status rsn_read_model(rsn_arena *arena, const rsn_pack_model *model, const int8_t *weights, rsn_model_memo *memo,
                               const rsn_folded *folded, const rsn_tokens *tokens, rsn_model_reading *reading);

#endif
