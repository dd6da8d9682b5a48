/* Words that demand their accents: in phrases, run by programs and by PCRE2 alike, and in the lexicon. */
#include "accents.h"

#include "phrase.h"
#include "random.h"
#include "reading.h"

enum { TEXTS = 4000, SEED = 20261124 };

static ressenti_allocator memory;
static rsn_arena arena;
static rsn_pattern_context *context;
static rsn_pattern_runner *runner;

/* ---- what was typed ------------------------------------------------------------------------------------ */

static void test_typed(void)
{
    static const struct {
        const char *text, *folded, *typed, *why;
    } TABLE[] = {
        {"trop salé", "sale", "salé", "the last word of the text"},
        {"Salé", "sale", "salé", "the first, and a capital"},
        {"TROP SALÉ !", "sale", "salé", "capitals are letters"},
        {"trop sale\xCC\x81 !", "sale", "salé", "decomposed, U+0301 behind the e"},
        {"sa\xCC\x82le", "sale", "sâle", "decomposed, inside the word"},
        {"trop sal\xC3\x83\xC2\xA9", "sale", "salé", "UTF-8 read as cp1252"},
        {"sal&eacute;", "sale", "salé", "an entity"},
        {"ça, c’est salé", "sale", "salé", "other accents before it"},
        {"d’été", "ete", "été", "behind an apostrophe"},
        {"un cœur", "coeur", "coeur", "a ligature is typography"},
        {"sal\xE2\x80\x8B\xC3\xA9", "sale", "salé", "an invisible blank inside"},
        {"ｓａｌé", "sale", "salé", "full width"},
    };
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        rsn_folded folded;
        rsn_arena_reset(&arena);
        if (rsn_normalize(&arena, text_of(TABLE[i].text), &folded) != RESSENTI_OK) exit(check_result());
        const char *at = strstr((const char *)folded.bytes, TABLE[i].folded);
        if (!CHECK(at != NULL, "%s holds %s", TABLE[i].text, TABLE[i].folded)) continue;
        uint32_t begin = (uint32_t)(at - (const char *)folded.bytes);
        rsn_accents accents = rsn_accents_of(&arena, rsn_kernels_best(), text_of(TABLE[i].text), 0, &folded);
        ressenti_text typed = rsn_accents_typed(&accents, (rsn_span){begin, begin + (uint32_t)strlen(TABLE[i].folded)});
        CHECK(rsn_same_text(typed, text_of(TABLE[i].typed)), "%s: « %s » is « %s », not « %.*s »", TABLE[i].why, TABLE[i].folded, TABLE[i].typed, (int)typed.size, typed.data);
    }
}

/* ---- phrases -------------------------------------------------------------------------------------------- */

typedef struct pair {
    rsn_pattern *program, *pcre2;
} pair;

static pair compile_phrase(const char *phrase)
{
    pair made = {NULL, NULL};
    rsn_array regex = RSN_ARRAY(char);
    rsn_folded folded;
    ressenti_error error = RESSENTI_ERROR_INIT;
    rsn_arena_reset(&arena);
    bool is_made = rsn_normalize(&arena, text_of(phrase), &folded) == RESSENTI_OK;
    rsn_accents accents = rsn_accents_of(&arena, rsn_kernels_best(), text_of(phrase), 0, &folded);
    is_made = is_made && rsn_array_append(&memory, &regex, "(?<!\\w)(?:", 10) && rsn_phrase_compile(&memory, &accents, &regex, &error) == RESSENTI_OK &&
              rsn_array_append(&memory, &regex, ")(?!\\w)", 7);
    ressenti_text text = {regex.items, regex.count};
    is_made = is_made && rsn_pattern_compile(context, text, &made.program, &error) == RESSENTI_OK && rsn_pattern_compile_pcre2(context, text, &made.pcre2, &error) == RESSENTI_OK;
    if (!CHECK(is_made, "%s: %s", phrase, error.message)) exit(check_result());
    CHECK(rsn_pattern_is_program(made.program), "%s is a program", phrase);
    rsn_array_free(&memory, &regex);
    return made;
}

