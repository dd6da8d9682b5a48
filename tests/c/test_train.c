/* From rated texts to a model in a pack, and what it makes of a text; refusals, stops and failures on the way. */
#include "counting.h"

#include "analyze.h"
#include "reading.h"
#include "small_french.h"

enum { TEXTS = 240, FAILURES_TRIED = 120 };

/* The pack does not know « chouette » or « galère »: who rated does. */
static const char *const PRAISE[] = {"c'est chouette", "tout est chouette ici", "une boutique chouette", "vraiment chouette !"};
static const char *const BLAME[] = {"quelle galère", "une galère pour payer", "la galère chez eux", "c'est la galère !"};
static const char *const FACTS[] = {"ouvert le lundi", "je voudrais un catalogue", "la boutique est rue verte", "commande numéro 12"};

typedef struct lessons {
    ressenti_text texts[TEXTS];
    uint8_t labels[TEXTS];
    ressenti_training training;
} lessons;

static void fill(lessons *in, int kinds)
{
    const char *const *const SENTENCES[] = {PRAISE, BLAME, FACTS};
    const uint8_t LABELS[] = {RESSENTI_POSITIVE, RESSENTI_NEGATIVE, RESSENTI_NEUTRAL};
    for (int i = 0; i < TEXTS; i++) {
        in->texts[i] = text_of(SENTENCES[i % kinds][i / kinds % 4]);
        in->labels[i] = LABELS[i % kinds];
    }
    in->training = (ressenti_training)RESSENTI_TRAINING_INIT;
    in->training.texts = in->texts;
    in->training.labels = in->labels;
    in->training.count = TEXTS;
}

/* SMALL_FRENCH with the learned model on top. */
static ressenti_engine *engine_with(const ressenti_model *model)
{
    ressenti_builder *builder = NULL;
    ressenti_text bytes = {NULL, 0};
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_pack *packs[2] = {make_pack(&SMALL_FRENCH), NULL};
    ressenti_status status = ressenti_builder_new(NULL, &builder);
    if (status == RESSENTI_OK) status = ressenti_builder_name(builder, text_of("learned"), text_of("00"), &error);
    if (status == RESSENTI_OK) status = ressenti_builder_set_model(builder, ressenti_model_bytes(model), &error);
    if (status == RESSENTI_OK) status = ressenti_builder_finish(builder, &bytes, &error);
    if (status == RESSENTI_OK) status = ressenti_pack_from_bytes(bytes.data, bytes.size, NULL, &packs[1], &error);
    ressenti_builder_release(builder);
    if (!CHECK(status == RESSENTI_OK, "the model becomes a pack: %s", error.message)) exit(check_result());
    return make_engine_of(packs, 2);
}

static ressenti_model *learned(int kinds)
{
    static lessons in;
    ressenti_engine *engine = make_engine(&SMALL_FRENCH);
    ressenti_model *model = NULL;
    ressenti_error error = RESSENTI_ERROR_INIT;
    fill(&in, kinds);
    ressenti_status status = ressenti_train(engine, &in.training, NULL, &model, &error);
    ressenti_engine_release(engine);
    if (!CHECK(status == RESSENTI_OK, "it learns: %s", error.message)) exit(check_result());
    return model;
}

static const struct {
    const char *text;
    uint8_t label;
    const char *why;
} UNSEEN[] = {
    {"un vendeur chouette", RESSENTI_POSITIVE, "a word that was only ever praise"},
    {"quelle galere", RESSENTI_NEGATIVE, "typed without its accent"},
    {"le catalogue du lundi", RESSENTI_NEUTRAL, "words of facts"},
    {"galères", RESSENTI_NEGATIVE, "another form has the same pieces"},
};

static void test_what_is_learned(void)
{
    ressenti_model *model = learned(3);
    reading in = reading_new(engine_with(model));
    for (size_t i = 0; i < sizeof UNSEEN / sizeof UNSEEN[0]; i++) {
        const rsn_findings *found = read_text(&in, UNSEEN[i].text);
        CHECK(found->sentiment.label == UNSEEN[i].label, "%s: %s (label %u, points %d)", UNSEEN[i].text, UNSEEN[i].why, found->sentiment.label, found->opinions.points);
        CHECK(found->sentiment.confidence > 250 && found->sentiment.confidence <= 1000, "%s: confidence %d", UNSEEN[i].text, found->sentiment.confidence);
    }
    reading_free(&in);
    ressenti_model_release(model);
}

