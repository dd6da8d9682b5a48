/* The figures of a text, from left to right: at each token the most particular kind is tried first. */
#include "figures.h"

#include <string.h>

#include "calendar.h"
#include "compiler.h"
#include "quantity.h"

/* ---- marks ------------------------------------------------------------------------------------------- */

static bool is_best_mark(const rsn_number *number)
{
    return number->hundredths == 500 || number->hundredths == 1000 || number->hundredths == 2000 || number->hundredths == 10000;
}

/* 4/5, 3,5 / 5, quatre sur cinq; but « 3/5 jours » is a range. */
static uint32_t read_rating(const rsn_wording *in, const rsn_number *mark, rsn_figure *figure)
{
    rsn_number best;
    const rsn_unit_word *unit = NULL;
    uint32_t at = mark->tokens.begin, end = mark->tokens.end;
    if ((!rsn_mark_at(in, end, '/') && !rsn_word_at(in, end, "sur"))) return at;
    uint32_t behind = rsn_read_number(in, end + 1, &best);
    bool is_mark = behind > end + 1 && is_best_mark(&best) && mark->hundredths <= best.hundredths && rsn_read_unit(in, behind, &unit) == behind;
    if (!is_mark || mark->is_article) return at;
    *figure = (rsn_figure){.kind = RSN_RATING, .unit = RSN_POINT, .hundredths = mark->hundredths, .scale = best.hundredths};
    return behind;
}

/* 24h/24, 7j/7, 24/24: always. */
static uint32_t read_always(const rsn_wording *in, const rsn_number *number, rsn_figure *figure)
{
    uint32_t at = number->tokens.begin, sign = rsn_mark_at(in, at + 1, '/') ? at + 1 : at + 2, size = in->tokens->items[at].end - in->tokens->items[at].begin;
    bool is_always = rsn_mark_at(in, sign, '/') && rsn_is_digits(in, sign + 1, size) && rsn_is_digits(in, at, size) &&
                     memcmp(in->folded->bytes + in->tokens->items[at].begin, in->folded->bytes + in->tokens->items[sign + 1].begin, size) == 0;
    bool is_known = is_always && (rsn_word_at(in, at, "24") || rsn_word_at(in, at, "7"));
    if (!is_known) return at;
    *figure = (rsn_figure){.kind = RSN_SIZE, .unit = RSN_NO_UNIT};
    return sign + 2;
}

/* ---- ranks ------------------------------------------------------------------------------------------- */

/* The number of « sixième »; 0: it is none. */
static int64_t rank_of(const rsn_wording *in, uint32_t at)
{
    static const char *const RANKS[] = {"premier", "deuxieme", "troisieme", "quatrieme", "cinquieme", "sixieme", "septieme", "huitieme", "neuvieme", "dixieme"};
    const rsn_token *token = &in->tokens->items[at];
    const uint8_t *end = in->folded->bytes + token->end;
    if (token->kind != RSN_WORD || token->end - token->begin < 7) return 0;
    if (memcmp(end - 4, "ieme", 4) != 0 && memcmp(end - 4, "mier", 4) != 0) return 0;
    for (int64_t i = 0; i < 10; i++)
        if (rsn_word_at(in, at, RANKS[i])) return i + 1;
    return 0;
}

/* A rank that ends before token `end`, with the time it counts: « sixième jour », « 6e jour ». */
static uint32_t read_rank_of(const rsn_wording *in, uint32_t end, int64_t rank, rsn_figure *figure)
{
    const rsn_unit_word *unit = NULL;
    *figure = (rsn_figure){.kind = RSN_RANK, .unit = RSN_ITEM, .hundredths = rank};
    uint32_t behind = rsn_read_unit(in, end, &unit);
    if (behind == end || unit->kind != RSN_DURATION) return end;
    figure->unit = unit->unit;
    figure->hundredths = figure->hundredths * unit->factor / unit->divisor;
    figure->minutes = figure->hundredths * rsn_minutes_in(unit->unit);
    return behind;
}

static uint32_t read_rank_word(const rsn_wording *in, uint32_t at, rsn_figure *figure)
{
    int64_t rank = rank_of(in, at);
    return rank == 0 ? at : read_rank_of(in, at + 1, rank * 100, figure);
}

