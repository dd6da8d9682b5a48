/* The label of a text and how sure it is: logistic regression over some thirty figures, in integers. */
#include "verdict.h"

#include <stdlib.h>

enum {
    SOFTNESS = 40, /* points */
    WORD_SOFTNESS = 2,
    WORDS_MOST = 60,
    ALL = 1000,
    FAINT = 24,    /* points: so few were hardly felt */
    EVEN = 20,
    LONG = 20,     /* words */
    NAT_BITS = 10  /* logits are 1,024ths */
};

int32_t rsn_length_weight(uint32_t words)
{
    return SOFTNESS + WORD_SOFTNESS * (words < WORDS_MOST ? (int32_t)words : WORDS_MOST);
}

int32_t rsn_score(int32_t points, uint32_t words)
{
    return (int32_t)(ALL * (int64_t)points / (llabs((long long)points) + rsn_length_weight(words)));
}

/* How near to each other both sides are. */
static int32_t evenness(int64_t left, int64_t right)
{
    int64_t lighter = left < right ? left : right, heavier = left < right ? right : left;
    return (int32_t)(ALL * lighter / (heavier + EVEN));
}

/* Which side has how much of both, whatever the length. */
static int32_t balance(int64_t left, int64_t right)
{
    return (int32_t)(ALL * (left - right) / (left + right + EVEN));
}

static int32_t share(uint32_t part, uint32_t of)
{
    return of == 0 ? 0 : (int32_t)((uint64_t)ALL * part / of);
}

void rsn_find_evidence(const rsn_grounds *grounds, int32_t evidence[RSN_EVIDENCE_COUNT])
{
    int64_t praise = grounds->praise, blame = grounds->blame;
    int32_t score = rsn_score(grounds->points, grounds->words), neutral = rsn_score(grounds->neutral, grounds->words);
    int32_t faint = (int32_t)(ALL * FAINT / (FAINT + praise + blame)), asked = share(grounds->questions, grounds->clauses);
    int32_t even = evenness(praise, blame), leaning = balance(praise, blame);
    int32_t found[RSN_EVIDENCE_COUNT] = {
        ALL,
        rsn_score(grounds->praise, grounds->words),
        rsn_score(grounds->blame, grounds->words),
        even,
        rsn_score(grounds->good, grounds->words),
        rsn_score(grounds->bad, grounds->words),
        evenness(grounds->good, grounds->bad),
        leaning,
        balance(grounds->good, grounds->bad),
        faint,
        score,
        abs(score),
        rsn_score(grounds->points - grounds->praise + grounds->blame, grounds->words),
        neutral,
        neutral * faint / ALL,
        rsn_score(grounds->mixed, grounds->words),
        asked,
        asked * faint / ALL,
        grounds->contrasts ? ALL : 0,
        grounds->contrasts ? even : 0,
        (int32_t)((int64_t)leaning * LONG / (LONG + (int64_t)grounds->words)),
        share(grounds->words, grounds->words + LONG),
        grounds->is_ironical ? ALL : 0,
        grounds->is_recovered ? ALL : 0,
        rsn_score(grounds->best, 0),
        rsn_score(grounds->worst, 0),
        evenness(grounds->best, grounds->worst),
        rsn_score(grounds->opening, 0),
        rsn_score(grounds->ending, 0),
    };
    for (int i = 0; i < RSN_EVIDENCE_COUNT; i++) evidence[i] = found[i];
}

/* exp(-x / 1024) in 65,536ths for x >= 0: a power of two, and between two of them 1 - 0.6565 f + 0.1565 f^2, which is right to
 * two thousandths. */
static uint32_t decay(uint32_t x)
{
    enum { LOG2E = 94548 /* log2(e), 65,536ths */, ONE = 1 << 16, LINEAR = 43024, SQUARE = 10256, DEEPEST = 20 };
    uint64_t power = (uint64_t)x * LOG2E >> NAT_BITS;
    uint32_t whole = (uint32_t)(power >> 16);
    uint64_t f = power & (ONE - 1);
    if (power >> 16 >= DEEPEST) return 0;
    return (uint32_t)(ONE - (LINEAR * f >> 16) + (SQUARE * (f * f >> 16) >> 16)) >> whole;
}

static int64_t logit_of(const int32_t coefficients[RSN_EVIDENCE_COUNT], const int32_t evidence[RSN_EVIDENCE_COUNT])
{
    int64_t sum = 0;
    for (int i = 0; i < RSN_EVIDENCE_COUNT; i++) sum += (int64_t)coefficients[i] * evidence[i];
    return sum / ALL;
}

rsn_verdict rsn_give_verdict(const rsn_pack_model *model, const int32_t evidence[RSN_EVIDENCE_COUNT])
{
    int64_t logits[RSN_VERDICT_COUNT], highest = INT64_MIN;
    uint32_t best = 0, total = 0;
    for (uint32_t v = 0; v < RSN_VERDICT_COUNT; v++) {
        if (!(model->answers >> v & 1)) continue;
        logits[v] = logit_of(model->verdicts[v], evidence);
        if (logits[v] <= highest) continue;
        highest = logits[v];
        best = v;
    }
    for (uint32_t v = 0; v < RSN_VERDICT_COUNT; v++) {
        if (!(model->answers >> v & 1)) continue;
        int64_t below = highest - logits[v];
        total += decay(below < UINT32_MAX ? (uint32_t)below : UINT32_MAX);
    }
    return (rsn_verdict){(uint8_t)(RESSENTI_POSITIVE + best), (int32_t)(((uint64_t)ALL << 16) / total)};
}