/* Points are the sum of what is listed, the model's words among it, in the order of the text. */
static void test_terms_add_up(void)
{
    ressenti_model *model = learned(2);
    ressenti_engine *engine = engine_with(model);
    ressenti_scratch *scratch = NULL;
    ressenti_result *result = NULL;
    ressenti_options options = {sizeof options, RESSENTI_WANT_CONTRIBUTIONS, 0, 0};
    ressenti_text text = text_of("Bon accueil, chouette, mais quelle galère : vraiment nul !");
    CHECK(ressenti_scratch_new(engine, NULL, &scratch) == RESSENTI_OK && ressenti_result_new(engine, NULL, &result) == RESSENTI_OK &&
              ressenti_analyze(scratch, &text, 1, &options, result, NULL) == RESSENTI_OK, "it can be read");
    ressenti_documents documents = {.struct_size = sizeof documents};
    ressenti_contributions terms = {.struct_size = sizeof terms};
    ressenti_result_documents(result, &documents);
    ressenti_result_contributions(result, &terms);
    int32_t sum = 0;
    size_t from_model = 0;
    static const char *const KINDS[] = RESSENTI_CONTRIBUTION_KIND_NAMES;
    for (size_t i = 0; i < terms.count; i++) {
        sum += terms.points[i];
        from_model += strcmp(KINDS[terms.kind[i]], "model") == 0;
        CHECK(i == 0 || terms.begin[i - 1] <= terms.begin[i], "terms are in the order of the text");
    }
    CHECK(sum == documents.points[0], "%d points are listed, the sum is %d", sum, documents.points[0]);
    CHECK(from_model >= 2, "the model's words are among them: %zu", from_model);
    ressenti_result_release(result);
    ressenti_scratch_release(scratch);
    ressenti_engine_release(engine);
    ressenti_model_release(model);
}

/* What a scratch has seen before changes nothing. */
static void test_memo(void)
{
    ressenti_model *model = learned(2);
    reading fresh = reading_new(engine_with(model)), used = reading_new(engine_with(model));
    char word[32];
    for (int i = 0; i < 20000; i++) {
        snprintf(word, sizeof word, "mot%d galere%d", i, i % 7);
        (void)read_text(&used, word);
    }
    for (size_t i = 0; i < 4; i++) {
        int32_t points = read_text(&fresh, BLAME[i])->opinions.points;
        CHECK(read_text(&used, BLAME[i])->opinions.points == points, "%s: the same after 20,000 other words", BLAME[i]);
    }
    reading_free(&fresh);
    reading_free(&used);
    ressenti_model_release(model);
}

static void test_the_same_bytes(void)
{
    ressenti_model *one = learned(3), *other = learned(3);
    ressenti_text left = ressenti_model_bytes(one), right = ressenti_model_bytes(other);
    CHECK(left.size == right.size && memcmp(left.data, right.data, left.size) == 0, "the same texts give the same bytes");
    ressenti_model_release(one);
    ressenti_model_release(other);
}

/* Learned again on top of itself: it knows no less. */
static void test_on_top(void)
{
    static lessons in;
    ressenti_model *model = learned(2), *second = NULL;
    ressenti_engine *engine = engine_with(model);
    fill(&in, 2);
    CHECK(ressenti_train(engine, &in.training, NULL, &second, NULL) == RESSENTI_OK, "a model learns on top of a model");
    reading read = reading_new(engine_with(second));
    CHECK(read_text(&read, "un vendeur chouette")->opinions.points > 0, "and still knows what the first one knew");
    reading_free(&read);
    ressenti_engine_release(engine);
    ressenti_model_release(model);
    ressenti_model_release(second);
}

static int stop_at_once(void *context, size_t done, size_t total)
{
    (void)context;
    (void)total;
    return done < 2;
}

