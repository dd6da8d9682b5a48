/* Judgements that no word of opinion carries: something is missing, too much, too late, or marked out of ten. */
#include "construction.h"

#include <string.h>

#include "compiler.h"
#include "ressenti_build.h"

enum { ABSENCE = -30, UNDONE = -30, NOUGHT = -45, EXCESS = -35, SHORTAGE = -35, REPEATED = -25, WAITED = -30, AFTERWARDS = -20, PROMPT = 25, ASKED_TWICE = -15, INSISTENT = -30 };
enum { AHEAD = 3, YEAR = 1200 /* hundredths of a month */ };

typedef struct reader {
    const rsn_folded *folded;
    const rsn_tokens *tokens;
    const rsn_readings *readings;
    const rsn_figures *figures;
    const rsn_clauses *clauses;
    const uint32_t *owner;
    const bool *is_judged; /* of each clause: a judgement stands in it */
} reader;

#define LABEL(text) ((ressenti_text){text, sizeof(text) - 1})

static bool is_word(const reader *in, uint32_t at, const char *word)
{
    return at < in->tokens->count && rsn_token_is(in->folded, &in->tokens->items[at], word);
}

static bool is_one_of(const reader *in, uint32_t at, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (is_word(in, at, words[i])) return true;
    return false;
}
#define IS_ONE_OF(in, at, words) is_one_of(in, at, words, RSN_COUNT(words))

static bool is_mark(const reader *in, uint32_t at, char mark)
{
    return at < in->tokens->count && in->tokens->items[at].kind == RSN_MARK && in->tokens->items[at].mark == (uint8_t)mark;
}

static const rsn_clause *clause_of(const reader *in, uint32_t at)
{
    return &in->clauses->items[in->tokens->items[at].clause];
}

static bool opens_clause(const reader *in, uint32_t at)
{
    return clause_of(in, at)->tokens.begin == at;
}

/* No further word stands in the clause. */
static bool closes_clause(const reader *in, uint32_t at)
{
    for (uint32_t end = clause_of(in, at)->tokens.end; ++at < end;)
        if (rsn_is_wordlike(&in->tokens->items[at])) return false;
    return true;
}

static bool is_taken(const reader *in, uint32_t at)
{
    return in->owner[at] != 0 || rsn_reading_with(in->readings, at, RSN_HAS_OPINION) != NULL;
}

static bool deprives(const reader *in, uint32_t at)
{
    const rsn_reading *reading = rsn_reading_with(in->readings, at, RSN_HAS_NEGATION);
    return reading != NULL && reading->word->negation == RESSENTI_NEGATION_WITHOUT;
}

/* A word follows, and none of the next ones judges, is known not to judge (pas de doute) or turns it round (sans). */
static bool names_a_thing(const reader *in, uint32_t from)
{
    uint32_t end = clause_of(in, from - 1)->tokens.end;
    if (from >= end || in->tokens->items[from].kind != RSN_WORD) return false;
    for (uint32_t at = from; at < end && at < from + AHEAD; at++)
        if (is_taken(in, at) || deprives(in, at)) return false;
    return true;
}

/* ---- something is missing ------------------------------------------------------------------- */

/* « personne n'a rappelé », « personne au comptoir », not « une personne charmante ». */
static bool is_nobody(const reader *in, uint32_t at)
{
    static const char *const NOUN[] = {"une", "la", "cette", "chaque", "quelle", "par", "de", "autre", "seule", "meme", "jeune", "belle",
                                       "bonne", "tierce", "gentille", "petite", "grande", "comme", "mieux", "premiere", "deuxieme", "en", "et"};
    if (!is_word(in, at, "personne")) return false;
    return at == 0 || (in->tokens->items[at - 1].kind != RSN_NUMBER && !IS_ONE_OF(in, at - 1, NOUN));
}

