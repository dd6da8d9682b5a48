/* The nearest cue decides; what stands closest around a figure may forbid it any role: every twelve minutes, five euros more. */
#include "roles.h"

#include "ressenti_build.h"

enum { REACH_BEFORE = 9, REACH_BEHIND = 6, NEXT_REACH = 3, PARTICIPLE_REACH = 2, AROUND = 40 };

int rsn_cue_at(const rsn_context *context, uint32_t at)
{
    const rsn_reading *reading = rsn_reading_with(context->cues, at, RSN_HAS_CUE);
    if (reading == NULL) return -1;
    bool lacks_accent = (reading->word->cue & RESSENTI_CUE_ACCENTED) && !(context->in.tokens->items[reading->tokens.begin].flags & RSN_TOKEN_ACCENTED);
    return lacks_accent ? -1 : reading->word->cue & ~RESSENTI_CUE_ACCENTED;
}

uint32_t rsn_sentence_at(const rsn_context *context, uint32_t at)
{
    return context->clauses->items[context->in.tokens->items[at].clause].sentence;
}

bool rsn_has_cue(const rsn_context *context, uint32_t from, uint32_t end, int kind)
{
    if (end > context->in.tokens->count) end = context->in.tokens->count;
    for (; from < end; from++)
        if (rsn_cue_at(context, from) == kind) return true;
    return false;
}

/* The tokens of a clause, or of a sentence, that stand near a figure: what is far away in a text without an end says nothing. */
static rsn_span around(const rsn_context *context, const rsn_figure *figure, bool is_sentence)
{
    const rsn_token *items = context->in.tokens->items;
    uint32_t begin = figure->tokens.begin, end = figure->tokens.end, clause = items[begin].clause, sentence = rsn_sentence_at(context, begin);
    uint32_t first = begin > AROUND ? begin - AROUND : 0, last = end + AROUND < context->in.tokens->count ? end + AROUND : context->in.tokens->count;
    while (begin > first && (is_sentence ? rsn_sentence_at(context, begin - 1) == sentence : items[begin - 1].clause == clause)) begin--;
    while (end < last && (is_sentence ? rsn_sentence_at(context, end) == sentence : items[end].clause == clause)) end++;
    return (rsn_span){begin, end};
}

static bool has_cue_around(const rsn_context *context, const rsn_figure *figure, bool is_sentence, int kind)
{
    rsn_span near = around(context, figure, is_sentence);
    return rsn_has_cue(context, near.begin, near.end, kind);
}

static rsn_span cue_tokens(const rsn_context *context, uint32_t at)
{
    return rsn_reading_with(context->cues, at, RSN_HAS_CUE)->tokens;
}

/* ---- what has no role ------------------------------------------------------------------------------------ */

/* « j'en ai compté 21 ouvertes »: the noun was said before. */
bool rsn_has_pronoun(const rsn_wording *in, uint32_t begin)
{
    enum { WORDS = 4 };
    for (uint32_t at = begin, steps = 0; at > 0 && steps < WORDS; steps++)
        if (rsn_word_at(in, --at, "en") && at + 1 < begin) return true;
    return false;
}

/* Behind a number above one a noun ends in s or x, and so do few other words. */
uint32_t rsn_counted_noun(const rsn_context *context, const rsn_figure *figure)
{
    static const char *const FUNCTION_WORDS[] = {"alors", "apres", "chez", "dans", "des", "depuis", "elles", "ils", "les", "mais", "mes", "moins", "nous", "pas", "plus", "puis",
                                                 "sans", "ses", "sous", "toujours", "tous", "toutes", "vers", "vos", "vous", "c", "d", "s", "j", "l", "pcs", "seul", "seule", NULL};
    uint32_t at = figure->tokens.end;
    int cue = rsn_kind_at(&context->in, at, RSN_WORD) ? rsn_cue_at(context, at) : RESSENTI_CUE_PROMISE;
    if ((cue >= 0 && cue != RESSENTI_CUE_NEUTRAL) || rsn_any_word_at(&context->in, at, FUNCTION_WORDS)) return RESSENTI_NONE;
    const rsn_token *token = &context->in.tokens->items[at];
    uint8_t last = context->in.folded->bytes[token->end - 1];
    bool is_plural = last == 's' || last == 'x' || figure->hundredths <= 100;
    return is_plural && token->end - token->begin > 2 && !rsn_has_pronoun(&context->in, figure->tokens.begin) ? at : RESSENTI_NONE;
}

