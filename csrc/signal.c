/* Signals, channels and irritation: what the rules say, and what figures and tone add. */
#include "signal.h"

#include <stdlib.h>
#include <string.h>

#include "amount.h"
#include "evidence.h"
#include "failure.h"

enum { SHOUTED_WORDS = 2, SHOUTED_LETTERS = 4, EXCLAMATIONS = 3, PILED_UP = 5 };
enum { CURT_WORDS = 7, TOLD_WORDS = 12, LONG_WORDS = 40, GRIEVANCES = 3 };
enum { BAD = -400, VERY_BAD = -600 }; /* scores */

static uint32_t count_bits(uint64_t bits)
{
    uint32_t count = 0;
    for (; bits != 0; bits &= bits - 1) count++;
    return count;
}

/* ---- evidence ------------------------------------------------------------------------------------- */

static rsn_signal *add(rsn_signals *signals, uint32_t signal, uint32_t rule, rsn_span bytes, rsn_span tokens)
{
    rsn_signal *made = &signals->items[signals->count++];
    *made = (rsn_signal){.signal = signal, .rule = rule, .bytes = bytes, .tokens = tokens, .unit = RESSENTI_NO_UNIT, .name = RESSENTI_NONE};
    return made;
}

static void note_value(const rsn_signal_sources *in, const rsn_engine_rule *rule, rsn_signal *signal)
{
    static const rsn_figure_kind KINDS[] = {RSN_DURATION, RSN_DURATION, RSN_PRICE, RSN_PERCENT, RSN_ITEMS}; /* ressenti_figure_kind */
    if (rule->figure == RESSENTI_NO_FIGURE) return;
    const rsn_figure *figure = rsn_figure_near(in->figures, in->tokens, signal->tokens, KINDS[rule->figure]);
    if (figure == NULL) return;
    signal->value = figure->hundredths;
    signal->unit = figure->unit;
}

static void note_attributes(const rsn_signal_sources *in, const rsn_engine_rule *rule, rsn_signal *signal)
{
    for (uint32_t i = rule->attributes.begin; i < rule->attributes.end; i++)
        if (rsn_engine_attribute_at(in->engine, i)->signal == signal->signal) rsn_evidence_attribute(in->engine, signal, i);
}

static void add_hit(const rsn_signal_sources *in, const rsn_hit *hit, const rsn_moods *moods, rsn_signals *signals)
{
    const rsn_engine_rule *rule = rsn_engine_rule_at(in->engine, hit->rule);
    signals->channels |= rule->channels;
    if (!rsn_condition_holds(in, moods, rule->condition, hit)) return;
    if (rule->irritation > signals->irritation) signals->irritation = (uint8_t)rule->irritation;
    if (rule->irritation > 0) signals->grievances |= rule->signals;
    if (rule->flags & RSN_RULE_JOINS) return;
    for (uint32_t signal = 0; signal < in->engine->labels[RESSENTI_SIGNAL].count; signal++) {
        if (!(rule->signals >> signal & 1)) continue;
        rsn_signal *made = add(signals, signal, hit->rule, hit->bytes, hit->tokens);
        made->name = rsn_hit_name(in->engine, in->folded, hit);
        note_value(in, rule, made);
        note_attributes(in, rule, made);
        if (!rule->is_partial || signal != in->engine->recovery) signals->signals |= (uint64_t)1 << signal;
    }
}

static void add_gap(const rsn_signal_sources *in, uint32_t signal, rsn_span bytes, rsn_signals *signals)
{
    if (signal == RESSENTI_NONE) return; /* the packs do not have it */
    add(signals, signal, RESSENTI_NONE, bytes, rsn_tokens_of(in->tokens, bytes))->source = RSN_SOURCE_GAP;
    signals->signals |= (uint64_t)1 << signal;
}

static void add_gaps(const rsn_signal_sources *in, rsn_signals *signals)
{
    for (uint32_t i = 0; i < in->gaps->count; i++) {
        const rsn_gap *gap = &in->gaps->items[i];
        if (gap->direction == RSN_GAP_MISSED) add_gap(in, in->engine->promise_broken, gap->bytes, signals);
        if (gap->direction == RSN_GAP_EXCEEDED) add_gap(in, in->engine->promise_exceeded, gap->bytes, signals);
    }
}

