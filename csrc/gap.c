/* Promises and facts are paired: « au lieu de » first, then each promise with the next fact that measures the same, or else with
 * the one just before it. */
#include "gap.h"

#include <stdlib.h>

#include "gap_measure.h"
#include "ressenti_build.h"

enum { FORWARD_FIGURES = 8, FORWARD_TOKENS = 60, FORWARD_SENTENCES = 2, BACKWARD_TOKENS = 25, MOMENT_TOKENS = 9, INSTEAD_REACH = 4, INSTEAD_APART = 14, SURE = 3 };

typedef struct pairing {
    const rsn_context *context;
    const rsn_role *roles;
    bool *is_used; /* of each figure */
    rsn_gaps *gaps;
} pairing;

static const rsn_figure *figure_at(const pairing *in, uint32_t index)
{
    return &in->context->figures->items[index];
}

static uint32_t sentences_apart(const pairing *in, uint32_t a, uint32_t b)
{
    uint32_t left = rsn_sentence_at(in->context, figure_at(in, a)->tokens.begin), right = rsn_sentence_at(in->context, figure_at(in, b)->tokens.begin);
    return left < right ? right - left : left - right;
}

static bool has_cue_of(const pairing *in, uint32_t index, int kind)
{
    uint32_t cue = in->roles[index].cue.begin;
    return cue != RESSENTI_NONE && rsn_cue_at(in->context, cue) == kind;
}

/* Of things that are paid for less is better: two nights instead of one. */
static void judge_payment(const pairing *in, uint32_t actual, rsn_gap *gap)
{
    bool is_paid = gap->kind == RSN_ITEMS && has_cue_of(in, actual, RESSENTI_CUE_PAID);
    if (is_paid && gap->direction != RSN_GAP_MET) gap->direction = gap->direction == RSN_GAP_MISSED ? RSN_GAP_EXCEEDED : RSN_GAP_MISSED;
}

static void keep(pairing *in, uint32_t promise, uint32_t actual, rsn_gap gap, bool is_open)
{
    judge_payment(in, actual, &gap);
    gap.is_open = is_open;
    in->is_used[promise] = in->is_used[actual] = true;
    in->gaps->items[in->gaps->count++] = gap;
}

/* ---- « 7 jours au lieu de 5 » ---------------------------------------------------------------------------- */

/* The cue just before the second figure settles it; « contre » only where a promise follows. */
static bool stands_instead(const pairing *in, uint32_t index)
{
    const rsn_figure *first = figure_at(in, index), *second = figure_at(in, index + 1);
    uint32_t begin = first->tokens.end, end = second->tokens.begin;
    if (end - begin > INSTEAD_APART) return false;
    if ((first->flags & RSN_FIGURE_BARE) && rsn_mark_at(&in->context->in, begin, ',')) return false;
    if (end - begin > INSTEAD_REACH) begin = end - INSTEAD_REACH;
    if (rsn_has_cue(in->context, begin, end, RESSENTI_CUE_INSTEAD)) return true;
    bool is_promise = in->roles[index + 1].side == RSN_SIDE_PROMISE && in->roles[index + 1].strength == 2 && in->roles[index].side != RSN_SIDE_PROMISE;
    if (!is_promise || sentences_apart(in, index, index + 1) > 0) return false;
    return rsn_has_cue(in->context, begin, end, RESSENTI_CUE_AGAINST) || rsn_has_cue(in->context, first->tokens.end, end, RESSENTI_CUE_WHEREAS);
}

/* A vintage or a model: « 2019 au lieu de 2016 ». */
static bool looks_like_year(const rsn_figure *figure)
{
    enum { FIRST_YEAR = 190000, LAST_YEAR = 210000 };
    return (figure->flags & RSN_FIGURE_BARE) && figure->hundredths >= FIRST_YEAR && figure->hundredths < LAST_YEAR;
}

/* « j'en ai pris 2 au lieu de 3 », « taille 40 au lieu de 42 » */
static bool is_own_choice(const pairing *in, const rsn_figure *first)
{
    static const char *const SIZES[] = {"taille", "pointure", "du", "en", "numero", "version", NULL};
    uint32_t begin = first->tokens.begin, from = begin > INSTEAD_REACH ? begin - INSTEAD_REACH : 0;
    if (rsn_has_cue(in->context, from, begin, RESSENTI_CUE_OTHER) || looks_like_year(first)) return true;
    return begin > 0 && (first->flags & RSN_FIGURE_BARE) && rsn_any_word_at(&in->context->in, begin - 1, SIZES) && rsn_counted_noun(in->context, first) == RESSENTI_NONE;
}

