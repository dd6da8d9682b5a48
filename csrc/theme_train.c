/* Themes and signals learned from annotated texts, to be proposed where no rule finds a theme.
 *
 * 1. Each text is read by the engine (theme_lessons.c): its features, and what rules find in it.
 * 2. A separator for each label (separators.c) that the annotations have often enough.
 * 3. Separators that have not seen a fifth of the texts say what they think of it.  How likely a proposal is right follows from that
 *    (calibration.c), and from which score on it is made: what counts is what rules have not found. */
#include <stdlib.h>
#include <string.h>

#include "calibration.h"
#include "failure.h"
#include "proposal.h"
#include "separators.h"
#include "theme_labels.h"
#include "theme_model.h"

enum { FOLDS = 5, FOLDS_MOST = 20, COST = 30, COST_MOST = 100000, CERTAINTY = 50, SIGNAL_CERTAINTY = 60, CERTAINTY_MOST = 99, LEAST = 5 };
enum { ANNOTATED = 1, FOUND = 2 }; /* bits for each row and output: by its annotation, by rules */

static const double SIZE_ONE = 64; /* a row's size times its measure: then what it is worth is about one */

typedef struct trainer {
    const ressenti_engine *engine;
    const ressenti_theme_training *training;
    const ressenti_allocator *memory;
    rsn_theme_lessons lessons;
    uint32_t folds, certainty, signal_certainty, least;
    double cost;
    rsn_theme_label outputs[RSN_PROPOSALS_MOST];
    size_t count;        /* outputs                      */
    uint8_t *labels;     /* of each row and output       */
    uint8_t *fold_of;
    bool *teaches;
    double *sizes, *squares, *importances, *weights, *scores; /* scores: what each output makes of a row it has not seen */
    double biases[RSN_PROPOSALS_MOST];
    rsn_array bids; /* rsn_bid */
    ressenti_theme_model *model;
} trainer;

/* ---- room and features ------------------------------------------------------------------------------------------- */

static ressenti_status make_room(trainer *in)
{
    size_t rows = in->lessons.count + 1, cells;
    if (!rsn_multiply(rows, in->count, &cells) || cells > SIZE_MAX / 64) return RESSENTI_NO_MEMORY;
    in->labels = rsn_allocate_zeroed(in->memory, cells);
    in->fold_of = rsn_allocate_zeroed(in->memory, rows);
    in->teaches = rsn_allocate_zeroed(in->memory, rows * sizeof(bool));
    in->sizes = rsn_allocate_zeroed(in->memory, rows * sizeof(double));
    in->squares = rsn_allocate_zeroed(in->memory, rows * sizeof(double));
    in->importances = rsn_allocate_zeroed(in->memory, RSN_PROPOSAL_BUCKETS * sizeof(double));
    in->weights = rsn_allocate_zeroed(in->memory, RSN_PROPOSAL_BUCKETS * in->count * sizeof(double));
    in->scores = rsn_allocate_zeroed(in->memory, cells * sizeof(double));
    bool has_room = in->labels && in->fold_of && in->teaches && in->sizes && in->squares && in->importances && in->weights && in->scores;
    return has_room ? RESSENTI_OK : RESSENTI_NO_MEMORY;
}

static void clean_up(trainer *in)
{
    size_t rows = in->lessons.count + 1, cells = rows * in->count;
    rsn_release(in->memory, in->labels, cells);
    rsn_release(in->memory, in->fold_of, rows);
    rsn_release(in->memory, in->teaches, rows * sizeof(bool));
    rsn_release(in->memory, in->sizes, rows * sizeof(double));
    rsn_release(in->memory, in->squares, rows * sizeof(double));
    rsn_release(in->memory, in->importances, RSN_PROPOSAL_BUCKETS * sizeof(double));
    rsn_release(in->memory, in->weights, RSN_PROPOSAL_BUCKETS * in->count * sizeof(double));
    rsn_release(in->memory, in->scores, cells * sizeof(double));
    rsn_array_free(in->memory, &in->bids);
    rsn_theme_lessons_free(in->memory, &in->lessons);
    ressenti_theme_model_release(in->model);
}

