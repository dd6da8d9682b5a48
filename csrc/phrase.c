/* The phrases that analysts write -> regular expressions over folded text, and the words they cannot do without.
 * A recursive descent over the folded phrase; each part is written out as it is read. */
#include "phrase.h"

#include <stdbool.h>
#include <string.h>

#include "failure.h"
#include "lists.h"
#include "normalize.h"
#include "nouns.h"

enum { DEPTH_MAX = 6, STEM_MIN = 3 };

#define SEPARATOR "[ '\"\\-]++"   /* between neighbours                                            */
#define JOINT "[ '\\-]*+"         /* for an apostrophe or a hyphen: j'ai, j ai, jai                */
#define GAP_SEPARATOR "[ '\",()\\-]++"
#define WORD "[^ \\n.!?;:,'\"()\\-]++"
/* What a gap may not step over: a negation would turn its sense round, a contrast ends it. */
#define NOT_IN_GAP                                                                                       \
    "(?!(?:pas|jamais|aucune?|ni|sans|rien|peu|guere|point|mais|malgre|pourtant|cependant|toutefois|"    \
    "sauf|contre)\\b)"
#define UNIT                                                                                             \
    "(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|"    \
    "vingts?|trente|quarante|cinquante|soixante|septante|huitante|octante|nonante|cents?|mille)"
#define FIGURE "\\d++(?:[.,]\\d++)?"
/* Six words at most, "quatre cent quatre-vingt-dix-neuf": without an end, "deux deux deux …" is read again from each word. */
#define NUMBER_WORDS UNIT "(?:[ \\-](?:et[ \\-])?" UNIT "){0,5}+"
#define NUMBER "(?:" FIGURE "|" NUMBER_WORDS ")"
/* Figures may touch the unit behind them, words do not: what begins as "mille" may else be any word of that beginning. */
#define NUMBER_BEFORE_UNIT "(?:" FIGURE "[ \\-]?|" NUMBER_WORDS "[ \\-])"
#define SIZE_WORD "(?:(?:bon(?:ne)?|petite?|long(?:ue)?|grosse?|gros)s? )?"

/* A noun of two letters or more, lave-linge too. */
#define NOUN "[a-z][a-z0-9]++(?C{*})(?:-[a-z0-9]++)?"
#define DETERMINER(word) word "|"
#define BEFORE_TARGET "(?:(?:" RSN_DETERMINERS(DETERMINER) "mien)" SEPARATOR ")?"
/* "machine à café", "carte bancaire": one to three words.  Where nothing stands behind the slot to end it, nothing but "de"
 * tells that a second word belongs to the first. */
#define TARGET BEFORE_TARGET "(?<cible>" NOUN "(?:" SEPARATOR NOUN ")?(?:" SEPARATOR "(?:de|d|du|des|a|au|aux|en)" SEPARATOR "(?:l[ae]?s?" SEPARATOR ")?" NOUN ")?)"
#define TARGET_AT_END BEFORE_TARGET "(?<cible>" NOUN "(?:" SEPARATOR "(?:de|d)" SEPARATOR NOUN ")?)"

/* What a class matches. */
static const struct {
    const char *name, *regex;
} CLASSES[] = {
    {"mot", WORD},
    {"nombre", NUMBER},
    {"duree",
     "(?:" NUMBER_BEFORE_UNIT SIZE_WORD "(?:minutes?|mins?|mn|heures?|hrs?|h|jours?|j|semaines?|sem|mois|ans?|annees?)"
     "(?: ?\\d\\d)?(?: et demie?)?|(?:une )?(?:quinzaine|huitaine|dizaine) de jours|(?:une )?(?:demi|demie)[ \\-](?:heure|journee))"},
    {"prix", "(?:" NUMBER_BEFORE_UNIT "(?:€|euros?|eur|francs?|frs?|chf|dollars?|\\$|piastres?|balles)(?: ?\\d\\d)?)"},
    {"jour", "(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"},
    {"mois", "(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)"},
    {"pas", "(?:pas|plus|jamais|point|guere)"},
};

typedef struct parser {
    const ressenti_allocator *memory;
    rsn_array *regex;
    rsn_accents *phrase;
    const char *text; /* folded */
    uint32_t size, at, depth;
    ressenti_error *error;
} parser;

/* Where a sequence stands decides how the next part is attached. */
typedef enum place { PLACE_START, PLACE_AFTER_PART, PLACE_AFTER_GAP } place;