/* « au lieu de 2 h max » is a rule, « au lieu de 25 à pied » another way. */
static bool is_bound(const pairing *in, const rsn_figure *second)
{
    static const char *const BOUNDS[] = {"max", "maxi", "maximum", "minimum", NULL};
    const rsn_wording *words = &in->context->in;
    uint32_t end = second->tokens.end;
    return rsn_any_word_at(words, end, BOUNDS) || (rsn_word_at(words, end, "a") && rsn_word_at(words, end + 1, "pied"));
}

static bool may_be_clock(const pairing *in, const rsn_figure *figure)
{
    enum { SIX = 36000, DAY = 144000 };
    static const char *const LASTING[] = {"en", "pendant", "dure", "duree", NULL};
    uint32_t begin = figure->tokens.begin;
    if (figure->kind == RSN_CLOCK) return true;
    if (figure->kind != RSN_DURATION || figure->unit != RSN_HOUR || figure->minutes < SIX || figure->minutes >= DAY) return false;
    return begin == 0 || !rsn_any_word_at(&in->context->in, begin - 1, LASTING);
}

/* « 17h au lieu de 19h »: both are times of day. */
static void agree_on_clocks(const pairing *in, rsn_figure *actual, rsn_figure *promise)
{
    rsn_figure *both[] = {actual, promise};
    if (!may_be_clock(in, actual) || !may_be_clock(in, promise)) return;
    for (size_t i = 0; i < 2; i++) {
        if (both[i]->kind != RSN_CLOCK) both[i]->hundredths = both[i]->minutes;
        both[i]->kind = RSN_CLOCK;
    }
}

static void pair_instead(pairing *in)
{
    for (uint32_t i = 0; i + 1 < in->context->figures->count; i++) {
        const rsn_figure *first = figure_at(in, i), *second = figure_at(in, i + 1);
        rsn_gap gap;
        bool is_range = (first->flags | second->flags) & RSN_FIGURE_RANGE;
        if (is_range || !stands_instead(in, i) || is_own_choice(in, first) || is_bound(in, second)) continue;
        rsn_figure actual = *first, promise = *second;
        agree_on_clocks(in, &actual, &promise);
        if (!rsn_measure_gap(in->context, promise, actual, &gap)) continue;
        keep(in, i + 1, i, gap, in->roles[i].is_open);
        i++;
    }
}

/* ---- a promise, then a fact ------------------------------------------------------------------------------ */

/* A price on the site and another in the shop are no broken promise. */
static bool is_other_channel(const pairing *in, const rsn_figure *promise, const rsn_figure *actual)
{
    enum { WORDS = 6 };
    const rsn_context *context = in->context;
    uint32_t from_a = promise->tokens.begin > WORDS ? promise->tokens.begin - WORDS : 0, from_b = actual->tokens.begin > WORDS ? actual->tokens.begin - WORDS : 0;
    uint32_t to_a = promise->tokens.end + WORDS < actual->tokens.begin ? promise->tokens.end + WORDS : promise->tokens.end + 3, to_b = actual->tokens.end + 3;
    if (from_b < promise->tokens.end && promise->tokens.end <= actual->tokens.begin) from_b = promise->tokens.end;
    return (rsn_has_cue(context, from_a, to_a, RESSENTI_CUE_ONLINE) && rsn_has_cue(context, from_b, to_b, RESSENTI_CUE_SHOP)) ||
           (rsn_has_cue(context, from_a, to_a, RESSENTI_CUE_SHOP) && rsn_has_cue(context, from_b, to_b, RESSENTI_CUE_ONLINE));
}

/* What was ordered is counted in things; two numbers of which neither says of what are not compared unless they were. */
static bool is_countable(const pairing *in, uint32_t promise, uint32_t actual)
{
    const rsn_figure *due = figure_at(in, promise), *fact = figure_at(in, actual);
    bool is_ordered = has_cue_of(in, promise, RESSENTI_CUE_ORDER);
    if (is_ordered) return due->kind == fact->kind;
    if (due->kind != RSN_ITEMS || fact->kind != RSN_ITEMS) return true;
    bool is_paid = has_cue_of(in, actual, RESSENTI_CUE_PAID);
    if (is_paid && rsn_counted_noun(in->context, due) != RESSENTI_NONE) return false; /* twelve instalments, fifty-five euros */
    rsn_figure lent[] = {*due, *fact};
    rsn_lend_currency(in->context, &lent[0]);
    rsn_lend_currency(in->context, &lent[1]);
    bool is_money = lent[0].kind == RSN_PRICE || lent[1].kind == RSN_PRICE;
    return is_money || rsn_has_pronoun(&in->context->in, fact->tokens.begin) || rsn_counted_noun(in->context, due) != RESSENTI_NONE || rsn_counted_noun(in->context, fact) != RESSENTI_NONE;
}

