/* The phrases that analysts write -> regular expressions over folded text, and the words they cannot do without.
 * A recursive descent over the folded phrase; each part is written out as it is read. */
#include "phrase.h"

#include <stdbool.h>
#include <string.h>

#include "failure.h"
#include "normalize.h"

enum { DEPTH_MAX = 6, COMPOUND_MAX = 4, STEM_MIN = 3 };

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
/* Six words at most, "quatre cent quatre-vingt-dix-neuf": without an end, "deux deux deux …" is read again from each word. */
#define NUMBER "(?:\\d++(?:[.,]\\d++)?|" UNIT "(?:[ \\-](?:et[ \\-])?" UNIT "){0,5}+)"
#define SIZE_WORD "(?:(?:bon(?:ne)?|petite?|long(?:ue)?|grosse?|gros)s? )?"

#define NUMBER_STARTS                                                                                    \
    "0 1 2 3 4 5 6 7 8 9 un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze " \
    "seize vingt trente quarante cinquante soixante septante huitante octante nonante cent mille"

/* What a class matches, and the beginnings of the words with which it may begin; NULL: any. */
static const struct {
    const char *name, *regex, *starts;
} CLASSES[] = {
    {"mot", WORD, NULL},
    {"nombre", NUMBER, NUMBER_STARTS},
    {"duree",
     "(?:" NUMBER "[ \\-]?" SIZE_WORD "(?:minutes?|mins?|mn|heures?|hrs?|h|jours?|j|semaines?|sem|mois|ans?|annees?)"
     "(?: ?\\d\\d)?(?: et demie?)?|(?:une )?(?:quinzaine|huitaine|dizaine) de jours|(?:une )?(?:demi|demie)[ \\-](?:heure|journee))",
     NUMBER_STARTS " quinzaine huitaine dizaine demi"},
    {"prix", "(?:" NUMBER " ?(?:€|euros?|eur|francs?|frs?|chf|dollars?|\\$|piastres?|balles)(?: ?\\d\\d)?)", NUMBER_STARTS},
    {"jour", "(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)", "lundi mardi mercredi jeudi vendredi samedi dimanche"},
    {"mois", "(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)",
     "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"},
    {"pas", "(?:pas|plus|jamais|point|guere)", "pas plus jamais point guere"},
};

typedef struct parser {
    const ressenti_allocator *memory;
    const rsn_rarity *rarity;
    rsn_array *regex;
    const char *text;
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

/* ---- needs -------------------------------------------------------------------- */

static bool group_add(rsn_literal_group *group, const char *bytes, size_t size)
{
    if (group->count == RSN_GROUP_MAX || size == 0) return false;
    rsn_literal *literal = &group->items[group->count++];
    literal->size = (uint8_t)(size < RSN_LITERAL_MAX ? size : RSN_LITERAL_MAX);
    memcpy(literal->bytes, bytes, literal->size);
    return true;
}

static uint32_t shortest(const rsn_literal_group *group)
{
    uint32_t size = RSN_LITERAL_MAX;
    for (uint32_t i = 0; i < group->count; i++)
        if (group->items[i].size < size) size = group->items[i].size;
    return size;
}

static uint32_t occurrences(const rsn_rarity *rarity, const rsn_literal_group *group)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < group->count; i++) count += rsn_rarity_of(rarity, group->items[i].bytes, group->items[i].size);
    return count;
}

/* By the samples; where they tell nothing, longer words are rarer. */
static bool is_rarer(const rsn_rarity *rarity, const rsn_literal_group *a, const rsn_literal_group *b)
{
    uint32_t count_a = occurrences(rarity, a), count_b = occurrences(rarity, b);
    if (count_a != count_b) return count_a < count_b;
    uint32_t size_a = shortest(a), size_b = shortest(b);
    return size_a != size_b ? size_a > size_b : a->count < b->count;
}

static void needs_add(const rsn_rarity *rarity, rsn_needs *needs, const rsn_literal_group *group)
{
    uint32_t at = needs->count;
    if (group->count == 0) return;
    if (at == RSN_NEEDS_MAX) {
        if (!is_rarer(rarity, group, &needs->groups[at - 1])) return;
        at--;
    } else {
        needs->count++;
    }
    while (at > 0 && is_rarer(rarity, group, &needs->groups[at - 1])) { /* rarest first */
        needs->groups[at] = needs->groups[at - 1];
        at--;
    }
    needs->groups[at] = *group;
}

static bool has_literal(const rsn_literal_group *group, const rsn_literal *literal)
{
    for (uint32_t i = 0; i < group->count; i++)
        if (group->items[i].size == literal->size && memcmp(group->items[i].bytes, literal->bytes, literal->size) == 0) return true;
    return false;
}

/* false: there is no room. */
static bool group_join(rsn_literal_group *group, const rsn_literal_group *other)
{
    for (uint32_t i = 0; i < other->count; i++) {
        if (has_literal(group, &other->items[i])) continue;
        if (group->count == RSN_GROUP_MAX) return false;
        group->items[group->count++] = other->items[i];
    }
    return true;
}