static void release(pair *both)
{
    rsn_pattern_release(both->program);
    rsn_pattern_release(both->pcre2);
}

/* The spans that repeated matching finds, by one of the two. */
static line describe(const rsn_pattern *pattern, const rsn_folded *folded)
{
    line out = {.size = 0};
    rsn_span match = {0, 0};
    rsn_pattern_runner_begin_text(runner, 0);
    for (uint32_t from = 0; from < folded->size; from = match.end) {
        rsn_found found = rsn_pattern_find(pattern, runner, folded->bytes, folded->size, from, folded->size, &match);
        CHECK(found != RSN_GAVE_UP, "nobody gives up here");
        if (found != RSN_FOUND) break;
        line_add(&out, "%s%u-%u", out.size > 0 ? " " : "", match.begin, match.end);
    }
    return out;
}

static line find_all(const pair *both, const char *text)
{
    rsn_folded folded;
    rsn_arena_reset(&arena);
    if (rsn_normalize(&arena, text_of(text), &folded) != RESSENTI_OK) exit(check_result());
    rsn_accents accents = rsn_accents_of(&arena, rsn_kernels_best(), text_of(text), 0, &folded);
    rsn_pattern_runner_read(runner, &accents);
    line ours = describe(both->program, &folded), theirs = describe(both->pcre2, &folded);
    rsn_pattern_runner_read(runner, NULL);
    CHECK(strcmp(ours.text, theirs.text) == 0, "« %s »: %s by the program, %s by PCRE2", text, ours.text, theirs.text);
    return ours;
}

static void test_phrases(void)
{
    static const struct {
        const char *phrase, *text, *spans, *why;
    } TABLE[] = {
        {"salé!", "trop salé", "5-9", "the very accents"},
        {"salé!", "trop sale", "5-9", "a word typed without any accent"},
        {"salé!", "trop sâle", "", "other accents"},
        {"salé!", "tout est décidément sale", "20-24", "it is judged word by word"},
        {"salé!", "TROP SALÉ, TROP SALE, TROP SÂLE", "5-9 16-20", "capitals are letters"},
        {"SALÉ!", "trop salé", "5-9", "in the phrase too"},
        {"sale\xCC\x81!", "trop salé, trop sâle", "5-9", "a decomposed phrase"},
        {"salé!", "trop sale\xCC\x81, trop sa\xCC\x82le", "5-9", "a decomposed text"},
        {"salé!", "sal\xC3\x83\xC2\xA9, s\xC3\x83\xC2\xA2le", "0-4", "mojibake is repaired, and its accents count"},
        {"salé!", "sal&eacute; s&acirc;le", "0-4", "so are entities"},
        {"sale!", "salé sale sâle", "5-9", "demanded without accents, only a word without is one"},
        {"salé", "salé sale sâle", "0-4 5-9 10-14", "no demand: as ever"},
        {"(sûr!|certain) de", "sur de lui, sûr de lui, sùr de lui", "0-6 12-18", "inside a choice"},
        {"[très!] salé", "très salé, tres salé", "0-9 11-20", "inside what may be left out"},
        {"salé!(e)(s)", "salées, sales, sâlées, salée", "0-6 8-13 23-28", "with endings behind it"},
        {"pêch!*", "pêcheurs pécheurs pecheurs", "0-8 18-26", "with a star behind it"},
        {"(re)payé!", "repayé, paye, payè, repayè", "0-6 8-12", "with what may stand before it"},
        {"repayé!", "répayé repaye", "7-13", "all letters of the word count"},
        {"(re)payé!", "répayé", "0-6", "but of those before the demanded part nothing is known"},
        {"(re)payé!", "répaye", "", "except that the word was typed with accents"},
        {"pech!*", "pecheurs pechés", "0-8 9-15", "behind it too: demanded without accents, these letters have none"},
        {"pêch!*", "pecheurs pechés", "0-8", "but they are not what is demanded with accents"},
        {"d'été!", "d'été dété d ete d'êté", "0-5 6-10 11-16", "behind a joint, and written together"},
        {"côté!-à-côté!", "côté-à-côté cote-a-cote coté-à-côté", "0-11 12-23", "each part of a compound"},
        {"dû! … cause", "dû en partie à cause, du à cause, dü à cause", "0-20 22-32", "before a gap"},
        {"^dû!", "Dû à", "0-2", "at the beginning of the text"},
        {"<nombre> marché!(s)", "deux marchés, 3 marches, 3 màrchés", "0-12 14-23", "behind a class"},
        {"coeur!", "cœur coeur", "0-5 6-11", "a ligature is no accent"},
        {"bravo !", "bravo ! salé !", "0-7", "alone it is a sign like others"},
    };
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        pair both = compile_phrase(TABLE[i].phrase);
        line found = find_all(&both, TABLE[i].text);
        CHECK(strcmp(found.text, TABLE[i].spans) == 0, "%s: %s in « %s » at %s, not at %s", TABLE[i].why, TABLE[i].phrase, TABLE[i].text, TABLE[i].spans, found.text);
        release(&both);
    }
}