static uint32_t read_rank(const rsn_wording *in, const rsn_number *number, rsn_figure *figure)
{
    static const char *const ENDINGS[] = {"e", "eme", "ieme", "er", "ere", "nd", "nde", NULL};
    uint32_t end = number->tokens.end;
    bool is_rank = number->is_digits && rsn_touches(in, end) && rsn_any_word_at(in, end, ENDINGS);
    return is_rank ? read_rank_of(in, end + 1, number->hundredths, figure) : number->tokens.begin;
}

/* ---- what is said of another figure ------------------------------------------------------------------ */

static bool follows_the(const rsn_wording *in, uint32_t at)
{
    static const char *const ARTICLES[] = {"le", "la", "au", "du", NULL};
    return at > 0 && rsn_any_word_at(in, at - 1, ARTICLES);
}

/* Hundredths of « le double », « la moitié »; 0: the word is none of them. */
static int64_t ratio_of(const rsn_wording *in, uint32_t at)
{
    if (rsn_word_at(in, at, "double")) return 200;
    if (rsn_word_at(in, at, "triple")) return 300;
    if (rsn_word_at(in, at, "quadruple")) return 400;
    if (rsn_word_at(in, at, "moitie")) return 50;
    if (rsn_word_at(in, at, "tiers")) return 33;
    return rsn_word_at(in, at, "quart") && !rsn_word_at(in, at + 1, "d") ? 25 : 0;
}

/* « le double », « la moitié »; « moitié prix » is half of a hundred per cent. */
static uint32_t read_ratio(const rsn_wording *in, uint32_t at, rsn_figure *figure)
{
    if (rsn_word_at(in, at, "moitie") && rsn_word_at(in, at + 1, "prix")) {
        *figure = (rsn_figure){.kind = RSN_PERCENT, .unit = RSN_PERCENT_UNIT, .hundredths = 5000};
        return at + 2;
    }
    int64_t ratio = follows_the(in, at) ? ratio_of(in, at) : 0;
    if (ratio == 0) return at;
    *figure = (rsn_figure){.kind = RSN_RATIO, .unit = RSN_TIMES, .hundredths = ratio};
    return at + 1;
}

/* « trois quarts », « deux tiers », « trois fois le prix » */
static uint32_t read_fraction(const rsn_wording *in, const rsn_number *number, rsn_figure *figure)
{
    static const char *const ARTICLES[] = {"le", "la", "les", "l", "ce", NULL};
    uint32_t end = number->tokens.end;
    int64_t ratio = 0;
    if (rsn_word_at(in, end, "quarts") || rsn_word_at(in, end, "quart")) ratio = number->hundredths / 4;
    if (rsn_word_at(in, end, "tiers")) ratio = number->hundredths / 3;
    if (rsn_word_at(in, end, "fois") && rsn_any_word_at(in, end + 1, ARTICLES)) ratio = number->hundredths;
    if (ratio == 0) return number->tokens.begin;
    *figure = (rsn_figure){.kind = RSN_RATIO, .unit = RSN_TIMES, .hundredths = ratio};
    return end + 1;
}

/* ---- from left to right ------------------------------------------------------------------------------ */

static uint32_t read_noon(const rsn_wording *in, uint32_t at, rsn_figure *figure)
{
    int64_t minutes = 0;
    uint32_t end = rsn_read_noon(in, at, &minutes);
    if (end > at) *figure = (rsn_figure){.kind = RSN_CLOCK, .unit = RSN_MINUTE, .hundredths = minutes * 100};
    return end;
}

static uint32_t read_date(const rsn_wording *in, uint32_t at, rsn_figure *figure)
{
    int64_t date = 0;
    uint32_t end = rsn_read_date(in, at, &date);
    if (end > at) *figure = (rsn_figure){.kind = RSN_DATE, .unit = RSN_CALENDAR, .hundredths = date * 100};
    return end;
}

/* All tokens of one address or number. */
static uint32_t read_class(const rsn_wording *in, uint32_t at, rsn_figure *figure)
{
    uint8_t class = in->tokens->items[at].class;
    *figure = (rsn_figure){.kind = (uint8_t)(RSN_EMAIL + class - RSN_CLASS_EMAIL), .unit = RSN_NO_UNIT};
    for (at++; at < in->tokens->count && in->tokens->items[at].class == class && (in->tokens->items[at].flags & RSN_TOKEN_LINE_START) == 0;) at++;
    return at;
}

typedef uint32_t word_reader(const rsn_wording *in, uint32_t at, rsn_figure *figure);
typedef uint32_t number_reader(const rsn_wording *in, const rsn_number *number, rsn_figure *figure);

