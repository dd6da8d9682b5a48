/* A number and its unit.  Each reader takes the token where it begins and returns the one behind it. */
#include "quantity.h"

#include "calendar.h"

/* Words that may stand between a number and its unit: « une quinzaine de jours », « deux petites semaines ». */
static uint32_t skip_filler(const rsn_wording *in, uint32_t at)
{
    static const char *const FILLERS[] = {"de",     "d",      "bonne", "bonnes", "bon",     "bons",   "petite", "petites", "petit",
                                          "petits", "longue", "longs", "longues", "grosses", "grosse", "gros", "pauvres", "grandes", "malheureux", NULL};
    return rsn_any_word_at(in, at, FILLERS) ? at + 1 : at;
}

static void set_duration(rsn_figure *figure, uint8_t unit, int64_t hundredths)
{
    figure->kind = RSN_DURATION;
    figure->unit = unit;
    figure->hundredths = hundredths;
    figure->minutes = hundredths * rsn_minutes_in(unit);
}

/* ---- time -------------------------------------------------------------------------------------------- */

/* « un quart d'heure », « trois quarts d'heure » */
static uint32_t read_quarter_hours(const rsn_wording *in, const rsn_number *number, rsn_figure *figure)
{
    uint32_t at = number->tokens.begin, quarter = number->tokens.end;
    bool is_quarter = (rsn_word_at(in, quarter, "quart") || rsn_word_at(in, quarter, "quarts")) && rsn_word_at(in, quarter + 1, "d");
    if (!is_quarter || (!rsn_word_at(in, quarter + 2, "heure") && !rsn_word_at(in, quarter + 2, "heures"))) return at;
    set_duration(figure, RSN_MINUTE, number->hundredths * 15);
    return quarter + 3;
}

uint32_t rsn_read_time(const rsn_wording *in, const rsn_number *number, rsn_figure *figure)
{
    int64_t minutes = 0;
    uint32_t at = number->tokens.begin, end = read_quarter_hours(in, number, figure);
    if (end > at) return end;
    end = rsn_read_hours(in, number, &minutes);
    if (end == at) return at;
    set_duration(figure, RSN_HOUR, (minutes * 100 + 30) / 60);
    figure->minutes = minutes * 100;
    if (rsn_is_time_of_day(in, at, end, minutes)) {
        figure->kind = RSN_CLOCK;
        figure->unit = RSN_MINUTE;
        figure->hundredths = minutes * 100;
        figure->minutes = 0;
    }
    return end;
}

/* « un an et trois mois », « une semaine et deux jours », « un mois et demi »: the rest is in a smaller unit. */
static uint32_t read_rest_of_duration(const rsn_wording *in, uint32_t at, rsn_figure *figure, const rsn_unit_word *unit)
{
    const rsn_unit_word *smaller = NULL;
    rsn_number number;
    uint32_t half = rsn_skip_and_half(in, at);
    if (half > at) {
        set_duration(figure, figure->unit, figure->hundredths + 50 * unit->factor / unit->divisor);
        return half;
    }
    uint32_t from = rsn_word_at(in, at, "et") ? at + 1 : at, behind = rsn_read_number(in, from, &number);
    uint32_t end = behind > from ? rsn_read_unit(in, behind, &smaller) : behind;
    bool is_rest = end > behind && smaller->kind == RSN_DURATION && (smaller->unit < figure->unit || smaller->factor < unit->factor);
    if (!is_rest) return at;
    figure->minutes += number.hundredths * smaller->factor / smaller->divisor * rsn_minutes_in(smaller->unit);
    figure->hundredths = (figure->minutes + rsn_minutes_in(figure->unit) / 2) / rsn_minutes_in(figure->unit);
    return end;
}

/* ---- money ------------------------------------------------------------------------------------------- */

/* Behind cents a word says what else would be counted: « 20 euros quinze jours après ». */
static bool ends_amount(const rsn_wording *in, uint32_t at)
{
    static const char *const FOLLOWERS[] = {"au", "de", "a", "pour", "par", "en", "et", "sur", "mais", "que", "qui", "c", "la", "le", "les", "l", "chaque", "seulement",
                                            "d", "dans", "je", "j", "il", "on", "ttc", "cts", "centimes", "contre", "alors", "plus", "de", NULL};
    return !rsn_kind_at(in, at, RSN_WORD) || rsn_any_word_at(in, at, FOLLOWERS);
}

