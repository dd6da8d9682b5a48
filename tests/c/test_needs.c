/* What expressions cannot do without, how far apart, and at which words they begin.  That nothing is missed is
 * test_prefilter's business, on every pattern and text; here is what is expected of each form. */
#include "needs.h"

#include "pattern.h"
#include "phrase.h"
#include "reading.h"

static ressenti_allocator memory;
static rsn_arena arena;
static rsn_pattern_context *context;
static rsn_rarity rarity = RSN_RARITY_INIT; /* no samples: longer words count as rarer */

static void describe_need(const rsn_need *need, line *out)
{
    for (uint32_t i = 0; i < need->count; i++) {
        const rsn_literal *literal = &need->items[i];
        bool is_word = literal->bytes[literal->size - 1] == RSN_PACK_WORD_END;
        line_add(out, "%s%.*s%s", i > 0 ? "|" : "", literal->size - is_word, literal->bytes, is_word ? "." : literal->size < RSN_PACK_LITERAL_MAX ? "~" : "");
    }
    if (need->far < RSN_PACK_ANYWHERE && need->far > 0) line_add(out, "+%u", need->far);
}

/* "lead > need need": a dot ends a whole word, ~ says that it may go on, +n how many chunks away it may stand. */
static line describe(ressenti_text regex)
{
    line out = {.size = 0};
    rsn_needs needs;
    rsn_pattern *pattern = NULL;
    ressenti_error error = RESSENTI_ERROR_INIT;
    if (!CHECK(rsn_pattern_compile(context, regex, &pattern, &error) == RESSENTI_OK, "%.*s: %s", (int)regex.size, regex.data, error.message)) return out;
    CHECK(rsn_program_needs(&memory, rsn_pattern_program(pattern), &rarity, &needs) == RESSENTI_OK, "%.*s", (int)regex.size, regex.data);
    if (needs.is_led) describe_need(&needs.items[0], &out);
    line_add(&out, needs.is_led ? " >" : ">");
    for (uint32_t i = needs.is_led; i < needs.count; i++) {
        line_add(&out, " ");
        describe_need(&needs.items[i], &out);
    }
    rsn_pattern_release(pattern);
    return out;
}

static void test_regexes(void)
{
    static const struct {
        const char *regex, *needs, *why;
    } TABLE[] = {
        {"\\bcolis\\b", "colis. >", "one word, and all of it"},
        {"\\bcolis", "colis~ >", "it may go on"},
        {"colis", ">", "it may stand inside a word"},
        {"\\bcolis(?:s|x|es)?\\b", "coliss.|colisx.|colises.|colis. >", "four words"},
        {"\\bgarantis?\\b", "garanti~ >", "a byte that may be left out is not waited for"},
        {"\\blivr\\w*", "livr~ >", "a stem"},
        {"\\b(?:pas|aucun\\w*)\\W+(?:\\w+\\W+){0,2}cher\\w*", "pas.|aucun~ > cher~+3", "at most two words between: the third"},
        {"\\bcolis\\w*(?:\\W+\\w+){0,3}\\W+(?:perdu|vole)\\w*", "colis~ > perdu~|vole~+4", "the gap before the separator"},
        {"\\bcarte\\s+bancaire", "carte. > bancaire+1", "neighbours"},
        {"\\bcarte.{0,20}perdue", "carte~ >", "what a dot takes may end inside a word"},
        {"\\bcarte[^.]{0,20}\\bperdue", "carte~ > perdue~+21", "each of twenty bytes may begin a chunk"},
        {"\\bcarte.*\\bperdue", "carte~ > perdue~", "no bound"},
        {"\\bde la livraison|\\bdu colis", "de.|du. > livraiso|colis~+2", "of each branch its rarest word"},
        {"\\b[0-5]/5\\b", "0.|1.|2.|3.|4.|5. > 5.", "a small class is written out; 2/5 is one chunk"},
        {"\\b\\w+ite\\b", ">", "any word may begin so"},
        {"(?:oui )?\\bnon\\b", "> non.+1", "begins somewhere inside a word, perhaps"},
        {"\\b(?:tres )?bon\\b", "tres.|bon. > bon.+1", "what may be left out may begin it"},
        {"\\b(?:tres )??bon\\b", "tres.|bon. > bon.+1", "the same, if it can do without"},
        {"(?<!\\w)(?>non|oui)(?!\\w)", "non.|oui. >", "an atomic group"},
        {"\\bx(?: ?y)*+ zut\\b", "x~ > zut.", "a loop may take any number"},
        {"\\b(?:(?:a|b)c|de)f\\b", "acf.|bcf.|def. >", "choices within choices"},
        {"^bonjour", "> bonjour~", "only at the beginning of the text: nothing to lead"},
        {"\\b\xc3\xa9t\xc3\xa9\\b", "> t.", "\xc3\xa9 is no letter of folded text, so t begins a word"},
    };
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        line found = describe((ressenti_text){TABLE[i].regex, strlen(TABLE[i].regex)});
        CHECK(strcmp(found.text, TABLE[i].needs) == 0, "%s needs « %s », not « %s »: %s", TABLE[i].regex, TABLE[i].needs, found.text, TABLE[i].why);
    }
}

