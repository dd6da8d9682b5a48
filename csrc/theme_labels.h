/* Which themes and signals there is enough to learn of. */
#ifndef RSN_THEME_LABELS_H
#define RSN_THEME_LABELS_H

#include "theme_lessons.h"

enum { RSN_THEME_TEXTS_LEAST = 20 }; /* annotated with a label, or it is not learned */

typedef struct rsn_theme_label {
    uint32_t kind, label, texts; /* ressenti_label_kind; its index among the engine's; texts that are annotated with it */
    uint32_t proposed, right;    /* in cross-validation                                                               */
    bool is_lonely;              /* such as general_opinion: only where nothing else is                               */
    bool is_ruleless;            /* no rule gives it: then it may stand beside other themes                           */
    double alone, beside;        /* thresholds, see calibration.h                                                       */
} rsn_theme_label;

/* Those with texts enough, themes first, each kind in its order; of too many the most frequent.  How many they are. */
size_t rsn_choose_theme_labels(const ressenti_engine *engine, const ressenti_theme_training *training, const rsn_theme_lessons *lessons,
                               rsn_theme_label labels[RSN_PROPOSALS_MOST]);

/* A text has a label by its annotation; by the engine's rules. */
bool rsn_is_annotated(const ressenti_theme_training *training, size_t row, uint32_t kind, uint32_t label);
bool rsn_rules_find(const rsn_theme_lessons *lessons, size_t row, uint32_t kind, uint32_t label);

#endif