/* « toutes les 12 minutes », « par 6 » */
static bool is_regular(const rsn_wording *in, uint32_t begin)
{
    static const char *const EVERY[] = {"tous", "toutes", "chaque", NULL};
    if (begin > 1 && rsn_word_at(in, begin - 1, "les") && rsn_any_word_at(in, begin - 2, EVERY)) return true;
    return begin > 0 && (rsn_word_at(in, begin - 1, "par") || rsn_word_at(in, begin - 1, "chaque"));
}

/* « 3 jours de retard », « 5 € en plus », « 10 minutes trop tôt »: the difference, not the fact. */
static bool is_difference(const rsn_wording *in, uint32_t end)
{
    static const char *const DE[] = {"retard", "plus", "trop", "moins", "difference", "ecart", "supplement", "depassement", "rab", "mieux", NULL},
                      *const EN[] = {"plus", "trop", "moins", "sus", "supplement", NULL}, *const PLAIN[] = {"supplementaires", "supplementaire", "manquants", "manquantes", "manquant", NULL};
    if (rsn_word_at(in, end, "de")) return rsn_any_word_at(in, end + 1, DE);
    if (rsn_word_at(in, end, "en")) return rsn_any_word_at(in, end + 1, EN);
    if (rsn_mark_at(in, end, '+')) return true; /* a sum goes on */
    return rsn_any_word_at(in, end, PLAIN) || (rsn_word_at(in, end, "d") && rsn_word_at(in, end + 1, "avance"));
}

/* « deux mois avant la date », « 10 jours après les deux mois »: from when on. */
static bool is_from_elsewhere(const rsn_wording *in, uint32_t end)
{
    static const char *const FROM[] = {"avant", "apres", NULL}, *const ARTICLES[] = {"la", "le", "l", "les", "mon", "ma", "mes", "son", "sa", "votre", "cette", "ce", "que", NULL};
    return rsn_any_word_at(in, end, FROM) && rsn_any_word_at(in, end + 1, ARTICLES);
}

/* « les deux parties »: known already, not counted. */
static bool is_definite(const rsn_wording *in, const rsn_figure *figure)
{
    static const char *const DEFINITE[] = {"les", "ces", "mes", "tes", "ses", "nos", "vos", "leurs", "aux", NULL};
    return figure->kind == RSN_ITEMS && figure->tokens.begin > 0 && rsn_any_word_at(in, figure->tokens.begin - 1, DEFINITE);
}

/* « Retard annoncé : dix minutes » is a promise of its own; elsewhere a delay is a difference. */
static bool is_delay(const rsn_wording *in, uint32_t begin)
{
    static const char *const DELAYS[] = {"retard", "avance", NULL};
    return begin > 1 && rsn_word_at(in, begin - 1, "de") && rsn_any_word_at(in, begin - 2, DELAYS);
}

