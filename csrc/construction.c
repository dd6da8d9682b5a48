/* Judgements that no word of opinion carries: something is missing, too much, too late, or marked out of ten. */
#include "construction.h"

#include <string.h>

#include "compiler.h"
#include "figures.h"
#include "ressenti_build.h"

enum { ABSENCE = -30, UNDONE = -30, NOUGHT = -45, EXCESS = -35, SHORTAGE = -35, REPEATED = -25, WAITED = -30, AFTERWARDS = -20, PROMPT = 25, ASKED_TWICE = -15, INSISTENT = -30 };
enum { AHEAD = 3, YEAR = 1200 /* hundredths of a month */ };

typedef struct reader {
    const rsn_folded *folded;
    const rsn_tokens *tokens;
    const rsn_readings *readings;
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

/* « 05/10 », « le 5/10 » are dates. */
static bool is_date(const reader *in, uint32_t at)
{
    static const char *const BEFORE[] = {"le", "du", "au", "depuis", "des", "avant", "et", "les"};
    return in->folded->bytes[in->tokens->items[at].begin] == '0' || is_mark(in, at + 3, '/') ||
           (at > 0 && (IS_ONE_OF(in, at - 1, BEFORE) || is_mark(in, at - 1, '/')));
}

static bool goes_on_with_a_thing(const reader *in, uint32_t at)
{
    static const char *const REASON[] = {"pour", "car", "parce", "a", "mais", "et", "sur", "merci", "bravo"};
    return at < in->tokens->count && rsn_is_wordlike(&in->tokens->items[at]) && !IS_ONE_OF(in, at, REASON);
}

static bool read_mark(const reader *in, const rsn_quantity *mark, rsn_construction *found)
{
    static const char *const STARS[] = {"etoile", "etoiles"}, *const LOST[] = {"de", "en", "d"};
    rsn_quantity most;
    uint32_t at = mark->tokens.begin, next = mark->tokens.end;
    if (IS_ONE_OF(in, next, STARS)) {
        if (!introduces_mark(in, at) || IS_ONE_OF(in, next + 1, LOST) || mark->hundredths > 500) return false;
        *found = (rsn_construction){LABEL("note"), {at, next + 1}, mark_valence(mark->hundredths / 5)};
        return true;
    }
    bool is_fraction = is_mark(in, next, '/'), is_over = is_word(in, next, "sur");
    if ((!is_fraction && !is_over) || next + 1 >= in->tokens->count) return false;
    uint32_t end = rsn_quantity_at(in->folded, in->tokens, next + 1, &most);
    bool is_scale = end != next + 1 && most.kind == RSN_ITEMS &&
                    (most.hundredths == 500 || most.hundredths == 1000 || most.hundredths == 2000 || most.hundredths == 10000);
    if (!is_scale || mark->hundredths > most.hundredths || (is_fraction && is_date(in, at))) return false;
    if (is_over && (!introduces_mark(in, at) || goes_on_with_a_thing(in, end))) return false;
    *found = (rsn_construction){LABEL("note"), {at, end}, mark_valence(mark->hundredths * 100 / most.hundredths)};
    return true;
}

/* ---- how often, how long ------------------------------------------------------------------------- */

/* « appelé quatre fois »; « deux fois par jour » and « trois fois rien » say something else. */
static bool read_repetition(const reader *in, const rsn_quantity *times, rsn_construction *found)
{
    static const char *const OTHERWISE[] = {"par", "plus", "moins", "sans", "rien", "mieux", "la", "le", "sur", "l", "cent", "mille"};
    uint32_t at = times->tokens.begin, next = times->tokens.end;
    if (times->hundredths < 200 || !is_word(in, next, "fois")) return false;
    if (IS_ONE_OF(in, next + 1, OTHERWISE) || is_taken(in, next) || in->is_judged[in->tokens->items[at].clause]) return false;
    *found = (rsn_construction){LABEL("répétition"), {at, next + 1}, REPEATED};
    return true;
}

/* A number is read once, however many words it has: what stands inside it begins none of its own. */
static bool read_count(const reader *in, uint32_t at, uint32_t *counted, rsn_construction *found)
{
    rsn_quantity count;
    uint32_t next = at < *counted ? at : rsn_quantity_at(in->folded, in->tokens, at, &count);
    if (next == at) return false;
    *counted = next;
    return count.kind == RSN_ITEMS && in->owner[at] == 0 && (read_mark(in, &count, found) || read_repetition(in, &count, found));
}

/* « promis en deux jours » tells nothing yet. */
static bool is_promised(const reader *in, uint32_t at)
{
    const rsn_reading *before = at > 0 ? rsn_reading_with(in->readings, at - 1, RSN_HAS_CUE) : NULL;
    return before != NULL && before->word->cue == RESSENTI_CUE_PROMISE;
}

/* « depuis trois semaines », « ça fait dix jours »: years are faithfulness, not waiting. */
static bool read_duration(const reader *in, uint32_t at, rsn_construction *found)
{
    static const char *const MAKES[] = {"ca", "cela", "sa"};
    bool is_since = is_word(in, at, "depuis") || (is_word(in, at, "fait") && at > 0 && IS_ONE_OF(in, at - 1, MAKES));
    bool is_after = is_word(in, at, "apres") || (is_word(in, at, "de") && at > 0 && is_word(in, at - 1, "bout"));
    bool is_within = is_word(in, at, "en");
    rsn_quantity duration;
    if ((!is_since && !is_after && !is_within) || at + 1 >= in->tokens->count || in->is_judged[in->tokens->items[at].clause]) return false;
    uint32_t end = rsn_quantity_at(in->folded, in->tokens, at + 1, &duration);
    if (end == at + 1 || duration.kind != RSN_DURATION || (duration.unit == RSN_MONTH && duration.hundredths >= YEAR)) return false;
    if (in->owner[at + 1] != 0 || (is_within && (duration.unit > RSN_DAY || is_promised(in, at)))) return false;
    if (is_word(in, at, "apres") && duration.unit < RSN_DAY) return false; /* « après 18 h » */
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

static bool read_at(const reader *in, uint32_t at, uint32_t *counted, rsn_construction *found)
{
    switch (in->tokens->items[at].kind) {
    case RSN_MARK: return read_insistence(in, at, found);
    case RSN_NUMBER: return read_count(in, at, counted, found);
    case RSN_WORD:
        return read_absence(in, at, found) || read_undone(in, at, found) || read_excess(in, at, found) || read_duration(in, at, found) ||
               read_count(in, at, counted, found);
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
                                       const rsn_readings *readings, const rsn_clauses *clauses, const uint32_t *owner,
                                       rsn_constructions *found)
{
    bool *is_judged = rsn_arena_take(arena, (size_t)clauses->count + 1, sizeof *is_judged);
    found->items = rsn_arena_take(arena, (size_t)tokens->count + 1, sizeof *found->items);
    found->count = 0;
    if (is_judged == NULL || found->items == NULL) return RESSENTI_NO_MEMORY;
    memset(is_judged, 0, ((size_t)clauses->count + 1) * sizeof *is_judged);
    for (uint32_t at = 0; at < tokens->count; at++)
        if (owner[at] != 0) is_judged[tokens->items[at].clause] = true;
    reader in = {folded, tokens, readings, clauses, owner, is_judged};
    for (uint32_t at = 0, free_from = 0, counted = 0; at < tokens->count; at++) {
        rsn_construction *next = &found->items[found->count];
        if (!read_at(&in, at, &counted, next) || next->tokens.begin < free_from || !is_free(&in, next->tokens)) continue;
        free_from = next->tokens.end;
        found->count += next->valence != 0;
    }
    return RESSENTI_OK;
}
