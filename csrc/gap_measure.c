/* Whether two figures measure the same, and how far they are apart.  The values stay whole numbers: hundredths of the unit of the promise. */
#include "gap_measure.h"

#include "calendar.h"
#include "ressenti_build.h"

enum { LEND_REACH = 30, LEND_BACK = 8, LONGEST_TIME = 50000, LEAST_MONEY = 300, WORDS_OF_MONEY = 3, WORDS_AROUND = 6, HALF_DAY = 72000, DAY = 144000, CAPPED = 1000000000 };

static int64_t absolute(int64_t value)
{
    return value < 0 ? -value : value;
}

/* ---- the unit that one says for both --------------------------------------------------------------------- */

static bool is_bare(const rsn_context *context, const rsn_figure *figure)
{
    return (figure->flags & RSN_FIGURE_BARE) != 0 && rsn_counted_noun(context, figure) == RESSENTI_NONE;
}

static void lend(const rsn_figure *lender, rsn_figure *borrower)
{
    borrower->kind = lender->kind;
    borrower->unit = lender->unit;
    if (lender->kind == RSN_DURATION) borrower->minutes = borrower->hundredths * rsn_minutes_in(lender->unit);
}

void rsn_lend_currency(const rsn_context *context, rsn_figure *figure)
{
    static const char *const MONEY[] = {"devis",    "facture", "facturee", "factures", "prix",    "tarif",     "tarifs", "debite", "debitee", "preleve", "prelevement", "coute", "cout",
                                        "mensualite", "loyer", "cotisation", "abonnement", "addition", "caution", "franchise", "note", "caisse", "paye", "payer", "ticket", "montant", "total", "paiement", NULL};
    if (!is_bare(context, figure) || figure->hundredths < LEAST_MONEY) return;
    for (uint32_t at = figure->tokens.begin, steps = 0; at > 0 && steps < WORDS_OF_MONEY; steps++) {
        if (rsn_mark_at(&context->in, --at, ',') && steps > 0) return;
        if (!rsn_any_word_at(&context->in, at, MONEY)) continue;
        figure->kind = RSN_PRICE;
        figure->unit = RSN_EUR;
        return;
    }
}

/* From a promise on for a sentence and a half; to a promise only from what stands right behind it. */
static bool can_lend(const rsn_context *context, const rsn_figure *lender, const rsn_figure *borrower)
{
    bool is_ahead = lender->tokens.begin < borrower->tokens.begin;
    uint32_t apart = is_ahead ? borrower->tokens.begin - lender->tokens.end : lender->tokens.begin - borrower->tokens.end;
    uint32_t left = rsn_sentence_at(context, lender->tokens.begin), right = rsn_sentence_at(context, borrower->tokens.begin);
    if (lender->kind >= RSN_ITEMS || !is_bare(context, borrower)) return false;
    if (lender->kind == RSN_DURATION && borrower->hundredths > LONGEST_TIME) return false;
    return is_ahead ? apart <= LEND_REACH && right - left <= 1 : apart <= LEND_BACK && left == right;
}

static void borrow(const rsn_context *context, rsn_figure *promise, rsn_figure *actual)
{
    if (rsn_counted_noun(context, promise) == RESSENTI_NONE || promise->kind != RSN_ITEMS) {
        rsn_lend_currency(context, promise);
        rsn_lend_currency(context, actual);
    }
    if (can_lend(context, promise, actual)) {
        lend(promise, actual);
    } else if (can_lend(context, actual, promise)) {
        lend(actual, promise);
    }
}

/* ---- the same thing -------------------------------------------------------------------------------------- */

/* Plurals and genders of one noun begin alike. */
static bool is_same_noun(const rsn_context *context, uint32_t a, uint32_t b)
{
    enum { STEM = 4 };
    const rsn_token *left = &context->in.tokens->items[a], *right = &context->in.tokens->items[b];
    for (uint32_t i = 0; i < STEM; i++) {
        bool left_ends = left->begin + i >= left->end, right_ends = right->begin + i >= right->end;
        if (left_ends || right_ends) return i >= STEM - 1;
        if (context->in.folded->bytes[left->begin + i] != context->in.folded->bytes[right->begin + i]) return false;
    }
    return true;
}

