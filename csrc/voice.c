/* Whose words a judgement is made of: the customer's own, a quotation, hearsay, a wish, a name. */
#include "voice.h"

#include <string.h>

#include "compiler.h"
#include "ressenti_build.h"

enum { QUOTE_MOST = 14, REPORT_REACH = 9, REPORT_BEHIND = 4, WISH_REACH = 10, CONDITIONAL_LEAST = 5 };

enum { SAYS_IF = 1, IS_CONDITIONAL = 2, CONFIRMS = 4, DENIES = 8, ASKS = 16 };

typedef struct reader {
    const rsn_folded *folded;
    const rsn_tokens *tokens;
    const rsn_readings *readings;
    const rsn_clauses *clauses;
    rsn_voices *voices;
} reader;

static bool is_one_of(const reader *in, uint32_t at, const char *const *words, size_t count)
{
    for (size_t i = 0; at < in->tokens->count && i < count; i++)
        if (rsn_token_is(in->folded, &in->tokens->items[at], words[i])) return true;
    return false;
}

static int voice_at(const rsn_readings *readings, uint32_t at)
{
    const rsn_reading *reading = rsn_reading_with(readings, at, RSN_HAS_VOICE);
    return reading == NULL ? -1 : reading->word->voice;
}

/* ---- quotations --------------------------------------------------------------------------- */

static bool is_quote(const reader *in, uint32_t at)
{
    return in->tokens->items[at].kind == RSN_MARK && in->tokens->items[at].mark == '"';
}

/* A capital behind the mark makes a title or a name, unless the sentence begins there. */
static bool is_name(const reader *in, rsn_span inside)
{
    const rsn_token *first = &in->tokens->items[inside.begin];
    bool begins_text = inside.begin < 2 || in->clauses->items[first->clause].sentence != in->clauses->items[in->tokens->items[inside.begin - 2].clause].sentence;
    return (first->flags & RSN_TOKEN_CAPITAL) && !(first->flags & RSN_TOKEN_CAPITALS) && !begins_text && inside.end - inside.begin <= 5;
}

static void mark_quotations(const reader *in)
{
    uint32_t open = RESSENTI_NONE;
    for (uint32_t at = 0; at < in->tokens->count; at++) {
        if (!is_quote(in, at)) continue;
        if (open != RESSENTI_NONE && at > open + 1 && at - open <= QUOTE_MOST) {
            uint8_t voice = is_name(in, (rsn_span){open + 1, at}) ? RSN_VOICE_NAME : RSN_VOICE_QUOTED;
            memset(in->voices->of_token + open + 1, voice, at - open - 1);
            open = RESSENTI_NONE;
        } else {
            open = at;
        }
    }
}

/* ---- what a sentence says of its own words --------------------------------------------------- */

/* « si vous aviez », not « si aimable ». */
static bool says_if(const reader *in, uint32_t at)
{
    static const char *const IF[] = {"si", "s"}, *const SUBJECT[] = {"je", "j", "il", "ils", "elle", "elles", "on", "nous", "vous", "le", "la",
                                     "les", "l", "ca", "cela", "c", "ce", "cet", "cette", "ces", "votre", "vos", "leur", "mon", "ma", "tout"};
    return is_one_of(in, at, IF, RSN_COUNT(IF)) && is_one_of(in, at + 1, SUBJECT, RSN_COUNT(SUBJECT));
}

/* « serait », « reviendrais », « seraient ». */
static bool is_conditional(const reader *in, uint32_t at)
{
    static const char *const ENDS[] = {"rais", "rait", "raient", "rions", "riez"}, *const OTHER[] = {"vrais", "frais", "parait", "apparait", "disparait", "portrait", "retrait", "extrait", "attrait"};
    const rsn_token *token = &in->tokens->items[at];
    uint32_t size = token->end - token->begin;
    if (token->kind != RSN_WORD || size < CONDITIONAL_LEAST) return false;
    const char *end = (const char *)in->folded->bytes + token->end;
    if (end[-1] != 's' && end[-1] != 't' && end[-1] != 'z') return false;
    for (size_t i = 0; i < RSN_COUNT(ENDS); i++) {
        uint32_t length = (uint32_t)strlen(ENDS[i]);
        if (size > length && memcmp(end - length, ENDS[i], length) == 0) return !is_one_of(in, at, OTHER, RSN_COUNT(OTHER));
    }
    return false;
}

