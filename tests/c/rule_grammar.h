/* Random rules and texts that meet: both are made of the same few words, glued and separated in odd ways. */
#ifndef RULE_GRAMMAR_H
#define RULE_GRAMMAR_H

#include "random.h"
#include "reading.h"

enum { VOCABULARY = 14, EXPRESSION_MOST = 500 };

typedef struct author {
    random_source random;
    const char *words[VOCABULARY];
} author;

#define ONE_OF(in, ...) one_of_((in), (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static inline const char *one_of_(author *in, const char *const *choices, size_t count)
{
    return choices[random_below(&in->random, (uint32_t)count)];
}

static inline bool chance(author *in, uint32_t one_in)
{
    return random_below(&in->random, one_in) == 0;
}

/* Words that begin alike, contain each other, are long or a single letter or digit. */
static inline void choose_words(author *in)
{
    static const char *const WORDS[] = {"a", "l", "y", "s", "5", "24", "7", "48h", "de", "en", "la", "pas", "par", "parti", "partie", "parties", "car", "carte", "cartes",
                                        "cher", "chere", "colis", "coli", "retard", "retards", "retarde", "remboursement", "rembours", "remboursa", "anticonstitutionnellement",
                                        "anticons", "bon", "bonne", "bonnes", "ete", "nul", "nulle", "ami", "dattente", "attente", "t", "h24", "x5", "0", "12", "ab", "abc", "abcdefgh", "abcdefghi", "bcd"};
    for (uint32_t i = 0; i < VOCABULARY; i++) in->words[i] = WORDS[random_below(&in->random, sizeof WORDS / sizeof WORDS[0])];
}

static inline const char *word(author *in)
{
    return in->words[random_below(&in->random, VOCABULARY)];
}

/* ---- regular expressions ---------------------------------------------------------------------- */

static inline void write_sequence(author *in, line *out, int depth);

static inline void write_stem(author *in, line *out)
{
    const char *full = word(in);
    size_t size = strlen(full), kept = size > 1 ? 1 + random_below(&in->random, (uint32_t)size) : 1;
    line_add(out, "%.*s", (int)kept, full);
}

static inline void write_choice(author *in, line *out, int depth)
{
    line_add(out, "%s", ONE_OF(in, "(?:", "(?:", "(?:", "(", "(?>"));
    for (uint32_t branches = chance(in, 10) ? 10 : 2 + random_below(&in->random, 2); branches > 0; branches--) {
        if (depth > 0 && chance(in, 3)) write_sequence(in, out, depth - 1);
        else line_add(out, "%s%s", word(in), ONE_OF(in, "", "", "s?", "\\b", "e?s?", "\\w*"));
        if (branches > 1) line_add(out, "|");
    }
    line_add(out, ")%s", ONE_OF(in, "", "", "", "?", "??", "?+", "{1,2}", "{2}", "{0,2}", "{0,3}?", "{1,2}+", "*+", "++"));
}

/* What has letters. */
static inline void write_letters(author *in, line *out, int depth)
{
    switch (random_below(&in->random, 16)) {
    case 0: case 1: case 2: case 3: line_add(out, "%s", word(in)); break;
    case 4: write_stem(in, out); line_add(out, "\\w*"); break;
    case 5: write_stem(in, out); break;
    case 6: line_add(out, "%s%s", word(in), ONE_OF(in, "s?", "e?s?", "(?:s|x|es)?", "s*", "s{0,2}", "(?!s)", "(?!\\w)", "(?=s)", "[esx]?", "[a-e]{1,2}", "\\d?", "\\w", "\\w?", "_?", "\\w{2}", "\\w+?")); break;
    case 7: line_add(out, "%s%s%s", word(in), ONE_OF(in, " ", "'", "-", "/", "_", "€", "\\.", ", ", " - ", "' ", "  ", "\\n", "_ ", " €"), word(in)); break;
    case 8: line_add(out, "%s", ONE_OF(in, "24/7", "a_b", "l'l'l'", "5€", "€ ?5", "- - -", "[0-5]/5", "\\d+", "\\d{1,3}", "[0-9]+h", "_", "__", "/", "λ", "\\w+", "\\w", "[a-c]", "[ab]\\w*", "[a-c]{1,3}", "\\w{1,4}", ".", "[^a]", "[^ a-z]", "[_a]", "[a-z_]+", "\\w*", "[\\w'-]+")); break;
    case 9: case 10: case 11: case 12: write_choice(in, out, depth); break;
    case 13: if (depth > 0) { line_add(out, "(?:"); write_sequence(in, out, depth - 1); line_add(out, ")?"); } else line_add(out, "%s", word(in)); break;
    case 14: line_add(out, "%s%s%s", ONE_OF(in, "(?=", "(?!", "(?=\\w*", "(?!\\w*", "(?=.*\\b", "(?=.{0,9}"), word(in), ONE_OF(in, ")", "\\b)", "\\w*)")); break;
    default: line_add(out, "%s%s", word(in), word(in)); break;
    }
}