/* Adds the words with which `other` may begin; not known is catching. */
static void lead_join(rsn_literal_group *lead, bool *is_known, const rsn_literal_group *other)
{
    if (other->count == 0 || !group_join(lead, other)) *is_known = false;
}

/* One of several branches must match: one rare word of each, together. */
static void join_branch(rsn_literal_group *joined, bool *is_known, const rsn_needs *branch)
{
    if (branch->count == 0 || !group_join(joined, &branch->groups[0])) *is_known = false;
}

/* ---- words ----------------------------------------------------------------------- */

/* The letters of a compound such as d'attente that stand in every spelling of it. */
typedef struct compound {
    char bytes[64];
    uint32_t size, parts, begin[COMPOUND_MAX + 1];
    bool is_open; /* a letter in doubt ended what is sure of this part */
} compound;

static void compound_letter(compound *word, char byte)
{
    if (!word->is_open && word->size < sizeof word->bytes) word->bytes[word->size++] = byte;
}

static void compound_next_part(compound *word)
{
    if (word->is_open || word->parts == COMPOUND_MAX) {
        word->is_open = true; /* the joined spelling is in doubt from here on */
        return;
    }
    word->begin[++word->parts] = word->size;
}

/* The longest part, or it and what may be glued before it: attente, dattente. */
static void compound_needs(const rsn_rarity *rarity, const compound *word, rsn_needs *needs)
{
    rsn_literal_group group;
    uint32_t best = 0, best_size = 0;
    for (uint32_t part = 0; part <= word->parts && part <= COMPOUND_MAX; part++) {
        uint32_t end = part < word->parts ? word->begin[part + 1] : word->size;
        if (end - word->begin[part] > best_size) {
            best_size = end - word->begin[part];
            best = part;
        }
    }
    group.count = 0;
    if (group_add(&group, word->bytes, word->parts > 0 ? word->begin[1] : word->size)) needs->lead = group;
    if (best_size == 0) return;
    uint32_t end = best < word->parts ? word->begin[best + 1] : word->size;
    group.count = 0;
    for (uint32_t part = 0; part <= best; part++)
        group_add(&group, word->bytes + word->begin[part], end - word->begin[part]);
    needs_add(rarity, needs, &group);
}

static ressenti_status parse_choice(parser *in, char close, rsn_needs *needs);

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

static ressenti_status parse_star(parser *in, const compound *word)
{
    if (word->size - word->begin[word->parts] < STEM_MIN) return fail_here(in, "a star needs three letters before it");
    in->at++;
    if (!ends_word(peek(in))) return fail_here(in, "a star stands at the end of a word");
    return write(in, "[a-z0-9]*+");
}

static ressenti_status parse_word(parser *in, rsn_needs *needs)
{
    compound word = {.size = 0};
    rsn_needs unused = {.count = 0};
    bool is_symbolic = false, after_joint = false;
    while (!ends_word(peek(in)) && !looking_at(in, "...")) {
        char byte = peek(in);
        if (byte == '(') {
            word.is_open = true;
            RSN_TRY(after_joint ? parse_choice(in, ')', &unused) : parse_ending(in)); /* n'(est|a été) */
        } else if (byte == '*') {
            word.is_open = true;
            RSN_TRY(parse_star(in, &word));
        } else if (byte == '\'' || byte == '-') {
            in->at++;
            compound_next_part(&word);
            RSN_TRY(write(in, ends_word(peek(in)) ? "[ '\\-]*" : JOINT));
            after_joint = true;
            continue;
        } else {
            in->at++;
            is_symbolic = is_symbolic || !rsn_is_word_byte((uint8_t)byte);
            compound_letter(&word, byte);
            RSN_TRY(write_escaped(in, byte));
        }
        after_joint = false;
    }
    if (!is_symbolic) compound_needs(in->rarity, &word, needs);
    return RESSENTI_OK;
}

/* ---- sequences ------------------------------------------------------------------- */

static ressenti_status parse_sequence(parser *in, rsn_needs *needs);

/* Branches up to `close`.  What all of them need is added to `needs` unless that is NULL. */
static ressenti_status parse_choice(parser *in, char close, rsn_needs *needs)
{
    rsn_literal_group joined = {.count = 0}, lead = {.count = 0};
    bool is_known = true, is_lead_known = true;
    if (++in->depth > DEPTH_MAX) return fail_here(in, "choices are nested too deeply");
    in->at++;
    RSN_TRY(write(in, "(?:"));
    for (;;) {
        rsn_needs branch = {.count = 0};
        RSN_TRY(parse_sequence(in, &branch));
        join_branch(&joined, &is_known, &branch);
        lead_join(&lead, &is_lead_known, &branch.lead);
        if (peek(in) != '|') break;
        in->at++;
        RSN_TRY(write(in, "|"));
    }
    if (peek(in) != close) return fail_here(in, close == ')' ? "a parenthesis is not closed" : "a bracket is not closed");
    in->at++;
    in->depth--;
    if (is_known) needs_add(in->rarity, needs, &joined);
    if (is_lead_known) needs->lead = lead;
    return write(in, ")");
}

