/* Times of day and dates. */
#include "calendar.h"

#include "compiler.h"
#include "units.h"

enum { MINUTES_OF_DAY = 1440 };

/* ---- hours ------------------------------------------------------------------------------------------- */

/* A number of minutes in two digits behind the hours: « 2 h 30 », « 2h05 »; « 12 h 3 fois » has none. */
static uint32_t read_minutes(const rsn_wording *in, uint32_t at, int64_t *minutes)
{
    static const char *const WORDS[] = {"min", "mn", "minutes", "mins", NULL};
    rsn_number rest;
    uint32_t end = rsn_read_number(in, at, &rest);
    bool is_count = end > at && rest.hundredths < 6000 && rest.hundredths % 100 == 0 && !rest.is_article;
    if (!is_count) return at;
    bool is_named = rsn_any_word_at(in, end, WORDS);
    if (rest.is_digits && !is_named && !rsn_is_digits(in, at, 2)) return at;
    if (!rest.is_digits && !is_named && rest.hundredths < 500) return at;
    *minutes += rest.hundredths / 100;
    return end + is_named;
}

/* « et quart », « et demie », « trois quarts », « moins le quart », « moins dix ». */
static uint32_t read_quarters(const rsn_wording *in, uint32_t at, int64_t *minutes)
{
    rsn_number rest;
    uint32_t half = rsn_skip_and_half(in, at);
    if (half > at) {
        *minutes += 30;
        return half;
    }
    if (rsn_word_at(in, at, "et") && rsn_word_at(in, at + 1, "quart")) {
        *minutes += 15;
        return at + 2;
    }
    if (rsn_word_at(in, at, "moins") && rsn_word_at(in, at + 1, "le") && rsn_word_at(in, at + 2, "quart") && *minutes >= 15) {
        *minutes -= 15;
        return at + 3;
    }
    uint32_t end = rsn_word_at(in, at, "moins") ? rsn_read_number(in, at + 1, &rest) : at;
    bool is_before = end > at + 1 && !rest.is_digits && rest.hundredths <= 2500 && *minutes >= 30;
    if (!is_before) return at;
    *minutes -= rest.hundredths / 100;
    return end;
}

/* « h30 »: the tokeniser keeps a letter and the digits behind it together. */
static uint32_t read_glued_hours(const rsn_wording *in, uint32_t at, int64_t *minutes)
{
    if (!rsn_touches(in, at) || !rsn_kind_at(in, at, RSN_WORD)) return at;
    const rsn_token *token = &in->tokens->items[at];
    const uint8_t *bytes = in->folded->bytes + token->begin;
    uint32_t size = token->end - token->begin;
    bool has_word = size > 3 && (bytes[3] == 'm');
    bool is_glued = (size == 3 || has_word) && bytes[0] == 'h' && bytes[1] >= '0' && bytes[1] <= '5' && bytes[2] >= '0' && bytes[2] <= '9';
    if (!is_glued) return at;
    *minutes += (bytes[1] - '0') * 10 + bytes[2] - '0';
    return at + 1;
}

static uint32_t read_colon(const rsn_wording *in, uint32_t at, int64_t *minutes)
{
    bool is_clock = rsn_mark_at(in, at, ':') && rsn_touches(in, at) && rsn_touches(in, at + 1) && rsn_is_digits(in, at + 1, 2);
    if (!is_clock || in->folded->bytes[in->tokens->items[at + 1].begin] > '5') return at;
    int64_t rest = 0;
    uint32_t end = read_minutes(in, at + 1, &rest);
    *minutes += rest;
    return end;
}

uint32_t rsn_read_hours(const rsn_wording *in, const rsn_number *hours, int64_t *minutes)
{
    static const char *const HOURS[] = {"h", "heure", "heures", "hrs", "hr", NULL};
    enum { HOURS_MOST = 100000 };
    uint32_t at = hours->tokens.begin, end = hours->tokens.end;
    if (hours->hundredths > HOURS_MOST) return at;
    *minutes = hours->hundredths * 60 / 100;
    uint32_t behind = read_glued_hours(in, end, minutes);
    if (behind == end && hours->is_digits) behind = read_colon(in, end, minutes);
    if (behind > end) return behind;
    bool is_hours = rsn_any_word_at(in, end, HOURS) && in->folded->bytes[in->tokens->items[end].end] != '\'';
    if (!is_hours) return at;
    behind = read_quarters(in, end + 1, minutes);
    return behind > end + 1 ? behind : read_minutes(in, end + 1, minutes);
}