static inline void write_border(author *in, line *out)
{
    line_add(out, "%s", ONE_OF(in, "", "", "\\b", "\\b", "\\b", "\\b", "(?<!\\w)", "(?<!\\w)", "(?!\\w)", "\\B", "(?<=\\W)", "(?<=[ '])", "(?<![a-c])", "(?<=\\w)", "(?<!')", "(?<=_)", "^", "\\A", "\\z", "$"));
}

static inline void write_between(author *in, line *out)
{
    static const char *const PLAIN[] = {
        " ", " ", " ", "", "\\s+", "\\s*", "[\\s'-]+", "\\W+", "\\W+", "\\W*", "\\W", "[ '\\-]*+", "[ '\"\\-]++", "-?", "'?", " ?", "[ -]?", "\\W?", "\\W{1,3}", "\\W{0,80}", "_", "/", "_?", "[_ ]", "[^a-z]+",
        "[^ ]", "[^ ]*", "\\D+", "\\D*", "\\S+ ", "\\S*", ".", ".?", ".{0,3}", ".{0,20}", ".{0,200}", "[^.]{0,20}", "[^.]{0,1200}", "[^.!?]*", ".*", ".*?", "\\w* ", " \\w+ ", " \\w* ", "\\n", "(?: \\w+)?+ ", "(?:\\W+\\w+)?\\W+", "\\b \\b",
        "(?:,| et)? ", "(?: \\w+){2} ", "[ ,]+", "(?:[ '\",()\\-]++[^ \\n.!?;:,'\"()\\-]++){0,3}[ '\",()\\-]++", "(?:[^ \\n.!?;:,'\"()\\-]++[ '\\-]++){0,2}", "(?:\\w+ )*+", "(?: ?\\w)*+ ", "(?:\\W\\w)++\\W", "(?>\\W+\\w*){0,2}\\W*", "€*", " ?€ ?", "[\\W_]+", "[\\W_]{1,2}", "(?:'|-| )"};
    if (chance(in, 3)) line_add(out, "%s%u}%s", ONE_OF(in, "(?:\\W+\\w+){0,", "(?:\\W+\\w+){0,", "(?:\\s+\\w+){1,", "(?:\\W\\w+){0,", "(?:\\W*\\w+){0,", "(?:\\W+\\w*){0,", "(?: \\S+){0,", "(?:[ '-]\\w+){0,"),
                                chance(in, 8) ? 20 + random_below(&in->random, 40) : 1 + random_below(&in->random, 3), ONE_OF(in, "\\W+", "\\W+", "\\W", " ", "\\W*", "?\\W+", "+\\W+"));
    else if (chance(in, 6)) line_add(out, "\\W+%s%u}", ONE_OF(in, "(?:\\w+\\W+){0,", "(?:\\w*\\W+){0,", "(?:\\S+ ){0,", "(?:\\w\\W){0,"), 1 + random_below(&in->random, 4));
    else line_add(out, "%s", PLAIN[random_below(&in->random, sizeof PLAIN / sizeof PLAIN[0])]);
}

static inline void write_sequence(author *in, line *out, int depth)
{
    for (uint32_t parts = 1 + random_below(&in->random, 3); parts > 0 && out->size < EXPRESSION_MOST; parts--) {
        write_border(in, out);
        write_letters(in, out, depth);
        if (chance(in, 3)) write_border(in, out);
        if (parts > 1) write_between(in, out);
    }
}

static inline void write_regex(author *in, line *out)
{
    out->size = 0;
    out->text[0] = '\0';
    if (chance(in, 2)) line_add(out, "\\b");
    write_sequence(in, out, 2);
    if (chance(in, 6)) {
        line_add(out, "|");
        write_sequence(in, out, 1);
    }
}