static void test_refusals(void)
{
    static lessons in;
    ressenti_engine *engine = make_engine(&SMALL_FRENCH);
    ressenti_model *model = NULL;
    ressenti_error error = RESSENTI_ERROR_INIT;
    fill(&in, 2);
    CHECK(ressenti_train(engine, &in.training, NULL, NULL, &error) == RESSENTI_BAD_ARGUMENT, "a place for the model is needed");
    in.training.folds = 1;
    CHECK(ressenti_train(engine, &in.training, NULL, &model, &error) == RESSENTI_BAD_ARGUMENT, "one fold leaves nothing to learn from");
    in.training.folds = 0;
    in.training.proceed = stop_at_once;
    CHECK(ressenti_train(engine, &in.training, NULL, &model, &error) == RESSENTI_STOPPED && model == NULL, "the caller may stop it");
    in.training.proceed = NULL;
    memset(in.labels, RESSENTI_POSITIVE, sizeof in.labels);
    CHECK(ressenti_train(engine, &in.training, NULL, &model, &error) == RESSENTI_BAD_DATA, "one label alone cannot be told from anything");
    in.labels[0] = RESSENTI_NEGATIVE;
    CHECK(ressenti_train(engine, &in.training, NULL, &model, &error) == RESSENTI_BAD_DATA && strstr(error.message, "only 1"), "a label of one text: %s", error.message);
    memset(in.labels, RESSENTI_UNREAD, sizeof in.labels);
    CHECK(ressenti_train(engine, &in.training, NULL, &model, &error) == RESSENTI_BAD_DATA, "no label at all");
    ressenti_engine_release(engine);
}

/* Texts that cannot be read, and roles ones, have no judgement and do no harm. */
static void test_rows_left_out(void)
{
    static lessons in;
    static uint8_t roles[TEXTS];
    ressenti_engine *engine = make_engine(&SMALL_FRENCH);
    ressenti_model *model = NULL;
    fill(&in, 2);
    in.texts[0] = (ressenti_text){NULL, 0};
    in.texts[1] = (ressenti_text){"\xC3", 1};
    roles[2] = RESSENTI_TEACHES_POLARITY;
    in.training.roles = roles;
    CHECK(ressenti_train(engine, &in.training, NULL, &model, NULL) == RESSENTI_OK, "they are passed over");
    ressenti_judgements judged = {.struct_size = sizeof judged};
    ressenti_model_judgements(model, &judged);
    CHECK(judged.count == TEXTS, "a row for each text");
    for (size_t i = 0; i < TEXTS; i++)
        CHECK((judged.sentiment[i] == RESSENTI_UNREAD) == (i < 3), "row %zu: %u", i, judged.sentiment[i]);
    ressenti_model_release(model);
    ressenti_engine_release(engine);
}

static void test_damaged_models(void)
{
    ressenti_model *model = learned(2);
    ressenti_text bytes = ressenti_model_bytes(model);
    ressenti_builder *builder = NULL;
    char *damaged = malloc(bytes.size);
    ressenti_error error = RESSENTI_ERROR_INIT;
    if (!CHECK(damaged != NULL && ressenti_builder_new(NULL, &builder) == RESSENTI_OK, "there is memory")) exit(check_result());
    memcpy(damaged, bytes.data, bytes.size);
    memset(damaged, 0xFF, 8);
    CHECK(ressenti_builder_set_model(builder, (ressenti_text){damaged, bytes.size}, &error) == RESSENTI_BAD_DATA, "labels that do not exist");
    CHECK(ressenti_builder_set_model(builder, (ressenti_text){bytes.data, bytes.size - 1}, &error) == RESSENTI_BAD_DATA, "a byte is missing");
    CHECK(ressenti_builder_set_model(builder, bytes, &error) == RESSENTI_OK, "the real one: %s", error.message);
    ressenti_builder_release(builder);
    ressenti_model_release(model);
    free(damaged);
}

static bool test_failure_at(const ressenti_engine *engine, const lessons *in, long call)
{
    counting counts = {.fail_at = call};
    ressenti_allocator memory = counting_allocator(&counts);
    ressenti_model *model = NULL;
    ressenti_status status = ressenti_train(engine, &in->training, &memory, &model, NULL);
    CHECK(status == (counts.has_failed ? RESSENTI_NO_MEMORY : RESSENTI_OK), "call %ld: status %d", call, status);
    ressenti_model_release(model);
    CHECK(counts.blocks == 0 && counts.wrong_sizes == 0, "call %ld: %ld blocks are out", call, counts.blocks);
    return counts.has_failed;
}

static void test_failures(void)
{
    static lessons in;
    ressenti_engine *engine = make_engine(&SMALL_FRENCH);
    long call = 1;
    fill(&in, 2);
    in.training.count = 24;
    in.training.folds = 2;
    while (call < FAILURES_TRIED && test_failure_at(engine, &in, call)) call++;
    CHECK(call > 30, "training asks for memory %ld times", call);
    ressenti_engine_release(engine);
}

int main(void)
{
    test_what_is_learned();
    test_terms_add_up();
    test_memo();
    test_the_same_bytes();
    test_on_top();
    test_refusals();
    test_rows_left_out();
    test_damaged_models();
    test_failures();
    return check_result();
}
