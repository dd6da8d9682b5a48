/* What a model sees of a text: which tokens, which pieces, which pairs. */
#include "ngrams.h"

#include "small_french.h"
#include "reading.h"

typedef struct seen {
    uint64_t features[400];
    size_t count;
} seen;

static void note(void *context, const rsn_token *token, uint64_t feature)
{
    seen *in = context;
    (void)token;
    if (in->count < sizeof in->features / sizeof in->features[0]) in->features[in->count++] = feature;
}

static bool has(const seen *in, uint64_t feature)
{
    for (size_t i = 0; i < in->count; i++)
        if (in->features[i] == feature) return true;
    return false;
}

static uint64_t word(const char *letters)
{
    return rsn_hash_bytes((const uint8_t *)letters, strlen(letters));
}

static uint64_t pair(const char *left, const char *right)
{
    return rsn_pair_feature(word(left), word(right));
}

static seen features_of(reading *in, const char *text)
{
    seen found = {.count = 0};
    const rsn_findings *read = read_text(in, text);
    rsn_each_feature(&read->folded, &read->tokens, note, &found);
    return found;
}

static const struct {
    const char *text, *left, *right;
    bool is_there;
    const char *why;
} PAIRS[] = {
    {"Service rapide", "service", "rapide", true, "neighbours, folded"},
    {"Service. Rapide", "service", "rapide", false, "a full stop parts"},
    {"Service, rapide", "service", "rapide", false, "and so does a comma"},
    {"Rapide !", "rapide", "!", true, "an exclamation mark is a word of its own"},
    {"n'est pas", "n", "est", true, "elision joins"},
};

static void test_pairs(reading *in)
{
    for (size_t i = 0; i < sizeof PAIRS / sizeof PAIRS[0]; i++) {
        seen found = features_of(in, PAIRS[i].text);
        CHECK(has(&found, pair(PAIRS[i].left, PAIRS[i].right)) == PAIRS[i].is_there, "%s: %s", PAIRS[i].text, PAIRS[i].why);
    }
}

static void test_words(reading *in)
{
    seen short_word = features_of(in, "bon"), long_word = features_of(in, "excellent");
    CHECK(short_word.count == 1 + 3 + 2 + 1, "« bon » with its ends has 3 + 2 + 1 pieces and itself: %zu", short_word.count);
    CHECK(long_word.count == 1 + 9 + 8 + 7, "and « excellent » 9 + 8 + 7: %zu", long_word.count);
    CHECK(has(&short_word, word("bon")), "the word itself is a feature");
    seen twelve = features_of(in, "12"), other = features_of(in, "1 847,50");
    CHECK(twelve.count == 1 && has(&other, twelve.features[0]), "all figures are one word");
    seen emoji = features_of(in, "😀");
    CHECK(emoji.count == 1 && emoji.features[0] == word("😀"), "an emoji has no pieces");
}

static void test_long_words(reading *in)
{
    char endless[5000];
    memset(endless, 'a', sizeof endless - 1);
    endless[sizeof endless - 1] = 0;
    uint64_t features[RSN_WORD_FEATURES_MOST];
    const rsn_findings *read = read_text(in, endless);
    uint32_t count = rsn_word_features(&read->folded, &read->tokens.items[0], features);
    CHECK(count <= RSN_WORD_FEATURES_MOST, "an endless word has so many pieces and no more: %u", count);
}

static void test_buckets(void)
{
    uint32_t full = 0;
    static bool is_full[1 << 8];
    for (uint32_t i = 0; i < 4000; i++) {
        char name[16];
        snprintf(name, sizeof name, "mot%u", i);
        is_full[rsn_bucket(word(name), 8)] = true;
    }
    for (uint32_t i = 0; i < 1 << 8; i++) full += is_full[i];
    CHECK(full == 1 << 8, "4,000 words fill 256 buckets: %u", full);
}

int main(void)
{
    reading in = reading_new(make_engine(&SMALL_FRENCH));
    test_pairs(&in);
    test_words(&in);
    test_long_words(&in);
    test_buckets();
    reading_free(&in);
    return check_result();
}