static bool read_absence(const reader *in, uint32_t at, rsn_construction *found)
{
    const rsn_reading *reading = rsn_reading_with(in->readings, at, RSN_HAS_NEGATION);
    bool is_negation = reading != NULL && reading->tokens.end - 1 == at && !(reading->word->has & RSN_HAS_OPINION);
    if (in->owner[at] != 0) return false;
    if (is_word(in, at, "zero") && closes_clause(in, at) && at > 0) {
        *found = (rsn_construction){LABEL("absence"), {at, at + 1}, NOUGHT};
        return true;
    }
    if (is_nobody(in, at) && !is_taken(in, at)) {
        *found = (rsn_construction){LABEL("absence"), {at, at + 1}, ABSENCE};
        return true;
    }
    if (!is_negation || reading->word->negation != RESSENTI_NEGATION_DETERMINER) return false;
    bool is_nothing = (is_word(in, at, "rien") && closes_clause(in, at));
    if (!is_nothing && (is_word(in, at, "rien") || !names_a_thing(in, at + 1))) return false;
    *found = (rsn_construction){LABEL("absence"), {reading->tokens.begin, is_nothing ? at + 1 : at + 2}, ABSENCE};
    return true;
}

/* ---- something was not done ------------------------------------------------------------------ */

/* « livrée », « rendus »: an accent, or one of the common ones without. */
static bool is_participle(const reader *in, uint32_t at)
{
    static const char *const IRREGULAR[] = {"venu", "venue", "venus", "recu", "recue", "recus", "rendu", "rendue", "rendus", "repondu", "prevenu",
                                            "prevenue", "prevenus", "fait", "faite", "faits", "faites", "mis", "mise", "pris", "prise", "inclus",
                                            "incluse", "compris", "tenu", "tenue", "servi", "servie", "servis", "fourni", "fournie", "fournis"};
    if (at >= in->tokens->count) return false;
    const rsn_token *token = &in->tokens->items[at];
    const uint8_t *end = in->folded->bytes + token->end;
    uint32_t size = token->end - token->begin;
    if (token->kind != RSN_WORD || size < 4) return false;
    if (!(token->flags & RSN_TOKEN_ACCENTED)) return IS_ONE_OF(in, at, IRREGULAR);
    bool is_infinitive = end[-1] == 'e' && end[-2] == 'r'; /* « pas être », « pas connaître » */
    return (end[-1] == 'e' && !is_infinitive) || (end[-1] == 's' && end[-2] == 'e');
}

/* The customer himself: what he has not done is no complaint. */
static bool is_his_own(const reader *in, uint32_t at)
{
    static const char *const FIRST[] = {"je", "j", "ai", "avons", "suis", "sommes", "on", "nous", "avais", "avions"};
    for (uint32_t steps = 0; at > clause_of(in, at)->tokens.begin && steps < 5; steps++)
        if (IS_ONE_OF(in, --at, FIRST)) return true;
    return false;
}

/* « caution non rendue », « JAMAIS venus », « ils n'ont pas rappelé ». */
static bool read_undone(const reader *in, uint32_t at, rsn_construction *found)
{
    static const char *const NOT[] = {"pas", "jamais", "non"};
    if (!IS_ONE_OF(in, at, NOT) || in->is_judged[in->tokens->items[at].clause] || is_his_own(in, at)) return false;
    if (!is_participle(in, at + 1) || in->tokens->items[at + 1].clause != in->tokens->items[at].clause) return false;
    if (rsn_reading_with(in->readings, at + 1, RSN_HAS_OPINION) != NULL) return false;
    *found = (rsn_construction){LABEL("non fait"), {at, at + 2}, UNDONE};
    return true;
}

/* ---- too much, too little -------------------------------------------------------------------- */

static bool read_excess(const reader *in, uint32_t at, rsn_construction *found)
{
    static const char *const NOT_MUCH[] = {"pas", "jamais", "rien", "guere", "plus", "sans", "non", "de", "en"};
    bool is_excess = is_word(in, at, "trop") && (at == 0 || !IS_ONE_OF(in, at - 1, NOT_MUCH));
    bool is_shortage = is_word(in, at, "assez") && at > 0 && is_word(in, at - 1, "pas");
    if ((!is_excess && !is_shortage) || in->owner[at] != 0 || !names_a_thing(in, at + 1)) return false;
    *found = is_excess ? (rsn_construction){LABEL("excès"), {at, at + 2}, EXCESS}
                       : (rsn_construction){LABEL("insuffisance"), {at - 1, at + 2}, SHORTAGE};
    return true;
}

