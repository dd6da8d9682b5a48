/* From annotated texts to themes and signals that are proposed where no rule finds a theme; refusals, failures. */
#include "theme_lessons.h"

#include "calibration.h"
#include "solver.h"

/* ---- what is proposed --------------------------------------------------------------------------------------------- */

static const struct {
    const char *text, *evidence;
    uint32_t theme;
    uint8_t polarity;
    const char *why;
} PROPOSED[] = {
    {"arrivé cabossé", "cabosse", PARCEL, RESSENTI_NEUTRAL, "a word that only annotations know"},
    {"tout cabosses", "cabosses", PARCEL, RESSENTI_NEUTRAL, "another form has the same pieces"},
    {"très mauvais : cabossé.", "cabosse", PARCEL, RESSENTI_NEGATIVE, "it is judged as other mentions are, by its clause or the text"},
    {"des allées", "allees", STORE, RESSENTI_NEUTRAL, "a theme that no rule gives"},
    {"bof", "bof", GENERAL, RESSENTI_NEUTRAL, "nothing else is there"},
};

static void test_what_is_proposed(void)
{
    ressenti_theme_model *model = learned();
    reading in = reading_new(engine_with(model, 0));
    for (size_t i = 0; i < sizeof PROPOSED / sizeof PROPOSED[0]; i++) {
        const rsn_findings *found = read_text(&in, PROPOSED[i].text);
        if (!CHECK(found->mentions.count == 1 && found->mentions.theme_count == 1, "%s: %s (%u mentions)", PROPOSED[i].text, PROPOSED[i].why, found->mentions.count)) continue;
        const rsn_mention *mention = &found->mentions.items[0];
        uint32_t at = find_token(found, PROPOSED[i].evidence);
        CHECK(mention->theme == PROPOSED[i].theme && mention->rule == RESSENTI_NONE, "%s: theme %u", PROPOSED[i].text, mention->theme);
        CHECK(mention->tokens.begin <= at && at < mention->tokens.end && mention->tokens.end - mention->tokens.begin <= 3, "%s: by the words %u to %u", PROPOSED[i].text, mention->tokens.begin, mention->tokens.end);
        CHECK(mention->polarity == PROPOSED[i].polarity, "%s: %s (polarity %u)", PROPOSED[i].text, PROPOSED[i].why, mention->polarity);
        CHECK(found->mentions.stages != 0 && found->mentions.components != 0, "%s: stages and components too", PROPOSED[i].text);
    }
    const rsn_findings *found = read_text(&in, "adieu à tous");
    CHECK(found->signals.count == 1 && found->signals.signals == (uint64_t)1 << CHURN, "a signal is proposed");
    CHECK(found->signals.count == 1 && found->signals.items[0].source == RSN_SOURCE_MODEL && found->signals.items[0].rule == RESSENTI_NONE, "and marked as such");
    CHECK(found->signals.irritation == 0, "it irritates nobody");
    reading_free(&in);
    ressenti_theme_model_release(model);
}

static const struct {
    const char *text;
    uint32_t themes, mentions;
    const char *why;
} BESIDE[] = {
    {"colis éventré, carton cabossé", 1, 1, "a rule has found that theme: it is not doubled"},
    {"livraison d'un carton cabossé", 1, 1, "a rule has found a theme: what rules know is not proposed beside it"},
    {"livraison, puis une allée", 2, 2, "no rule knows of that theme: it may stand beside others"},
    {"cabossé, bof", 1, 1, "the general opinion stays only where nothing else is"},
    {"ouvert le lundi", 0, 0, "what is annotated with nothing"},
    {"", 0, 0, "nothing at all"},
    {"!!! ...", 0, 0, "no words"},
};

static void test_beside_rules(void)
{
    ressenti_theme_model *model = learned();
    reading in = reading_new(engine_with(model, 0));
    for (size_t i = 0; i < sizeof BESIDE / sizeof BESIDE[0]; i++) {
        const rsn_findings *found = read_text(&in, BESIDE[i].text);
        CHECK(found->mentions.theme_count == BESIDE[i].themes && found->mentions.count == BESIDE[i].mentions, "%s: %s (%u themes, %u mentions)",
              BESIDE[i].text, BESIDE[i].why, found->mentions.theme_count, found->mentions.count);
    }
    reading_free(&in);
    ressenti_theme_model_release(model);
}

