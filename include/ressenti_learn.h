/* ressenti_learn.h - learning from rated texts; part of ressenti.h, which includes it. */
#ifndef RESSENTI_LEARN_H
#define RESSENTI_LEARN_H

#include "ressenti.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ressenti_model ressenti_model;

/* What a rated text is for. */
typedef enum ressenti_role {
    RESSENTI_TEACHES_ALL = 0,
    RESSENTI_TEACHES_WORDS = 1,   /* words, not how far rules are to be trusted: texts on which the rules were written, and so
                                   * look better than they are                                          */
    RESSENTI_TEACHES_POLARITY = 2 /* which words are good or bad, nothing else: texts of another kind    */
} ressenti_role;

typedef struct ressenti_training {
    size_t struct_size;
    const ressenti_text *texts; /* borrowed for the call                                               */
    const uint8_t *labels;      /* ressenti_sentiment of each; RESSENTI_UNREAD: it teaches nothing      */
    const uint8_t *roles;       /* ressenti_role of each; NULL: RESSENTI_TEACHES_ALL                    */
    size_t count;
    uint32_t folds;             /* of the cross-validation, 2 to 20; 0: 5                               */
    uint32_t cost;              /* of an error, in hundredths, to 100,000: more for more texts like those to be read; 0: 10 */
    int (*proceed)(void *context, size_t done, size_t total); /* NULL, or asked now and then; 0: stop  */
    void *context;
} ressenti_training;

#define RESSENTI_TRAINING_INIT {sizeof(ressenti_training), NULL, NULL, NULL, 0, 0, 0, NULL, NULL}

/* Learns weights of words on top of what the engine knows (its rules, its words, its model if it has one) and thresholds for
 * the labels that the texts have.  Deterministic: the same engine and texts give the same bytes on every machine.  Any thread;
 * the engine does not change.  Time: about 24 passes over the words for each fold; memory: about 4 bytes for each letter.
 * BAD_DATA: fewer than two labels have texts, or one of them fewer than folds; STOPPED.  See docs/learning.md. */
RESSENTI_API ressenti_status ressenti_train(const ressenti_engine *engine, const ressenti_training *training,
                                            const ressenti_allocator *memory, ressenti_model **model,
                                            ressenti_error *error);
/* For ressenti_builder_set_model, or to be kept in a file; they live as long as the model. */
RESSENTI_API ressenti_text ressenti_model_bytes(const ressenti_model *model);

/* What the texts got from models that had not seen them (cross-validation), a row for each text; sentiment is
 * RESSENTI_UNREAD where it has no label, could not be read, or does not teach all. */
typedef struct ressenti_judgements {
    size_t struct_size;
    size_t count;
    const uint8_t *sentiment;
    const int32_t *score;      /* thousandths */
    const int32_t *confidence; /* thousandths */
} ressenti_judgements;

RESSENTI_API void ressenti_model_judgements(const ressenti_model *model, ressenti_judgements *judgements);
RESSENTI_API void ressenti_model_release(ressenti_model *model);

#ifdef __cplusplus
}
#endif

#endif /* RESSENTI_LEARN_H */
