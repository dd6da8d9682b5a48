/* Numbers in digits and in French words, and the quantities they measure: durations, prices, percentages. */
#ifndef RSN_FIGURES_H
#define RSN_FIGURES_H

#include "tokenize.h"

typedef enum rsn_quantity_kind { RSN_DURATION, RSN_PRICE, RSN_PERCENT, RSN_ITEMS } rsn_quantity_kind;

/* Indices into RESSENTI_GAP_UNIT_NAMES. */
typedef enum rsn_unit {
    RSN_MINUTE, RSN_HOUR, RSN_DAY, RSN_WEEK, RSN_MONTH, RSN_EUR, RSN_CAD, RSN_CHF, RSN_PERCENT_UNIT, RSN_ITEM
} rsn_unit;

typedef struct rsn_quantity {
    uint8_t kind, unit;
    int64_t hundredths; /* of the unit */
    rsn_span tokens;
} rsn_quantity;

typedef struct rsn_quantities {
    rsn_quantity *items; /* in order */
    uint32_t count;
} rsn_quantities;

/* A number without a unit is an RSN_ITEMS quantity.  O(tokens).  NO_MEMORY is the only failure. */
ressenti_status rsn_read_figures(rsn_arena *arena, const rsn_folded *folded, const rsn_tokens *tokens,
                                 rsn_quantities *quantities);

/* The quantity that begins at a token: where it ends, or `at` where none begins.  O(its tokens). */
uint32_t rsn_quantity_at(const rsn_folded *folded, const rsn_tokens *tokens, uint32_t at, rsn_quantity *quantity);

#endif
