/* A model learned from rated texts.
 *
 * 1. Each text is read by the engine (lessons.c): what rules and words say of it, and its features.
 * 2. For each output of a model a separator is found (solver.c) that takes what the engine says as one feature among others;
 *    divided by the weight of that one, its weights are points on the engine's own scale.
 * 3. Five separators that have each not seen a fifth of the texts tell what unseen texts get; on that the labels' coefficients
 *    are fitted (verdict.c), so that the shares are probabilities. */
#include <stdlib.h>
#include <string.h>

#include "failure.h"
#include "lessons.h"
#include "solver.h"

enum {
    FOLDS = 5,
    FOLDS_MOST = 20,
    COST = 10,       /* hundredths */
    COST_MOST = 100000,
    WEIGHT_COUNT = RSN_MODEL_BUCKETS * RSN_MODEL_OUTPUTS,
    SCALE_ONE = 1 << 16,
    NAT = 1 << 10,
    ALL = 1000
};

struct ressenti_model {
    ressenti_allocator memory;
    size_t count;
    uint8_t *sentiment;
    int32_t *score, *confidence;
    uint8_t bytes[sizeof(rsn_pack_model) + WEIGHT_COUNT];
};

typedef struct trainer {
    const ressenti_engine *engine;
    const ressenti_training *training;
    const ressenti_allocator *memory;
    rsn_lessons lessons;
    uint32_t folds;
    double cost;
    size_t labelled[RSN_VERDICT_COUNT + 1]; /* texts that count, by label */
    uint8_t *fold_of;
    int8_t *sides;
    double *sizes, *bases, *squares, *costs, *importances; /* of rows, but the importances of buckets    */
    double *weights[RSN_MODEL_OUTPUTS];                   /* of buckets, in points                       */
    rsn_grounds *unseen;                                  /* what each row gets from a model that has not seen it */
    double *learned; /* of each clause of them, in points    */
    double *figures;
    uint8_t *classes;
    ressenti_model *model;
} trainer;

static uint8_t role_of(const trainer *in, size_t row)
{
    return in->training->roles == NULL ? RESSENTI_TEACHES_ALL : in->training->roles[row];
}

/* It is judged, and fits coefficients. */
static bool counts(const trainer *in, size_t row)
{
    return in->lessons.labels[row] != RESSENTI_UNREAD && role_of(in, row) == RESSENTI_TEACHES_ALL;
}

/* ---- preparation ------------------------------------------------------------------------------------------- */

static ressenti_status make_room(trainer *in)
{
    size_t rows = in->lessons.count + 1;
    in->fold_of = rsn_allocate_zeroed(in->memory, rows);
    in->sides = rsn_allocate_zeroed(in->memory, rows);
    in->classes = rsn_allocate_zeroed(in->memory, rows);
    in->sizes = rsn_allocate_zeroed(in->memory, rows * sizeof(double));
    in->bases = rsn_allocate_zeroed(in->memory, rows * sizeof(double));
    in->squares = rsn_allocate_zeroed(in->memory, rows * sizeof(double));
    in->costs = rsn_allocate_zeroed(in->memory, rows * sizeof(double));
    in->unseen = rsn_allocate_zeroed(in->memory, rows * sizeof *in->unseen);
    in->figures = rsn_allocate_zeroed(in->memory, rows * RSN_EVIDENCE_COUNT * sizeof(double));
    in->importances = rsn_allocate_zeroed(in->memory, RSN_MODEL_BUCKETS * sizeof(double));
    in->learned = rsn_allocate_zeroed(in->memory, (in->lessons.clauses.count + 1) * sizeof(double));
    bool has_room = in->learned && in->fold_of && in->sides && in->classes && in->sizes && in->bases && in->squares && in->costs && in->unseen && in->figures && in->importances;
    for (int o = 0; o < RSN_MODEL_OUTPUTS; o++) {
        in->weights[o] = rsn_allocate_zeroed(in->memory, RSN_MODEL_BUCKETS * sizeof(double));
        has_room = has_room && in->weights[o] != NULL;
    }
    in->model = rsn_allocate_zeroed(in->memory, sizeof *in->model);
    if (in->model == NULL) return RESSENTI_NO_MEMORY;
    *in->model = (ressenti_model){.memory = *in->memory, .count = in->lessons.count};
    in->model->sentiment = rsn_allocate_zeroed(in->memory, rows);
    in->model->score = rsn_allocate_zeroed(in->memory, rows * sizeof(int32_t));
    in->model->confidence = rsn_allocate_zeroed(in->memory, rows * sizeof(int32_t));
    has_room = has_room && in->model->sentiment && in->model->score && in->model->confidence;
    return has_room ? RESSENTI_OK : RESSENTI_NO_MEMORY;
}