/* Rows that can be read are dealt to the folds one by one. */
static void note_rows(trainer *in)
{
    uint32_t dealt = 0;
    for (size_t row = 0; row < in->lessons.count; row++) {
        if (!in->lessons.is_read[row]) continue;
        in->fold_of[row] = (uint8_t)(dealt++ % in->folds);
        for (size_t o = 0; o < in->count; o++) {
            bool annotated = rsn_is_annotated(in->training, row, in->outputs[o].kind, in->outputs[o].label);
            bool found = rsn_rules_find(&in->lessons, row, in->outputs[o].kind, in->outputs[o].label);
            in->labels[row * in->count + o] = (uint8_t)((annotated ? ANNOTATED : 0) | (found ? FOUND : 0));
        }
    }
}

/* How often each bucket stands in a row, in `counts`; then it is forgotten again by the same walk with `by` 0. */
static void count_buckets(const trainer *in, size_t row, uint32_t *counts, uint32_t by)
{
    const uint64_t *begin = in->lessons.begin.items;
    for (uint64_t i = begin[row]; i < begin[row + 1]; i++) {
        uint16_t bucket = RSN_AT(&in->lessons.buckets, uint16_t, i);
        counts[bucket] = by == 0 ? 0 : counts[bucket] + by;
    }
}

/* Rows that hold each bucket become its inverse document frequency, in nats (Spärck Jones, 1972). */
static void weigh_buckets(trainer *in, uint32_t *counts)
{
    const uint64_t *begin = in->lessons.begin.items;
    double rows = 0;
    for (size_t row = 0; row < in->lessons.count; row++) {
        rows += begin[row] < begin[row + 1];
        for (uint64_t i = begin[row]; i < begin[row + 1]; i++) {
            uint16_t bucket = RSN_AT(&in->lessons.buckets, uint16_t, i);
            if (counts[bucket]++ == 0) in->importances[bucket] += 1;
        }
        count_buckets(in, row, counts, 0);
    }
    for (size_t b = 0; b < RSN_PROPOSAL_BUCKETS; b++) in->importances[b] = 1 + rsn_logarithm((1 + rows) / (1 + in->importances[b]));
}

static double square_of(const trainer *in, size_t row, uint32_t *counts)
{
    const uint64_t *begin = in->lessons.begin.items;
    double sum = 0;
    count_buckets(in, row, counts, 1);
    for (uint64_t i = begin[row]; i < begin[row + 1]; i++) {
        uint16_t bucket = RSN_AT(&in->lessons.buckets, uint16_t, i);
        double value = in->importances[bucket] * counts[bucket];
        counts[bucket] = 0; /* once for each bucket */
        sum += value * value;
    }
    return sum;
}

static ressenti_status weigh_features(trainer *in)
{
    const uint64_t *begin = in->lessons.begin.items;
    uint32_t *counts = rsn_allocate_zeroed(in->memory, RSN_PROPOSAL_BUCKETS * sizeof *counts);
    if (counts == NULL) return RESSENTI_NO_MEMORY;
    weigh_buckets(in, counts);
    for (size_t row = 0; row < in->lessons.count; row++) {
        in->sizes[row] = SIZE_ONE / (double)rsn_proposal_measure(begin[row + 1] - begin[row]);
        in->squares[row] = square_of(in, row, counts) * in->sizes[row] * in->sizes[row];
    }
    rsn_release(in->memory, counts, RSN_PROPOSAL_BUCKETS * sizeof *counts);
    return RESSENTI_OK;
}

/* ---- learning ----------------------------------------------------------------------------------------------------- */