/* « du matin », « pile » */
static bool has_part_of_day(const rsn_wording *in, uint32_t at)
{
    static const char *const PARTS[] = {"matin", "mat", "soir", "midi", "apres", NULL}, *const EXACTLY[] = {"pile", "tapantes", "precises", "petante", "petantes", NULL};
    if (rsn_any_word_at(in, at, EXACTLY)) return true;
    if (rsn_word_at(in, at, "du")) return rsn_any_word_at(in, at + 1, PARTS);
    return rsn_word_at(in, at, "de") && rsn_word_at(in, at + 1, "l") && rsn_word_at(in, at + 2, "apres");
}

static bool is_weekday(const rsn_wording *in, uint32_t at)
{
    static const char *const DAYS[] = {"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", NULL};
    return rsn_any_word_at(in, at, DAYS);
}

/* « train de 8 h 12 », « à partir de 14 h » */
static bool runs_at(const rsn_wording *in, uint32_t at)
{
    static const char *const RUNS[] = {"train", "vol", "bus", "car", "tgv", "ter", "eurostar", "navette", "avion", "ferry", "bateau", "seance", "rdv", "vous", "creneau",
                                       "celui", "partir", "consultation", "cours", "messe", "service", "reunion", "concert", "spectacle", NULL};
    return rsn_any_word_at(in, at, RUNS);
}

/* « il y a 2 h » and « il a 2 h de retard » last; « à 2 h de route » too. */
static bool is_at(const rsn_wording *in, uint32_t before, uint32_t end)
{
    if (!rsn_word_at(in, before, "a")) return false;
    if (before > 0 && (rsn_word_at(in, before - 1, "y") || rsn_word_at(in, before - 1, "n"))) return false;
    return !rsn_word_at(in, end, "de") && !rsn_word_at(in, end, "d");
}

bool rsn_is_time_of_day(const rsn_wording *in, uint32_t begin, uint32_t end, int64_t minutes)
{
    static const char *const BEFORE[] = {"vers", "avant", "des", "apres", "jusque", "entre", NULL},
                      *const DAYS[] = {"matin", "soir", "demain", "hier", "midi", "rdv", "vous", "partir", NULL},
                      *const SET[] = {"prevu", "prevue", "fixe", "arrive", "arrivee", "depart", "heure", "horaire", "train", "vol", "rendez", "reel", "reelle", "parti", "partie", "vu", NULL};
    enum { EARLY = 300, MORNING = 420 };
    if (minutes >= MINUTES_OF_DAY) return false;
    if (has_part_of_day(in, end) || rsn_mark_at(in, begin + 1, ':')) return true;
    if (begin == 0) return false;
    uint32_t before = begin - 1;
    if (rsn_any_word_at(in, before, BEFORE) || is_at(in, before, end) || is_weekday(in, before) || rsn_any_word_at(in, before, DAYS)) return true;
    if ((rsn_word_at(in, before, "de") || rsn_word_at(in, before, "du") || rsn_word_at(in, before, "le")) && before > 0 && runs_at(in, before - 1)) return true;
    if (rsn_word_at(in, before, "pour")) return minutes >= MORNING; /* « prévu pour 17 h », « prévu pour 2 h » */
    return minutes % 60 != 0 && minutes >= EARLY && rsn_any_word_at(in, before, SET);
}

