/* Words, numbers, symbols, faces and marks; elisions and hyphens. */
#include "tokenize.h"

#include "hash.h"
#include "memory.h"
#include "random.h"
#include "reading.h"

static rsn_arena arena;
static rsn_folded folded;
static rsn_tokens tokens;

static void tokenize(const char *text)
{
    rsn_arena_reset(&arena);
    ressenti_status status = rsn_normalize(&arena, text_of(text), &folded);
    if (status == RESSENTI_OK) status = rsn_tokenize(&arena, rsn_kernels_best(), &folded, &tokens);
    if (!CHECK(status == RESSENTI_OK, "there is memory for a test's text")) exit(check_result());
}

/* "W:j W+:ai": W word, N number, S symbol, F face, M mark; + joined, ^ line start, A accented, C capitals, c capital. */
static void describe(line *out)
{
    static const char KINDS[] = "WNSFM";
    for (uint32_t i = 0; i < tokens.count; i++) {
        const rsn_token *token = &tokens.items[i];
        line_add(out, "%s%c", i > 0 ? " " : "", KINDS[token->kind]);
        if (token->flags & RSN_TOKEN_JOINED) line_add(out, "+");
        if ((token->flags & RSN_TOKEN_LINE_START) && i > 0) line_add(out, "^");
        if (token->flags & RSN_TOKEN_ACCENTED) line_add(out, "A");
        if (token->flags & RSN_TOKEN_CAPITALS) line_add(out, "C");
        else if (token->flags & RSN_TOKEN_CAPITAL) line_add(out, "c");
        line_add(out, ":");
        line_add_bytes(out, &folded, (rsn_span){token->begin, token->end});
    }
}

static const struct {
    const char *text, *tokens, *why;
} TABLE[] = {
    {"", "", "nothing"},
    {"colis perdu", "W:colis W:perdu", "words"},
    {"j'ai", "W:j W+:ai", "elision"},
    {"jusqu’à", "W:jusqu W+A:a", "elision, typographic, with an accent behind it"},
    {"a-t-elle", "W:a W+:t W+:elle", "inversion"},
    {"rendez-vous", "W:rendez W+:vous", "a hyphen joins"},
    {"bon - mauvais", "W:bon M:- W:mauvais", "a dash between blanks is a mark"},
    {"- bon", "M:- W:bon", "so is one that begins a list"},
    {"'bon'", "W:bon", "an apostrophe that quotes says nothing"},
    {"l' eau", "W:l W:eau", "an apostrophe before a blank joins nothing"},
    {"Salé SALÉ SA Sale", "WAc:sale WAC:sale Wc:sa Wc:sale", "accents; capitals from three letters on"},
    {"U2 3G H2O", "Wc:u2 N:3 Wc:g Wc:h2o", "digits inside a word; a digit before letters is a number"},
    {"12", "N:12", "a number"},
    {"9,90 1.5", "N:9,90 N:1.5", "decimals"},
    {"3. 4, 5", "N:3 M:. N:4 M:, N:5", "a point or a comma behind a number is punctuation"},
    {"1.2.3", "N:1.2 M:. N:3", "only one decimal point"},
    {"48h 9€", "N:48 W:h N:9 S:€", "a unit glued to its number"},
    {"2/5", "N:2 M:/ N:5", "a rating"},
    {"1 250", "N:1 N:250", "thousands are joined later, by the figures"},
    {"😀👍🏽", "S:😀 S:👍", "emoji, one each; the colour of a hand says nothing"},
    {"bien:-)", "W:bien F::-)", "an emoticon behind a word"},
    {":) ;-) :( <3 ^^ :/ :'(", "F::) F:;-) F::( F:<3 F:^^ F::/ F::'(", "emoticons"},
    {":)))) :-(((", "F::)))) F::-(((", "drawn-out mouths belong to them"},
    {"http://a.fr", "W:http M:: M:/ M:/ W:a M:. W:fr", "an address is no emoticon"},
    {"à 10:30", "WA:a N:10 M:: N:30", "nor is a time of day"},
    {"avis:positif", "W:avis M:: W:positif", "nor a colon between words, though :p could be a face"},
    {"nul !!!", "W:nul M:! M:! M:!", "marks one by one"},
    {"(oui) [non]", "M:( W:oui M:) M:[ W:non M:]", "brackets"},
    {"#sav @marque", "M:# W:sav M:@ W:marque", "hashtags and mentions"},
    {"un\ndeux", "W:un W^:deux", "an end of line"},
    {"C'EST", "Wc:c W+C:est", "capitals behind an elision"},
};

static void test_table(void)
{
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        line out = {.size = 0};
        tokenize(TABLE[i].text);
        describe(&out);
        CHECK(strcmp(out.text, TABLE[i].tokens) == 0, "%s: « %s » gives %s, not %s", TABLE[i].why, TABLE[i].text, out.text, TABLE[i].tokens);
    }
}

