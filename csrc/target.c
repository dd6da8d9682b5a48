/* The thing that a mention judges: what a slot caught, or the noun that the words of the hit stand by. */
#include "target.h"

#include <string.h>

#include "compiler.h"
#include "failure.h"
#include "nouns.h"

/* What a word can be to a noun near it. */
typedef enum role {
    ROLE_BREAK,      /* punctuation, emoji, a connective: nothing goes over it */
    ROLE_DETERMINER, /* an article, a number …                                 */
    ROLE_JUDGEMENT,  /* praise or blame                                        */
    ROLE_MODIFIER,   /* très, pas, petit                                       */
    ROLE_VERB,       /* est, a, arrive: what stands between a subject and what is said of it */
    ROLE_SMALL,
    ROLE_NAME
} role;

/* All folded and sorted; a verb that may also be a noun is none here. */
static const char *const VERBS[] = {
    "a", "ai", "arrive", "arrivee", "arrivees", "arrivent", "arrives", "avait", "est", "etaient", "etait", "ete", "etre", "fut", "livre",
    "livree", "livrees", "livres", "n", "ne", "ont", "parait", "qui", "recu", "recue", "recues", "recus", "restait", "reste", "restent", "s",
    "se", "semble", "semblent", "sera", "seront", "soit", "sont",
};
static const char *const SIZES[] = {
    "ancien", "ancienne", "anciens", "autre", "autres", "dernier", "derniere", "dernieres", "derniers", "grand", "grande", "grandes", "grands",
    "gros", "grosse", "grosses", "jeune", "jeunes", "nouveau", "nouveaux", "nouvel", "nouvelle", "nouvelles", "petit", "petite", "petites",
    "petits", "premier", "premiere", "premieres", "premiers", "seul", "seule", "vieille", "vieux", "vrai", "vraie",
};
/* What stands by verbs and adjectives, not by nouns: « bien emballé », « trop chaud ». */
static const char *const ADVERBS[] = {
    "bien", "mal", "mieux", "pire", "trop", "vite",
};
/* The second half of a name that is written apart. */
static const char *const SECOND_HALVES[] = {
    "bancaire", "bleue", "client", "clientele", "clients", "dejeuner", "dejeuners", "gras", "internet", "linge", "mobile", "relais",
    "technique", "vaisselle", "web",
};
/* What of a thing is judged is not the thing: « la qualité du tissu ». */
static const char *const ASPECTS[] = {
    "absence", "aspect", "confort", "design", "efficacite", "etat", "facilite", "finition", "finitions", "fraicheur", "lenteur", "manque",
    "niveau", "proprete", "qualite", "quantite", "rapidite", "robustesse", "solidite",
};
/* Behind "de" they say how or when, and name nothing. */
static const char *const NO_COMPLEMENTS[] = {
    "base", "facon", "merde", "nuit", "plus", "qualite", "retour", "suite", "taille",
};
static const char *const PREPOSITIONS[] = {
    "a", "apres", "avant", "avec", "chez", "contre", "dans", "depuis", "en", "hors", "par", "pendant", "pour", "sans", "sous", "sur", "vers",
};
/* At the head of a clause, before a judgement, these are no subjects: « Reçu abîmé ». */
static const char *const PARTICIPLES[] = {
    "accueilli", "accueillis", "achete", "achetee", "casse", "cassee", "commandee", "conseilles", "couvert", "couverts", "desole", "emballe",
    "emballee", "fait", "faite", "paye", "payee", "recus", "rendu", "servi", "servis", "tombe", "tombee", "vendu", "vendue", "venu", "venue",
};

static ressenti_text word_at(const rsn_target_reader *in, uint32_t at)
{
    const rsn_token *token = &in->tokens->items[at];
    return (ressenti_text){(const char *)in->folded->bytes + token->begin, token->end - token->begin};
}

#define IS_ONE_OF(word, words) rsn_is_among((word), (words), RSN_COUNT(words))