static void clean_up(trainer *in)
{
    size_t rows = in->lessons.count + 1;
    rsn_release(in->memory, in->fold_of, rows);
    rsn_release(in->memory, in->sides, rows);
    rsn_release(in->memory, in->classes, rows);
    rsn_release(in->memory, in->sizes, rows * sizeof(double));
    rsn_release(in->memory, in->bases, rows * sizeof(double));
    rsn_release(in->memory, in->squares, rows * sizeof(double));
    rsn_release(in->memory, in->costs, rows * sizeof(double));
    rsn_release(in->memory, in->unseen, rows * sizeof *in->unseen);
    rsn_release(in->memory, in->learned, (in->lessons.clauses.count + 1) * sizeof(double));
    rsn_release(in->memory, in->figures, rows * RSN_EVIDENCE_COUNT * sizeof(double));
    rsn_release(in->memory, in->importances, RSN_MODEL_BUCKETS * sizeof(double));
    for (int o = 0; o < RSN_MODEL_OUTPUTS; o++) rsn_release(in->memory, in->weights[o], RSN_MODEL_BUCKETS * sizeof(double));
    rsn_lessons_free(in->memory, &in->lessons);
    ressenti_model_release(in->model);
}

/* Each label is spread evenly over the folds. */
static ressenti_status deal(trainer *in, ressenti_error *error)
{
    uint32_t labels = 0;
    for (size_t row = 0; row < in->lessons.count; row++)
        if (counts(in, row)) in->fold_of[row] = (uint8_t)(in->labelled[in->lessons.labels[row]]++ % in->folds);
    for (int label = RESSENTI_POSITIVE; label <= RESSENTI_MIXED; label++) {
        labels += in->labelled[label] > 0;
        if (in->labelled[label] > 0 && in->labelled[label] < in->folds)
            return rsn_fail(error, RESSENTI_BAD_DATA, RESSENTI_NOWHERE, RESSENTI_NOWHERE, "a label has only %zu texts that can be read: %u are needed",
                            in->labelled[label], in->folds);
    }
    if (labels >= 2) return RESSENTI_OK;
    return rsn_fail(error, RESSENTI_BAD_DATA, RESSENTI_NOWHERE, RESSENTI_NOWHERE, "texts of at least two labels are needed, to tell them apart");
}

static int by_number(const void *a, const void *b)
{
    uint16_t left = *(const uint16_t *)a, right = *(const uint16_t *)b;
    return (left > right) - (left < right);
}

/* Every row's buckets in ascending order, so that those that stand there twice stand together. */
static ressenti_status sorted_buckets(const trainer *in, uint16_t **sorted)
{
    const uint64_t *begin = in->lessons.begin.items;
    size_t size = (in->lessons.buckets.count + 1) * sizeof **sorted;
    *sorted = rsn_allocate(in->memory, size);
    if (*sorted == NULL) return RESSENTI_NO_MEMORY;
    if (in->lessons.buckets.count > 0) memcpy(*sorted, in->lessons.buckets.items, size - sizeof **sorted);
    for (size_t row = 0; row < in->lessons.count; row++)
        qsort(*sorted + begin[row], (size_t)(begin[row + 1] - begin[row]), sizeof **sorted, by_number);
    return RESSENTI_OK;
}

static void count_rows_of_buckets(trainer *in, const uint16_t *buckets, double *rows)
{
    const uint64_t *begin = in->lessons.begin.items;
    for (size_t row = 0; row < in->lessons.count; row++) {
        *rows += begin[row] < begin[row + 1];
        for (uint64_t i = begin[row]; i < begin[row + 1]; i++)
            if (i == begin[row] || buckets[i] != buckets[i - 1]) in->importances[buckets[i]] += 1;
    }
}

static double square_of(const trainer *in, const uint16_t *buckets, size_t row)
{
    const uint64_t *begin = in->lessons.begin.items;
    double sum = 0;
    for (uint64_t i = begin[row], next; i < begin[row + 1]; i = next) {
        for (next = i + 1; next < begin[row + 1] && buckets[next] == buckets[i];) next++;
        double value = in->importances[buckets[i]] * (double)(next - i);
        sum += value * value;
    }
    return sum;
}