static void test_switched_off(void)
{
    ressenti_theme_model *model = learned();
    ressenti_engine *on = engine_with(model, 0), *off = engine_with(model, 1), *plain = make_engine(&SOURCE);
    ressenti_engine_options options = {.struct_size = sizeof options, .no_learned_themes = 1};
    CHECK(!rsn_same_text(ressenti_engine_fingerprint(on), ressenti_engine_fingerprint(off)), "the fingerprint tells which");
    ressenti_pack *pack = make_pack(&SOURCE);
    ressenti_engine *needless = NULL;
    CHECK(ressenti_engine_new_with(&pack, 1, &options, NULL, &needless, NULL) == RESSENTI_OK, "off where nothing is learned");
    CHECK(rsn_same_text(ressenti_engine_fingerprint(needless), ressenti_engine_fingerprint(plain)), "is the same as on");
    ressenti_pack_release(pack);
    ressenti_engine_release(needless);
    ressenti_engine_release(on);
    ressenti_engine_release(plain);
    reading in = reading_new(off);
    CHECK(in.scratch->proposals == NULL && read_text(&in, "arrivé cabossé")->mentions.count == 0, "nothing is proposed, nothing is kept for it");
    reading_free(&in);
    ressenti_theme_model_release(model);
}

/* What a scratch has seen before changes nothing. */
static void test_memo(void)
{
    ressenti_theme_model *model = learned();
    reading used = reading_new(engine_with(model, 0));
    char words[64];
    for (int i = 0; i < 20000; i++) {
        snprintf(words, sizeof words, "mot%d cabosse%d allee%d", i, i % 7, i % 11);
        (void)read_text(&used, words);
    }
    for (size_t i = 0; i < sizeof PROPOSED / sizeof PROPOSED[0]; i++) {
        reading fresh = reading_new(engine_with(model, 0));
        const rsn_mentions expected = read_text(&fresh, PROPOSED[i].text)->mentions, found = read_text(&used, PROPOSED[i].text)->mentions;
        CHECK(found.count == expected.count && found.count == 1 && found.items[0].tokens.begin == expected.items[0].tokens.begin &&
                  found.items[0].tokens.end == expected.items[0].tokens.end, "%s: the same after 20,000 others", PROPOSED[i].text);
        reading_free(&fresh);
    }
    reading_free(&used);
    ressenti_theme_model_release(model);
}

static void test_measure(void)
{
    CHECK(rsn_proposal_measure(0) == 256 && rsn_proposal_measure(3) == 512 && rsn_proposal_measure(99) == 2560, "256ths of a square root");
    for (uint64_t n = 0; n < (uint64_t)1 << 40; n = n * 3 + 1) {
        uint64_t root = rsn_proposal_measure(n), square = (1 + n) << 16;
        CHECK(root * root <= square && (root + 1) * (root + 1) > square, "rounded down, for %llu", (unsigned long long)n);
    }
}

/* A text of more than 65,536 tokens is asked about the first of them. */
static void test_long_text(void)
{
    enum { WORDS = 70000, SIZE = 3 };
    ressenti_theme_model *model = learned();
    reading in = reading_new(engine_with(model, 0));
    char *text = malloc(WORDS * SIZE + 16);
    if (!CHECK(text != NULL, "there is memory")) exit(check_result());
    for (size_t i = 0; i < WORDS; i++) memcpy(text + i * SIZE, "12 ", SIZE); /* figures, of which nothing is learned */
    memcpy(text + WORDS * SIZE, "cabosse", 8);
    CHECK(read_text(&in, text)->mentions.count == 0, "what stands far behind says nothing");
    free(text);
    reading_free(&in);
    ressenti_theme_model_release(model);
}

/* ---- figures -------------------------------------------------------------------------------------------------------- */

