/* Signals, channels and irritation: what the rules say, and what figures and tone add. */
#include "signal.h"

#include <stdlib.h>

#include "failure.h"

enum { SHOUTED_WORDS = 2, SHOUTED_LETTERS = 4, EXCLAMATIONS = 3, PILED_UP = 5 };

static uint32_t count_bits(uint64_t bits)
{
    uint32_t count = 0;
    for (; bits != 0; bits &= bits - 1) count++;
    return count;
}

static void add(rsn_signals *signals, rsn_signal signal)
{
    if (signal.signal == RESSENTI_NONE) return; /* the packs do not have it */
    signals->items[signals->count++] = signal;
    signals->signals |= (uint64_t)1 << signal.signal;
}

static void add_hit(const ressenti_engine *engine, const rsn_folded *folded, const rsn_hit *hit, rsn_signals *signals)
{
    const rsn_engine_rule *rule = rsn_engine_rule_at(engine, hit->rule);
    for (uint32_t signal = 0; signal < engine->labels[RESSENTI_SIGNAL].count; signal++)
        if (rule->signals >> signal & 1) add(signals, (rsn_signal){signal, hit->rule, hit->bytes, rsn_hit_name(engine, folded, hit)});
    signals->channels |= rule->channels;
    if (rule->irritation > signals->irritation) signals->irritation = (uint8_t)rule->irritation;
}

static void add_gaps(const ressenti_engine *engine, const rsn_gaps *gaps, rsn_signals *signals)
{
    for (uint32_t i = 0; i < gaps->count; i++) {
        rsn_signal evidence = {RESSENTI_NONE, RESSENTI_NONE, gaps->items[i].bytes, RESSENTI_NONE};
        if (gaps->items[i].direction == RSN_GAP_MISSED) evidence.signal = engine->promise_broken;
        if (gaps->items[i].direction == RSN_GAP_EXCEEDED) evidence.signal = engine->promise_exceeded;
        add(signals, evidence);
    }
}

/* Capitals and exclamation marks raise the voice. */
static bool is_shouted(const rsn_folded *folded, const rsn_tokens *tokens)
{
    uint32_t words = 0, marks = 0;
    for (uint32_t i = 0; i < tokens->count; i++) {
        const rsn_token *token = &tokens->items[i];
        words += (token->flags & RSN_TOKEN_CAPITALS) && token->end - token->begin >= SHOUTED_LETTERS;
        marks += token->kind == RSN_MARK && token->mark == '!';
    }
    bool all_capitals = folded->letters >= 12 && folded->capitals * 10 > folded->letters * 8;
    return words >= SHOUTED_WORDS || marks >= EXCLAMATIONS || all_capitals;
}

static uint8_t irritation(uint8_t from_rules, const rsn_folded *folded, const rsn_tokens *tokens,
                          const rsn_opinions *opinions, const rsn_sentiment *sentiment)
{
    uint8_t level = from_rules;
    if (sentiment->label == RESSENTI_POSITIVE || sentiment->label == RESSENTI_NEUTRAL) return 0;
    if (sentiment->label == RESSENTI_NEGATIVE && is_shouted(folded, tokens)) level = level >= 1 ? 3 : 2;
    if (level == 1 && opinions->negative_count >= PILED_UP) level = 2;
    return level;
}

static int by_place(const void *a, const void *b)
{
    const rsn_signal *left = a, *right = b;
    if (left->bytes.begin != right->bytes.begin) return left->bytes.begin < right->bytes.begin ? -1 : 1;
    if (left->signal != right->signal) return left->signal < right->signal ? -1 : 1;
    if (left->rule != right->rule) return left->rule < right->rule ? -1 : 1;
    return left->bytes.end < right->bytes.end ? -1 : left->bytes.end > right->bytes.end;
}

ressenti_status rsn_read_signals(rsn_arena *arena, const ressenti_engine *engine, const rsn_folded *folded,
                                 const rsn_tokens *tokens, const rsn_hits *hits, const rsn_gaps *gaps,
                                 const rsn_opinions *opinions, const rsn_sentiment *sentiment, rsn_signals *signals)
{
    size_t room = gaps->count + 1;
    for (uint32_t i = 0; i < hits->items.count; i++)
        room += count_bits(rsn_engine_rule_at(engine, rsn_hit_at(hits, i)->rule)->signals);
    *signals = (rsn_signals){.items = rsn_arena_take(arena, room, sizeof *signals->items)};
    if (signals->items == NULL) return RESSENTI_NO_MEMORY;
    for (uint32_t i = 0; i < hits->items.count; i++) add_hit(engine, folded, rsn_hit_at(hits, i), signals);
    add_gaps(engine, gaps, signals);
    signals->irritation = irritation(signals->irritation, folded, tokens, opinions, sentiment);
    qsort(signals->items, signals->count, sizeof *signals->items, by_place);
    return RESSENTI_OK;
}