static role role_of_entry(const rsn_pack_word *word)
{
    if (word == NULL) return ROLE_NAME;
    if (word->has & RSN_HAS_CONNECTIVE) return ROLE_BREAK;
    if ((word->has & RSN_HAS_OPINION) && word->valence != 0) return ROLE_JUDGEMENT;
    return word->has & (RSN_HAS_INTENSITY | RSN_HAS_NEGATION) ? ROLE_MODIFIER : ROLE_NAME;
}

static role role_alone(const rsn_target_reader *in, uint32_t at)
{
    const rsn_pack_view *view;
    return role_of_entry(rsn_lexicon_find(&in->engine->lexicon, in->tokens->items[at].hash, &view));
}

/* An expression judges as a whole (« coup de cœur »), but « très bon produit » is praise and the thing praised. */
static role role_of_meaning(const rsn_target_reader *in, uint32_t at)
{
    uint32_t index = in->readings->of_token[at];
    const rsn_reading *reading = index > 0 ? &in->readings->items[index - 1] : NULL;
    role whole = role_of_entry(reading != NULL ? reading->word : NULL);
    bool is_later = reading != NULL && at > reading->tokens.begin;
    return whole == ROLE_JUDGEMENT && is_later && role_alone(in, reading->tokens.begin) != ROLE_NAME ? role_alone(in, at) : whole;
}

static role role_at(const rsn_target_reader *in, uint32_t at)
{
    const rsn_token *token = &in->tokens->items[at];
    ressenti_text word = word_at(in, at);
    if (token->kind == RSN_NUMBER) return ROLE_DETERMINER;
    if (token->kind != RSN_WORD) return ROLE_BREAK;
    if (IS_ONE_OF(word, VERBS)) return ROLE_VERB;
    if (rsn_is_determiner(word)) return ROLE_DETERMINER;
    role meaning = role_of_meaning(in, at);
    if (meaning != ROLE_NAME) return meaning;
    if (IS_ONE_OF(word, SIZES)) return ROLE_MODIFIER;
    bool is_name = word.size >= 2 && !rsn_is_small_word(word) && (uint8_t)(word.data[word.size - 1] - '0') > 9; /* 1h50, 4g */
    return is_name ? ROLE_NAME : ROLE_SMALL;
}

/* ---- groups: « machine à café », « lave-linge », « petit déjeuner » --------------------------------------- */

/* The tokens of the clauses that the hit stands in. */
static rsn_span stretch_of(const rsn_target_reader *in, const rsn_hit *hit)
{
    const rsn_clause *clauses = in->clauses->items;
    uint32_t first = in->tokens->items[hit->tokens.begin].clause, last = in->tokens->items[hit->tokens.end - 1].clause;
    return (rsn_span){clauses[first].tokens.begin, clauses[last].tokens.end};
}

static bool is_hyphenated(const rsn_target_reader *in, uint32_t at)
{
    const rsn_token *token = &in->tokens->items[at];
    return (token->flags & RSN_TOKEN_JOINED) && token->begin > 0 && in->folded->bytes[token->begin - 1] == '-';
}

static bool is_word(const rsn_target_reader *in, uint32_t at, const char *word)
{
    return rsn_token_is(in->folded, &in->tokens->items[at], word);
}

/* "de" or "à", typed with its accent: without it may be the verb. */
static bool is_link(const rsn_target_reader *in, uint32_t at)
{
    return is_word(in, at, "de") || is_word(in, at, "d") || (is_word(in, at, "a") && (in->tokens->items[at].flags & RSN_TOKEN_ACCENTED));
}

/* How many tokens further the group goes behind `at`; 0: it ends. */
static uint32_t continuation(const rsn_target_reader *in, uint32_t at, uint32_t end)
{
    if (at >= end || in->tokens->items[at].kind != RSN_WORD) return 0;
    if (is_hyphenated(in, at) || IS_ONE_OF(word_at(in, at), SECOND_HALVES)) return 1;
    if (!is_link(in, at) || at + 1 >= end || role_at(in, at + 1) != ROLE_NAME || IS_ONE_OF(word_at(in, at + 1), NO_COMPLEMENTS)) return 0;
    bool is_place = is_word(in, at, "a") && (in->tokens->items[at + 1].flags & RSN_TOKEN_CAPITAL);
    return is_place ? 0 : 2;
}