static bool can_have_role(const rsn_context *context, const rsn_figure *figure)
{
    bool is_kind = figure->kind <= RSN_ITEMS || figure->kind == RSN_CLOCK || figure->kind == RSN_DATE || figure->kind == RSN_RATIO || figure->kind == RSN_RANK;
    if (!is_kind || (figure->flags & RSN_FIGURE_RANGE) || figure->unit == RSN_POINT) return false;
    if (figure->kind == RSN_ITEMS && figure->unit == RSN_TIMES) return false;
    if (figure->kind == RSN_RANK && figure->unit == RSN_ITEM && rsn_kind_at(&context->in, figure->tokens.end, RSN_WORD)) return false; /* le deuxième colis */
    if (figure->tokens.begin > 0 && rsn_word_at(&context->in, figure->tokens.begin - 1, "sur")) return false; /* un sur trois */
    bool is_hours = figure->kind == RSN_CLOCK || (figure->kind == RSN_DURATION && figure->unit == RSN_HOUR);
    if (is_hours && has_cue_around(context, figure, true, RESSENTI_CUE_OPENING)) return false;
    return !is_regular(&context->in, figure->tokens.begin) && !is_difference(&context->in, figure->tokens.end) && !is_from_elsewhere(&context->in, figure->tokens.end);
}

/* ---- what a cue makes of a figure ------------------------------------------------------------------------ */

static rsn_role role(rsn_side side, uint8_t strength, bool is_open)
{
    return (rsn_role){.side = (uint8_t)side, .strength = strength, .is_open = is_open};
}

/* « garanti en 24 h » promises a delay, « garanti deux ans » does not. */
static bool is_guaranteed_delay(const rsn_wording *in, uint32_t begin)
{
    static const char *const BEFORE[] = {"en", "sous", "avant", "d", NULL};
    return begin > 0 && rsn_any_word_at(in, begin - 1, BEFORE);
}

/* « client depuis dix ans »: a word of that kind in the clause says of what. */
static bool is_of_another(const rsn_context *context, const rsn_figure *figure)
{
    return has_cue_around(context, figure, false, RESSENTI_CUE_OTHER);
}

static bool is_waited_for(const rsn_context *context, const rsn_figure *figure)
{
    return has_cue_around(context, figure, true, RESSENTI_CUE_STILL);
}

static rsn_role elapsed(const rsn_context *context, const rsn_figure *figure, uint8_t strength)
{
    bool is_time = figure->kind == RSN_DURATION || figure->kind == RSN_RANK || figure->kind == RSN_DATE || (figure->flags & RSN_FIGURE_BARE);
    return is_time && !is_of_another(context, figure) ? role(RSN_SIDE_ACTUAL, strength, true) : role(RSN_SIDE_NONE, 0, false);
}

/* The role that a cue of this kind gives; `is_none`: the cue is not about such a figure, look further. */
static rsn_role role_by(const rsn_context *context, const rsn_figure *figure, int kind, bool *is_none)
{
    bool is_moment = figure->kind == RSN_CLOCK || figure->kind == RSN_DATE, is_count = figure->kind == RSN_ITEMS;
    *is_none = false;
    switch (kind) {
    case RESSENTI_CUE_PROMISE: return role(RSN_SIDE_PROMISE, 2, false);
    case RESSENTI_CUE_SAID: return role(RSN_SIDE_PROMISE, 1, false);
    case RESSENTI_CUE_GUARANTEE:
        if (figure->kind == RSN_DURATION && !is_guaranteed_delay(&context->in, figure->tokens.begin)) return role(RSN_SIDE_NONE, 0, false);
        return role(RSN_SIDE_PROMISE, 2, false);
    case RESSENTI_CUE_ORDER:
        if (is_count) return role(RSN_SIDE_PROMISE, 2, false);
        break;
    case RESSENTI_CUE_SCHEDULE:
        if (is_moment) return role(RSN_SIDE_PROMISE, 1, false);
        break;
    case RESSENTI_CUE_QUOTE:
        if (figure->kind == RSN_PRICE || (figure->flags & RSN_FIGURE_BARE)) return role(RSN_SIDE_PROMISE, 2, false);
        break;
    case RESSENTI_CUE_PAID:
        if (figure->kind == RSN_DURATION || is_moment) break;
        if (is_count && rsn_counted_noun(context, figure) != RESSENTI_NONE) return role(RSN_SIDE_PROMISE, 2, false);
        return role(RSN_SIDE_ACTUAL, 2, false);
    case RESSENTI_CUE_ACTUAL: return role(RSN_SIDE_ACTUAL, 2, is_waited_for(context, figure));
    case RESSENTI_CUE_OUTCOME: return role(RSN_SIDE_ACTUAL, 1, false);
    case RESSENTI_CUE_ENDED:
        if (!is_moment) return role(RSN_SIDE_ACTUAL, 1, false);
        break;
    case RESSENTI_CUE_ELAPSED: return elapsed(context, figure, 2);
    case RESSENTI_CUE_STILL: return elapsed(context, figure, 1);
    case RESSENTI_CUE_SINCE:
        return figure->kind == RSN_DURATION ? elapsed(context, figure, is_waited_for(context, figure) ? 2 : 1) : role(RSN_SIDE_NONE, 0, false);
    case RESSENTI_CUE_OTHER: return role(RSN_SIDE_NONE, 0, false);
    default: break;
    }
    *is_none = true;
    return role(RSN_SIDE_NONE, 0, false);
}

