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

/* ---- Themes and signals that no rule finds -------------------------------------------------------------- */

typedef struct ressenti_theme_model ressenti_theme_model;

typedef struct ressenti_theme_training {
    size_t struct_size;
    const ressenti_text *texts;  /* borrowed for the call; data NULL: the row teaches nothing                      */
    const uint64_t *theme_begin; /* count + 1: text i has the themes[theme_begin[i]] up to theme_begin[i + 1];
                                  * NULL: themes are not learned                                                   */
    const uint32_t *themes;      /* indices among the engine's themes                                              */
    const uint64_t *signals;     /* bits of each text, as of ressenti_documents; NULL: signals are not learned     */
    size_t count;
    uint32_t folds;     /* of the cross-validation, 2 to 20; 0: 5                                                  */
    uint32_t cost;      /* of an error, in hundredths, to 100,000; 0: 30                                           */
    uint32_t certainty; /* percent: how likely a theme has to be to be proposed, by cross-validation; to 99, 0: 50  */
    uint32_t signal_certainty; /* the same of signals; 0: 60                                                       */
    uint32_t least;     /* so many proposals in cross-validation, or a label is never proposed; 0: 5               */
    int (*proceed)(void *context, size_t done, size_t total); /* NULL, or asked now and then; 0: stop              */
    void *context;
} ressenti_theme_training;

#define RESSENTI_THEME_TRAINING_INIT {sizeof(ressenti_theme_training), NULL, NULL, NULL, NULL, 0, 0, 0, 0, 0, 0, NULL, NULL}

/* Learns to propose themes and signals where the engine's rules find no theme; those that no rule of the engine gives also
 * beside other themes.  Labels with fewer than 20 texts are not learned; of more than 128 the most frequent are.  What the
 * engine has learned of themes before is left aside.  Deterministic, any thread, the engine does not change.  Time: about 12
 * passes over features times labels for each fold; memory: some 45 bytes for each text and label, 2 MiB for 32 labels.
 * BAD_DATA: no label has 20 texts that can be read; STOPPED.  See docs/learning.md. */
RESSENTI_API ressenti_status ressenti_train_themes(const ressenti_engine *engine, const ressenti_theme_training *training,
                                                   const ressenti_allocator *memory, ressenti_theme_model **model,
                                                   ressenti_error *error);
/* For ressenti_builder_set_theme_model, or to be kept in a file; they live as long as the model.  Labels that are never
 * proposed are not in it. */
RESSENTI_API ressenti_text ressenti_theme_model_bytes(const ressenti_theme_model *model);

/* What became of the texts in cross-validation: weights and thresholds had not seen a text that they were asked about.  A row
 * for each label that was learned; columns live as long as the model. */
typedef struct ressenti_proposal_figures {
    size_t struct_size;
    size_t count;
    const uint32_t *kind, *label; /* ressenti_label_kind: theme or signal; its index       */
    const uint32_t *texts;        /* that have it by their annotation                      */
    const uint32_t *proposed, *right;
    const uint8_t *is_kept;       /* 0: it is never proposed, and not in the model         */
} ressenti_proposal_figures;

/* The same summed up for all labels of a kind, those that were not learned among them. */
typedef struct ressenti_proposal_totals {
    size_t struct_size;
    uint64_t annotated;          /* labels of the texts by their annotation   */
    uint64_t found, found_right; /* by rules                                  */
    uint64_t proposed, right;    /* by the model, which the rules have not found */
} ressenti_proposal_totals;

RESSENTI_API void ressenti_theme_model_figures(const ressenti_theme_model *model, ressenti_proposal_figures *figures);
/* `kind`: RESSENTI_THEME or RESSENTI_SIGNAL; all zeros for others, and for what was not learned. */
RESSENTI_API void ressenti_theme_model_totals(const ressenti_theme_model *model, ressenti_label_kind kind, ressenti_proposal_totals *totals);
RESSENTI_API void ressenti_theme_model_release(ressenti_theme_model *model);

#ifdef __cplusplus
}
#endif

#endif /* RESSENTI_LEARN_H */