uint32_t rsn_read_noon(const rsn_wording *in, uint32_t at, int64_t *minutes)
{
    static const char *const BEFORE[] = {"a", "avant", "vers", "des", "apres", "pour", NULL};
    bool is_noon = rsn_word_at(in, at, "midi"), is_midnight = rsn_word_at(in, at, "minuit");
    if ((!is_noon && !is_midnight) || at == 0 || (in->tokens->items[at].flags & RSN_TOKEN_JOINED) || !rsn_any_word_at(in, at - 1, BEFORE)) return at;
    *minutes = is_noon ? MINUTES_OF_DAY / 2 : 0;
    uint32_t end = read_quarters(in, at + 1, minutes);
    return end > at + 1 ? end : read_minutes(in, at + 1, minutes);
}

/* ---- dates ------------------------------------------------------------------------------------------- */

/* 1 to 12; 0: no month stands there. */
static int64_t month_at(const rsn_wording *in, uint32_t at)
{
    static const char *const MONTHS[][4] = {{"janvier", "janv", "jan", NULL}, {"fevrier", "fev", "fevr", NULL}, {"mars", NULL}, {"avril", "avr", NULL},
                                            {"mai", NULL}, {"juin", NULL}, {"juillet", "juil", NULL}, {"aout", NULL}, {"septembre", "sept", NULL},
                                            {"octobre", "oct", NULL}, {"novembre", "nov", NULL}, {"decembre", "dec", NULL}};
    if (!rsn_kind_at(in, at, RSN_WORD)) return 0;
    for (size_t month = 0; month < RSN_COUNT(MONTHS); month++)
        if (rsn_any_word_at(in, at, MONTHS[month])) return (int64_t)month + 1;
    return 0;
}

static int64_t number_at(const rsn_wording *in, uint32_t at, uint32_t digits)
{
    int64_t value = 0;
    for (uint32_t i = 0; i < digits; i++) value = value * 10 + (in->folded->bytes[in->tokens->items[at].begin + i] - '0');
    return value;
}

/* « 2026 » behind a month. */
static uint32_t read_year(const rsn_wording *in, uint32_t at, int64_t *date)
{
    if (!rsn_is_digits(in, at, 4)) return at;
    int64_t year = number_at(in, at, 4);
    if (year < 1900 || year >= 2100) return at;
    *date += year * 10000;
    return at + 1;
}

static bool is_joined_by(const rsn_wording *in, uint32_t byte, uint8_t sign)
{
    return byte < in->folded->size && in->folded->bytes[byte] == sign;
}

/* Digits of a written date; 0: there are none, or too many. */
static int64_t read_part(const rsn_folded *folded, uint32_t *at, uint32_t most)
{
    int64_t value = 0;
    uint32_t count = 0;
    for (; folded->bytes[*at] >= '0' && folded->bytes[*at] <= '9'; ++*at)
        if (++count <= most) value = value * 10 + (folded->bytes[*at] - '0');
    return count <= most ? value : 0;
}