static uint8_t flags_of(const reader *in, uint32_t at)
{
    uint8_t flags = 0;
    if (says_if(in, at)) flags |= SAYS_IF;
    if (is_conditional(in, at)) flags |= IS_CONDITIONAL;
    switch (voice_at(in->readings, at)) {
    case RESSENTI_VOICE_CONFIRMED: return flags | CONFIRMS;
    case RESSENTI_VOICE_DENIED: return flags | DENIES;
    case RESSENTI_VOICE_REQUEST: return flags | ASKS;
    default: return flags;
    }
}

ressenti_status rsn_read_voices(rsn_arena *arena, const rsn_folded *folded, const rsn_tokens *tokens,
                                const rsn_readings *readings, const rsn_clauses *clauses, rsn_voices *voices)
{
    uint32_t sentences = clauses->count == 0 ? 1 : clauses->items[clauses->count - 1].sentence + 1;
    voices->of_token = rsn_arena_take(arena, (size_t)tokens->count + 1, 1);
    voices->of_sentence = rsn_arena_take(arena, sentences, 1);
    voices->asks = false;
    if (voices->of_token == NULL || voices->of_sentence == NULL) return RESSENTI_NO_MEMORY;
    memset(voices->of_token, RSN_VOICE_OWN, (size_t)tokens->count + 1);
    memset(voices->of_sentence, 0, sentences);
    reader in = {folded, tokens, readings, clauses, voices};
    mark_quotations(&in);
    for (uint32_t at = 0; at < tokens->count; at++) {
        uint8_t flags = flags_of(&in, at);
        voices->of_sentence[clauses->items[tokens->items[at].clause].sentence] |= flags;
        voices->asks = voices->asks || (flags & ASKS);
    }
    return RESSENTI_OK;
}

/* ---- who says some words ------------------------------------------------------------------------ */

/* A cue of this kind before the words, in their clause, or just behind them; `cue` receives it. */
static bool is_voiced(const rsn_readings *readings, const rsn_clause *clause, rsn_span words, int kind, uint32_t reach, uint32_t behind, rsn_span *cue)
{
    for (uint32_t at = words.begin, steps = 0; at > clause->tokens.begin && steps < reach; steps++) {
        if (voice_at(readings, --at) != kind) continue;
        *cue = rsn_reading_with(readings, at, RSN_HAS_VOICE)->tokens;
        return true;
    }
    for (uint32_t at = words.end; at < clause->tokens.end && at < words.end + behind; at++) {
        if (voice_at(readings, at) != kind) continue;
        *cue = rsn_reading_with(readings, at, RSN_HAS_VOICE)->tokens;
        return true;
    }
    return false;
}

rsn_voice rsn_find_voice(const rsn_voices *voices, const rsn_tokens *tokens, const rsn_readings *readings,
                         const rsn_clauses *clauses, rsn_span words, bool praises, rsn_span *cue)
{
    const rsn_clause *clause = &clauses->items[tokens->items[words.begin].clause];
    uint8_t sentence = voices->of_sentence[clause->sentence];
    rsn_voice said = sentence & CONFIRMS ? RSN_VOICE_OWN : sentence & DENIES ? RSN_VOICE_DENIED : RSN_VOICE_REPORTED;
    uint8_t quoted = voices->of_token[words.begin] | voices->of_token[words.end - 1];
    switch (quoted) {
    case RSN_VOICE_NAME: return RSN_VOICE_NAME;
    case RSN_VOICE_QUOTED: return said == RSN_VOICE_REPORTED ? RSN_VOICE_QUOTED : said;
    default: break;
    }
    if (is_voiced(readings, clause, words, RESSENTI_VOICE_WISHED, WISH_REACH, 0, cue)) return RSN_VOICE_WISHED;
    if (is_voiced(readings, clause, words, RESSENTI_VOICE_REPORTED, REPORT_REACH, REPORT_BEHIND, cue)) return said;
    if (praises && is_voiced(readings, clause, (rsn_span){words.end, words.end}, RESSENTI_VOICE_REPORTED, words.end - words.begin, 0, cue)) return said;
    return (sentence & SAYS_IF) && (sentence & IS_CONDITIONAL) ? RSN_VOICE_WISHED : RSN_VOICE_OWN;
}
