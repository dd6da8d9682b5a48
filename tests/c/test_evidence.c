/* Evidence for signals: what has to stand around a hit, what its rule says of it, the figure that belongs to it. */
#include "reading.h"

static const label_row LABELS[] = {
    {RESSENTI_THEME, "frais", "Frais", NULL, 1 << 2, 1 << 0, RESSENTI_LABEL_AMOUNTS},
    {RESSENTI_THEME, "accueil", "Accueil", NULL, 1 << 2, 1 << 0, 0},
    {RESSENTI_SIGNAL, "attente", "Attente", NULL, 0, 0, 0},
    {RESSENTI_SIGNAL, "eloge", "Éloge", NULL, 0, 0, 0},
    {RESSENTI_SIGNAL, "recovery", "Reprise", NULL, 0, 0, 0},
    {RESSENTI_SIGNAL, "grief", "Grief", NULL, 0, 0, 0},
    {RESSENTI_SIGNAL, "irony", "Ironie", NULL, 0, 0, 0},
};

static const word_row WORDS[] = {
    {RESSENTI_WORD_OPINION, "adorable", 60, 0, NULL},   {RESSENTI_WORD_OPINION, "panne", -50, 0, NULL},
    {RESSENTI_WORD_OPINION, "nul", -50, 0, NULL},       {RESSENTI_WORD_CONNECTIVE, "malgré", RESSENTI_CONNECTIVE_CONCESSION, 0, NULL},
};

static const rule_row RULES[] = {
    {.name = "attente/duree", .signal = "attente", .phrases = {"attendu [<durée>]"}, .key = "kind", .value = "wait", .figure = RESSENTI_DURATION},
    {.name = "attente/lieu", .signal = "attente", .phrases = {"caisse"}, .key = "place", .value = "till", .flags = RESSENTI_RULE_JOINS},
    {.name = "attente/autre", .signal = "attente", .phrases = {"guichet"}, .key = "kind", .value = "late", .flags = RESSENTI_RULE_JOINS},
    {.name = "eloge/1", .signal = "eloge", .phrases = {"vendeuse"}, .condition = RESSENTI_WITH_PRAISE},
    {.name = "grief/1", .signal = "grief", .phrases = {"vendeuse"}, .condition = RESSENTI_WITH_BLAME},
    {.name = "recovery/1", .signal = "recovery", .phrases = {"réparé"}, .key = "state", .value = "recovered", .condition = RESSENTI_AFTER_BLAME},
    {.name = "irony/1", .signal = "irony", .phrases = {"bravo"}, .condition = RESSENTI_WITH_BLAME},
    {.name = "recovery/2", .signal = "recovery", .phrases = {"en cours"}, .key = "state", .value = "pending"},
    {.name = "frais/1", .theme = "frais", .phrases = {"frais"}},
    {.name = "accueil/1", .theme = "accueil", .phrases = {"accueil"}},
};

static const pack_source SOURCE = {"preuve", ROWS(WORDS), ROWS(LABELS), ROWS(RULES)};

/* "attente[kind=wait place=till] 2000 0": the first piece of evidence, its attributes, its value and unit. */
static const char *describe(const ressenti_result *result, const ressenti_engine *engine, char *buffer, size_t room)
{
    ressenti_signals signals = {.struct_size = sizeof signals};
    ressenti_signal_attributes notes = {.struct_size = sizeof notes};
    ressenti_label label = RESSENTI_LABEL_INIT;
    ressenti_result_signals(result, &signals);
    ressenti_result_signal_attributes(result, &notes);
    size_t size = 0;
    buffer[0] = 0;
    if (signals.count == 0) return buffer;
    (void)ressenti_engine_label(engine, RESSENTI_SIGNAL, signals.signal[0], &label);
    size += (size_t)snprintf(buffer + size, room - size, "%.*s", (int)label.id.size, label.id.data);
    for (size_t i = 0; i < notes.count && notes.evidence[i] == 0; i++) {
        ressenti_attribute attribute = RESSENTI_ATTRIBUTE_INIT;
        CHECK(ressenti_engine_attribute(engine, notes.attribute[i], &attribute) == RESSENTI_OK, "attribute %zu", i);
        size += (size_t)snprintf(buffer + size, room - size, " %.*s=%.*s", (int)attribute.key.size, attribute.key.data,
                                 (int)attribute.value.size, attribute.value.data);
    }
    if (signals.unit[0] != RESSENTI_NO_UNIT)
        (void)snprintf(buffer + size, room - size, " %d/%d", (int)signals.value[0], signals.unit[0]);
    return buffer;
}

static ressenti_result *analyze_one(const ressenti_engine *engine, const char *text)
{
    ressenti_scratch *scratch = NULL;
    ressenti_result *result = NULL;
    ressenti_text given = text_of(text);
    CHECK(ressenti_scratch_new(engine, NULL, &scratch) == RESSENTI_OK && ressenti_result_new(engine, NULL, &result) == RESSENTI_OK &&
              ressenti_analyze(scratch, &given, 1, NULL, result, NULL) == RESSENTI_OK,
          "%s is read", text);
    ressenti_scratch_release(scratch);
    return result;
}