/* « 19€90 », « 12 euros 50 », « dix-neuf euros quatre-vingt-dix » */
static uint32_t read_cents(const rsn_wording *in, uint32_t at, rsn_figure *figure)
{
    static const char *const CENTIMES[] = {"centimes", "cts", NULL};
    rsn_number cents;
    const rsn_unit_word *unit = NULL;
    uint32_t from = rsn_word_at(in, at, "et") ? at + 1 : at, end = rsn_read_number(in, from, &cents);
    if (end == from || cents.hundredths >= 10000 || cents.hundredths % 100 != 0 || cents.is_article) return at;
    bool is_named = rsn_any_word_at(in, end, CENTIMES);
    bool is_amount = cents.is_digits ? rsn_is_digits(in, from, 2) && (rsn_touches(in, from) || rsn_read_unit(in, end, &unit) == end) : cents.hundredths >= 500;
    if (!is_named && (from > at || !is_amount || (!rsn_touches(in, from) && !ends_amount(in, end)))) return at;
    figure->hundredths += cents.hundredths / 100;
    return end + is_named;
}

/* « 20.- », as prices are written in Switzerland. */
static uint32_t skip_dash(const rsn_wording *in, uint32_t at)
{
    return rsn_mark_at(in, at, '.') && rsn_touches(in, at) && rsn_mark_at(in, at + 1, '-') && rsn_touches(in, at + 1) ? at + 2 : at;
}

/* « CHF 49.90 », « € 20 », « $20 », « Fr. 20.- » */
static uint32_t read_currency_first(const rsn_wording *in, uint32_t at, rsn_figure *figure)
{
    static const char *const CODES[] = {"chf", "eur", "cad", "fr", "frs", "\xE2\x82\xAC", "$", NULL};
    const rsn_unit_word *unit = NULL;
    rsn_number number;
    if (!rsn_any_word_at(in, at, CODES) || rsn_read_unit(in, at, &unit) == at) return at;
    uint32_t from = rsn_mark_at(in, at + 1, '.') ? at + 2 : at + 1;
    if (!rsn_kind_at(in, from, RSN_NUMBER) || in->tokens->items[from].class != RSN_CLASS_NONE) return at;
    uint32_t end = rsn_read_number(in, from, &number);
    *figure = (rsn_figure){.kind = RSN_PRICE, .unit = unit->unit, .hundredths = number.hundredths};
    return skip_dash(in, end);
}

static uint32_t read_behind_price(const rsn_wording *in, uint32_t at, rsn_figure *figure)
{
    if (rsn_word_at(in, at - 1, "fr") && rsn_mark_at(in, at, '.') && rsn_touches(in, at)) return at; /* an abbreviation's point stays */
    return read_cents(in, at, figure);
}

/* ---- what a number measures -------------------------------------------------------------------------- */

static void measure(rsn_figure *figure, const rsn_unit_word *unit)
{
    figure->kind = unit->kind;
    figure->unit = unit->unit;
    figure->hundredths = (figure->hundredths * unit->factor + unit->divisor / 2) / unit->divisor;
    if (unit->kind == RSN_DURATION) figure->minutes = figure->hundredths * rsn_minutes_in(unit->unit);
    if (unit->kind == RSN_RATING) figure->scale = 500;
}

/* « 4G », « 12bis »: letters that touch the digits and are no unit. */
static bool has_foreign_letters(const rsn_wording *in, uint32_t at)
{
    return rsn_touches(in, at) && rsn_kind_at(in, at, RSN_WORD);
}

/* « trois k€ » */
static uint32_t skip_thousands(const rsn_wording *in, uint32_t at, rsn_figure *figure)
{
    bool is_thousands = rsn_word_at(in, at, "k") && (rsn_word_at(in, at + 1, "\xE2\x82\xAC") || rsn_word_at(in, at + 1, "euros"));
    if (is_thousands) figure->hundredths *= 1000;
    return at + is_thousands;
}