/* ---- marks: 8/10, 2 sur 5, une étoile ---------------------------------------------------------- */

static int32_t mark_valence(int64_t percent)
{
    return percent >= 90 ? 75 : percent >= 80 ? 60 : percent >= 75 ? 35 : percent >= 70 ? 20 : percent >= 50 ? 0 : percent >= 35 ? -40 : -65;
}

/* What stands before a mark out of five: « je mets », « note : », or nothing. */
static bool introduces_mark(const reader *in, uint32_t at)
{
    static const char *const BEFORE[] = {"note", "notes", "mets", "met", "mettre", "mis", "donne", "donnerais", "donnerai", "merite", "score",
                                         "satisfaction", "evaluation", "appreciation", "avis", "que", "seulement", "recommandation", "un", "ma"};
    return opens_clause(in, at) || IS_ONE_OF(in, at - 1, BEFORE);
}

static bool goes_on_with_a_thing(const reader *in, uint32_t at)
{
    static const char *const REASON[] = {"pour", "car", "parce", "a", "mais", "et", "sur", "merci", "bravo"};
    return at < in->tokens->count && rsn_is_wordlike(&in->tokens->items[at]) && !IS_ONE_OF(in, at, REASON);
}

/* « 8/10 » is a mark; « 8 sur 10 » and « 4 étoiles » only where they are introduced as one. */
static bool read_mark(const reader *in, uint32_t at, rsn_construction *found)
{
    static const char *const STARS[] = {"etoile", "etoiles"}, *const LOST[] = {"de", "en", "d"};
    const rsn_figure *mark = rsn_figure_at(in->figures, at);
    if (mark == NULL || mark->kind != RSN_RATING || mark->scale <= 0 || mark->hundredths > mark->scale || in->owner[at] != 0) return false;
    uint32_t end = mark->tokens.end;
    bool is_starred = IS_ONE_OF(in, end - 1, STARS), is_over = end - at > 2 && is_word(in, at + 1, "sur");
    if ((is_starred || is_over) && !introduces_mark(in, at)) return false;
    if ((is_starred && IS_ONE_OF(in, end, LOST)) || (is_over && goes_on_with_a_thing(in, end))) return false;
    *found = (rsn_construction){LABEL("note"), mark->tokens, mark_valence(mark->hundredths * 100 / mark->scale)};
    return true;
}

/* ---- how often, how long ------------------------------------------------------------------------- */

/* « appelé quatre fois »; « deux fois par jour » and « trois fois rien » say something else. */
static bool read_repetition(const reader *in, uint32_t at, rsn_construction *found)
{
    static const char *const OTHERWISE[] = {"par", "plus", "moins", "sans", "rien", "mieux", "la", "le", "sur", "l", "cent", "mille"};
    const rsn_figure *times = rsn_figure_at(in->figures, at);
    if (times == NULL || times->hundredths < 200 || times->kind > RSN_RATIO) return false;
    uint32_t end = times->tokens.end;
    if (!is_word(in, end - 1, "fois") && !is_word(in, end++, "fois")) return false;
    if (IS_ONE_OF(in, end, OTHERWISE) || is_taken(in, end - 1) || in->is_judged[in->tokens->items[at].clause]) return false;
    *found = (rsn_construction){LABEL("répétition"), {at, end}, REPEATED};
    return true;
}

/* « promis en deux jours » tells nothing yet. */
static bool is_promised(const reader *in, uint32_t at)
{
    static const char *const PROMISES[] = {"promis", "promise", "promises", "prevu", "prevue", "prevus", "prevues", "annonce", "annoncee", "annonces", "annoncees", "garanti", "garantie"};
    return at > 0 && IS_ONE_OF(in, at - 1, PROMISES);
}