static rsn_span group_from(const rsn_target_reader *in, uint32_t at, uint32_t end)
{
    enum { WORDS_MOST = 3 };
    rsn_span group = {at, at + 1};
    for (uint32_t words = 1, further; words < WORDS_MOST && (further = continuation(in, group.end, end)) > 0; words++) group.end += further;
    return group;
}

/* « la qualité du tissu » is about the tissue. */
static rsn_span thing_of(const rsn_target_reader *in, rsn_span group, uint32_t end)
{
    uint32_t at = group.begin + 1;
    if (!IS_ONE_OF(word_at(in, group.begin), ASPECTS)) return group;
    if (at < end && is_link(in, at)) at++;
    while (at < end && role_at(in, at) == ROLE_DETERMINER) at++;
    return at > group.begin + 1 && at < end && role_at(in, at) == ROLE_NAME ? group_from(in, at, end) : group;
}

/* A name that begins at `at`: « petit déjeuner » begins with its size. */
static uint32_t name_begin(const rsn_target_reader *in, uint32_t at, uint32_t begin)
{
    bool is_breakfast = is_word(in, at, "dejeuner") || is_word(in, at, "dejeuners") || is_word(in, at, "dej");
    return is_breakfast && at > begin && (is_word(in, at - 1, "petit") || is_word(in, at - 1, "petits")) ? at - 1 : at;
}

/* ---- what vouches for a noun ------------------------------------------------------------------------------- */

static bool is_size(const rsn_target_reader *in, uint32_t at)
{
    return IS_ONE_OF(word_at(in, at), SIZES);
}

/* « une [très belle petite] chambre », but not « un [peu trop] poivré ». */
static uint32_t before_adjectives(const rsn_target_reader *in, uint32_t at, uint32_t begin)
{
    bool is_adjective = false;
    for (; at > begin; at--) {
        role before = role_at(in, at - 1);
        bool is_next_adjective = before == ROLE_JUDGEMENT || (before == ROLE_MODIFIER && is_size(in, at - 1));
        if (!is_next_adjective && (before != ROLE_MODIFIER || !is_adjective)) break;
        is_adjective = true;
    }
    return at;
}

static bool stands_behind_determiner(const rsn_target_reader *in, uint32_t at, rsn_span stretch)
{
    uint32_t first = before_adjectives(in, at, stretch.begin);
    return first > stretch.begin && role_at(in, first - 1) == ROLE_DETERMINER;
}

/* « rayé [à la] réception » says when, not what: words of the hit stand before a preposition. */
static bool is_governed(const rsn_target_reader *in, uint32_t at, const rsn_hit *hit)
{
    uint32_t article = before_adjectives(in, at, hit->tokens.begin);
    if (article <= hit->tokens.begin + 1 || role_at(in, article - 1) != ROLE_DETERMINER) return false;
    if (is_word(in, article - 1, "au") || is_word(in, article - 1, "aux")) return true;
    ressenti_text before = word_at(in, article - 2);
    return IS_ONE_OF(before, PREPOSITIONS);
}

static bool stands_behind_praise(const rsn_target_reader *in, uint32_t at, rsn_span stretch)
{
    while (at > stretch.begin && role_at(in, at - 1) == ROLE_MODIFIER) at--;
    return at > stretch.begin && role_at(in, at - 1) == ROLE_JUDGEMENT && !IS_ONE_OF(word_at(in, at - 1), ADVERBS);
}

static bool ends_with(ressenti_text word, const char *ending)
{
    size_t size = strlen(ending);
    return word.size > size && memcmp(word.data + word.size - size, ending, size) == 0;
}