static void test_figures(void)
{
    ressenti_theme_model *model = learned();
    ressenti_proposal_figures figures = {.struct_size = sizeof figures};
    ressenti_proposal_totals themes = {.struct_size = sizeof themes}, none = {.struct_size = sizeof none};
    ressenti_theme_model_figures(model, &figures);
    ressenti_theme_model_totals(model, RESSENTI_THEME, &themes);
    ressenti_theme_model_totals(model, RESSENTI_CHANNEL, &none);
    CHECK(figures.count == 4, "parcel, store, general opinion and churn have 20 texts: %zu", figures.count);
    for (size_t i = 0; i < figures.count; i++) {
        CHECK(figures.right[i] <= figures.proposed[i] && figures.texts[i] >= 20, "label %zu: %u right of %u", i, figures.right[i], figures.proposed[i]);
        CHECK(figures.is_kept[i] && figures.proposed[i] > 0 && figures.right[i] == figures.proposed[i], "label %zu is easy: all are right", i);
    }
    CHECK(themes.annotated == 220 && themes.found == 40 && themes.found_right == 0, "rules find the delivery, of which nobody spoke: %llu", (unsigned long long)themes.found);
    CHECK(themes.proposed > 150 && themes.right == themes.proposed, "%llu of %llu proposals are right", (unsigned long long)themes.right, (unsigned long long)themes.proposed);
    CHECK(none.annotated == 0 && none.struct_size == sizeof none, "channels are not learned");
    ressenti_theme_model_release(model);
}

static void test_the_same_bytes(void)
{
    ressenti_theme_model *one = learned(), *other = learned();
    ressenti_text left = ressenti_theme_model_bytes(one), right = ressenti_theme_model_bytes(other);
    CHECK(left.size == right.size && memcmp(left.data, right.data, left.size) == 0, "the same texts give the same bytes");
    CHECK(left.size <= 1 << 20, "1 MiB at most: %zu", left.size);
    ressenti_theme_model_release(one);
    ressenti_theme_model_release(other);
}

/* Learned with the model switched on: the same, for it is left aside. */
static void test_not_on_top(void)
{
    static lessons in;
    ressenti_theme_model *model = learned(), *again = NULL;
    ressenti_engine *engine = engine_with(model, 0);
    fill(&in, TEXTS);
    CHECK(ressenti_train_themes(engine, &in.training, NULL, &again, NULL) == RESSENTI_OK, "it learns again");
    ressenti_text left = ressenti_theme_model_bytes(model), right = ressenti_theme_model_bytes(again);
    CHECK(left.size == right.size && memcmp(left.data, right.data, left.size) == 0, "what was learned before is no rule");
    ressenti_engine_release(engine);
    ressenti_theme_model_release(model);
    ressenti_theme_model_release(again);
}

/* The inverse of what calibration looks for: bids whose odds are known. */
static size_t make_bids(rsn_bid *bids, uint32_t label, double slope, double intercept, size_t each)
{
    size_t made = 0;
    for (double score = -2; score <= 1.01; score += 0.5) {
        double share = 1 / (1 + rsn_exponential(-(slope * score + intercept)));
        for (size_t i = 0; i < each; i++) bids[made++] = (rsn_bid){score, label, (double)i < share * (double)each};
    }
    return made;
}

static bool is_near(double a, double b, double by)
{
    return a - b < by && b - a < by;
}

static void test_calibration(void)
{
    enum { EACH = 2000, SCORES = 7 };
    static rsn_bid bids[2 * EACH * SCORES + 8];
    rsn_calibration found;
    size_t count = make_bids(bids, 0, 3, -1, EACH);
    count += make_bids(bids + count, 1, 3, 0.5, EACH);
    rsn_calibrate(bids, count, 3, &found);
    CHECK(is_near(found.slope, 3, 0.05) && is_near(found.intercepts[0], -1, 0.05) && is_near(found.intercepts[1], 0.5, 0.05), "what the bids were made of: %g %g %g",
          found.slope, found.intercepts[0], found.intercepts[1]);
    CHECK(is_near(found.intercepts[2], -0.25, 0.05), "a label without bids is as the others are in the mean: %g", found.intercepts[2]);
    CHECK(is_near(rsn_threshold_at(&found, 0, 50), 1.0 / 3, 0.05) && is_near(rsn_threshold_at(&found, 1, 50), -0.5 / 3, 0.05), "even odds");
    CHECK(is_near(rsn_threshold_at(&found, 0, 90), (2.197 + 1) / 3, 0.05) && is_near(rsn_threshold_at(&found, 0, 10), (1 - 2.197) / 3, 0.05), "nine to one, one to nine");
    rsn_calibrate(NULL, 0, 2, &found);
    CHECK(rsn_threshold_at(&found, 0, 50) == RSN_NO_THRESHOLD, "no bids tell nothing: slope %g", found.slope);
    for (size_t i = 0; i < 40; i++) bids[i] = (rsn_bid){i < 20 ? 1 : -1, 0, i >= 20};
    rsn_calibrate(bids, 40, 1, &found);
    CHECK(rsn_threshold_at(&found, 0, 50) == RSN_NO_THRESHOLD, "nor do scores that are the wrong way round: slope %g", found.slope);
    for (size_t i = 0; i < 40; i++) bids[i] = (rsn_bid){i < 20 ? 0.9 : -1.1, 0, i < 20};
    rsn_calibrate(bids, 40, 1, &found);
    double even = rsn_threshold_at(&found, 0, 50), sure = rsn_threshold_at(&found, 0, 95);
    CHECK(even > -1 && even < 0.5 && sure > even && sure < 0.9, "all told apart: between the two, %g and %g", even, sure);
}

