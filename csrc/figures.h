/* The figures of a text: durations, prices, percentages, counts, times of day, dates, marks, « le double »; and what digits name. */
#ifndef RSN_FIGURES_H
#define RSN_FIGURES_H

#include "units.h"

enum {
    RSN_FIGURE_RANGE = 1,  /* one end of « 3 à 5 jours »                                  */
    RSN_FIGURE_BARE = 2,   /* no unit is said: « reçu en 7 » borrows that of another      */
    RSN_FIGURE_UNSAID = 8, /* « le lendemain »: one, without a number                     */
    RSN_FIGURE_DATED = 4   /* a time of day behind a date: « le 12 à 14 h »               */
};

typedef struct rsn_figure {
    uint8_t kind, unit, flags;
    int64_t hundredths; /* of the unit; minutes after midnight; yyyymmdd, 0 for what is not said */
    int64_t scale;      /* of a mark the best one, in hundredths; else 0                         */
    int64_t minutes;    /* of a duration, exactly, in hundredths                                 */
    rsn_span tokens;
} rsn_figure;

typedef struct rsn_figures {
    rsn_figure *items; /* in order, none overlaps another */
    uint32_t count;
    bool has_measures; /* something a gap could be made of */
} rsn_figures;

/* Of classified tokens.  A number without a unit counts items.  O(tokens).  NO_MEMORY is the only failure. */
ressenti_status rsn_read_figures(rsn_arena *arena, const rsn_folded *folded, const rsn_tokens *tokens, rsn_figures *figures);

/* The figure that begins at a token; NULL: none.  O(log figures). */
const rsn_figure *rsn_figure_at(const rsn_figures *figures, uint32_t at);

#endif
