/* Themes and signals that no rule has found, proposed by the learned model, with the words that weighed most. */
#include "proposal.h"

#include <string.h>

enum {
    MEMO_BITS = 11,
    TOKENS_MOST = 1 << 16, /* what comes later is not asked: sums fit 32 bits */
    MEASURE_BITS = 16
};

/* A word's own weights, summed: RSN_WORD_FEATURES_MOST weights of 127 fit 16 bits. */
_Static_assert(RSN_WORD_FEATURES_MOST * 127 <= INT16_MAX, "a word's sum fits");
_Static_assert((int64_t)TOKENS_MOST * (RSN_WORD_FEATURES_MOST + 1) * 127 <= INT32_MAX, "a text's sum fits");

typedef struct known_word {
    uint64_t hash; /* 0: free */
    uint32_t features;
} known_word;

struct rsn_proposal_memo {
    uint32_t row; /* weights for each bucket */
    known_word words[1 << MEMO_BITS];
    int16_t sums[]; /* a row for each word */
};

static size_t memo_size(uint32_t row)
{
    return sizeof(rsn_proposal_memo) + ((size_t)row << MEMO_BITS) * sizeof(int16_t);
}

ressenti_status rsn_proposal_memo_new(const ressenti_engine *engine, const ressenti_allocator *memory, rsn_proposal_memo **memo)
{
    uint32_t row = rsn_proposal_row((uint32_t)engine->proposals.count);
    *memo = NULL;
    if (row == 0) return RESSENTI_OK;
    *memo = rsn_allocate_zeroed(memory, memo_size(row));
    if (*memo == NULL) return RESSENTI_NO_MEMORY;
    (*memo)->row = row;
    return RESSENTI_OK;
}

void rsn_proposal_memo_release(const ressenti_allocator *memory, rsn_proposal_memo *memo)
{
    if (memo != NULL) rsn_release(memory, memo, memo_size(memo->row));
}

/* ---- sums ----------------------------------------------------------------------------------------------------- */

typedef struct reader {
    const ressenti_engine *engine;
    rsn_proposal_memo *memo;
    const rsn_folded *folded;
    const rsn_tokens *tokens;
    uint32_t count; /* tokens that are asked */
    int32_t sums[RSN_PROPOSALS_MOST];
    uint64_t features;
} reader;

static const int8_t *weights_of(const reader *in, uint64_t feature)
{
    return in->engine->proposal_weights + (size_t)rsn_bucket(feature, RSN_PROPOSAL_BITS) * in->memo->row;
}

/* Whole steps, so that compilers make vectors of them. */
static void add_weights(int16_t *restrict sums, const int8_t *restrict weights, uint32_t row)
{
    for (uint32_t at = 0; at < row; at += RSN_PROPOSAL_STEP)
        for (uint32_t i = 0; i < RSN_PROPOSAL_STEP; i++) sums[at + i] = (int16_t)(sums[at + i] + weights[at + i]);
}

static void add_sums(int32_t *restrict all, const int16_t *restrict sums, uint32_t row)
{
    for (uint32_t at = 0; at < row; at += RSN_PROPOSAL_STEP)
        for (uint32_t i = 0; i < RSN_PROPOSAL_STEP; i++) all[at + i] += sums[at + i];
}

static void add_pair(int32_t *restrict all, const int8_t *restrict weights, uint32_t row)
{
    for (uint32_t at = 0; at < row; at += RSN_PROPOSAL_STEP)
        for (uint32_t i = 0; i < RSN_PROPOSAL_STEP; i++) all[at + i] += weights[at + i];
}

static void sum_word(const reader *in, const rsn_token *token, known_word *word, int16_t *sums)
{
    uint64_t features[RSN_WORD_FEATURES_MOST];
    uint32_t count = rsn_word_features(in->folded, token, features);
    *word = (known_word){token->hash, count};
    memset(sums, 0, in->memo->row * sizeof *sums);
    for (uint32_t i = 0; i < count; i++) add_weights(sums, weights_of(in, features[i]), in->memo->row);
}

/* Two words with one hash are one word to the lexicon too. */
static const int16_t *sums_of(const reader *in, const rsn_token *token, uint32_t *features)
{
    size_t slot = (size_t)(token->hash >> (64 - MEMO_BITS));
    known_word *word = &in->memo->words[slot];
    int16_t *sums = in->memo->sums + slot * in->memo->row;
    if (word->hash != token->hash || token->hash == 0) sum_word(in, token, word, sums);
    *features = word->features;
    return sums;
}

static void sum_text(reader *in)
{
    uint64_t before = 0;
    for (uint32_t i = 0; i < in->count; i++) {
        const rsn_token *token = &in->tokens->items[i];
        uint64_t feature = rsn_feature_of(token);
        uint32_t features = 0;
        if (feature != 0) add_sums(in->sums, sums_of(in, token, &features), in->memo->row);
        if (feature != 0 && before != 0) {
            add_pair(in->sums, weights_of(in, rsn_pair_feature(before, feature)), in->memo->row);
            features++;
        }
        in->features += features;
        before = feature;
    }
}