/* A thousand words are too many for a need; their first two bytes are a hundred. */
static void test_many_words(void)
{
    const char *any = "(?:a|b|c|d|e|f|g|h|i|j)";
    char regex[200];
    int size = snprintf(regex, sizeof regex, "\\b%s%s%sou\\b", any, any, any);
    line found = describe((ressenti_text){regex, (size_t)size});
    uint32_t literals = 1;
    for (uint32_t i = 0; i < found.size; i++) literals += found.text[i] == '|';
    CHECK(literals == 100 && strncmp(found.text, "aa~|ab~|", 8) == 0 && strstr(found.text, "jj~ >") != NULL, "%s is led by %u beginnings: %s", regex, literals, found.text);
}

static line describe_phrase(const char *phrase)
{
    rsn_array regex = RSN_ARRAY(char);
    rsn_folded folded;
    ressenti_error error = RESSENTI_ERROR_INIT;
    line out = {.size = 0};
    rsn_arena_reset(&arena);
    if (rsn_normalize(&arena, text_of(phrase), &folded) != RESSENTI_OK) exit(check_result());
    rsn_array_append(&memory, &regex, "(?<!\\w)(?:", 10);
    rsn_accents accents = rsn_accents_of(&arena, rsn_kernels_best(), text_of(phrase), 0, &folded);
    if (CHECK(rsn_phrase_compile(&memory, &accents, &regex, &error) == RESSENTI_OK, "« %s » is a phrase", phrase)) {
        rsn_array_append(&memory, &regex, ")(?!\\w)", 7);
        out = describe((ressenti_text){regex.items, regex.count});
    }
    rsn_array_free(&memory, &regex);
    return out;
}

static void test_phrases(void)
{
    static const struct {
        const char *phrase, *needs, *why;
    } TABLE[] = {
        {"colis en retard", "colis. > retard.+2 en.+1", "every word, the longest first; it begins with the first"},
        {"colis ... retard", "colis. > retard.+4", "three words between"},
        {"colis <1-2> retard", "colis. > retard.+3", "or two"},
        {"(colis|paquet) perdu", "colis.|paquet. > perdu.+1", "one of a choice"},
        {"(colis|commande en cours) perdu", "colis.|commande > perdu.+3", "the longer branch decides how far"},
        {"[très] long", "tres.|long. > long.+1", "what may be left out is not needed, but it may begin"},
        {"déçu(e)(s)", "decues.|decue.|decus.|decu. >", "all endings"},
        {"rembours*", "rembours >", "eight bytes are enough"},
        {"<mot> perdu", "> perdu.+1", "any word may begin it, the one before"},
        {"j'attends", "j.|jattends > attends.|jattends+1", "with an apostrophe or without"},
        {"^ merci", "> merci.+1", "at the beginning of the text, behind a mark perhaps"},
    };
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        line found = describe_phrase(TABLE[i].phrase);
        CHECK(strcmp(found.text, TABLE[i].needs) == 0, "« %s » needs « %s », not « %s »: %s", TABLE[i].phrase, TABLE[i].needs, found.text, TABLE[i].why);
    }
}

/* Samples decide what is rare: not length, but how often. */
static void test_rarity(void)
{
    rsn_rarity counted = RSN_RARITY_INIT, none = rarity;
    rsn_folded folded;
    rsn_tokens tokens;
    rsn_arena_reset(&arena);
    if (rsn_normalize(&arena, text_of("livraison livraison livraisons un chat"), &folded) != RESSENTI_OK || rsn_tokenize(&arena, rsn_kernels_best(), &folded, &tokens) != RESSENTI_OK ||
        rsn_rarity_count(&memory, &counted, &folded, &tokens) != RESSENTI_OK)
        exit(check_result());
    rsn_rarity_close(&counted);
    rarity = counted;
    line found = describe(text_of("\\bla\\b \\blivraison\\b \\bchat\\b"));
    CHECK(strcmp(found.text, "la. > chat.+2 livraiso+1") == 0, "chat is rarer than livraison: « %s »", found.text);
    rarity = none;
    rsn_rarity_free(&memory, &counted);
}

int main(void)
{
    memory = rsn_allocator_or_default(NULL);
    rsn_arena_init(&arena, &memory);
    if (rsn_pattern_context_new(&memory, &context) != RESSENTI_OK) return 1;
    rsn_rarity_close(&rarity);
    test_regexes();
    test_many_words();
    test_phrases();
    test_rarity();
    rsn_pattern_context_release(context);
    rsn_arena_free(&arena);
    return check_result();
}