/* From all rows but those of a fold, which then are judged. */
static ressenti_status learn(trainer *in, uint32_t left_out)
{
    rsn_labelled_rows rows = {in->lessons.begin.items, in->lessons.buckets.items, in->sizes, in->squares, in->importances, in->labels,
                              ANNOTATED, in->lessons.count, RSN_PROPOSAL_BUCKETS, in->count};
    rsn_separators found = {in->weights, in->biases};
    bool goes_on = in->training->proceed == NULL || in->training->proceed(in->training->context, left_out, (size_t)in->folds + 1) != 0;
    if (!goes_on) return RESSENTI_STOPPED;
    for (size_t row = 0; row < in->lessons.count; row++) in->teaches[row] = in->lessons.is_read[row] && in->fold_of[row] != left_out;
    RSN_TRY(rsn_separate_labels(in->memory, &rows, in->teaches, in->cost, &found));
    for (size_t row = 0; row < in->lessons.count; row++)
        if (in->lessons.is_read[row] && in->fold_of[row] == left_out) rsn_separators_read(&rows, &found, row, in->scores + row * in->count);
    return RESSENTI_OK;
}

/* Whether a row says how sure a label is, where rules have, or have not, found a theme; rows of a fold do not count. */
static bool is_bid(const trainer *in, size_t row, size_t o, uint32_t kind, bool is_alone, uint32_t left_out)
{
    bool counts = in->lessons.is_read[row] && in->fold_of[row] != left_out && rsn_is_alone(&in->lessons, row) == is_alone;
    bool may_be = is_alone || (in->outputs[o].is_ruleless && !in->outputs[o].is_lonely);
    return counts && may_be && in->outputs[o].kind == kind && !(in->labels[row * in->count + o] & FOUND);
}

static ressenti_status gather_bids(const trainer *in, uint32_t kind, bool is_alone, uint32_t left_out, rsn_array *bids)
{
    bids->count = 0;
    for (size_t row = 0; row < in->lessons.count; row++)
        for (size_t o = 0; o < in->count; o++) {
            rsn_bid bid = {in->scores[row * in->count + o], (uint32_t)o, in->labels[row * in->count + o] & ANNOTATED};
            if (is_bid(in, row, o, kind, is_alone, left_out) && !rsn_array_append(in->memory, bids, &bid, 1)) return RESSENTI_NO_MEMORY;
        }
    return RESSENTI_OK;
}

/* One that is hardly ever reached is none: the label takes no room then. */
static double if_reached(const trainer *in, const rsn_array *bids, size_t o, double threshold)
{
    uint32_t reached = 0;
    for (size_t i = 0; i < bids->count; i++) {
        const rsn_bid *bid = &RSN_AT(bids, rsn_bid, i);
        reached += bid->label == o && bid->score >= threshold;
    }
    return reached >= in->least ? threshold : RSN_NO_THRESHOLD;
}

static ressenti_status set_thresholds_of(trainer *in, uint32_t kind, bool is_alone, uint32_t left_out)
{
    rsn_calibration calibration;
    rsn_array *bids = &in->bids;
    uint32_t certainty = kind == RESSENTI_SIGNAL ? in->signal_certainty : in->certainty;
    RSN_TRY(gather_bids(in, kind, is_alone, left_out, bids));
    rsn_calibrate(bids->items, bids->count, in->count, &calibration);
    for (size_t o = 0; o < in->count; o++) {
        double *threshold = is_alone ? &in->outputs[o].alone : &in->outputs[o].beside;
        if (in->outputs[o].kind == kind) *threshold = if_reached(in, bids, o, rsn_threshold_at(&calibration, o, certainty));
    }
    return RESSENTI_OK;
}

static ressenti_status set_thresholds(trainer *in, uint32_t left_out)
{
    static const uint32_t LEARNED[] = {RESSENTI_THEME, RESSENTI_SIGNAL};
    for (size_t k = 0; k < RSN_COUNT(LEARNED); k++) {
        RSN_TRY(set_thresholds_of(in, LEARNED[k], true, left_out));
        RSN_TRY(set_thresholds_of(in, LEARNED[k], false, left_out));
    }
    return RESSENTI_OK;
}