/* ---- the nearest cue ------------------------------------------------------------------------------------- */

/* What is left of the sentence before a figure: another figure of its kind ends it. */
static uint32_t left_border(const rsn_context *context, uint32_t index)
{
    const rsn_figure *figure = &context->figures->items[index];
    uint32_t sentence = rsn_sentence_at(context, figure->tokens.begin);
    for (uint32_t i = index; i-- > 0;) {
        const rsn_figure *other = &context->figures->items[i];
        if (rsn_sentence_at(context, other->tokens.begin) != sentence) break;
        bool is_same = other->kind == figure->kind || (figure->flags & RSN_FIGURE_BARE) || (other->flags & RSN_FIGURE_BARE) ||
                       (figure->kind == RSN_DATE && other->kind == RSN_DURATION);
        if (is_same && other->kind <= RSN_RANK) return other->tokens.end;
    }
    return 0;
}

/* « 40 minutes annoncées, 38 … »: a cue right behind the figure before, and in its clause, is about that one. */
static bool is_participle_of(const rsn_context *context, uint32_t index, uint32_t at)
{
    uint32_t begin = cue_tokens(context, at).begin;
    if (index == 0) return false;
    const rsn_figure *before = &context->figures->items[index - 1];
    bool is_right_behind = begin >= before->tokens.end && begin <= before->tokens.end + 1 &&
                           context->in.tokens->items[begin].clause == context->in.tokens->items[before->tokens.end - 1].clause;
    return is_right_behind && context->in.tokens->items[at].clause != context->in.tokens->items[context->figures->items[index].tokens.begin].clause;
}

static rsn_role role_before(const rsn_context *context, uint32_t index)
{
    const rsn_figure *figure = &context->figures->items[index];
    uint32_t border = left_border(context, index), sentence = rsn_sentence_at(context, figure->tokens.begin);
    for (uint32_t at = figure->tokens.begin, steps = 0; at > border && steps < REACH_BEFORE; steps++) {
        if (rsn_sentence_at(context, --at) != sentence) break;
        int kind = rsn_cue_at(context, at);
        bool is_none = kind < 0 || is_participle_of(context, index, at);
        rsn_role found = is_none ? role(RSN_SIDE_NONE, 0, false) : role_by(context, figure, kind, &is_none);
        if (is_none) continue;
        found.cue = cue_tokens(context, at);
        return found;
    }
    return (rsn_role){.cue = {RESSENTI_NONE, RESSENTI_NONE}};
}

/* « 8 cartons reçus sur les 10 commandés »: the next figure has a cue right behind it. */
static bool has_own_participle(const rsn_context *context, const rsn_figure *figure)
{
    return figure->tokens.end < context->in.tokens->count && rsn_cue_at(context, figure->tokens.end) == RESSENTI_CUE_ORDER;
}