/* Cues that say it, or two that only hint at it with nothing between. */
static bool is_sure(const pairing *in, uint32_t promise, uint32_t actual, bool is_next)
{
    uint32_t strength = in->roles[promise].strength + in->roles[actual].strength;
    return strength >= SURE || (is_next && sentences_apart(in, promise, actual) <= 1);
}

static bool pair(pairing *in, uint32_t promise, uint32_t actual, bool is_next)
{
    const rsn_figure *due = figure_at(in, promise), *fact = figure_at(in, actual);
    rsn_gap gap;
    if (has_cue_of(in, actual, RESSENTI_CUE_SINCE) && in->roles[actual].strength < 2 && promise < actual) return false;
    if (in->is_used[actual] || in->roles[actual].side != RSN_SIDE_ACTUAL || !is_sure(in, promise, actual, is_next)) return false;
    if (!is_countable(in, promise, actual)) return false;
    if (((due->flags | fact->flags) & RSN_FIGURE_DATED) && in->gaps->count > 0) return false; /* the dates say it */
    if (!rsn_measure_gap(in->context, *due, *fact, &gap)) return false;
    if (in->roles[actual].is_open && gap.direction != RSN_GAP_MISSED) return false; /* it may still be kept */
    if (fact->kind == RSN_RATIO && in->roles[actual].strength < 2) return false;
    if (gap.kind == RSN_PRICE && is_other_channel(in, due, fact)) return false;
    keep(in, promise, actual, gap, in->roles[actual].is_open);
    return true;
}

/* A later promise of the same kind takes the place of this one. */
static bool is_superseded(const pairing *in, uint32_t promise, uint32_t later)
{
    bool is_same = figure_at(in, later)->kind == figure_at(in, promise)->kind || (figure_at(in, later)->flags & RSN_FIGURE_BARE);
    return in->roles[later].side == RSN_SIDE_PROMISE && is_same;
}

static bool pair_forward(pairing *in, uint32_t promise)
{
    bool is_next = true;
    uint32_t limit = promise + FORWARD_FIGURES < in->context->figures->count ? promise + FORWARD_FIGURES : in->context->figures->count - 1;
    for (uint32_t i = promise + 1; i <= limit; i++) {
        bool is_far = figure_at(in, i)->tokens.begin - figure_at(in, promise)->tokens.end > FORWARD_TOKENS || sentences_apart(in, promise, i) > FORWARD_SENTENCES;
        if (is_far || is_superseded(in, promise, i)) return false;
        if (pair(in, promise, i, is_next)) return true;
        if (figure_at(in, promise)->kind == RSN_CLOCK && figure_at(in, i)->kind == RSN_CLOCK) return false; /* what came after is another matter */
        is_next = is_next && in->roles[i].side == RSN_SIDE_NONE && figure_at(in, i)->kind != figure_at(in, promise)->kind;
    }
    return false;
}

/* « reçu en 9 jours, promis en 5 »; no second sentence before, and nothing between. */
static bool pair_backward(pairing *in, uint32_t promise)
{
    if (promise == 0) return false;
    uint32_t actual = promise - 1;
    uint32_t apart = figure_at(in, promise)->tokens.begin - figure_at(in, actual)->tokens.end;
    bool is_moment = figure_at(in, promise)->kind == RSN_CLOCK || figure_at(in, promise)->kind == RSN_DATE, is_near = apart <= (is_moment ? MOMENT_TOKENS : BACKWARD_TOKENS);
    if ((is_moment && in->roles[actual].strength < 2) || (figure_at(in, actual)->flags & RSN_FIGURE_UNSAID)) return false;
    if (in->roles[actual].is_open && (!has_cue_of(in, actual, RESSENTI_CUE_SINCE) || sentences_apart(in, promise, actual) > 0)) return false;
    return is_near && sentences_apart(in, promise, actual) <= 1 && pair(in, promise, actual, true);
}