/* Inverse document frequency, in nats (Spärck Jones, 1972). */
static ressenti_status weigh_features(trainer *in)
{
    uint16_t *sorted = NULL;
    double rows = 0;
    RSN_TRY(sorted_buckets(in, &sorted));
    count_rows_of_buckets(in, sorted, &rows);
    for (size_t b = 0; b < RSN_MODEL_BUCKETS; b++) in->importances[b] = 1 + rsn_logarithm((1 + rows) / (1 + in->importances[b]));
    for (size_t row = 0; row < in->lessons.count; row++) {
        in->sizes[row] = 1.0 / rsn_length_weight(rsn_grounds_at(&in->lessons, row)->words);
        in->squares[row] = square_of(in, sorted, row);
    }
    rsn_release(in->memory, sorted, (in->lessons.buckets.count + 1) * sizeof *sorted);
    return RESSENTI_OK;
}

/* ---- one separator ----------------------------------------------------------------------------------------- */

/* 1, -1, or 0: it says nothing of this output. */
static int8_t side_of(rsn_model_output output, uint8_t label)
{
    switch (output) {
    case RSN_OUTPUT_POLARITY: return label == RESSENTI_POSITIVE ? 1 : label == RESSENTI_NEGATIVE ? -1 : 0;
    case RSN_OUTPUT_NEUTRAL: return label == RESSENTI_NEUTRAL ? 1 : -1;
    default: return label == RESSENTI_MIXED ? 1 : label == RESSENTI_NEUTRAL ? 0 : -1;
    }
}

static double base_of(const rsn_grounds *grounds, rsn_model_output output)
{
    switch (output) {
    case RSN_OUTPUT_POLARITY: return grounds->points;
    case RSN_OUTPUT_NEUTRAL: return grounds->neutral;
    default: return grounds->mixed;
    }
}

/* The rows that teach this output, but for those of `left_out`; false: they are all on one side. */
static bool take_sides(trainer *in, rsn_model_output output, uint32_t left_out)
{
    const double OF_RARE_LABEL = 10; /* each neutral or mixed text counts more: there are few, and no rule knows them */
    double of_side[2] = {0, 0};
    for (size_t row = 0; row < in->lessons.count; row++) {
        uint8_t label = in->lessons.labels[row];
        bool teaches = label != RESSENTI_UNREAD && (output == RSN_OUTPUT_POLARITY || role_of(in, row) != RESSENTI_TEACHES_POLARITY);
        if (counts(in, row)) teaches = in->fold_of[row] != left_out;
        in->sides[row] = teaches ? side_of(output, label) : 0;
        in->bases[row] = base_of(rsn_grounds_at(&in->lessons, row), output);
        if (in->sides[row] != 0) of_side[in->sides[row] > 0] += 1;
    }
    double all = of_side[0] + of_side[1];
    for (size_t row = 0; row < in->lessons.count; row++) {
        bool is_balanced = output == RSN_OUTPUT_POLARITY; /* neither side is better known: praise is no more likely than blame */
        in->costs[row] = in->cost * (is_balanced ? all / (2 * of_side[in->sides[row] > 0]) : OF_RARE_LABEL);
    }
    return of_side[0] > 0 && of_side[1] > 0;
}

/* The weights of one output, in points; zeros where there is nothing to learn from. */
static ressenti_status learn(trainer *in, rsn_model_output output, uint32_t left_out)
{
    const double FAINTEST = 0.05;
    rsn_rows rows = {in->lessons.begin.items, in->lessons.buckets.items, in->sizes, in->bases, in->squares, in->importances, in->lessons.count, RSN_MODEL_BUCKETS};
    rsn_separator found = {in->weights[output], 0};
    memset(found.weights, 0, RSN_MODEL_BUCKETS * sizeof(double));
    if (!take_sides(in, output, left_out)) return RESSENTI_OK;
    RSN_TRY(rsn_separate(in->memory, &rows, in->sides, in->costs, &found));
    bool has_base = output == RSN_OUTPUT_POLARITY || in->engine->model != NULL;
    double unit = !has_base ? 1 : found.base > FAINTEST ? found.base : FAINTEST;
    for (size_t b = 0; b < RSN_MODEL_BUCKETS; b++) found.weights[b] /= unit;
    return RESSENTI_OK;
}

static int32_t rounded(double value)
{
    const double MOST = 1 << 28;
    if (value > MOST) value = MOST;
    if (value < -MOST) value = -MOST;
    return (int32_t)(value + (value < 0 ? -0.5 : 0.5));
}