/* `lead` receives the words with which it begins; none: not known. */
static ressenti_status parse_optional(parser *in, place where, rsn_literal_group *lead)
{
    rsn_needs inner = {.count = 0};
    RSN_TRY(write(in, "(?:"));
    if (where == PLACE_AFTER_PART) RSN_TRY(write(in, SEPARATOR));
    RSN_TRY(parse_choice(in, ']', &inner));
    *lead = inner.lead;
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

static void list_starts(const char *starts, rsn_literal_group *lead)
{
    lead->count = 0;
    while (starts != NULL && *starts != '\0') {
        size_t size = strcspn(starts, " ");
        group_add(lead, starts, size);
        starts += size + (starts[size] == ' ');
    }
}

static ressenti_status parse_class(parser *in, rsn_needs *needs)
{
    for (size_t i = 0; i < RSN_COUNT(CLASSES); i++) {
        size_t size = strlen(CLASSES[i].name);
        bool is_it = in->size - in->at >= size + 2 && memcmp(in->text + in->at + 1, CLASSES[i].name, size) == 0 &&
                     in->text[in->at + 1 + size] == '>';
        if (is_it) {
            in->at += (uint32_t)size + 2;
            list_starts(CLASSES[i].starts, &needs->lead);
            return write(in, CLASSES[i].regex);
        }
    }
    return fail_here(in, "unknown class, one of <mot> <nombre> <durée> <prix> <jour> <mois> <pas> <0-5>");
}

static ressenti_status parse_part(parser *in, rsn_needs *needs)
{
    uint32_t before = in->at;
    if (peek(in) == '(') return parse_choice(in, ')', needs);
    if (peek(in) == '<') return parse_class(in, needs);
    RSN_TRY(parse_word(in, needs));
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
    rsn_needs not_at_word_start = {.count = 0};
    return peek(in) == '(' ? parse_ending(in) : parse_word(in, &not_at_word_start);
}

static bool is_glued(const parser *in, place where)
{
    return where == PLACE_AFTER_PART && in->text[in->at - 1] != ' ' && !looking_at(in, "...") && peek(in) != '[' && peek(in) != '<';
}

/* Words with which a sequence may begin, gathered over optional parts up to the first that must be there. */
typedef struct beginning {
    rsn_literal_group lead;
    bool is_known, is_complete;
} beginning;

static void begins_with(beginning *begin, const rsn_literal_group *part, bool is_optional)
{
    if (begin->is_complete) return;
    lead_join(&begin->lead, &begin->is_known, part);
    begin->is_complete = !is_optional;
}

/* A part that must be there: a word, a choice or a class. */
static ressenti_status parse_mandatory(parser *in, place where, rsn_needs *needs, beginning *begin)
{
    rsn_needs of_part = {.count = 0};
    if (where == PLACE_AFTER_PART) RSN_TRY(write(in, SEPARATOR));
    if (at_optional_prefix(in))
        RSN_TRY(parse_ending(in));
    else
        RSN_TRY(parse_part(in, &of_part));
    begins_with(begin, &of_part.lead, false);
    for (uint32_t i = 0; i < of_part.count; i++) needs_add(in->rarity, needs, &of_part.groups[i]);
    return RESSENTI_OK;
}

/* Parts up to a bar, a closing bracket or the end. */
static ressenti_status parse_sequence(parser *in, rsn_needs *needs)
{
    place where = PLACE_START;
    beginning begin = {.is_known = true};
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
            rsn_literal_group lead;
            RSN_TRY(parse_optional(in, where, &lead));
            begins_with(&begin, &lead, true);
        } else {
            RSN_TRY(parse_mandatory(in, where, needs, &begin));
            where = PLACE_AFTER_PART;
        }
    }
    if (begin.is_known) needs->lead = begin.lead;
    return where == PLACE_AFTER_PART ? RESSENTI_OK : fail_here(in, "a word that must be there is expected");
}

ressenti_status rsn_phrase_compile(const ressenti_allocator *memory, const rsn_rarity *rarity, ressenti_text phrase,
                                   rsn_array *regex, rsn_needs *needs, ressenti_error *error)
{
    parser in = {.memory = memory, .rarity = rarity, .regex = regex, .text = phrase.data, .size = (uint32_t)phrase.size, .error = error};
    bool starts_text = peek(&in) == '^';
    needs->count = needs->lead.count = 0;
    if (starts_text) {
        in.at++;
        RSN_TRY(write(&in, "\\A[^a-z0-9]*+\\K"));
    }
    RSN_TRY(parse_sequence(&in, needs));
    if (starts_text) needs->lead.count = 0; /* it is tried at the beginning of the text only */
    if (peek(&in) == '$') {
        in.at++;
        RSN_TRY(write(&in, "(?=[^a-z0-9]*+\\z)"));
    }
    return in.at == in.size ? RESSENTI_OK : fail_here(&in, "a bar, a parenthesis or a bracket stands alone");
}