/* What figures have shown is told already. */
static void add_proposals(const rsn_signal_sources *in, rsn_signals *signals)
{
    for (uint32_t i = 0; i < in->proposals->count; i++) {
        const rsn_proposal *proposal = &in->proposals->items[i];
        if (proposal->kind != RESSENTI_SIGNAL || signals->signals >> proposal->label & 1) continue;
        rsn_span bytes = {in->tokens->items[proposal->tokens.begin].begin, in->tokens->items[proposal->tokens.end - 1].end};
        add(signals, proposal->label, RESSENTI_NONE, bytes, proposal->tokens)->source = RSN_SOURCE_MODEL;
        signals->signals |= (uint64_t)1 << proposal->label;
    }
}

/* ---- irritation ----------------------------------------------------------------------------------- */

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

static bool exclaims(const rsn_signal_sources *in)
{
    for (uint32_t i = 0; i < in->clauses->count; i++)
        if (in->clauses->items[i].flags & RSN_CLAUSE_EXCLAIMED) return true;
    return false;
}

static uint32_t count_words(const rsn_tokens *tokens)
{
    uint32_t words = 0;
    for (uint32_t i = 0; i < tokens->count; i++) words += tokens->items[i].kind == RSN_WORD;
    return words;
}

/* A complaint that takes a sentence to tell is no bare fact, nor half a sentence in strong words; a long one that stays bad, or
 * one of several grievances, piles up. */
static uint8_t told_at_length(const rsn_signal_sources *in, uint64_t grievances)
{
    uint32_t words = count_words(in->tokens);
    int32_t score = in->sentiment->score;
    bool piles_up = (words >= LONG_WORDS && score <= BAD) || count_bits(grievances) >= GRIEVANCES;
    return piles_up ? 2 : words >= (score <= VERY_BAD ? CURT_WORDS : TOLD_WORDS);
}

/* Of praise and blame, but long, and more of blame. */
static bool drags_on(const rsn_signal_sources *in)
{
    return in->sentiment->score < 0 && count_words(in->tokens) >= LONG_WORDS;
}

static uint8_t irritation(const rsn_signal_sources *in, const rsn_signals *signals)
{
    uint8_t level = signals->irritation, told;
    if (in->sentiment->label == RESSENTI_POSITIVE || in->sentiment->label == RESSENTI_NEUTRAL) return 0;
    if (level == 1 && in->opinions->negative_count >= PILED_UP) level = 2;
    if (in->sentiment->label != RESSENTI_NEGATIVE) return level > 0 || !drags_on(in) ? level : 1;
    told = told_at_length(in, signals->grievances);
    if (level < told) level = told;
    if (is_shouted(in->folded, in->tokens)) return signals->irritation >= 1 ? 3 : 2;
    return level < 2 && exclaims(in) ? 2 : level;
}

/* ---- all of it ------------------------------------------------------------------------------------ */

static int by_place(const void *a, const void *b)
{
    const rsn_signal *left = a, *right = b;
    if (left->bytes.begin != right->bytes.begin) return left->bytes.begin < right->bytes.begin ? -1 : 1;
    if (left->signal != right->signal) return left->signal < right->signal ? -1 : 1;
    if (left->rule != right->rule) return left->rule < right->rule ? -1 : 1;
    return left->bytes.end < right->bytes.end ? -1 : left->bytes.end > right->bytes.end;
}

ressenti_status rsn_read_signals(rsn_arena *arena, const rsn_signal_sources *in, rsn_signals *signals)
{
    size_t room = in->gaps->count + in->proposals->count + 1;
    rsn_moods moods;
    for (uint32_t i = 0; i < in->hits->items.count; i++)
        room += count_bits(rsn_engine_rule_at(in->engine, rsn_hit_at(in->hits, i)->rule)->signals);
    *signals = (rsn_signals){.items = rsn_arena_take(arena, room, sizeof *signals->items)};
    if (signals->items == NULL) return RESSENTI_NO_MEMORY;
    RSN_TRY(rsn_read_moods(arena, in, &moods));
    for (uint32_t i = 0; i < in->hits->items.count; i++) add_hit(in, rsn_hit_at(in->hits, i), &moods, signals);
    add_gaps(in, signals);
    signals->irritation = irritation(in, signals);
    add_proposals(in, signals);
    qsort(signals->items, signals->count, sizeof *signals->items, by_place);
    rsn_join_attributes(in, signals);
    return RESSENTI_OK;
}