uint64_t rsn_proposal_measure(uint64_t features)
{
    uint64_t square = (1 + features) << MEASURE_BITS, root = 0;
    for (uint64_t bit = (uint64_t)1 << 31; bit != 0; bit >>= 1)
        if ((root | bit) * (root | bit) <= square) root |= bit;
    return root;
}

/* ---- evidence --------------------------------------------------------------------------------------------------- */

typedef struct weighing {
    int32_t word, pair; /* pair: with the token before */
} weighing;

static weighing weigh(const reader *in, uint32_t output, uint32_t at)
{
    const rsn_token *token = &in->tokens->items[at];
    uint64_t feature = rsn_feature_of(token), before = at > 0 ? rsn_feature_of(&in->tokens->items[at - 1]) : 0;
    uint32_t features = 0;
    weighing weights = {0, 0};
    if (feature == 0) return weights;
    weights.word = sums_of(in, token, &features)[output];
    if (before != 0) weights.pair = weights_of(in, rsn_pair_feature(before, feature))[output];
    return weights;
}

/* The word that weighs most, and its neighbours as long as they weigh at least half as much: three at most. */
static rsn_span find_evidence(const reader *in, uint32_t output)
{
    enum { WORDS_MOST = 3 };
    rsn_span found = {0, 0};
    int32_t most = 0;
    for (uint32_t i = 0; i < in->count; i++) {
        weighing weights = weigh(in, output, i);
        if (in->tokens->items[i].kind == RSN_MARK || weights.word + weights.pair <= most) continue;
        most = weights.word + weights.pair;
        found = (rsn_span){i, i + 1};
    }
    if (most == 0) return found;
    while (found.begin > 0 && found.end - found.begin < WORDS_MOST && in->tokens->items[found.begin - 1].kind == RSN_WORD &&
           weigh(in, output, found.begin - 1).word * 2 >= most)
        found.begin--;
    while (found.end < in->count && found.end - found.begin < WORDS_MOST && in->tokens->items[found.end].kind == RSN_WORD &&
           weigh(in, output, found.end).word * 2 >= most)
        found.end++;
    return found;
}

/* ---- proposals -------------------------------------------------------------------------------------------------- */

typedef struct rules_found {
    bool a_theme;
    uint64_t signals;
} rules_found;

static rules_found what_rules_found(const ressenti_engine *engine, const rsn_hits *hits)
{
    rules_found found = {false, 0};
    for (uint32_t i = 0; i < hits->items.count; i++) {
        const rsn_engine_rule *rule = rsn_engine_rule_at(engine, rsn_hit_at(hits, i)->rule);
        found.a_theme = found.a_theme || rule->theme != RESSENTI_NONE;
        found.signals |= rule->signals;
    }
    return found;
}

static bool theme_is_found(const ressenti_engine *engine, const rsn_hits *hits, uint32_t theme)
{
    for (uint32_t i = 0; i < hits->items.count; i++)
        if (rsn_engine_rule_at(engine, rsn_hit_at(hits, i)->rule)->theme == theme) return true;
    return false;
}

static bool is_found(const ressenti_engine *engine, const rsn_hits *hits, const rules_found *found, const rsn_engine_proposal *proposal)
{
    if (proposal->kind == RESSENTI_SIGNAL) return found->signals >> proposal->label & 1;
    return found->a_theme && theme_is_found(engine, hits, proposal->label);
}

static bool is_sure(const reader *in, uint32_t output, int32_t needed, uint64_t measure)
{
    return needed != RSN_PROPOSAL_NEVER && (int64_t)in->sums[output] * (1 << MEASURE_BITS) >= (int64_t)needed * (int64_t)measure;
}

ressenti_status rsn_read_proposals(rsn_arena *arena, const ressenti_engine *engine, rsn_proposal_memo *memo, const rsn_folded *folded,
                                   const rsn_tokens *tokens, const rsn_hits *hits, rsn_proposals *proposals)
{
    rules_found found = what_rules_found(engine, hits);
    *proposals = (rsn_proposals){NULL, 0};
    if (memo == NULL || (found.a_theme && !engine->proposes_beside)) return RESSENTI_OK;
    reader in = {.engine = engine, .memo = memo, .folded = folded, .tokens = tokens};
    in.count = tokens->count < TOKENS_MOST ? tokens->count : TOKENS_MOST;
    sum_text(&in);
    uint64_t measure = rsn_proposal_measure(in.features);
    for (uint32_t output = 0; output < engine->proposals.count; output++) {
        const rsn_engine_proposal *known = &RSN_AT(&engine->proposals, rsn_engine_proposal, output);
        if (!is_sure(&in, output, found.a_theme ? known->beside : known->alone, measure) || is_found(engine, hits, &found, known)) continue;
        rsn_proposal made = {known->kind, known->label, find_evidence(&in, output)};
        if (made.tokens.begin == made.tokens.end) continue;
        if (proposals->items == NULL) proposals->items = rsn_arena_take(arena, engine->proposals.count, sizeof made);
        if (proposals->items == NULL) return RESSENTI_NO_MEMORY;
        proposals->items[proposals->count++] = made;
    }
    return RESSENTI_OK;
}