static bool is_day_and_month(int64_t day, int64_t month)
{
    return day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

static bool follows_article(const rsn_wording *in, uint32_t at)
{
    static const char *const ARTICLES[] = {"le", "du", "au", "depuis", "avant", "date", NULL};
    return at > 0 && (rsn_any_word_at(in, at - 1, ARTICLES) || is_weekday(in, at - 1));
}

/* 03/04, 3/4/2026, 03.04.2026, 2026-03-04: read as bytes, because a point is part of a number.  Without a year only with a
 * slash, and then a zero in front or an article must tell it from a mark: 3/5. */
static uint32_t read_written_date(const rsn_wording *in, uint32_t at, int64_t *date)
{
    const rsn_folded *folded = in->folded;
    uint32_t byte = in->tokens->items[at].begin;
    bool is_padded = folded->bytes[byte] == '0';
    int64_t first = read_part(folded, &byte, 4), second = 0, third = 0;
    uint8_t sign = folded->bytes[byte];
    if (sign != '/' && sign != '.' && sign != '-') return at;
    byte++;
    is_padded = is_padded || folded->bytes[byte] == '0';
    second = read_part(folded, &byte, 2);
    bool has_year = is_joined_by(in, byte, sign);
    if (has_year) {
        byte++;
        third = read_part(folded, &byte, 4);
    }
    bool is_iso = first >= 1900 && third > 0 && is_day_and_month(third, second);
    if (is_iso) *date = first * 10000 + second * 100 + third;
    if (!is_iso) {
        has_year = has_year && ((third >= 1900 && third < 2100) || (third > 0 && third < 100));
        if (!is_day_and_month(first, second) || (!has_year && (sign != '/' || (!is_padded && !follows_article(in, at))))) return at;
        *date = second * 100 + first + (third < 100 && third > 0 ? third + 2000 : third) * 10000;
    }
    while (at < in->tokens->count && in->tokens->items[at].begin < byte) at++;
    return at;
}

/* « le 3 pièces », « avant 10 h » are no dates: a plural or a unit stands behind the number; « le 12 reçu » is one. */
static bool counts_something(const rsn_wording *in, uint32_t at)
{
    const rsn_unit_word *unit = NULL;
    if (rsn_read_unit(in, at, &unit) > at || (rsn_touches(in, at) && rsn_kind_at(in, at, RSN_WORD))) return true;
    static const char *const FUNCTION_WORDS[] = {"mais", "puis", "apres", "alors", "dans", "sans", "nous", "vous", "toujours", "livres", "recus", "arrives", NULL};
    if (!rsn_kind_at(in, at, RSN_WORD) || rsn_any_word_at(in, at, FUNCTION_WORDS)) return false;
    const rsn_token *token = &in->tokens->items[at];
    uint8_t last = in->folded->bytes[token->end - 1];
    return token->end - token->begin >= 4 && (last == 's' || last == 'x');
}

/* The day of the month in digits: « 12 », « 1er ». */
static uint32_t read_day(const rsn_wording *in, uint32_t at, int64_t *day)
{
    uint32_t digits = rsn_digits_at(in, at);
    if (digits == 0 || digits > 2 || !rsn_is_digits(in, at, digits)) return at;
    *day = number_at(in, at, digits);
    if (*day < 1 || *day > 31) return at;
    bool is_first = *day == 1 && rsn_word_at(in, at + 1, "er") && rsn_touches(in, at + 1);
    return at + 1 + is_first;
}

uint32_t rsn_read_date(const rsn_wording *in, uint32_t at, int64_t *date)
{
    int64_t day = 0;
    if (!rsn_kind_at(in, at, RSN_NUMBER)) return at;
    uint32_t end = read_written_date(in, at, date);
    if (end > at) return end;
    end = read_day(in, at, &day);
    if (end == at) return at;
    int64_t month = month_at(in, end);
    if (month > 0) {
        *date = month * 100 + day;
        end += 1 + rsn_mark_at(in, end + 1, '.') * (rsn_is_digits(in, end + 2, 4) ? 1u : 0u);
        return read_year(in, end, date);
    }
    bool is_plain = follows_article(in, at) && !counts_something(in, end) && !rsn_word_at(in, at - 1, "depuis");
    if (!is_plain) return at;
    *date = day;
    return end;
}

/* ---- from one to another ----------------------------------------------------------------------------- */

/* Days since a March in the distant past; 0 for a year that is not said is as good as any common one. */
static int64_t day_number(int64_t date)
{
    int64_t year = date / 10000, month = date / 100 % 100, day = date % 100;
    if (year == 0) year = 2001;
    if (month <= 2) {
        year--;
        month += 12;
    }
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * (month - 3) + 2) / 5 + day;
}

bool rsn_days_between(int64_t from, int64_t to, int64_t *days)
{
    enum { HALF_YEAR = 183, LONGEST = 20 };
    bool is_same_month = false;
    if (from / 100 == 0 && to / 100 == 0) {
        *days = to - from;
        return *days > -LONGEST; /* le 28, then le 3: of which month? */
    }
    if (from / 100 == 0 || to / 100 == 0) is_same_month = true;
    if (from / 100 == 0) from += to / 100 * 100;
    if (to / 100 == 0) to += from / 100 * 100;
    if (from / 10000 == 0) from += to / 10000 * 10000;
    if (to / 10000 == 0) to += from / 10000 * 10000;
    *days = day_number(to) - day_number(from);
    if (is_same_month) return *days > -LONGEST;
    if (*days < -HALF_YEAR) *days += 365; /* promised in December, there in January */
    return true;
}