/* The last letter of a participle; without accents nobody can tell. */
static bool may_be_participle(const rsn_target_reader *in, uint32_t at)
{
    ressenti_text word = word_at(in, at);
    uint32_t end = in->tokens->items[at].end;
    while (word.size > 0 && (word.data[word.size - 1] == 's' || (word.size > 1 && word.data[word.size - 1] == 'e' && word.data[word.size - 2] == 'e')))
        word.size--, end--;
    bool has_accent = word.size > 2 && word.data[word.size - 1] == 'e' && (in->folded->lost[end - 1] & RESSENTI_LOST_ACCENT);
    return (has_accent && word.data[word.size - 2] != 't') || IS_ONE_OF(word_at(in, at), PARTICIPLES);
}

/* « Wifi inexistant », « Chambre sale et bruyante »: the subject of a clause without an article. */
static bool heads_clause(const rsn_target_reader *in, rsn_span group, rsn_span stretch, const rsn_hit *hit)
{
    uint32_t after = group.end;
    if (group.begin != stretch.begin || after >= stretch.end || may_be_participle(in, group.begin)) return false;
    if (ends_with(word_at(in, group.begin), "ment") && group.end == group.begin + 1) return false;
    while (after + 1 < stretch.end && role_at(in, after) == ROLE_MODIFIER) after++;
    role next = role_at(in, after);
    return next == ROLE_JUDGEMENT || next == ROLE_VERB || (group.end == hit->tokens.begin && next != ROLE_BREAK);
}

/* ---- where it is looked for --------------------------------------------------------------------------------- */

/* Rules that only say what is spoken of: « viande », « pain d’épices ». */
static bool is_named_by_rule(const rsn_target_reader *in, rsn_span group, const rsn_hit *hit)
{
    static const char *const VERBAL[] = {
    "aient", "ais", "ait", "ez", "ons",
};
    ressenti_text head = word_at(in, group.begin);
    bool is_verb = ends_with(head, "er") && !ends_with(head, "ier") && group.begin == hit->tokens.begin; /* petit déjeuner */
    for (size_t i = 0; i < RSN_COUNT(VERBAL); i++) is_verb = is_verb || ends_with(head, VERBAL[i]);
    bool judges = rsn_engine_rule_at(in->engine, hit->rule)->valence != 0;
    bool begins_hit = name_begin(in, group.begin, hit->tokens.begin) == hit->tokens.begin;
    return !judges && !is_verb && begins_hit && group.end >= hit->tokens.end && !may_be_participle(in, group.begin);
}

static bool is_vouched_for(const rsn_target_reader *in, rsn_span group, rsn_span stretch, const rsn_hit *hit)
{
    bool judges = rsn_engine_rule_at(in->engine, hit->rule)->valence != 0;
    if (judges && is_governed(in, group.begin, hit)) return false;
    if (stands_behind_praise(in, group.begin, stretch)) return !may_be_participle(in, group.begin);
    return stands_behind_determiner(in, group.begin, stretch) || heads_clause(in, group, stretch, hit) || is_named_by_rule(in, group, hit);
}

/* Within the words of the hit. */
static rsn_span find_within(const rsn_target_reader *in, const rsn_hit *hit, rsn_span stretch)
{
    for (uint32_t at = hit->tokens.begin; at < hit->tokens.end; at++) {
        if (role_at(in, at) != ROLE_NAME) continue;
        rsn_span group = group_from(in, at, stretch.end);
        if (is_vouched_for(in, group, stretch, hit)) return thing_of(in, group, stretch.end);
        at = group.end - 1;
    }
    return (rsn_span){0, 0};
}