/* « six verres », « quatre »: what is counted is said once, or the same word says it twice. */
static bool counts_the_same(const rsn_context *context, const rsn_figure *promise, const rsn_figure *actual)
{
    uint32_t promised = rsn_counted_noun(context, promise), happened = rsn_counted_noun(context, actual);
    if (promised == RESSENTI_NONE || happened == RESSENTI_NONE) return promised == RESSENTI_NONE || happened == RESSENTI_NONE;
    return is_same_noun(context, promised, happened);
}

/* Twenty minutes on the telephone are not the outcome of a delivery in three days. */
static bool is_comparable_time(const rsn_figure *promise, const rsn_figure *actual)
{
    enum { TWO_HOURS = 12000, MONTH = 4320000, TIMES_MOST = 100 };
    if (promise->minutes >= DAY && actual->minutes <= TWO_HOURS && actual->unit <= RSN_HOUR) return false;
    if (promise->minutes > TIMES_MOST * actual->minutes) return false;
    return !(promise->minutes <= TWO_HOURS && actual->minutes >= MONTH);
}

/* ---- how far apart --------------------------------------------------------------------------------------- */

/* A difference of minutes, in hours where it is whole ones. */
static void set_minutes(rsn_gap *gap, int64_t minutes)
{
    bool is_whole = minutes % 60 == 0 && minutes != 0;
    gap->kind = RSN_DURATION;
    gap->unit = is_whole ? RSN_HOUR : RSN_MINUTE;
    gap->promised = 0;
    gap->actual = is_whole ? minutes / 60 * 100 : minutes * 100;
}

static bool between_clocks(const rsn_figure *promise, const rsn_figure *actual, rsn_gap *gap)
{
    int64_t minutes = (actual->hundredths - promise->hundredths) / 100;
    if (minutes < -HALF_DAY / 100) minutes += DAY / 100; /* promised before midnight */
    if (absolute(minutes) > HALF_DAY / 100) return false;
    set_minutes(gap, minutes);
    return true;
}

static bool between_dates(const rsn_figure *promise, const rsn_figure *actual, rsn_gap *gap)
{
    int64_t days = 0;
    if (!rsn_days_between(promise->hundredths / 100, actual->hundredths / 100, &days)) return false;
    gap->kind = RSN_DURATION;
    gap->unit = RSN_DAY;
    gap->promised = 0;
    gap->actual = days * 100;
    return true;
}

/* A month is thirty days beside days, and the twelfth of a year beside weeks and months. */
static int64_t minutes_of(const rsn_figure *figure, const rsn_figure *other)
{
    enum { TWELFTH = 43830 };
    bool is_month = figure->unit == RSN_MONTH && (other->unit == RSN_WEEK || other->unit == RSN_MONTH);
    return is_month ? figure->hundredths * TWELFTH : figure->minutes;
}

/* Both in the unit of the promise. */
static int64_t in_unit_of(const rsn_figure *promise, const rsn_figure *actual)
{
    if (promise->kind != RSN_DURATION || promise->unit == actual->unit) return actual->hundredths;
    rsn_figure one = {.unit = promise->unit, .hundredths = 1, .minutes = rsn_minutes_in(promise->unit)};
    if (promise->unit == RSN_MONTH) one.minutes = minutes_of(&one, &one);
    return (minutes_of(actual, promise) + one.minutes / 2) / one.minutes;
}

static bool between_measures(const rsn_context *context, const rsn_figure *promise, const rsn_figure *actual, rsn_gap *gap)
{
    if (promise->kind != actual->kind || promise->kind > RSN_ITEMS) return false;
    if (promise->kind != RSN_DURATION && promise->unit != actual->unit) return false;
    if (promise->kind == RSN_ITEMS && !counts_the_same(context, promise, actual)) return false;
    if (promise->kind == RSN_DURATION && !is_comparable_time(promise, actual)) return false;
    gap->kind = promise->kind;
    gap->unit = promise->unit;
    gap->promised = promise->hundredths;
    gap->actual = in_unit_of(promise, actual);
    return true;
}

