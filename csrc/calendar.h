/* Times of day and dates: 14 h 30, 8h du matin, midi, le 12, lundi 3 mars, 03/04, 3/4/2026. */
#ifndef RSN_CALENDAR_H
#define RSN_CALENDAR_H

#include "numbers.h"

/* Hours with their minutes, « 2 h 30 », « une heure et quart », « 14:30 », of which the number was read: one behind them; where
 * the number begins: it does not count hours.  Whether they last or are a time of day, rsn_is_time_of_day says. */
uint32_t rsn_read_hours(const rsn_wording *in, const rsn_number *hours, int64_t *minutes);

/* What stands around the hours [begin, end) makes them a time of day: à, vers, du matin, the train of. */
bool rsn_is_time_of_day(const rsn_wording *in, uint32_t begin, uint32_t end, int64_t minutes);

/* midi, minuit, where a preposition makes them times. */
uint32_t rsn_read_noon(const rsn_wording *in, uint32_t at, int64_t *minutes);

/* A date that begins at token `at`: its digits as yyyymmdd, 0 for what is not said: « le 3 mars » is 303. */
uint32_t rsn_read_date(const rsn_wording *in, uint32_t at, int64_t *date);

/* Days from one date to another; what one does not say is as in the other.  False: it cannot be told. */
bool rsn_days_between(int64_t from, int64_t to, int64_t *days);

#endif