static double sum_of(const trainer *in, rsn_model_output output, uint64_t begin, uint64_t end)
{
    const uint16_t *buckets = in->lessons.buckets.items;
    double sum = 0;
    for (uint64_t i = begin; i < end; i++) sum += in->weights[output][buckets[i]];
    return sum;
}

static bool goes_on(const trainer *in, size_t done)
{
    size_t total = (size_t)(in->folds + 1) * RSN_MODEL_OUTPUTS;
    return in->training->proceed == NULL || in->training->proceed(in->training->context, done, total) != 0;
}

static ressenti_status learn_all(trainer *in, uint32_t left_out)
{
    for (int output = 0; output < RSN_MODEL_OUTPUTS; output++) {
        if (!goes_on(in, (size_t)left_out * RSN_MODEL_OUTPUTS + (size_t)output)) return RESSENTI_STOPPED;
        RSN_TRY(learn(in, (rsn_model_output)output, left_out));
    }
    return RESSENTI_OK;
}

/* ---- cross-validation --------------------------------------------------------------------------------------- */

/* What the weights make of the rows of a fold, clause by clause, in points. */
static void read_unseen(trainer *in, uint32_t fold)
{
    const uint64_t *begin = in->lessons.begin.items, *first = in->lessons.first_clause.items;
    for (size_t row = 0; row < in->lessons.count; row++) {
        if (!counts(in, row) || in->fold_of[row] != fold) continue;
        in->unseen[row] = *rsn_grounds_at(&in->lessons, row);
        in->unseen[row].neutral += rounded(sum_of(in, RSN_OUTPUT_NEUTRAL, begin[row], begin[row + 1]));
        in->unseen[row].mixed += rounded(sum_of(in, RSN_OUTPUT_MIXED, begin[row], begin[row + 1]));
        uint64_t at = begin[row];
        for (uint64_t c = first[row]; c < first[row + 1]; c++) {
            uint64_t end = RSN_AT(&in->lessons.clauses, rsn_lesson_clause, c).end;
            in->learned[c] = sum_of(in, RSN_OUTPUT_POLARITY, at, end);
            at = end;
        }
    }
}

static double learned_of(const trainer *in, size_t row)
{
    const uint64_t *first = in->lessons.first_clause.items;
    double sum = 0;
    for (uint64_t c = first[row]; c < first[row + 1]; c++) sum += in->learned[c];
    return sum;
}

/* How much the words are worth beside the rules, on texts that count and that the weights have not seen: where rules were
 * written on some of the texts, those make the rules look better than they are. */
static ressenti_status balance(trainer *in, double *ratio)
{
    enum { FIGURES = 2, GOOD = 1 };
    const double LEAST = 0.25, MOST = 4;
    double coefficients[RSN_CLASSES_MOST][RSN_FIGURES_MOST];
    for (size_t row = 0; row < in->lessons.count; row++) {
        int8_t side = counts(in, row) ? side_of(RSN_OUTPUT_POLARITY, in->lessons.labels[row]) : 0;
        in->classes[row] = side == 0 ? (uint8_t)RSN_NO_CLASS : (uint8_t)(side > 0 ? GOOD : 0);
        in->figures[row * FIGURES] = rsn_grounds_at(&in->lessons, row)->points * in->sizes[row];
        in->figures[row * FIGURES + 1] = learned_of(in, row) * in->sizes[row];
    }
    RSN_TRY(rsn_fit_classes(in->memory, in->figures, in->lessons.count, FIGURES, in->classes, coefficients));
    double rules = coefficients[GOOD][0], words = coefficients[GOOD][1];
    *ratio = rules > 0 ? words / rules : MOST;
    if (*ratio > MOST) *ratio = MOST;
    if (*ratio < LEAST) *ratio = LEAST;
    return RESSENTI_OK;
}

/* The clauses are weighed anew: what was good by its rules may be bad by its words. */
static void judge_unseen(trainer *in, double ratio)
{
    const uint64_t *first = in->lessons.first_clause.items;
    for (size_t row = 0; row < in->lessons.count; row++) {
        rsn_grounds *grounds = &in->unseen[row];
        if (!counts(in, row)) continue;
        grounds->points += rounded(ratio * learned_of(in, row));
        grounds->good = grounds->bad = 0;
        for (uint64_t c = first[row]; c < first[row + 1]; c++)
            rsn_add_clause(grounds, RSN_AT(&in->lessons.clauses, rsn_lesson_clause, c).points + rounded(ratio * in->learned[c]));
    }
}