static ressenti_status fail_here(parser *in, const char *what)
{
    return rsn_fail(in->error, RESSENTI_BAD_PATTERN, RESSENTI_NOWHERE, in->at, "%s, at byte %u of the phrase", what,
                    in->at);
}

static ressenti_status write_bytes(parser *in, const char *bytes, size_t size)
{
    return rsn_array_append(in->memory, in->regex, bytes, size) ? RESSENTI_OK : rsn_fail_memory(in->error);
}

static ressenti_status write(parser *in, const char *regex)
{
    return write_bytes(in, regex, strlen(regex));
}

static ressenti_status write_escaped(parser *in, char byte)
{
    bool is_plain = rsn_is_word_byte((uint8_t)byte) || (uint8_t)byte >= 0x80;
    if (byte == '^') return fail_here(in, "\"^\" stands at the beginning of a phrase and nowhere else");
    if (!is_plain) RSN_TRY(write_bytes(in, "\\", 1));
    return write_bytes(in, &byte, 1);
}

static char peek(const parser *in)
{
    return in->at < in->size ? in->text[in->at] : '\0';
}

static bool looking_at(const parser *in, const char *word)
{
    size_t size = strlen(word);
    return in->size - in->at >= size && memcmp(in->text + in->at, word, size) == 0;
}

static void skip_spaces(parser *in)
{
    while (peek(in) == ' ') in->at++;
}

/* ---- words ----------------------------------------------------------------------- */

static ressenti_status parse_choice(parser *in, char close);

/* Letters in attached parentheses: déçu(e)(s), vendeu(r|se). */
static ressenti_status parse_ending(parser *in)
{
    bool has_choice = false;
    in->at++;
    RSN_TRY(write(in, "(?:"));
    while (peek(in) != ')') {
        char byte = peek(in);
        if (byte == '|') {
            has_choice = true;
            RSN_TRY(write(in, "|"));
        } else if (rsn_is_word_byte((uint8_t)byte)) {
            RSN_TRY(write_escaped(in, byte));
        } else if (byte == ' ' || byte == '-' || byte == '\'') {
            RSN_TRY(write(in, "[ '\\-]")); /* télé(-)conseiller */
        } else {
            return fail_here(in, "an attached parenthesis holds letters and bars only");
        }
        in->at++;
    }
    in->at++;
    return write(in, has_choice ? ")" : ")?");
}

static bool ends_word(char byte)
{
    return byte == '\0' || byte == ' ' || strchr(")|][<", byte) != NULL;
}

static ressenti_status parse_star(parser *in, uint32_t sure_letters)
{
    if (sure_letters < STEM_MIN) return fail_here(in, "a star needs three letters before it");
    in->at++;
    if (!ends_word(peek(in))) return fail_here(in, "a star stands at the end of a word");
    return write(in, "[a-z0-9]*+");
}

static ressenti_status parse_joint(parser *in)
{
    in->at++;
    return write(in, ends_word(peek(in)) ? "[ '\\-]*" : JOINT);
}

static bool is_letter_at(const parser *in, uint32_t at)
{
    return at < in->size && rsn_is_word_byte((uint8_t)in->text[at]);
}

/* salé! demands its accents: the spelling goes into the expression, as a callout that our programs understand too. */
static ressenti_status write_demand(parser *in, rsn_span letters)
{
    ressenti_text typed = rsn_accents_typed(in->phrase, letters);
    if (in->phrase->has_failed) return rsn_fail_memory(in->error);
    if (rsn_count_letters(typed) != letters.end - letters.begin) return fail_here(in, "these letters cannot be demanded");
    RSN_TRY(write(in, "(?C{"));
    RSN_TRY(write_bytes(in, typed.data, typed.size));
    return write(in, "})");
}

/* A `!` directly behind letters, [letters, at), is a demand; with none before it, it is what it is. */
static ressenti_status parse_exclamation(parser *in, uint32_t letters)
{
    uint32_t end = in->at;
    bool is_plain = letters == end, is_misplaced = is_plain && end > 0 && strchr(")>]'-", in->text[end - 1]) != NULL;
    in->at++;
    if (!is_plain) is_misplaced = is_letter_at(in, in->at) || peek(in) == '!';
    if (is_misplaced) return fail_here(in, "an exclamation mark stands right behind the letters of a word");
    return is_plain ? write_escaped(in, '!') : write_demand(in, (rsn_span){letters, end});
}