static void pair_promises(pairing *in)
{
    for (uint32_t i = 0; i < in->context->figures->count; i++) {
        if (in->is_used[i] || in->roles[i].side != RSN_SIDE_PROMISE) continue;
        if (!pair_forward(in, i)) pair_backward(in, i);
    }
}

/* ---- what is left ---------------------------------------------------------------------------------------- */

/* « sans réponse sous dix jours » is what the customer sets. */
static bool is_own_deadline(const rsn_context *context, const rsn_figure *figure)
{
    enum { WORDS = 8 };
    static const char *const OWN[] = {"sans", "faute", "exige", "demande", "defaut", "attends", NULL};
    uint32_t sentence = rsn_sentence_at(context, figure->tokens.begin);
    for (uint32_t at = figure->tokens.begin, steps = 0; at > 0 && steps < WORDS; steps++) {
        if (rsn_sentence_at(context, --at) != sentence) return false;
        if (rsn_any_word_at(&context->in, at, OWN)) return true;
    }
    return false;
}

static void keep_promise(pairing *in, uint32_t index)
{
    enum { NEAR = 4 };
    const rsn_role *role = &in->roles[index];
    rsn_figure figure = *figure_at(in, index);
    rsn_lend_currency(in->context, &figure);
    bool is_promise = !in->is_used[index] && role->side == RSN_SIDE_PROMISE && role->strength == 2 && figure.kind < RSN_ITEMS;
    if (!is_promise || is_own_deadline(in->context, &figure)) return;
    rsn_span tokens = figure.tokens;
    if (role->cue.begin < tokens.begin && tokens.begin - role->cue.end <= NEAR) tokens.begin = role->cue.begin;
    if (role->cue.end > tokens.end) tokens.end = role->cue.end;
    in->gaps->promises[in->gaps->promise_count++] = (rsn_promise){
        .kind = figure.kind,
        .unit = figure.unit,
        .value = figure.hundredths,
        .bytes = {in->context->in.tokens->items[tokens.begin].begin, in->context->in.tokens->items[tokens.end - 1].end},
    };
}

/* Pairs are found in the order of promises; results are in the order of places. */
static int by_place(const void *a, const void *b)
{
    const rsn_gap *left = a, *right = b;
    if (left->bytes.begin != right->bytes.begin) return left->bytes.begin < right->bytes.begin ? -1 : 1;
    return left->bytes.end < right->bytes.end ? -1 : left->bytes.end > right->bytes.end;
}

static ressenti_status take_room(rsn_arena *arena, const rsn_figures *figures, pairing *in)
{
    size_t room = (size_t)figures->count + 1;
    in->is_used = rsn_arena_take(arena, room, sizeof *in->is_used);
    in->gaps->items = rsn_arena_take(arena, room, sizeof *in->gaps->items);
    in->gaps->promises = rsn_arena_take(arena, room, sizeof *in->gaps->promises);
    if (in->is_used == NULL || in->gaps->items == NULL || in->gaps->promises == NULL) return RESSENTI_NO_MEMORY;
    for (size_t i = 0; i < room; i++) in->is_used[i] = false;
    return RESSENTI_OK;
}

static ressenti_status read_pairs(rsn_arena *arena, const rsn_context *context, rsn_gaps *gaps)
{
    rsn_role *roles = NULL;
    pairing in = {.context = context, .gaps = gaps};
    ressenti_status status = rsn_read_roles(arena, context, &roles);
    if (status == RESSENTI_OK) status = take_room(arena, context->figures, &in);
    if (status != RESSENTI_OK) return status;
    in.roles = roles;
    pair_instead(&in);
    pair_promises(&in);
    for (uint32_t i = 0; i < context->figures->count; i++) keep_promise(&in, i);
    qsort(gaps->items, gaps->count, sizeof *gaps->items, by_place);
    return RESSENTI_OK;
}

ressenti_status rsn_read_gaps(rsn_arena *arena, const rsn_lexicon *lexicon, const rsn_folded *folded, const rsn_tokens *tokens,
                              rsn_accents *accents, const rsn_clauses *clauses, const rsn_figures *figures, rsn_gaps *gaps)
{
    rsn_readings cues;
    *gaps = (rsn_gaps){.items = NULL};
    if (!figures->has_measures) return RESSENTI_OK; /* most texts: no cue is looked for */
    ressenti_status status = rsn_read_cues(arena, lexicon, tokens, accents, &cues);
    if (status != RESSENTI_OK) return status;
    rsn_context context = {{folded, tokens}, &cues, clauses, figures};
    return read_pairs(arena, &context, gaps);
}