/* ---- figures ------------------------------------------------------------------------------------------------------- */

static bool is_proposed(const trainer *in, size_t row, size_t o)
{
    double threshold = rsn_is_alone(&in->lessons, row) ? in->outputs[o].alone : in->outputs[o].beside;
    return in->scores[row * in->count + o] >= threshold && !(in->labels[row * in->count + o] & FOUND);
}

static bool has_company(const trainer *in, size_t row)
{
    for (size_t o = 0; o < in->count; o++)
        if (in->outputs[o].kind == RESSENTI_THEME && !in->outputs[o].is_lonely && is_proposed(in, row, o)) return true;
    return false;
}

static void count_proposals(trainer *in, size_t row)
{
    bool company = has_company(in, row);
    for (size_t o = 0; o < in->count; o++) {
        rsn_theme_label *label = &in->outputs[o];
        bool is_right = in->labels[row * in->count + o] & ANNOTATED;
        if (!is_proposed(in, row, o) || (label->is_lonely && company)) continue;
        label->proposed++;
        label->right += is_right;
        rsn_theme_totals(in->model, label->kind)->proposed++;
        rsn_theme_totals(in->model, label->kind)->right += is_right;
    }
}

static void count_kind(trainer *in, size_t row, uint32_t kind)
{
    ressenti_proposal_totals *totals = rsn_theme_totals(in->model, kind);
    for (uint32_t label = 0; label < in->engine->labels[kind].count; label++) {
        bool annotated = rsn_is_annotated(in->training, row, kind, label), found = rsn_rules_find(&in->lessons, row, kind, label);
        totals->annotated += annotated;
        totals->found += found;
        totals->found_right += annotated && found;
    }
}

/* What rules find of texts that count, whether or not anything is learned of a label. */
static void count_found(trainer *in)
{
    for (size_t row = 0; row < in->lessons.count; row++) {
        if (!in->lessons.is_read[row]) continue;
        if (in->training->theme_begin != NULL) count_kind(in, row, RESSENTI_THEME);
        if (in->training->signals != NULL) count_kind(in, row, RESSENTI_SIGNAL);
    }
}

/* Neither the weights nor the thresholds that a row is judged by have seen it. */
static ressenti_status cross_validate(trainer *in)
{
    for (uint32_t fold = 0; fold < in->folds; fold++) RSN_TRY(learn(in, fold));
    for (uint32_t fold = 0; fold < in->folds; fold++) {
        RSN_TRY(set_thresholds(in, fold));
        for (size_t row = 0; row < in->lessons.count; row++)
            if (in->lessons.is_read[row] && in->fold_of[row] == fold) count_proposals(in, row);
    }
    RSN_TRY(set_thresholds(in, in->folds));
    count_found(in);
    return RESSENTI_OK;
}

/* ---- bytes ---------------------------------------------------------------------------------------------------------- */

static bool is_kept(const rsn_theme_label *label)
{
    return label->alone < RSN_NO_THRESHOLD || label->beside < RSN_NO_THRESHOLD;
}