static ressenti_status parse_word(parser *in)
{
    uint32_t sure_letters = 0; /* in a row, since the last joint */
    uint32_t letters = in->at; /* where those just read begin    */
    bool after_joint = false, is_sure = true;
    while (!ends_word(peek(in)) && !looking_at(in, "...")) {
        char byte = peek(in);
        bool is_joint = byte == '\'' || byte == '-', is_letter = is_letter_at(in, in->at);
        if (byte == '(') {
            is_sure = false;
            RSN_TRY(after_joint ? parse_choice(in, ')') : parse_ending(in)); /* n'(est|a été) */
        } else if (byte == '*') {
            RSN_TRY(parse_star(in, sure_letters));
        } else if (is_joint) {
            sure_letters = 0;
            RSN_TRY(parse_joint(in));
        } else if (byte == '!') {
            RSN_TRY(parse_exclamation(in, letters));
        } else {
            in->at++;
            sure_letters += is_sure;
            RSN_TRY(write_escaped(in, byte));
        }
        after_joint = is_joint;
        if (!is_letter) letters = in->at;
    }
    return RESSENTI_OK;
}

/* ---- sequences ------------------------------------------------------------------- */

static ressenti_status parse_sequence(parser *in);

/* Branches up to `close`. */
static ressenti_status parse_choice(parser *in, char close)
{
    if (++in->depth > DEPTH_MAX) return fail_here(in, "choices are nested too deeply");
    in->at++;
    RSN_TRY(write(in, "(?:"));
    for (;;) {
        RSN_TRY(parse_sequence(in));
        if (peek(in) != '|') break;
        in->at++;
        RSN_TRY(write(in, "|"));
    }
    if (peek(in) != close) return fail_here(in, close == ')' ? "a parenthesis is not closed" : "a bracket is not closed");
    in->at++;
    in->depth--;
    return write(in, ")");
}

static ressenti_status parse_optional(parser *in, place where)
{
    RSN_TRY(write(in, "(?:"));
    if (where == PLACE_AFTER_PART) RSN_TRY(write(in, SEPARATOR));
    RSN_TRY(parse_choice(in, ']'));
    if (where != PLACE_AFTER_PART) RSN_TRY(write(in, SEPARATOR));
    return write(in, ")?");
}

static bool read_digit(parser *in, uint32_t *value)
{
    if (peek(in) < '0' || peek(in) > '9') return false;
    *value = (uint32_t)(peek(in) - '0');
    in->at++;
    return true;
}

static ressenti_status write_gap(parser *in, uint32_t least, uint32_t most)
{
    char range[] = "){0,0}?";
    range[2] = (char)('0' + least);
    range[4] = (char)('0' + most);
    RSN_TRY(write(in, GAP_SEPARATOR "(?:" NOT_IN_GAP WORD GAP_SEPARATOR));
    return write(in, range);
}

/* "<0-5>" or "..."; false: no gap stands here. */
static bool read_gap(parser *in, uint32_t *least, uint32_t *most)
{
    uint32_t begin = in->at;
    if (looking_at(in, "...")) {
        while (peek(in) == '.') in->at++;
        *least = 0;
        *most = 3;
        return true;
    }
    if (peek(in) == '<') {
        in->at++;
        if (read_digit(in, least) && peek(in) == '-') {
            in->at++;
            if (read_digit(in, most) && peek(in) == '>' && *least <= *most) {
                in->at++;
                return true;
            }
        }
    }
    in->at = begin;
    return false;
}

/* <cible>: what stands in its place is the thing judged. */
static ressenti_status parse_target(parser *in)
{
    uint32_t behind = in->at;
    while (behind < in->size && in->text[behind] == ' ') behind++;
    return write(in, behind == in->size || strchr("|)]$", in->text[behind]) != NULL ? TARGET_AT_END : TARGET);
}

/* <concurrent>: the names come when an engine is made. */
static ressenti_status parse_list(parser *in, ressenti_text name)
{
    RSN_TRY(write(in, "(?<nom>(?C{@"));
    RSN_TRY(write_bytes(in, name.data, name.size));
    return write(in, "}))");
}

/* The name between angles; empty: they are not closed. */
static ressenti_text class_name(const parser *in)
{
    uint32_t end = in->at + 1;
    while (is_letter_at(in, end)) end++;
    bool is_closed = end < in->size && in->text[end] == '>';
    return (ressenti_text){in->text + in->at + 1, is_closed ? end - in->at - 1 : 0};
}