static void find_figures(trainer *in)
{
    int32_t evidence[RSN_EVIDENCE_COUNT];
    for (size_t row = 0; row < in->lessons.count; row++) {
        rsn_find_evidence(&in->unseen[row], evidence);
        for (int i = 0; i < RSN_EVIDENCE_COUNT; i++) in->figures[row * RSN_EVIDENCE_COUNT + (size_t)i] = (double)evidence[i] / ALL;
    }
}

/* The labels' coefficients, fitted to all rows that count but those of one fold. */
static ressenti_status fit_verdicts(trainer *in, uint32_t left_out, rsn_pack_model *head)
{
    double coefficients[RSN_CLASSES_MOST][RSN_FIGURES_MOST];
    for (size_t row = 0; row < in->lessons.count; row++) {
        bool teaches = counts(in, row) && in->fold_of[row] != left_out;
        in->classes[row] = teaches ? (uint8_t)(in->lessons.labels[row] - RESSENTI_POSITIVE) : (uint8_t)RSN_NO_CLASS;
    }
    RSN_TRY(rsn_fit_classes(in->memory, in->figures, in->lessons.count, RSN_EVIDENCE_COUNT, in->classes, coefficients));
    head->answers = 0;
    for (uint32_t v = 0; v < RSN_VERDICT_COUNT; v++) {
        if (in->labelled[RESSENTI_POSITIVE + v] > 0) head->answers |= 1u << v;
        for (int i = 0; i < RSN_EVIDENCE_COUNT; i++) head->verdicts[v][i] = rounded(coefficients[v][i] * NAT);
    }
    return RESSENTI_OK;
}

static void give_verdicts(trainer *in, uint32_t fold, const rsn_pack_model *head)
{
    int32_t evidence[RSN_EVIDENCE_COUNT];
    for (size_t row = 0; row < in->lessons.count; row++) {
        if (!counts(in, row) || in->fold_of[row] != fold) continue;
        rsn_find_evidence(&in->unseen[row], evidence);
        rsn_verdict verdict = rsn_give_verdict(head, evidence);
        in->model->sentiment[row] = verdict.label;
        in->model->confidence[row] = verdict.confidence;
        in->model->score[row] = rsn_score(in->unseen[row].points, in->unseen[row].words);
    }
}

static ressenti_status cross_validate(trainer *in, rsn_pack_model *head, double *ratio)
{
    for (uint32_t fold = 0; fold < in->folds; fold++) {
        RSN_TRY(learn_all(in, fold));
        read_unseen(in, fold);
    }
    RSN_TRY(balance(in, ratio));
    judge_unseen(in, *ratio);
    find_figures(in);
    for (uint32_t fold = 0; fold < in->folds; fold++) {
        RSN_TRY(fit_verdicts(in, fold, head));
        give_verdicts(in, fold, head);
    }
    return fit_verdicts(in, in->folds, head);
}

/* ---- bytes ---------------------------------------------------------------------------------------------------- */