static void test_evidence(const ressenti_engine *engine)
{
    static const struct {
        const char *text, *first, *why;
        uint64_t bits;
    } TABLE[] = {
        {"J'ai attendu 20 minutes.", "attente kind=wait 2000/0", "the figure in the hit", 1},
        {"20 minutes que j'ai attendu.", "attente kind=wait 2000/0", "the figure next to it", 1},
        {"J'ai attendu. 20 minutes de route.", "attente kind=wait", "another sentence's figure is not its own", 1},
        {"J'ai attendu pour 20 euros.", "attente kind=wait", "a price is no duration", 1},
        {"J'ai attendu 20 minutes à la caisse.", "attente kind=wait place=till 2000/0", "a rule that joins adds what it says", 1},
        {"À la caisse, j'ai attendu.", "attente kind=wait place=till", "from before as well", 1},
        {"J'ai attendu au guichet.", "attente kind=wait", "what is said already stays", 1},
        {"J'ai attendu. La caisse.", "attente kind=wait", "it completes its own sentence only", 1},
        {"La caisse.", "", "alone it is no evidence", 0},
        {"La vendeuse est adorable.", "eloge", "praise in the sentence", 2},
        {"Une vendeuse. Adorable.", "eloge", "the sentence does not judge, the text does", 2},
        {"La vendeuse est nul.", "grief", "blame", 8},
        {"La vendeuse.", "", "neither", 0},
        {"En panne. Réparé, adorable.", "recovery state=recovered", "blame before", 4},
        {"Adorable et réparé malgré la panne.", "recovery state=recovered", "blame conceded behind it", 4},
        {"Nul, en panne. Réparé.", "", "not in a text that remains angry", 0},
        {"Réparé, adorable. Puis la panne.", "", "blame behind it is no recovery", 0},
        {"Bravo, c'est nul.", "irony", "praise denied", 16},
        {"Bravo, adorable.", "", "irony that needs blame does not make it by turning the praise round", 0},
        {"Dossier en cours.", "recovery state=pending", "told, and no evidence that it is over", 0},
    };
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        char found[256];
        ressenti_result *result = analyze_one(engine, TABLE[i].text);
        ressenti_documents documents = {.struct_size = sizeof documents};
        ressenti_result_documents(result, &documents);
        describe(result, engine, found, sizeof found);
        CHECK(strcmp(found, TABLE[i].first) == 0, "%s: %s; found %s", TABLE[i].text, TABLE[i].why, found);
        CHECK(documents.signals[0] == TABLE[i].bits, "%s: bits %d", TABLE[i].text, (int)documents.signals[0]);
        ressenti_result_release(result);
    }
}

static void test_amounts(const ressenti_engine *engine)
{
    static const struct {
        const char *text, *why;
        int64_t amount;
        int currency;
    } TABLE[] = {
        {"Des frais de 12,50 euros.", "the sum of its clause", 1250, 5},
        {"30 euros de frais pour 200 euros", "the nearest one", 3000, 5},
        {"Des frais. 30 euros.", "not of another sentence", 0, RESSENTI_NO_UNIT},
        {"Des frais pendant 3 jours.", "a duration is no sum", 0, RESSENTI_NO_UNIT},
        {"Un accueil à 30 euros.", "this theme keeps none", 0, RESSENTI_NO_UNIT},
    };
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        ressenti_result *result = analyze_one(engine, TABLE[i].text);
        ressenti_mentions mentions = {.struct_size = sizeof mentions};
        ressenti_result_mentions(result, &mentions);
        if (CHECK(mentions.count == 1, "%s: one mention", TABLE[i].text))
            CHECK(mentions.amount[0] == TABLE[i].amount && mentions.currency[0] == TABLE[i].currency, "%s: %s; found %d of %d",
                  TABLE[i].text, TABLE[i].why, (int)mentions.amount[0], mentions.currency[0]);
        ressenti_result_release(result);
    }
}

/* Many hits in one sentence that complete many pieces of evidence: a few neighbours each. */
static void test_crowd(const ressenti_engine *engine)
{
    enum { TIMES = 20000 };
    static const char PIECE[] = "attendu caisse ";
    char *text = malloc(TIMES * (sizeof PIECE - 1) + 1);
    if (!CHECK(text != NULL, "memory")) return;
    for (size_t i = 0; i < TIMES; i++) memcpy(text + i * (sizeof PIECE - 1), PIECE, sizeof PIECE);
    ressenti_result *result = analyze_one(engine, text);
    ressenti_signals signals = {.struct_size = sizeof signals};
    ressenti_result_signals(result, &signals);
    CHECK(signals.count == TIMES, "every one is found: %zu", signals.count);
    ressenti_result_release(result);
    free(text);
}

static void test_refused(void)
{
    static const rule_row BAD[] = {
        {.name = "a/1", .signal = "attente", .phrases = {"a"}, .condition = (ressenti_condition)4},
        {.name = "a/2", .signal = "attente", .phrases = {"a"}, .figure = (ressenti_figure_kind)5},
        {.name = "a/3", .signal = "attente", .phrases = {"a"}, .key = "", .value = "x"},
        {.name = "a/4", .theme = "frais", .phrases = {"a"}, .key = "kind", .value = "x"},
    };
    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
        ressenti_builder *builder = NULL;
        ressenti_text bytes;
        const pack_source source = {"faux", ROWS(WORDS), ROWS(LABELS), &BAD[i], 1};
        CHECK(build_small_pack(&source, NULL, &builder, &bytes, NULL) == RESSENTI_BAD_DATA, "%s is refused", BAD[i].name);
        ressenti_builder_release(builder);
    }
}

int main(void)
{
    ressenti_engine *engine = make_engine(&SOURCE);
    test_evidence(engine);
    test_amounts(engine);
    test_crowd(engine);
    test_refused();
    ressenti_engine_release(engine);
    return check_result();
}