/* What is learned of a label does not depend on the others. */
static void test_labels_apart(void)
{
    static lessons in;
    ressenti_engine *engine = make_engine(&SOURCE);
    ressenti_theme_model *both = learned(), *one = NULL;
    rsn_proposal_entry of_both, of_one;
    fill(&in, TEXTS);
    in.training.signals = NULL;
    CHECK(ressenti_train_themes(engine, &in.training, NULL, &one, NULL) == RESSENTI_OK, "themes alone are learned");
    ressenti_text left = ressenti_theme_model_bytes(both), right = ressenti_theme_model_bytes(one);
    CHECK(find_entry(right, "churn_intent", &of_one) == RESSENTI_NONE && find_entry(left, "churn_intent", &of_both) != RESSENTI_NONE, "without the signals");
    uint32_t at_left = find_entry(left, "store", &of_both), at_right = find_entry(right, "store", &of_one);
    CHECK(at_left != RESSENTI_NONE && at_left == at_right && of_both.alone == of_one.alone && of_both.beside == of_one.beside, "the same needs");
    const char *left_weights = left.data + left.size - RSN_PROPOSAL_BUCKETS * RSN_PROPOSAL_STEP, *right_weights = right.data + right.size - RSN_PROPOSAL_BUCKETS * RSN_PROPOSAL_STEP;
    size_t different = 0;
    for (size_t b = 0; b < RSN_PROPOSAL_BUCKETS; b++) different += left_weights[b * RSN_PROPOSAL_STEP + at_left] != right_weights[b * RSN_PROPOSAL_STEP + at_right];
    CHECK(different == 0, "the same weights: %zu differ", different);
    ressenti_theme_model_release(both);
    ressenti_theme_model_release(one);
    ressenti_engine_release(engine);
}

/* ---- refusals ------------------------------------------------------------------------------------------------------- */

static int stop_at_once(void *context, size_t done, size_t total)
{
    (void)context;
    (void)total;
    return done < 2;
}

static void test_refusals(void)
{
    static lessons in;
    ressenti_engine *engine = make_engine(&SOURCE);
    ressenti_theme_model *model = NULL;
    ressenti_error error = RESSENTI_ERROR_INIT;
    fill(&in, TEXTS);
    CHECK(ressenti_train_themes(engine, &in.training, NULL, NULL, &error) == RESSENTI_BAD_ARGUMENT, "a place for the model is needed");
    in.training.folds = 1;
    CHECK(ressenti_train_themes(engine, &in.training, NULL, &model, &error) == RESSENTI_BAD_ARGUMENT, "one fold leaves nothing to learn from");
    in.training.folds = 0;
    in.training.certainty = 100;
    CHECK(ressenti_train_themes(engine, &in.training, NULL, &model, &error) == RESSENTI_BAD_ARGUMENT, "nothing is as sure as that");
    in.training.certainty = 0;
    in.training.proceed = stop_at_once;
    CHECK(ressenti_train_themes(engine, &in.training, NULL, &model, &error) == RESSENTI_STOPPED && model == NULL, "the caller may stop it");
    in.training.proceed = NULL;
    in.themes[3] = 4;
    CHECK(ressenti_train_themes(engine, &in.training, NULL, &model, &error) == RESSENTI_BAD_ARGUMENT, "a theme that the engine has not: %s", error.message);
    in.themes[3] = PARCEL;
    in.begin[5] = 0;
    CHECK(ressenti_train_themes(engine, &in.training, NULL, &model, &error) == RESSENTI_BAD_ARGUMENT, "borders go up");
    in.training.theme_begin = NULL;
    in.training.signals = NULL;
    CHECK(ressenti_train_themes(engine, &in.training, NULL, &model, &error) == RESSENTI_BAD_ARGUMENT, "nothing is said of the texts");
    in.training.signals = in.signals;
    in.training.count = 100;
    CHECK(ressenti_train_themes(engine, &in.training, NULL, &model, &error) == RESSENTI_BAD_DATA && strstr(error.message, "20") != NULL, "too few of any label: %s", error.message);
    ressenti_engine_release(engine);
}