static ressenti_status parse_class(parser *in)
{
    ressenti_text name = class_name(in);
    bool is_target = rsn_same_text(name, (ressenti_text){"cible", 5});
    if (is_target || rsn_is_list(name)) {
        in->at += (uint32_t)name.size + 2;
        return is_target ? parse_target(in) : parse_list(in, name);
    }
    for (size_t i = 0; i < RSN_COUNT(CLASSES); i++) {
        size_t size = strlen(CLASSES[i].name);
        bool is_it = in->size - in->at >= size + 2 && memcmp(in->text + in->at + 1, CLASSES[i].name, size) == 0 &&
                     in->text[in->at + 1 + size] == '>';
        if (is_it) {
            in->at += (uint32_t)size + 2;
            return write(in, CLASSES[i].regex);
        }
    }
    return fail_here(in, "unknown class, one of <mot> <nombre> <durée> <prix> <jour> <mois> <pas> <0-5> <cible> <marque> <concurrent> <produit>");
}

static ressenti_status parse_part(parser *in)
{
    uint32_t before = in->at;
    if (peek(in) == '(') return parse_choice(in, ')');
    if (peek(in) == '<') return parse_class(in);
    RSN_TRY(parse_word(in));
    return in->at > before ? RESSENTI_OK : fail_here(in, "a word is expected");
}

/* (re)commander: letters in parentheses before a word may be left out. */
static bool at_optional_prefix(const parser *in)
{
    uint32_t at = in->at + 1;
    while (at < in->size && rsn_is_word_byte((uint8_t)in->text[at])) at++;
    return peek(in) == '(' && at > in->at + 1 && at + 1 < in->size && in->text[at] == ')' &&
           rsn_is_word_byte((uint8_t)in->text[at + 1]);
}

/* What follows a part without a space continues the word: (command|achet)(er|ons), <nombre>h. */
static ressenti_status parse_glued(parser *in)
{
    return peek(in) == '(' ? parse_ending(in) : parse_word(in);
}

static bool is_glued(const parser *in, place where)
{
    return where == PLACE_AFTER_PART && in->text[in->at - 1] != ' ' && !looking_at(in, "...") && peek(in) != '[' && peek(in) != '<';
}

/* A part that must be there: a word, a choice or a class. */
static ressenti_status parse_mandatory(parser *in, place where)
{
    if (where == PLACE_AFTER_PART) RSN_TRY(write(in, SEPARATOR));
    return at_optional_prefix(in) ? parse_ending(in) : parse_part(in);
}

/* Parts up to a bar, a closing bracket or the end. */
static ressenti_status parse_sequence(parser *in)
{
    place where = PLACE_START;
    for (skip_spaces(in); peek(in) != '\0' && strchr("|)]", peek(in)) == NULL; skip_spaces(in)) {
        uint32_t least, most;
        if (peek(in) == '$' && in->at + 1 == in->size) break;
        if (read_gap(in, &least, &most)) {
            if (where != PLACE_AFTER_PART) return fail_here(in, "a gap stands between two words");
            RSN_TRY(write_gap(in, least, most));
            where = PLACE_AFTER_GAP;
        } else if (is_glued(in, where)) {
            RSN_TRY(parse_glued(in));
        } else if (peek(in) == '[') {
            RSN_TRY(parse_optional(in, where));
        } else {
            RSN_TRY(parse_mandatory(in, where));
            where = PLACE_AFTER_PART;
        }
    }
    return where == PLACE_AFTER_PART ? RESSENTI_OK : fail_here(in, "a word that must be there is expected");
}

ressenti_status rsn_phrase_compile(const ressenti_allocator *memory, rsn_accents *phrase, rsn_array *regex, ressenti_error *error)
{
    const rsn_folded *folded = phrase->folded;
    parser in = {.memory = memory, .regex = regex, .phrase = phrase, .text = (const char *)folded->bytes, .size = folded->size, .error = error};
    if (peek(&in) == '^') {
        in.at++;
        RSN_TRY(write(&in, "\\A\\W*+\\K"));
    }
    RSN_TRY(parse_sequence(&in));
    if (peek(&in) == '$') {
        in.at++;
        RSN_TRY(write(&in, "(?=[^a-z0-9]*+\\z)"));
    }
    return in.at == in.size ? RESSENTI_OK : fail_here(&in, "a bar, a parenthesis or a bracket stands alone");
}