/* ---- better or worse ------------------------------------------------------------------------------------- */

/* A cue of that kind just before a figure, or behind it in its clause. */
static bool is_about(const rsn_context *context, const rsn_figure *figure, int kind)
{
    uint32_t begin = figure->tokens.begin, end = figure->tokens.end, sentence = rsn_sentence_at(context, begin);
    uint32_t first = begin > WORDS_AROUND ? begin - WORDS_AROUND : 0, clause = context->in.tokens->items[end - 1].clause;
    while (begin > first && rsn_sentence_at(context, begin - 1) == sentence) begin--;
    while (end < context->in.tokens->count && end < figure->tokens.end + 3 && context->in.tokens->items[end].clause == clause) end++;
    return rsn_has_cue(context, begin, end, kind);
}

static bool is_more_better(const rsn_context *context, const rsn_figure *promise, const rsn_figure *actual, uint8_t kind)
{
    if (promise->kind == RSN_CLOCK) return is_about(context, actual, RESSENTI_CUE_OPENING); /* closed early */
    if (promise->kind == RSN_DATE) return false;
    if (kind == RSN_ITEMS && is_about(context, actual, RESSENTI_CUE_COST)) return false; /* two fees instead of one */
    if (kind == RSN_PERCENT || kind == RSN_ITEMS) return !is_about(context, promise, RESSENTI_CUE_COST);
    if (kind == RSN_DURATION) return is_about(context, promise, RESSENTI_CUE_LASTING) || is_about(context, actual, RESSENTI_CUE_LASTING);
    return is_about(context, promise, RESSENTI_CUE_BENEFIT) || is_about(context, actual, RESSENTI_CUE_BENEFIT);
}

static uint8_t direction(const rsn_gap *gap, bool is_more_better)
{
    if (gap->promised == gap->actual) return RSN_GAP_MET;
    return (gap->actual > gap->promised) == is_more_better ? RSN_GAP_EXCEEDED : RSN_GAP_MISSED;
}

static rsn_span figure_bytes(const rsn_context *context, const rsn_figure *figure)
{
    return (rsn_span){context->in.tokens->items[figure->tokens.begin].begin, context->in.tokens->items[figure->tokens.end - 1].end};
}

static bool measure(const rsn_context *context, rsn_figure *promise, rsn_figure *actual, rsn_gap *gap)
{
    if (promise->kind == RSN_CLOCK && actual->kind == RSN_CLOCK) return between_clocks(promise, actual, gap);
    if (promise->kind == RSN_DATE && actual->kind == RSN_DATE) return between_dates(promise, actual, gap);
    borrow(context, promise, actual);
    if (actual->kind == RSN_RATIO && promise->kind <= RSN_ITEMS && promise->hundredths < CAPPED) {
        int64_t ratio = actual->hundredths; /* « le double » */
        lend(promise, actual);
        actual->hundredths = promise->hundredths * ratio / 100;
        actual->minutes = promise->minutes * ratio / 100;
    }
    if (actual->kind == RSN_RANK && actual->unit == RSN_ITEM && promise->kind == RSN_DURATION) lend(promise, actual); /* « au dixième » */
    if (actual->kind == RSN_RANK && actual->unit <= RSN_MONTH) actual->kind = RSN_DURATION; /* « au sixième jour » */
    return between_measures(context, promise, actual, gap);
}

bool rsn_measure_gap(const rsn_context *context, rsn_figure promise, rsn_figure actual, rsn_gap *gap)
{
    *gap = (rsn_gap){.kind = RSN_ITEMS};
    if (!measure(context, &promise, &actual, gap)) return false;
    gap->direction = direction(gap, is_more_better(context, &promise, &actual, gap->kind));
    gap->promise_bytes = figure_bytes(context, &promise);
    gap->actual_bytes = figure_bytes(context, &actual);
    bool is_first = gap->promise_bytes.begin < gap->actual_bytes.begin;
    gap->bytes = (rsn_span){(is_first ? gap->promise_bytes : gap->actual_bytes).begin, (is_first ? gap->actual_bytes : gap->promise_bytes).end};
    return true;
}
