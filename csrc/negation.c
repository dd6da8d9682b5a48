/* What ne ... pas and its cousins reach. */
#include "negation.h"

#include "compiler.h"
#include "ressenti_build.h"

enum { REACH = 5, NE_REACH = 5, FOLLOWING = 3 };

typedef struct scope {
    const rsn_tokens *tokens;
    const rsn_folded *folded;
    const rsn_readings *readings;
    const rsn_clause *clause;
} scope;

/* The kind of negation that stands at a token, or -1. */
static int negation_at(const scope *in, uint32_t at)
{
    const rsn_reading *reading = rsn_reading_with(in->readings, at, RSN_HAS_NEGATION);
    /* Inside a longer expression (pas mal) the particle has done its work. */
    if (reading == NULL || reading->tokens.end - 1 != at) return -1;
    return reading->word->negation;
}

static bool is_word(const scope *in, uint32_t at, const char *word)
{
    return at < in->clause->tokens.end && rsn_token_is(in->folded, &in->tokens->items[at], word);
}

static bool ne_stands_before(const scope *in, uint32_t at)
{
    for (uint32_t steps = 0; at > in->clause->tokens.begin && steps < NE_REACH; steps++)
        if (negation_at(in, --at) == RESSENTI_NEGATION_NE) return true;
    return false;
}

/* « plus » negates with « ne », or before « de » and « aucun »; otherwise it compares (plus rapide). */
static bool plus_negates(const scope *in, uint32_t at)
{
    return ne_stands_before(in, at) || is_word(in, at + 1, "de") || is_word(in, at + 1, "d") ||
           is_word(in, at + 1, "aucun") || is_word(in, at + 1, "aucune");
}

static bool negates(const scope *in, uint32_t at, int kind)
{
    if (kind < 0 || kind == RESSENTI_NEGATION_NE) return false;
    return !is_word(in, at, "plus") || plus_negates(in, at);
}

/* « jamais vu un service aussi nul »: the degree is what never was, the judgement stands. */
static bool is_superlative(const scope *in, uint32_t at, uint32_t words_end)
{
    static const char *const DEGREE[] = {"aussi", "si", "autant", "tant", "tellement", "pareil", "pareille", "tel", "telle"};
    if (!is_word(in, at, "jamais")) return false;
    for (; ++at < words_end;)
        for (size_t i = 0; i < RSN_COUNT(DEGREE); i++)
            if (is_word(in, at, DEGREE[i])) return true;
    return false;
}

/* « pas que », « pas seulement » and « pas si » before a noun of time restrict without turning round. */
static bool only_restricts(const scope *in, uint32_t at)
{
    return is_word(in, at + 1, "que") || is_word(in, at + 1, "qu") || is_word(in, at + 1, "seulement");
}

/* What has been found on the way: « pas » and « sans » turn each time, the others say one thing together (plus jamais
 * aucun, ni … ni, pas … ni). */
typedef struct turns {
    uint32_t turning;
    bool agreeing, has_nor, is_weak;
} turns;

static void count(const scope *in, uint32_t at, int kind, turns *found)
{
    if (kind == RESSENTI_NEGATION_WEAK) found->is_weak = true;
    else if (kind == RESSENTI_NEGATION_NOR) found->has_nor = true;
    else if (kind == RESSENTI_NEGATION_WITHOUT || is_word(in, at, "pas")) found->turning++;
    else found->agreeing = true;
}

static rsn_negated sum_up(const turns *found)
{
    uint32_t turning = found->turning + found->agreeing;
    if (found->has_nor && turning == 0) turning = 1;
    if (turning % 2 == 1) return RSN_NEGATED;
    return found->is_weak ? RSN_WEAKENED : RSN_AFFIRMED;
}

rsn_negated rsn_find_negation(const rsn_tokens *tokens, const rsn_folded *folded, const rsn_readings *readings,
                              const rsn_clauses *clauses, rsn_span words, bool is_verb, uint32_t *cue)
{
    scope in = {tokens, folded, readings, &clauses->items[tokens->items[words.begin].clause]};
    turns found = {0, false, false, false};
    for (uint32_t at = words.begin, steps = 0; at > in.clause->tokens.begin && steps < REACH; steps++) {
        int kind = negation_at(&in, --at);
        if (!negates(&in, at, kind) || only_restricts(&in, at) || is_superlative(&in, at, words.end)) continue;
        if (kind == RESSENTI_NEGATION_WEAK && words.begin - at > 2) continue; /* peu aimable, but not: peu de monde, accueil aimable */
        count(&in, at, kind, &found);
        *cue = at;
    }
    for (uint32_t at = words.end, steps = 0; is_verb && at < in.clause->tokens.end && steps < FOLLOWING; at++, steps++) {
        int kind = negation_at(&in, at);
        bool is_after = kind == RESSENTI_NEGATION_AFTER && negates(&in, at, kind) && !only_restricts(&in, at);
        if (!is_after || (!ne_stands_before(&in, words.begin) && at != words.end)) continue;
        count(&in, at, kind, &found);
        *cue = at;
        break;
    }
    return sum_up(&found);
}