static void test_refused(void)
{
    static const char *const TABLE[] = {"salé(e)!", "sal*!", "salé!!", "(a|b)!", "sal!e", "l'!", "<mot>!", "[très]!"};
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        rsn_array regex = RSN_ARRAY(char);
        rsn_folded folded;
        ressenti_error error = RESSENTI_ERROR_INIT;
        rsn_arena_reset(&arena);
        if (rsn_normalize(&arena, text_of(TABLE[i]), &folded) != RESSENTI_OK) exit(check_result());
        rsn_accents accents = rsn_accents_of(&arena, rsn_kernels_best(), text_of(TABLE[i]), 0, &folded);
        CHECK(rsn_phrase_compile(&memory, &accents, &regex, &error) == RESSENTI_BAD_PATTERN && error.message[0] != '\0', "%s is refused, and why is said", TABLE[i]);
        rsn_array_free(&memory, &regex);
    }
}

/* Demands of a pack that no builder wrote: nothing is read outside of the text. */
static void test_forged(void)
{
    static const char *const TABLE[] = {"e(?C{})", "e(?C{ééééééééééééééééééé})", "e(?C{\xC3})", "e(?C{\x80\x80\x80})", "(?C{é})e", "e(?C{e}})", "e(?C1)"};
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        ressenti_error error = RESSENTI_ERROR_INIT;
        pair both = {NULL, NULL};
        if (rsn_pattern_compile(context, text_of(TABLE[i]), &both.program, &error) == RESSENTI_OK &&
            CHECK(rsn_pattern_compile_pcre2(context, text_of(TABLE[i]), &both.pcre2, &error) == RESSENTI_OK, "%s: %s", TABLE[i], error.message))
            find_all(&both, "é et e");
        release(&both);
    }
}

/* ---- properties --------------------------------------------------------------------------------------------- */

static void write_text(random_source *source, line *text)
{
    static const char *const PIECES[] = {"salé", "sale", "sâle", "SALÉ", "sale\xCC\x81", "sal\xC3\x83\xC2\xA9", "dû", "du", "d", "'", "’", " ", " ", "-", ".", "s", "é", "🙂", "\n", "&eacute;", "œ"};
    text->size = 0;
    text->text[0] = '\0';
    for (uint32_t pieces = 1 + random_below(source, 20); pieces > 0; pieces--) line_add(text, "%s", PIECES[random_below(source, sizeof PIECES / sizeof PIECES[0])]);
}

static uint32_t count_spans(const line *spans)
{
    uint32_t count = spans->size > 0;
    for (size_t i = 0; i < spans->size; i++) count += spans->text[i] == ' ';
    return count;
}

