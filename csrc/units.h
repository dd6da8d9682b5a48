/* What a number measures: units of time, currencies, per cent; times, stars, and measures of size. */
#ifndef RSN_UNITS_H
#define RSN_UNITS_H

#include "wording.h"

/* Indices into RESSENTI_FIGURE_KIND_NAMES.  The first four are the kinds of gaps; those behind RSN_RANK are no figures, but
 * what digits are written for. */
typedef enum rsn_figure_kind {
    RSN_DURATION, RSN_PRICE, RSN_PERCENT, RSN_ITEMS,
    RSN_RATING, RSN_CLOCK, RSN_DATE, RSN_RATIO, RSN_SIZE, RSN_RANK,
    RSN_EMAIL, RSN_URL, RSN_PHONE, RSN_IBAN, RSN_CARD, RSN_REFERENCE, RSN_POSTCODE, RSN_YEAR,
    RSN_FIGURE_KIND_COUNT
} rsn_figure_kind;

/* Indices into RESSENTI_FIGURE_UNIT_NAMES; the first ten into RESSENTI_GAP_UNIT_NAMES. */
typedef enum rsn_unit {
    RSN_MINUTE, RSN_HOUR, RSN_DAY, RSN_WEEK, RSN_MONTH, RSN_EUR, RSN_CAD, RSN_CHF, RSN_PERCENT_UNIT, RSN_ITEM,
    RSN_TIMES, RSN_POINT, RSN_CALENDAR, RSN_NO_UNIT
} rsn_unit;

typedef struct rsn_unit_word {
    char word[12];
    uint8_t kind, unit;
    int16_t factor, divisor; /* a year is twelve months, a second a sixtieth of a minute */
} rsn_unit_word;

/* The unit at token `at`: one behind it; `at`: there is none.  O(units). */
uint32_t rsn_read_unit(const rsn_wording *in, uint32_t at, const rsn_unit_word **unit);

/* Minutes in a unit of time, a month counted as thirty days. */
int64_t rsn_minutes_in(uint8_t unit);

#endif