static int by_size(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

/* One weight in a thousand may be cut, so that the others are told apart better. */
static double largest_kept(const double *weights, double *sorted)
{
    enum { CUT = 1000 };
    for (size_t b = 0; b < RSN_MODEL_BUCKETS; b++) sorted[b] = weights[b] < 0 ? -weights[b] : weights[b];
    qsort(sorted, RSN_MODEL_BUCKETS, sizeof *sorted, by_size);
    return sorted[RSN_MODEL_BUCKETS - 1 - RSN_MODEL_BUCKETS / CUT];
}

static int8_t quantised(double weight, double unit)
{
    int32_t steps = rounded(weight / unit);
    return (int8_t)(steps > INT8_MAX ? INT8_MAX : steps < -INT8_MAX ? -INT8_MAX : steps);
}

/* On top of what the engine's own model knew. */
static void add_to_old(trainer *in, rsn_model_output output)
{
    if (in->engine->model == NULL) return;
    double unit = (double)in->engine->model->scale[output] / SCALE_ONE;
    for (size_t b = 0; b < RSN_MODEL_BUCKETS; b++) in->weights[output][b] += unit * in->engine->weights[b * RSN_MODEL_OUTPUTS + (size_t)output];
}

static ressenti_status write_model(trainer *in, rsn_pack_model *head)
{
    int8_t *packed = (int8_t *)in->model->bytes + sizeof *head;
    double *sorted = rsn_allocate(in->memory, RSN_MODEL_BUCKETS * sizeof(double));
    if (sorted == NULL) return RESSENTI_NO_MEMORY;
    for (int o = 0; o < RSN_MODEL_OUTPUTS; o++) {
        add_to_old(in, (rsn_model_output)o);
        double unit = largest_kept(in->weights[o], sorted) / INT8_MAX;
        head->scale[o] = rounded(unit * SCALE_ONE);
        if (head->scale[o] > RSN_MODEL_SCALE_MOST) head->scale[o] = RSN_MODEL_SCALE_MOST;
        for (size_t b = 0; b < RSN_MODEL_BUCKETS; b++)
            packed[b * RSN_MODEL_OUTPUTS + (size_t)o] = head->scale[o] > 0 ? quantised(in->weights[o][b], unit) : (int8_t)0;
    }
    memcpy(in->model->bytes, head, sizeof *head);
    rsn_release(in->memory, sorted, RSN_MODEL_BUCKETS * sizeof(double));
    return RESSENTI_OK;
}

static ressenti_status train(trainer *in, ressenti_error *error)
{
    rsn_pack_model head = {0};
    RSN_TRY(rsn_read_lessons(in->engine, in->memory, in->training, &in->lessons));
    RSN_TRY(make_room(in));
    RSN_TRY(deal(in, error));
    RSN_TRY(weigh_features(in));
    double ratio = 1;
    RSN_TRY(cross_validate(in, &head, &ratio));
    RSN_TRY(learn_all(in, in->folds));
    for (size_t b = 0; b < RSN_MODEL_BUCKETS; b++) in->weights[RSN_OUTPUT_POLARITY][b] *= ratio;
    return write_model(in, &head);
}

/* ---- door ------------------------------------------------------------------------------------------------------ */

static ressenti_status refuse(ressenti_error *error, const char *why)
{
    return rsn_fail(error, RESSENTI_BAD_ARGUMENT, RESSENTI_NOWHERE, RESSENTI_NOWHERE, "%s", why);
}

ressenti_status ressenti_train(const ressenti_engine *engine, const ressenti_training *given, const ressenti_allocator *caller,
                               ressenti_model **model, ressenti_error *error)
{
    ressenti_training training = RESSENTI_TRAINING_INIT;
    ressenti_allocator memory = rsn_allocator_or_default(caller);
    if (engine == NULL || given == NULL || model == NULL) return refuse(error, "an engine, texts and a place for the model are needed");
    memcpy(&training, given, given->struct_size < sizeof training ? given->struct_size : sizeof training);
    if (training.texts == NULL || training.labels == NULL || training.count == 0 || training.count > UINT32_MAX / 2)
        return refuse(error, "texts and a label for each of them are needed");
    if (training.folds > FOLDS_MOST || training.folds == 1 || training.cost > COST_MOST)
        return refuse(error, "there are 2 to 20 folds, and the cost is at most 100,000");
    trainer in = {.engine = engine, .training = &training, .memory = &memory, .folds = training.folds > 0 ? training.folds : FOLDS};
    in.cost = (training.cost > 0 ? training.cost : COST) / 100.0;
    ressenti_status status = train(&in, error);
    if (status == RESSENTI_NO_MEMORY) (void)rsn_fail_memory(error);
    if (status == RESSENTI_STOPPED) (void)rsn_fail(error, status, RESSENTI_NOWHERE, RESSENTI_NOWHERE, "stopped by the caller");
    if (status == RESSENTI_OK) {
        *model = in.model;
        in.model = NULL;
    }
    clean_up(&in);
    return status;
}

ressenti_text ressenti_model_bytes(const ressenti_model *model)
{
    return (ressenti_text){(const char *)model->bytes, sizeof model->bytes};
}

void ressenti_model_judgements(const ressenti_model *model, ressenti_judgements *out)
{
    ressenti_judgements full = {out->struct_size, model->count, model->sentiment, model->score, model->confidence};
    memcpy(out, &full, out->struct_size < sizeof full ? out->struct_size : sizeof full);
}

void ressenti_model_release(ressenti_model *model)
{
    if (model == NULL) return;
    ressenti_allocator memory = model->memory;
    size_t rows = model->count + 1;
    rsn_release(&memory, model->sentiment, rows);
    rsn_release(&memory, model->score, rows * sizeof(int32_t));
    rsn_release(&memory, model->confidence, rows * sizeof(int32_t));
    rsn_release(&memory, model, sizeof *model);
}