static uint32_t read_by_word(const rsn_wording *in, uint32_t at, rsn_figure *figure)
{
    static word_reader *const READERS[] = {read_noon, read_ratio, read_rank_word, rsn_read_without_number};
    uint32_t end = at;
    *figure = (rsn_figure){.kind = RSN_ITEMS};
    for (size_t i = 0; i < RSN_COUNT(READERS) && end == at; i++) end = READERS[i](in, at, figure);
    return end;
}

/* The number is read once, and then what it may be. */
static uint32_t read_by_number(const rsn_wording *in, uint32_t at, rsn_figure *figure)
{
    static number_reader *const READERS[] = {read_always, read_rank, read_rating, rsn_read_time, read_fraction, rsn_read_quantity};
    rsn_number number;
    uint32_t end = at;
    *figure = (rsn_figure){.kind = RSN_ITEMS};
    if (rsn_read_number(in, at, &number) == at) return at;
    for (size_t i = 0; i < RSN_COUNT(READERS) && end == at; i++) end = READERS[i](in, &number, figure);
    return end;
}

/* The words besides numbers that begin a figure, by size. */
static const char *const OPENERS[] = {
    "j", "fr", "cad", "chf", "eur", "frs", "demi", "jour", "midi", "mois", "demie", "heure", "quart", "tiers", "double", "minuit", "minute", "moitie", "triple",
    "journee", "premier", "semaine", "sixieme", "dixieme", "huitieme", "neuvieme", "septieme", "deuxieme", "lendemain", "cinquieme", "quadruple", "quatrieme",
    "troisieme", "surlendemain",
};

enum { OPENER_MOST = 12 };

/* Where the words of each size begin in the table. */
static const uint8_t OPENERS_OF_SIZE[OPENER_MOST + 2] = {0, 0, 1, 2, 6, 10, 14, 19, 24, 28, 33, 33, 33, 34};

/* A bit for each letter with which one of that size begins. */
static const uint32_t FIRST_LETTERS[OPENER_MOST + 1] = {0x0, 0x200, 0x20, 0x34, 0x1208, 0x90088, 0x81008, 0x48208, 0x42088, 0x90804, 0x0, 0x0, 0x40000};

static bool opens_figure(const rsn_folded *folded, const rsn_token *token)
{
    uint32_t size = token->end - token->begin;
    const uint8_t *bytes = folded->bytes + token->begin;
    if (size > OPENER_MOST || bytes[0] < 'a' || !(FIRST_LETTERS[size] >> (bytes[0] - 'a') & 1)) return false;
    for (uint32_t i = OPENERS_OF_SIZE[size]; i < OPENERS_OF_SIZE[size + 1]; i++)
        if ((uint8_t)OPENERS[i][0] == bytes[0] && memcmp(OPENERS[i], bytes, size) == 0) return true;
    return false;
}

/* « une facture »: the word behind it is nothing that makes it a number.  Most numbers in words are these. */
static bool is_mere_article(const rsn_wording *in, uint32_t at)
{
    static const char *const GOES_ON[] = {"bon", "bonne", "petit", "petite", "gros", "grosse", "longue", "long", "seul", "seule", "sur", "au", "et", "pour", NULL};
    const rsn_unit_word *unit = NULL;
    if (!rsn_word_at(in, at, "un") && !rsn_word_at(in, at, "une")) return false;
    if (!rsn_kind_at(in, at + 1, RSN_WORD) || rsn_begins_number(in, at + 1) || opens_figure(in->folded, &in->tokens->items[at + 1])) return false;
    if (at > 0 && rsn_word_at(in, at - 1, "qu")) return false;
    return !rsn_any_word_at(in, at + 1, GOES_ON) && rsn_read_unit(in, at + 1, &unit) == at + 1 && !rsn_word_at(in, at + 2, "lieu");
}

static uint32_t read_from_word(const rsn_wording *in, uint32_t at, rsn_figure *figure)
{
    if (rsn_begins_number(in, at)) return is_mere_article(in, at) ? at : read_by_number(in, at, figure);
    if (!opens_figure(in->folded, &in->tokens->items[at])) return at;
    uint32_t end = read_by_word(in, at, figure);
    return end > at ? end : read_by_number(in, at, figure); /* demi-heure */
}