/* The subject: a group that ends before the hit, with nothing but a verb and its company between them. */
static rsn_span find_subject(const rsn_target_reader *in, const rsn_hit *hit, rsn_span stretch)
{
    enum { BETWEEN_MOST = 5, GROUP_MOST = 5 };
    uint32_t end = hit->tokens.begin, least;
    if (is_word(in, end, "sans")) return (rsn_span){0, 0};
    for (uint32_t i = 0; i < BETWEEN_MOST && end > stretch.begin; i++, end--) {
        role before = role_at(in, end - 1);
        if (before != ROLE_VERB && before != ROLE_MODIFIER && before != ROLE_JUDGEMENT) break;
    }
    least = end > stretch.begin + GROUP_MOST ? end - GROUP_MOST : stretch.begin;
    for (uint32_t at = end; at-- > least;) {
        if (role_at(in, at) == ROLE_BREAK) break;
        rsn_span group = group_from(in, at, end);
        if (role_at(in, at) != ROLE_NAME || group.end != end) continue;
        if (stands_behind_determiner(in, at, stretch) || heads_clause(in, group, stretch, hit)) return thing_of(in, group, end);
    }
    return (rsn_span){0, 0};
}

/* The object: « j’adore [cette lampe] », « déçu [de mon achat] ». */
static rsn_span find_object(const rsn_target_reader *in, const rsn_hit *hit, rsn_span stretch)
{
    uint32_t at = hit->tokens.end;
    if (at < stretch.end && (is_word(in, at, "de") || is_word(in, at, "d"))) at++;
    uint32_t article = at;
    while (at < stretch.end && role_at(in, at) == ROLE_DETERMINER && !is_word(in, at, "au") && !is_word(in, at, "aux")) at++;
    while (at > article && at < stretch.end && (role_at(in, at) == ROLE_MODIFIER || role_at(in, at) == ROLE_JUDGEMENT)) at++;
    bool is_there = at > article && at < stretch.end && role_at(in, at) == ROLE_NAME;
    return is_there ? thing_of(in, group_from(in, at, stretch.end), stretch.end) : (rsn_span){0, 0};
}

static rsn_span find_tokens(const rsn_target_reader *in, const rsn_hit *hit)
{
    const rsn_engine_rule *rule = rsn_engine_rule_at(in->engine, hit->rule);
    rsn_span stretch = stretch_of(in, hit), group = find_within(in, hit, stretch);
    if (group.end == 0 && rule->valence != 0) group = find_subject(in, hit, stretch);
    if (group.end == 0 && rule->valence != 0) group = find_object(in, hit, stretch);
    if (group.end > 0) group.begin = name_begin(in, group.begin, stretch.begin);
    return group;
}

/* ---- the lemma ------------------------------------------------------------------------------------------------ */

/* Its words in the singular, a blank between two, without the article in front. */
static ressenti_status put_lemma(const rsn_target_reader *in, rsn_span group, rsn_target *target)
{
    enum { ENDING_MOST = 2 };
    size_t room = target->bytes.end - target->bytes.begin + (group.end - group.begin) * (ENDING_MOST + 1), size = 0;
    char *bytes = rsn_arena_take(in->arena, room + 1, 1);
    if (bytes == NULL) return RESSENTI_NO_MEMORY;
    for (uint32_t at = group.begin; at < group.end; at++) {
        const char *ending = "";
        ressenti_text word = word_at(in, at);
        size_t kept = rsn_singular(word, &ending);
        if (size > 0) bytes[size++] = ' ';
        memcpy(bytes + size, word.data, kept);
        memcpy(bytes + size + kept, ending, strlen(ending));
        size += kept + strlen(ending);
    }
    target->lemma = (ressenti_text){bytes, size};
    return RESSENTI_OK;
}

ressenti_status rsn_find_target(const rsn_target_reader *in, const rsn_hit *hit, rsn_target *target)
{
    bool is_caught = hit->slots.target.begin < hit->slots.target.end;
    rsn_span group = is_caught ? rsn_tokens_of(in->tokens, hit->slots.target) : find_tokens(in, hit);
    *target = (rsn_target){{0, 0}, {NULL, 0}};
    if (group.begin >= group.end) return RESSENTI_OK;
    target->bytes = (rsn_span){in->tokens->items[group.begin].begin, in->tokens->items[group.end - 1].end};
    return put_lemma(in, group, target);
}