static uint32_t read_unit_of(const rsn_wording *in, uint32_t at, rsn_figure *figure)
{
    const rsn_unit_word *unit = NULL;
    uint32_t from = skip_thousands(in, at, figure), end = rsn_read_unit(in, from, &unit);
    if (end == from) {
        from = skip_filler(in, from);
        end = rsn_read_unit(in, from, &unit);
        if (end == from || unit->kind != RSN_DURATION) return at; /* « 5 de 20 euros » measures nothing */
    }
    measure(figure, unit);
    if (unit->kind == RSN_DURATION) return read_rest_of_duration(in, end, figure, unit);
    return unit->kind == RSN_PRICE && unit->divisor == 1 ? read_behind_price(in, end, figure) : end;
}

/* « un », « une » and « neuf » are numbers only where nothing else can be meant. */
static bool is_doubtful(const rsn_wording *in, uint32_t begin, uint32_t end, const rsn_number *number)
{
    static const char *const BEHIND[] = {"seul", "seule", "sur", NULL}, *const BEFORE[] = {"qu", "que", "en", "a", "de", "les", "des", "seulement", NULL};
    if (end != begin + 1) return false;
    if (number->is_article && rsn_word_at(in, end + 1, "fois")) return true; /* en une seule fois */
    if (number->is_article && begin > 0 && rsn_word_at(in, begin - 1, "qu")) return false;
    if (number->is_article) return rsn_kind_at(in, end, RSN_WORD) && !rsn_any_word_at(in, end, BEHIND) && !rsn_word_at(in, end + 1, "lieu");
    return rsn_word_at(in, begin, "neuf") && (begin == 0 || !rsn_any_word_at(in, begin - 1, BEFORE)) && !rsn_kind_at(in, end, RSN_WORD);
}

static uint32_t read_without_unit(const rsn_wording *in, uint32_t begin, uint32_t end, const rsn_number *number, rsn_figure *figure)
{
    uint32_t dash = skip_dash(in, end);
    if (has_foreign_letters(in, end)) {
        figure->kind = RSN_SIZE;
        figure->unit = RSN_NO_UNIT;
        return end + 1;
    }
    if (dash > end || number->has_cents) {
        figure->kind = RSN_PRICE;
        figure->unit = dash > end ? RSN_CHF : RSN_EUR;
        return dash;
    }
    figure->flags = RSN_FIGURE_BARE;
    return is_doubtful(in, begin, end, number) ? begin : end;
}

/* « J+2 » */
static uint32_t read_days_after(const rsn_wording *in, uint32_t at, rsn_figure *figure)
{
    rsn_number number;
    if (!rsn_word_at(in, at, "j") || !rsn_mark_at(in, at + 1, '+')) return at;
    uint32_t end = rsn_read_number(in, at + 2, &number);
    if (end == at + 2) return at;
    set_duration(figure, RSN_DAY, number.hundredths);
    return end;
}

/* « dans l'heure », « dans la journée », « le lendemain »: one of the unit, without a number. */
static uint32_t read_unsaid_one(const rsn_wording *in, uint32_t at, rsn_figure *figure)
{
    static const char *const ARTICLES[] = {"l", "la", "le", NULL};
    const rsn_unit_word *unit = NULL;
    if (at == 0 || !rsn_any_word_at(in, at - 1, ARTICLES)) return at;
    if (rsn_word_at(in, at, "lendemain") || rsn_word_at(in, at, "surlendemain")) {
        set_duration(figure, RSN_DAY, rsn_word_at(in, at, "lendemain") ? 100 : 200);
        figure->flags = RSN_FIGURE_UNSAID;
        return at + 1;
    }
    if (at == 1 || !rsn_word_at(in, at - 2, "dans") || rsn_read_unit(in, at, &unit) == at || unit->kind != RSN_DURATION || unit->factor != 1) return at;
    set_duration(figure, unit->unit, 100);
    figure->flags = RSN_FIGURE_UNSAID;
    return at + 1;
}

uint32_t rsn_read_quantity(const rsn_wording *in, const rsn_number *number, rsn_figure *figure)
{
    *figure = (rsn_figure){.kind = RSN_ITEMS, .unit = RSN_ITEM, .hundredths = number->hundredths};
    uint32_t end = number->tokens.end, behind = read_unit_of(in, end, figure);
    return behind > end ? behind : read_without_unit(in, number->tokens.begin, end, number, figure);
}

uint32_t rsn_read_without_number(const rsn_wording *in, uint32_t at, rsn_figure *figure)
{
    uint32_t end = read_days_after(in, at, figure);
    if (end == at) end = read_unsaid_one(in, at, figure);
    return end == at ? read_currency_first(in, at, figure) : end;
}