static uint32_t read_figure(const rsn_wording *in, uint32_t at, rsn_figure *figure)
{
    const rsn_token *token = &in->tokens->items[at];
    if (token->class != RSN_CLASS_NONE) return read_class(in, at, figure);
    if (token->kind == RSN_WORD) return read_from_word(in, at, figure);
    if (token->kind == RSN_NUMBER) {
        uint32_t end = read_date(in, at, figure);
        return end > at ? end : read_by_number(in, at, figure);
    }
    bool is_sign = token->kind == RSN_SYMBOL || (token->kind == RSN_MARK && token->mark == '$');
    if (!is_sign) return at;
    uint32_t end = read_by_word(in, at, figure);
    return end > at ? end : read_by_number(in, at, figure);
}

/* ---- ranges ------------------------------------------------------------------------------------------ */

/* « 3 à 5 », « entre 3 et 5 », « 3-5 », « 48/72 », « deux trois », « deux ou trois » */
static bool joins_range(const rsn_wording *in, const rsn_figure *first, const rsn_figure *second)
{
    uint32_t at = first->tokens.end;
    if (second->tokens.begin == at) return (in->tokens->items[at].flags & RSN_TOKEN_JOINED) || in->tokens->items[at].kind == RSN_WORD;
    if (second->tokens.begin != at + 1) return false;
    if (rsn_word_at(in, at, "a") || rsn_word_at(in, at, "ou") || rsn_mark_at(in, at, '-') || rsn_mark_at(in, at, '/')) return true;
    return rsn_word_at(in, at, "et") && first->tokens.begin > 0 && rsn_word_at(in, first->tokens.begin - 1, "entre");
}

/* « entre 8 h et 12 h », « de 8 h à 12 h »: what one end is, the other is too. */
static void agree_on_clocks(rsn_figure *first, rsn_figure *second)
{
    enum { DAY = 144000 };
    rsn_figure *hours = first->kind == RSN_CLOCK ? second : first;
    bool is_mixed = first->kind != second->kind && (first->kind == RSN_CLOCK || second->kind == RSN_CLOCK);
    if (!is_mixed || hours->kind != RSN_DURATION || hours->unit != RSN_HOUR || hours->minutes >= DAY) return;
    *hours = (rsn_figure){.kind = RSN_CLOCK, .unit = RSN_MINUTE, .hundredths = hours->minutes, .tokens = hours->tokens};
}

/* The ends of a range, and a time of day that follows its date.  The first end of a range has the unit of the second. */
static void relate(const rsn_wording *in, rsn_figure *first, rsn_figure *second)
{
    if (first->kind == RSN_DATE && second->kind == RSN_CLOCK && second->tokens.begin - first->tokens.end <= 1) second->flags |= RSN_FIGURE_DATED;
    bool is_bare = (first->flags & RSN_FIGURE_BARE) != 0 && second->kind <= RSN_ITEMS;
    if (joins_range(in, first, second)) agree_on_clocks(first, second);
    if ((!is_bare && first->kind != second->kind) || !joins_range(in, first, second)) return;
    if (is_bare && second->kind != RSN_ITEMS) {
        first->kind = second->kind;
        first->unit = second->unit;
        if (first->kind == RSN_DURATION) first->minutes = first->hundredths * rsn_minutes_in(first->unit);
        first->flags &= (uint8_t)~RSN_FIGURE_BARE;
    }
    first->flags |= RSN_FIGURE_RANGE;
    second->flags |= RSN_FIGURE_RANGE;
}

ressenti_status rsn_read_figures(rsn_arena *arena, const rsn_folded *folded, const rsn_tokens *tokens, rsn_figures *figures)
{
    rsn_wording in = {folded, tokens};
    *figures = (rsn_figures){.items = rsn_arena_take(arena, (size_t)tokens->count + 1, sizeof *figures->items)};
    if (figures->items == NULL) return RESSENTI_NO_MEMORY;
    for (uint32_t at = 0; at < tokens->count;) {
        rsn_figure *figure = &figures->items[figures->count];
        uint32_t end = read_figure(&in, at, figure);
        if (end > at) {
            figure->tokens = (rsn_span){at, end};
            figures->has_measures = figures->has_measures || figure->kind < RSN_ITEMS || (figure->kind <= RSN_RANK && figures->count > 0);
            if (figures->count > 0) relate(&in, figure - 1, figure);
            figures->count++;
        }
        at = end > at ? end : at + 1;
    }
    return RESSENTI_OK;
}

const rsn_figure *rsn_figure_at(const rsn_figures *figures, uint32_t at)
{
    uint32_t low = 0, high = figures->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (figures->items[middle].tokens.begin < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low < figures->count && figures->items[low].tokens.begin == at ? &figures->items[low] : NULL;
}