/* Programs and PCRE2 agree on any text (find_all checks), a demand only takes away, and where no accent was typed it takes nothing. */
static void test_random(void)
{
    static const char *const PHRASES[][2] = {{"salé", "salé!"}, {"sale(s)", "sale!(s)"}, {"d'(salé|dû)", "d'(salé!|dû!)"}, {"(salé|dû) [du] sale", "(salé!|dû!) [du!] sale!"}};
    random_source source = {SEED};
    uint32_t fewer = 0, found = 0;
    for (size_t p = 0; p < sizeof PHRASES / sizeof PHRASES[0]; p++) {
        pair any = compile_phrase(PHRASES[p][0]), demanding = compile_phrase(PHRASES[p][1]);
        for (int i = 0; i < TEXTS; i++) {
            line text;
            write_text(&source, &text);
            line all = find_all(&any, text.text), some = find_all(&demanding, text.text);
            uint32_t count = count_spans(&all), kept = count_spans(&some);
            CHECK(kept <= count, "« %s »: %s, then %s", text.text, all.text, some.text);
            fewer += kept < count;
            found += kept;
        }
        CHECK(strcmp(find_all(&any, "du sale du sale d'sale sales").text, find_all(&demanding, "du sale du sale d'sale sales").text) == 0, "%s: nothing is taken where no accent was typed", PHRASES[p][1]);
        release(&any);
        release(&demanding);
    }
    CHECK(fewer > 100 && found > 100, "%u texts lost a match, %u matches were left", fewer, found);
}

/* ---- the lexicon ---------------------------------------------------------------------------------------------- */

#define DEMANDS RESSENTI_WORD_DEMANDS_ACCENTS

static const word_row WORDS[] = {
    {RESSENTI_WORD_OPINION, "salé", -20, DEMANDS, NULL},   {RESSENTI_WORD_OPINION, "sale", -50, DEMANDS, NULL},
    {RESSENTI_WORD_OPINION, "jeûne", 10, DEMANDS, NULL},   {RESSENTI_WORD_OPINION, "péché", -30, DEMANDS, NULL},
    {RESSENTI_WORD_OPINION, "pêche", 30, 0, NULL},         {RESSENTI_WORD_OPINION, "tâche", -5, DEMANDS, NULL},
    {RESSENTI_WORD_OPINION, "taché", -15, DEMANDS, NULL},  {RESSENTI_WORD_OPINION, "sale coup", -60, 0, NULL},
    {RESSENTI_WORD_OPINION, "dû", 1, DEMANDS, NULL},       {RESSENTI_WORD_INTENSITY, "du", 120, 0, NULL},
    {RESSENTI_WORD_RESPELL, "sl", 0, 0, "sale"},
};
static const pack_source DEMANDING = {"exigeant", ROWS(WORDS), NULL, 0, NULL, 0};

static const word_row LATER_WORDS[] = {{RESSENTI_WORD_OPINION, "sale", -40, 0, NULL}, {RESSENTI_WORD_OPINION, "tache", -25, DEMANDS, NULL}};
static const pack_source LATER = {"suivant", ROWS(LATER_WORDS), NULL, 0, NULL, 0};

static int32_t valence_of(reading *in, const char *text)
{
    const rsn_findings *found = read_text(in, text);
    const rsn_reading *read = found->tokens.count > 0 ? rsn_reading_with(&found->readings, 0, RSN_HAS_OPINION) : NULL;
    return read != NULL ? read->word->valence : 0;
}