/* A cue just before another figure of the clause is about that one. */
static bool belongs_to_next(const rsn_context *context, uint32_t index, uint32_t cue_end, uint32_t clause_end)
{
    if (index + 1 >= context->figures->count) return false;
    const rsn_figure *next = &context->figures->items[index + 1];
    bool can_be_promised = next->kind <= RSN_RANK && next->kind != RSN_SIZE && next->kind != RSN_RATING;
    return can_be_promised && next->tokens.begin < clause_end && next->tokens.begin >= cue_end && next->tokens.begin < cue_end + NEXT_REACH && !has_own_participle(context, next);
}

/* « dans les », « au bout de »: a cue that ends so is about what follows it. */
static bool looks_ahead(const rsn_context *context, uint32_t cue_end)
{
    static const char *const PREPOSITIONS[] = {"de", "d", "du", "des", "les", "l", "a", "sous", "en", "que", "qu", "maximum", NULL};
    return rsn_any_word_at(&context->in, cue_end - 1, PREPOSITIONS);
}

static uint32_t clause_end_at(const rsn_context *context, uint32_t at)
{
    return context->clauses->items[context->in.tokens->items[at].clause].tokens.end;
}

static rsn_role role_behind(const rsn_context *context, uint32_t index, uint32_t reach)
{
    const rsn_figure *figure = &context->figures->items[index];
    uint32_t clause_end = clause_end_at(context, figure->tokens.end - 1);
    if (figure->tokens.end == clause_end && rsn_kind_at(&context->in, clause_end, RSN_WORD)) clause_end = clause_end_at(context, clause_end); /* « en réalité » opens one */
    uint32_t end = index + 1 < context->figures->count ? context->figures->items[index + 1].tokens.begin : context->in.tokens->count;
    for (uint32_t at = figure->tokens.end; at < clause_end && at < end && at < figure->tokens.end + reach; at++) {
        int kind = rsn_cue_at(context, at);
        bool is_none = kind < 0 || kind == RESSENTI_CUE_SINCE;
        rsn_role found = is_none ? role(RSN_SIDE_NONE, 0, false) : role_by(context, figure, kind, &is_none);
        if (is_none || looks_ahead(context, cue_tokens(context, at).end) || belongs_to_next(context, index, cue_tokens(context, at).end, clause_end)) continue;
        found.cue = cue_tokens(context, at);
        return found;
    }
    return (rsn_role){.cue = {RESSENTI_NONE, RESSENTI_NONE}};
}

/* « les 5 jours annoncés »: a participle right behind wins over a verb before it. */
static rsn_role role_of(const rsn_context *context, uint32_t index)
{
    const rsn_figure *figure = &context->figures->items[index];
    rsn_role none = {.cue = {RESSENTI_NONE, RESSENTI_NONE}};
    if (!can_have_role(context, figure)) return none;
    if (is_definite(&context->in, figure)) return role_behind(context, index, PARTICIPLE_REACH);
    rsn_role before = role_before(context, index);
    rsn_role behind = role_behind(context, index, before.side == RSN_SIDE_NONE ? REACH_BEHIND : PARTICIPLE_REACH);
    bool is_barred = before.side == RSN_SIDE_NONE && before.cue.begin != RESSENTI_NONE;
    bool is_participle = behind.side == RSN_SIDE_PROMISE && behind.strength == 2 && behind.cue.begin <= figure->tokens.end + 1;
    if (before.side == RSN_SIDE_NONE ? !is_barred || is_participle : is_participle && before.side == RSN_SIDE_ACTUAL) return behind;
    if (before.side == RSN_SIDE_ACTUAL && is_delay(&context->in, figure->tokens.begin)) return none;
    return before;
}

ressenti_status rsn_read_roles(rsn_arena *arena, const rsn_context *context, rsn_role **roles)
{
    *roles = rsn_arena_take(arena, (size_t)context->figures->count + 1, sizeof **roles);
    if (*roles == NULL) return RESSENTI_NO_MEMORY;
    for (uint32_t i = 0; i < context->figures->count; i++) (*roles)[i] = role_of(context, i);
    return RESSENTI_OK;
}