/* No label reaches what is asked: a model of nothing, which makes no pack worse. */
static void test_nothing_is_sure(void)
{
    static lessons in;
    ressenti_engine *engine = make_engine(&SOURCE);
    ressenti_theme_model *model = NULL;
    fill(&in, TEXTS);
    in.training.least = TEXTS;
    CHECK(ressenti_train_themes(engine, &in.training, NULL, &model, NULL) == RESSENTI_OK, "it learns");
    ressenti_engine_release(engine);
    reading read = reading_new(engine_with(model, 0));
    CHECK(ressenti_theme_model_bytes(model).size == sizeof(rsn_proposal_head) && read.scratch->proposals == NULL, "that nothing is sure");
    reading_free(&read);
    ressenti_theme_model_release(model);
}

/* Texts that cannot be read teach nothing and do no harm. */
static void test_rows_left_out(void)
{
    static lessons in;
    ressenti_engine *engine = make_engine(&SOURCE);
    ressenti_theme_model *model = NULL;
    fill(&in, TEXTS);
    in.texts[0] = (ressenti_text){NULL, 0};
    in.texts[12] = (ressenti_text){"\xC3", 1};
    in.texts[24] = text_of("the food was cold and the staff was rude");
    CHECK(ressenti_train_themes(engine, &in.training, NULL, &model, NULL) == RESSENTI_OK, "they are passed over");
    ressenti_proposal_totals themes = {.struct_size = sizeof themes};
    ressenti_theme_model_totals(model, RESSENTI_THEME, &themes);
    CHECK(themes.annotated == 217, "and not counted: %llu", (unsigned long long)themes.annotated);
    ressenti_theme_model_release(model);
    ressenti_engine_release(engine);
}

/* ---- failures -------------------------------------------------------------------------------------------------------- */

static bool test_failure_at(const ressenti_engine *engine, const lessons *in, long call)
{
    counting counts = {.fail_at = call};
    ressenti_allocator memory = counting_allocator(&counts);
    ressenti_theme_model *model = NULL;
    ressenti_status status = ressenti_train_themes(engine, &in->training, &memory, &model, NULL);
    CHECK(status == (counts.has_failed ? RESSENTI_NO_MEMORY : RESSENTI_OK), "call %ld: status %d", call, status);
    ressenti_theme_model_release(model);
    CHECK(counts.blocks == 0 && counts.wrong_sizes == 0, "call %ld: %ld blocks are out", call, counts.blocks);
    return counts.has_failed;
}

static void test_failures(void)
{
    static lessons in;
    ressenti_engine *engine = make_engine(&SOURCE);
    long call = 1;
    fill(&in, SMALL);
    for (size_t i = 0; i < SMALL; i++) in.signals[i] = i % 2 == 0 ? 1u << CHURN : 0;
    in.training.folds = 2;
    while (call < FAILURES_TRIED && test_failure_at(engine, &in, call)) call++;
    CHECK(call > 40 && call < FAILURES_TRIED, "training asks for memory %ld times", call);
    ressenti_engine_release(engine);
}

int main(void)
{
    test_what_is_proposed();
    test_beside_rules();
    test_switched_off();
    test_memo();
    test_measure();
    test_long_text();
    test_figures();
    test_the_same_bytes();
    test_not_on_top();
    test_calibration();
    test_labels_apart();
    test_refusals();
    test_nothing_is_sure();
    test_rows_left_out();
    test_failures();
    return check_result();
}