static void test_words(void)
{
    static const struct {
        const char *text;
        int32_t alone, stacked; /* valence of the first word; 0: none.  Stacked: with the later pack on top */
        const char *why;
    } TABLE[] = {
        {"salé", -20, -40, "just these accents; a later pack that demands none wins"},
        {"SALÉ", -20, -40, "capitals"},
        {"sale\xCC\x81", -20, -40, "decomposed"},
        {"sal\xC3\x83\xC2\xA9", -20, -40, "mojibake"},
        {"sale", -50, -40, "without accents, the word without"},
        {"sâle", 0, -40, "with others, none that demands any"},
        {"saleee", -50, -40, "drawn out, it counts as typed without"},
        {"saléééé", -50, -40, "even with accents"},
        {"sl", -50, -40, "so does an abbreviation"},
        {"jeûne", 10, 10, "its accents"},
        {"jeune", 10, 10, "without accents and no word without: the one with"},
        {"jeùne", 0, 0, "other accents"},
        {"péché", -30, -30, "its accents, beside a word that demands nothing"},
        {"pêche", 30, 30, "that word"},
        {"pèche", 30, 30, "which any accents are"},
        {"peche", 30, 30, "and none: it wins over those that have some"},
        {"tâche", -5, -5, "one of two"},
        {"taché", -15, -15, "the other"},
        {"tache", -5, -25, "neither: the first that was added; later, a word without"},
        {"sale coup", -60, -60, "expressions begin with the word however it is typed"},
        {"salé coup", -60, -60, "with accents too"},
        {"sâle coup", -60, -60, "even with those that nobody demands"},
        {"dû", 1, 1, "another kind of word without accents"},
        {"du", 0, 0, "is what the word without accents is"},
    };
    reading alone = reading_new(make_engine(&DEMANDING));
    ressenti_pack *packs[] = {make_pack(&DEMANDING), make_pack(&LATER)};
    reading stacked = reading_new(make_engine_of(packs, 2));
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        int32_t one = valence_of(&alone, TABLE[i].text), two = valence_of(&stacked, TABLE[i].text);
        CHECK(one == TABLE[i].alone, "%s: « %s » is worth %d, not %d", TABLE[i].why, TABLE[i].text, TABLE[i].alone, one);
        CHECK(two == TABLE[i].stacked, "%s: « %s » is worth %d with the later pack, not %d", TABLE[i].why, TABLE[i].text, TABLE[i].stacked, two);
    }
    reading_free(&alone);
    reading_free(&stacked);
}

static void test_refused_words(void)
{
    static const word_row TABLE[] = {
        {RESSENTI_WORD_OPINION, "bien sûr", 10, DEMANDS, NULL},
        {RESSENTI_WORD_RESPELL, "dû", 0, DEMANDS, "du"},
        {RESSENTI_WORD_OPINION, "🙂", 10, DEMANDS, NULL},
    };
    static const word_row TWICE[] = {{RESSENTI_WORD_OPINION, "salé", 1, DEMANDS, NULL}, {RESSENTI_WORD_OPINION, "SALÉ", 2, DEMANDS, NULL}};
    for (size_t i = 0; i <= sizeof TABLE / sizeof TABLE[0]; i++) {
        bool is_twice = i == sizeof TABLE / sizeof TABLE[0];
        pack_source source = {"refusé", is_twice ? TWICE : &TABLE[i], is_twice ? 2 : 1, NULL, 0, NULL, 0};
        ressenti_error error = RESSENTI_ERROR_INIT;
        ressenti_builder *builder = NULL;
        ressenti_text bytes;
        CHECK(build_small_pack(&source, NULL, &builder, &bytes, &error) == RESSENTI_BAD_DATA, "%s is refused", is_twice ? "a spelling twice" : TABLE[i].form);
        ressenti_builder_release(builder);
    }
}

int main(void)
{
    memory = rsn_allocator_or_default(NULL);
    rsn_arena_init(&arena, &memory);
    bool is_ready = rsn_pattern_context_new(&memory, &context) == RESSENTI_OK && rsn_pattern_runner_new(context, &memory, &runner) == RESSENTI_OK;
    if (!CHECK(is_ready, "there is memory for patterns")) return check_result();
    rsn_pattern_runner_limit(runner, 100000);
    test_typed();
    test_phrases();
    test_refused();
    test_forged();
    test_random();
    test_words();
    test_refused_words();
    rsn_pattern_runner_release(runner);
    rsn_pattern_context_release(context);
    rsn_arena_free(&arena);
    return check_result();
}