/* « depuis trois semaines », « ça fait dix jours »: years are faithfulness, not waiting. */
static bool read_duration(const reader *in, uint32_t at, rsn_construction *found)
{
    static const char *const MAKES[] = {"ca", "cela", "sa"};
    bool is_since = is_word(in, at, "depuis") || (is_word(in, at, "fait") && at > 0 && IS_ONE_OF(in, at - 1, MAKES));
    bool is_after = is_word(in, at, "apres") || (is_word(in, at, "de") && at > 0 && is_word(in, at - 1, "bout"));
    bool is_within = is_word(in, at, "en");
    if ((!is_since && !is_after && !is_within) || at + 1 >= in->tokens->count || in->is_judged[in->tokens->items[at].clause]) return false;
    const rsn_figure *duration = rsn_figure_at(in->figures, at + 1);
    if (duration == NULL || duration->kind != RSN_DURATION || (duration->unit == RSN_MONTH && duration->hundredths >= YEAR)) return false;
    uint32_t end = duration->tokens.end;
    if (in->owner[at + 1] != 0 || (is_within && (duration->unit > RSN_DAY || is_promised(in, at)))) return false;
    if (is_word(in, at, "apres") && duration->unit < RSN_DAY) return false; /* « après 18 h » */
    *found = is_within ? (rsn_construction){LABEL("promptitude"), {at, end}, PROMPT}
                       : (rsn_construction){LABEL("durée"), {at, end}, is_since ? WAITED : AFTERWARDS};
    return true;
}

/* « Pourquoi ??? », « Sérieux ?! » */
static bool read_insistence(const reader *in, uint32_t at, rsn_construction *found)
{
    if (!is_mark(in, at, '?') || !(is_mark(in, at + 1, '?') || is_mark(in, at + 1, '!'))) return false;
    if (at > 0 && (is_mark(in, at - 1, '?') || is_mark(in, at - 1, '!'))) return false;
    bool is_loud = is_mark(in, at + 1, '!') || is_mark(in, at + 2, '?') || is_mark(in, at + 2, '!');
    *found = (rsn_construction){LABEL("question indignée"), {at, at + 2}, is_loud ? INSISTENT : ASKED_TWICE};
    return true;
}

/* ---- all of them ---------------------------------------------------------------------------------- */

static bool read_at(const reader *in, uint32_t at, rsn_construction *found)
{
    switch (in->tokens->items[at].kind) {
    case RSN_MARK: return read_insistence(in, at, found);
    case RSN_NUMBER: return read_mark(in, at, found) || read_repetition(in, at, found);
    case RSN_WORD:
        return read_absence(in, at, found) || read_undone(in, at, found) || read_excess(in, at, found) || read_duration(in, at, found) ||
               read_mark(in, at, found) || read_repetition(in, at, found);
    default: return false;
    }
}

static bool is_free(const reader *in, rsn_span tokens)
{
    for (uint32_t at = tokens.begin; at < tokens.end; at++)
        if (in->owner[at] != 0) return false;
    return true;
}

ressenti_status rsn_read_constructions(rsn_arena *arena, const rsn_folded *folded, const rsn_tokens *tokens,
                                       const rsn_readings *readings, const rsn_clauses *clauses, const rsn_figures *figures,
                                       const uint32_t *owner, rsn_constructions *found)
{
    bool *is_judged = rsn_arena_take(arena, (size_t)clauses->count + 1, sizeof *is_judged);
    found->items = rsn_arena_take(arena, (size_t)tokens->count + 1, sizeof *found->items);
    found->count = 0;
    if (is_judged == NULL || found->items == NULL) return RESSENTI_NO_MEMORY;
    memset(is_judged, 0, ((size_t)clauses->count + 1) * sizeof *is_judged);
    for (uint32_t at = 0; at < tokens->count; at++)
        if (owner[at] != 0) is_judged[tokens->items[at].clause] = true;
    reader in = {.folded = folded, .tokens = tokens, .readings = readings, .clauses = clauses, .figures = figures, .owner = owner, .is_judged = is_judged};
    for (uint32_t at = 0, free_from = 0; at < tokens->count; at++) {
        rsn_construction *next = &found->items[found->count];
        if (!read_at(&in, at, next) || next->tokens.begin < free_from || !is_free(&in, next->tokens)) continue;
        free_from = next->tokens.end;
        found->count += next->valence != 0;
    }
    return RESSENTI_OK;
}