static int by_size(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

/* What one step of a byte is worth: one weight in a thousand may be cut, so that the others are told apart better. */
static double unit_of(const trainer *in, size_t o, double *sorted)
{
    enum { CUT = 1000 };
    const double FINEST = 1e-6;
    for (size_t b = 0; b < RSN_PROPOSAL_BUCKETS; b++) {
        double weight = in->weights[b * in->count + o];
        sorted[b] = weight < 0 ? -weight : weight;
    }
    qsort(sorted, RSN_PROPOSAL_BUCKETS, sizeof *sorted, by_size);
    double unit = sorted[RSN_PROPOSAL_BUCKETS - 1 - RSN_PROPOSAL_BUCKETS / CUT] / INT8_MAX;
    return unit > FINEST ? unit : FINEST;
}

static int32_t rounded(double value, double most)
{
    if (value > most) value = most;
    if (value < -most) value = -most;
    return (int32_t)(value + (value < 0 ? -0.5 : 0.5));
}

/* In 256ths of a weight, for each of the measure's 256ths: see rsn_pack_proposal. */
static int32_t need_of(const trainer *in, size_t o, double threshold, double unit)
{
    const double ONE = 65536;
    if (threshold >= RSN_NO_THRESHOLD) return RSN_PROPOSAL_NEVER;
    return rounded((threshold - in->biases[o]) / (SIZE_ONE * unit) * ONE, RSN_PROPOSAL_NEEDS_MOST);
}

static ressenti_status write_head(trainer *in, const double *units)
{
    rsn_proposal_head head = {.bits = RSN_PROPOSAL_BITS};
    memcpy(head.signature, RSN_PROPOSAL_SIGNATURE, sizeof head.signature);
    for (size_t o = 0; o < in->count; o++) head.count += is_kept(&in->outputs[o]);
    if (!rsn_array_append(in->memory, &in->model->bytes, &head, sizeof head)) return RESSENTI_NO_MEMORY;
    for (size_t o = 0; o < in->count; o++) {
        const rsn_theme_label *label = &in->outputs[o];
        ressenti_text id = rsn_engine_label_at(in->engine, (ressenti_label_kind)label->kind, label->label)->id;
        rsn_proposal_entry entry = {.kind = label->kind, .alone = need_of(in, o, label->alone, units[o]), .beside = need_of(in, o, label->beside, units[o])};
        memcpy(entry.id, id.data, id.size);
        if (is_kept(label) && !rsn_array_append(in->memory, &in->model->bytes, &entry, sizeof entry)) return RESSENTI_NO_MEMORY;
    }
    return RESSENTI_OK;
}

static ressenti_status write_weights(trainer *in, const double *units)
{
    for (size_t b = 0; b < RSN_PROPOSAL_BUCKETS; b++) {
        int8_t row[RSN_PROPOSALS_MOST] = {0};
        uint32_t kept = 0;
        for (size_t o = 0; o < in->count; o++)
            if (is_kept(&in->outputs[o])) row[kept++] = (int8_t)rounded(in->weights[b * in->count + o] / units[o], INT8_MAX);
        if (!rsn_array_append(in->memory, &in->model->bytes, row, rsn_proposal_row(kept))) return RESSENTI_NO_MEMORY;
    }
    return RESSENTI_OK;
}

static ressenti_status write_model(trainer *in)
{
    double units[RSN_PROPOSALS_MOST];
    double *sorted = rsn_allocate(in->memory, RSN_PROPOSAL_BUCKETS * sizeof *sorted);
    if (sorted == NULL) return RESSENTI_NO_MEMORY;
    for (size_t o = 0; o < in->count; o++) units[o] = unit_of(in, o, sorted);
    rsn_release(in->memory, sorted, RSN_PROPOSAL_BUCKETS * sizeof *sorted);
    RSN_TRY(write_head(in, units));
    return write_weights(in, units);
}

/* ---- all of it -------------------------------------------------------------------------------------------------------- */

static void note_figures(trainer *in)
{
    for (size_t o = 0; o < in->count; o++) {
        in->model->kind[o] = in->outputs[o].kind;
        in->model->label[o] = in->outputs[o].label;
        in->model->texts[o] = in->outputs[o].texts;
        in->model->proposed[o] = in->outputs[o].proposed;
        in->model->right[o] = in->outputs[o].right;
        in->model->is_kept[o] = is_kept(&in->outputs[o]);
    }
}

static ressenti_status train(trainer *in, ressenti_error *error)
{
    RSN_TRY(rsn_read_theme_lessons(in->engine, in->memory, in->training, &in->lessons));
    in->count = rsn_choose_theme_labels(in->engine, in->training, &in->lessons, in->outputs);
    if (in->count == 0)
        return rsn_fail(error, RESSENTI_BAD_DATA, RESSENTI_NOWHERE, RESSENTI_NOWHERE, "no theme or signal of the packs has %d texts that can be read", RSN_THEME_TEXTS_LEAST);
    RSN_TRY(make_room(in));
    RSN_TRY(rsn_theme_model_new(in->memory, in->count, &in->model));
    note_rows(in);
    RSN_TRY(weigh_features(in));
    RSN_TRY(cross_validate(in));
    RSN_TRY(learn(in, in->folds));
    note_figures(in);
    return write_model(in);
}

/* ---- door -------------------------------------------------------------------------------------------------------------- */

static ressenti_status refuse(ressenti_error *error, const char *why)
{
    return rsn_fail(error, RESSENTI_BAD_ARGUMENT, RESSENTI_NOWHERE, RESSENTI_NOWHERE, "%s", why);
}

static bool themes_are_sound(const ressenti_engine *engine, const ressenti_theme_training *training)
{
    const uint64_t *begin = training->theme_begin;
    if (begin == NULL) return true;
    for (size_t row = 0; row < training->count; row++)
        if (begin[row] > begin[row + 1]) return false;
    for (uint64_t i = begin[0]; i < begin[training->count]; i++)
        if (training->themes == NULL || training->themes[i] >= engine->labels[RESSENTI_THEME].count) return false;
    return true;
}

ressenti_status ressenti_train_themes(const ressenti_engine *engine, const ressenti_theme_training *given, const ressenti_allocator *caller,
                                      ressenti_theme_model **model, ressenti_error *error)
{
    ressenti_theme_training training = RESSENTI_THEME_TRAINING_INIT;
    ressenti_allocator memory = rsn_allocator_or_default(caller);
    if (engine == NULL || given == NULL || model == NULL) return refuse(error, "an engine, texts and a place for the model are needed");
    memcpy(&training, given, given->struct_size < sizeof training ? given->struct_size : sizeof training);
    if (training.texts == NULL || training.count == 0 || training.count > UINT32_MAX / 2 || (training.theme_begin == NULL && training.signals == NULL))
        return refuse(error, "texts, and themes or signals for each of them, are needed");
    if (!themes_are_sound(engine, &training)) return refuse(error, "a theme is none of the engine's");
    if (training.folds > FOLDS_MOST || training.folds == 1 || training.cost > COST_MOST || training.certainty > CERTAINTY_MOST || training.signal_certainty > CERTAINTY_MOST)
        return refuse(error, "there are 2 to 20 folds, the cost is at most 100,000, the certainty at most 99 percent");
    trainer *in = rsn_allocate_zeroed(&memory, sizeof *in);
    if (in == NULL) return rsn_fail_memory(error);
    *in = (trainer){.engine = engine, .training = &training, .memory = &memory, .folds = training.folds > 0 ? training.folds : FOLDS, .bids = RSN_ARRAY(rsn_bid)};
    in->cost = (training.cost > 0 ? training.cost : COST) / 100.0;
    in->certainty = training.certainty > 0 ? training.certainty : CERTAINTY;
    in->signal_certainty = training.signal_certainty > 0 ? training.signal_certainty : SIGNAL_CERTAINTY;
    in->least = training.least > 0 ? training.least : LEAST;
    ressenti_status status = train(in, error);
    if (status == RESSENTI_NO_MEMORY) (void)rsn_fail_memory(error);
    if (status == RESSENTI_STOPPED) (void)rsn_fail(error, status, RESSENTI_NOWHERE, RESSENTI_NOWHERE, "stopped by the caller");
    if (status == RESSENTI_OK) {
        *model = in->model;
        in->model = NULL;
    }
    clean_up(in);
    rsn_release(&memory, in, sizeof *in);
    return status;
}
