/* What was promised against what happened, where both are figures. */
#include "gap.h"

#include "compiler.h"
#include "ressenti_build.h"

enum { CUE_REACH = 6, PAIR_REACH = 30, UNIT_REACH = 6, INSTEAD_REACH = 3 };

typedef struct reader {
    const rsn_folded *folded;
    const rsn_tokens *tokens;
    const rsn_readings *readings;
    const rsn_clauses *clauses;
} reader;

static int cue_at(const reader *in, uint32_t at)
{
    const rsn_reading *reading = rsn_reading_with(in->readings, at, RSN_HAS_CUE);
    return reading == NULL || reading->word->cue > RESSENTI_CUE_INSTEAD ? -1 : reading->word->cue;
}

/* The nearest cue before a quantity, not beyond `from`, else just after it in its clause; -1: none. */
static int cue_of(const reader *in, const rsn_quantity *quantity, uint32_t from)
{
    for (uint32_t at = quantity->tokens.begin, steps = 0; at > from && steps < CUE_REACH; steps++) {
        int cue = cue_at(in, --at);
        if (cue >= 0) return cue;
    }
    uint32_t clause_end = in->clauses->items[in->tokens->items[quantity->tokens.begin].clause].tokens.end;
    for (uint32_t at = quantity->tokens.end; at < clause_end && at < quantity->tokens.end + 3; at++) {
        int cue = cue_at(in, at);
        if (cue == RESSENTI_CUE_PROMISE) return cue;
        if (cue >= 0) return -1; /* it belongs to what follows */
    }
    return -1;
}

/* Minutes in a unit of time. */
static int64_t minutes(uint8_t unit)
{
    static const int64_t MINUTES[] = {1, 60, 1440, 10080, 43200};
    return MINUTES[unit];
}

/* Both in the unit of the promise. */
static int64_t in_unit_of(const rsn_quantity *promise, const rsn_quantity *actual)
{
    if (promise->kind != RSN_DURATION || promise->unit == actual->unit) return actual->hundredths;
    return (actual->hundredths * minutes(actual->unit) + minutes(promise->unit) / 2) / minutes(promise->unit);
}

static bool is_one_of(const reader *in, uint32_t at, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (rsn_token_is(in->folded, &in->tokens->items[at], words[i])) return true;
    return false;
}

/* Of a rebate or a voucher the customer wants more. */
static bool speaks_of_a_gift(const reader *in, const rsn_quantity *promise)
{
    static const char *const GIFTS[] = {"rabais", "remise", "remises", "reduction", "reductions", "bonus", "cadeau", "cheque", "offre", "bon", "prime"};
    for (uint32_t at = promise->tokens.begin, steps = 0; at > 0 && steps < CUE_REACH; steps++)
        if (is_one_of(in, --at, GIFTS, RSN_COUNT(GIFTS))) return true;
    return false;
}

static rsn_gap make_gap(const reader *in, const rsn_quantity *promise, const rsn_quantity *actual)
{
    const rsn_quantity *first = promise->tokens.begin < actual->tokens.begin ? promise : actual;
    const rsn_quantity *second = first == promise ? actual : promise;
    rsn_gap gap = {.kind = promise->kind, .unit = promise->unit, .promised = promise->hundredths, .actual = in_unit_of(promise, actual)};
    bool more_is_better = promise->kind == RSN_PERCENT || promise->kind == RSN_ITEMS || speaks_of_a_gift(in, promise);
    gap.direction = gap.promised == gap.actual                       ? RSN_GAP_MET
                    : (gap.actual > gap.promised) == more_is_better ? RSN_GAP_EXCEEDED
                                                                     : RSN_GAP_MISSED;
    gap.bytes = (rsn_span){in->tokens->items[first->tokens.begin].begin, in->tokens->items[second->tokens.end - 1].end};
    return gap;
}

/* « 7 jours au lieu de 5 »: the cue just before the second settles it. */
static bool stands_instead(const reader *in, const rsn_quantity *first, const rsn_quantity *second)
{
    uint32_t from = second->tokens.begin > first->tokens.end + INSTEAD_REACH ? second->tokens.begin - INSTEAD_REACH : first->tokens.end;
    for (uint32_t at = from; at < second->tokens.begin; at++)
        if (cue_at(in, at) == RESSENTI_CUE_INSTEAD) return true;
    return false;
}

/* « à 20 h », « vers 8h30 »: a time of day, not a duration. */
static bool is_clock_time(const reader *in, const rsn_quantity *quantity)
{
    static const char *const BEFORE_CLOCK[] = {"a", "avant", "vers", "des", "apres", "de", "entre"};
    if (quantity->kind != RSN_DURATION || quantity->unit != RSN_HOUR || quantity->tokens.begin == 0) return false;
    return is_one_of(in, quantity->tokens.begin - 1, BEFORE_CLOCK, RSN_COUNT(BEFORE_CLOCK));
}

static bool pair(const reader *in, rsn_quantity first, rsn_quantity second, uint32_t from, rsn_gap *gap)
{
    if (is_clock_time(in, &first) || is_clock_time(in, &second)) return false;
    bool is_instead = stands_instead(in, &first, &second);
    if (is_instead && second.kind == RSN_ITEMS && second.tokens.begin - first.tokens.end <= 4) {
        second.kind = first.kind; /* the unit is said once */
        second.unit = first.unit;
    }
    int cue_first = cue_of(in, &first, from), cue_second = cue_of(in, &second, first.tokens.end);
    bool is_paired = cue_first != cue_second && cue_first >= 0 && cue_second >= 0;
    if (is_paired && second.kind == RSN_ITEMS && first.kind != RSN_ITEMS && second.tokens.begin - first.tokens.end <= UNIT_REACH) {
        second.kind = first.kind; /* promis en 5 jours, reçu en 7 */
        second.unit = first.unit;
    }
    bool same_unit = first.unit == second.unit || first.kind == RSN_DURATION;
    if (first.kind != second.kind || !same_unit || second.tokens.begin - first.tokens.end > PAIR_REACH) return false;
    if (is_instead) {
        *gap = make_gap(in, &second, &first);
        return true;
    }
    if (first.kind == RSN_ITEMS) return false;
    if (cue_first == RESSENTI_CUE_PROMISE && cue_second == RESSENTI_CUE_ACTUAL) {
        *gap = make_gap(in, &first, &second);
        return true;
    }
    if (cue_second == RESSENTI_CUE_PROMISE && cue_first == RESSENTI_CUE_ACTUAL) {
        *gap = make_gap(in, &second, &first);
        return true;
    }
    return false;
}

ressenti_status rsn_read_gaps(rsn_arena *arena, const rsn_folded *folded, const rsn_tokens *tokens, const rsn_readings *readings,
                              const rsn_clauses *clauses, const rsn_quantities *quantities, rsn_gaps *gaps)
{
    reader in = {folded, tokens, readings, clauses};
    uint32_t from = 0;
    gaps->count = 0;
    gaps->items = rsn_arena_take(arena, (size_t)quantities->count + 1, sizeof *gaps->items);
    if (gaps->items == NULL) return RESSENTI_NO_MEMORY;
    for (uint32_t i = 0; i + 1 < quantities->count; i++) {
        if (pair(&in, quantities->items[i], quantities->items[i + 1], from, &gaps->items[gaps->count])) {
            gaps->count++;
            i++;
        }
        from = quantities->items[i].tokens.end;
    }
    return RESSENTI_OK;
}