/* Tokens are in order, do not overlap, and leave out nothing but blanks, apostrophes and hyphens. */
static void test_coverage(void)
{
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        uint32_t at = 0;
        tokenize(TABLE[i].text);
        for (uint32_t k = 0; k <= tokens.count; k++) {
            uint32_t begin = k < tokens.count ? tokens.items[k].begin : folded.size;
            CHECK(begin >= at, "« %s »: token %u begins before the one before it ends", TABLE[i].text, k);
            for (; at < begin; at++) CHECK(strchr(" \n'-", folded.bytes[at]) != NULL, "« %s »: byte %u is in no token", TABLE[i].text, at);
            if (k < tokens.count) at = tokens.items[k].end;
        }
    }
}

/* What a word's letters say, one by one. */
static uint8_t flags_one_by_one(const rsn_token *token)
{
    uint32_t letters = 0, capitals = 0, flags = 0;
    for (uint32_t i = token->begin; i < token->end; i++) {
        bool is_digit = folded.bytes[i] >= '0' && folded.bytes[i] <= '9';
        letters += !is_digit;
        capitals += (folded.lost[i] & RSN_LOST_CAPITAL) != 0;
        if (is_digit) flags |= RSN_TOKEN_DIGITS;
        if (folded.lost[i] & RSN_LOST_ACCENT) flags |= RSN_TOKEN_ACCENTED;
        if (folded.lost[i] & RSN_LOST_REPEAT) flags |= RSN_TOKEN_REPEATED;
    }
    if (letters >= 3 && capitals == letters) flags |= RSN_TOKEN_CAPITALS;
    if (folded.lost[token->begin] & RSN_LOST_CAPITAL) flags |= RSN_TOKEN_CAPITAL;
    return (uint8_t)flags;
}

static void check_words(const char *text)
{
    enum { OF_LETTERS = RSN_TOKEN_DIGITS | RSN_TOKEN_ACCENTED | RSN_TOKEN_REPEATED | RSN_TOKEN_CAPITALS | RSN_TOKEN_CAPITAL };
    uint32_t at = 0;
    for (uint32_t i = 0; i < tokens.count; i++) {
        const rsn_token *token = &tokens.items[i];
        for (; at < token->begin; at++) CHECK(!rsn_is_word_byte(folded.bytes[at]), "« %s »: byte %u is in no token", text, at);
        at = token->end;
        if (token->kind != RSN_WORD) continue;
        CHECK(!rsn_is_word_byte(folded.bytes[token->end]), "« %s »: word %u goes on", text, i);
        CHECK(token->hash == rsn_hash_bytes(folded.bytes + token->begin, token->end - token->begin), "« %s »: hash of word %u", text, i);
        CHECK((token->flags & OF_LETTERS) == flags_one_by_one(token), "« %s »: flags of word %u", text, i);
        CHECK(((token->flags & RSN_TOKEN_JOINED) != 0) == (token->begin > 1 && strchr("'-", folded.bytes[token->begin - 1]) != NULL &&
              rsn_is_word_byte(folded.bytes[token->begin - 2])), "« %s »: joint of word %u", text, i);
    }
}

/* Short and long words, with all that makes one not plain, at every place of a block of 64 bytes. */
static void test_random_texts(void)
{
    static const char *const PIECES[] = {"a", "bc", "colis", "réseau", "DÉÇU", "Nuuul", "intelligentsia", "anticonstitutionnellement", "h2o", "7", "12,5", "_", " ", " ", " ",
                                         " ", "'", "-", "\n", ":)", ":d", "€", "😀", "!", ".", "/", "é"};
    random_source random = {20261130};
    for (int round = 0; round < 4000; round++) {
        char text[400] = "";
        for (uint32_t pieces = random_below(&random, 40); pieces > 0; pieces--) strcat(text, PIECES[random_below(&random, sizeof PIECES / sizeof PIECES[0])]);
        tokenize(text);
        check_words(text);
    }
}

/* All kernels cut alike. */
static void test_kernels(void)
{
    const char *text = "Appelé 3 fois, le « S.A.V. » n'a rien_fait : 12,50 € perdus :-( et un colis anticonstitutionnellement égaré !";
    tokenize(text);
    rsn_tokens best = tokens;
    for (size_t k = 0; rsn_kernels_at(k) != NULL; k++) {
        if (!CHECK(rsn_tokenize(&arena, rsn_kernels_at(k), &folded, &tokens) == RESSENTI_OK, "there is memory")) return;
        bool is_same = tokens.count == best.count && memcmp(tokens.items, best.items, best.count * sizeof *best.items) == 0;
        CHECK(is_same, "%s cuts otherwise", rsn_kernels_at(k)->name);
    }
}

static uint64_t hash_of_first(const char *text)
{
    tokenize(text);
    return tokens.count > 0 ? tokens.items[0].hash : 0;
}

static void test_hashes(void)
{
    CHECK(hash_of_first(":)))))") == hash_of_first(":)"), "a drawn-out smile is looked up as a smile");
    CHECK(hash_of_first(":-)") != hash_of_first(":-("), "a smile is no frown");
    CHECK(hash_of_first("DÉÇU") == hash_of_first("decu"), "words are looked up folded");
    CHECK(hash_of_first("déçu") != hash_of_first("déçue"), "and whole");
}

int main(void)
{
    ressenti_allocator memory = rsn_allocator_or_default(NULL);
    rsn_arena_init(&arena, &memory);
    test_table();
    test_coverage();
    test_hashes();
    test_random_texts();
    test_kernels();
    rsn_arena_free(&arena);
    return check_result();
}