/* ---- phrases ----------------------------------------------------------------------------------- */

static inline void write_phrase_part(author *in, line *out, int depth)
{
    switch (random_below(&in->random, 14)) {
    case 0: case 1: case 2: case 3: case 4: line_add(out, "%s", word(in)); break;
    case 5: line_add(out, "%s*", word(in)); break;
    case 6: line_add(out, "%s%s", word(in), ONE_OF(in, "(s)", "(e)(s)", "(s|x)", "(e|es|ement)", "h")); break;
    case 7: line_add(out, "%s%s%s", ONE_OF(in, "l'", "d'", "j'", "n'", "s'"), word(in), ONE_OF(in, "", "(s)")); break;
    case 8: line_add(out, "%s-%s", word(in), word(in)); break;
    case 9: line_add(out, "%s", ONE_OF(in, "<mot>", "<nombre>", "<durée>", "<prix>", "<jour>", "<pas>", "<nombre>h", "5 €", "24/7", "(re)venir", "dé(mé)nager")); break;
    case 10: case 11:
        line_add(out, "(%s|", word(in));
        if (depth > 0) write_phrase_part(in, out, depth - 1);
        else line_add(out, "%s", word(in));
        line_add(out, "%s%s)", ONE_OF(in, " ", "|", " en ", "|de "), word(in));
        break;
    case 12: line_add(out, "[%s%s%s] %s", word(in), ONE_OF(in, "|", " ", "] ["), word(in), word(in)); break;
    default: line_add(out, "%s'(%s|%s %s)", ONE_OF(in, "n", "l", "d"), word(in), word(in), word(in)); break;
    }
}

static inline void write_phrase(author *in, line *out)
{
    out->size = 0;
    out->text[0] = '\0';
    if (chance(in, 14)) line_add(out, "^ ");
    for (uint32_t parts = 1 + random_below(&in->random, 3); parts > 0; parts--) {
        write_phrase_part(in, out, 1);
        if (parts > 1) line_add(out, "%s", ONE_OF(in, " ", " ", " ", " … ", " ... ", " <0-5> ", " <1-2> ", " <0-1> ", " [très] ", "-", "'"));
    }
    if (chance(in, 14)) line_add(out, " $");
}

/* ---- texts -------------------------------------------------------------------------------------- */

static inline size_t put_string(char *text, size_t size, size_t room, const char *string)
{
    size_t length = strlen(string);
    if (size + length > room) return size;
    memcpy(text + size, string, length);
    return size + length;
}

static inline size_t write_text(author *in, char *text, size_t room, uint32_t pieces)
{
    size_t size = 0;
    uint32_t style = random_below(&in->random, 4); /* plain, odd, glued, all sorts */
    for (; pieces > 0; pieces--) {
        const char *full = word(in);
        if (!chance(in, 5)) {
            size = put_string(text, size, room, full);
        } else if (chance(in, 2)) { /* a part of a word, perhaps beyond what a literal holds */
            char part[32] = "";
            (void)snprintf(part, sizeof part, "%.*s", (int)(1 + random_below(&in->random, (uint32_t)strlen(full))), full);
            size = put_string(text, size, room, part);
        } else {
            size = put_string(text, size, room, ONE_OF(in, "x", "24/7", "a_b", "l'l'l'", "_", "5€", "€", "é", "λ", "1", "- - -", "Pas", "MAIS", "mais", "donc", "tres", "deux", "lundi", "12,5", "9 euros", "venir", "revenir", "24", "7", "s", "œ"));
        }
        if (chance(in, 8)) size = put_string(text, size, room, ONE_OF(in, "s", "e", "es", "x", "_", "5", "h", "€", "é"));
        const char *gap = " ";
        if (style == 1 || (style == 3 && chance(in, 2)))
            gap = ONE_OF(in, " ", "'", "-", ", ", ". ", "! ", "\n", " - ", "...", " (", ") ", "\"", ": ", "; ", "? ", " ' ", "’", "\u00a0", "  ", "\n\n", "--", "' '");
        if (style == 2 || (style == 3 && chance(in, 3))) gap = ONE_OF(in, "", "", "_", "/", "_ ", " _", "€", "/ ", "+", "*", "λ", "&", "@", "é", "😡", " €", "~", "=", "|", "'", "-");
        size = put_string(text, size, room, gap);
    }
    return size;
}

#endif
