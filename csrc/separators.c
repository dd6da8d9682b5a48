/* Many linear separators of the same rows, learned side by side. */
#include "separators.h"

#include <string.h>

enum { PASSES = 12 };

typedef struct descent {
    const rsn_labelled_rows *rows;
    double slack; /* 1 / (2 * cost)              */
    double *multipliers; /* of each row and output */
    double *scores, *steps; /* of each output      */
    uint32_t *order;
    size_t count; /* rows in `order` */
    rsn_separators *out;
} descent;

static void add_row(double *restrict sums, const double *restrict weights, size_t outputs)
{
    for (size_t o = 0; o < outputs; o++) sums[o] += weights[o];
}

static void add_steps(double *restrict weights, const double *restrict steps, double times, size_t outputs)
{
    for (size_t o = 0; o < outputs; o++) weights[o] += steps[o] * times;
}

void rsn_separators_read(const rsn_labelled_rows *rows, const rsn_separators *separators, size_t row, double *scores)
{
    memset(scores, 0, rows->outputs * sizeof *scores);
    for (uint64_t i = rows->begin[row]; i < rows->begin[row + 1]; i++)
        add_row(scores, separators->weights + rows->buckets[i] * rows->outputs, rows->outputs);
    for (size_t o = 0; o < rows->outputs; o++) scores[o] = scores[o] * rows->sizes[row] + separators->biases[o];
}

/* How far the multiplier of an output moves, with the side of its row. */
static double step_of(const descent *in, size_t row, size_t output, double curvature)
{
    size_t at = row * in->rows->outputs + output;
    double side = in->rows->labels[at] & in->rows->label_bit ? 1 : -1, old = in->multipliers[at];
    double moved = old - (side * in->scores[output] - 1 + in->slack * old) / curvature;
    if (moved < 0) moved = 0;
    in->multipliers[at] = moved;
    return (moved - old) * side;
}

static void improve(descent *in, size_t row)
{
    const rsn_labelled_rows *rows = in->rows;
    double curvature = rows->squares[row] + 1 + in->slack;
    bool moves = false;
    rsn_separators_read(rows, in->out, row, in->scores);
    for (size_t o = 0; o < rows->outputs; o++) {
        in->steps[o] = step_of(in, row, o, curvature);
        moves = moves || in->steps[o] != 0;
    }
    if (!moves) return;
    add_row(in->out->biases, in->steps, rows->outputs);
    for (uint64_t i = rows->begin[row]; i < rows->begin[row + 1]; i++) {
        double importance = rows->importances[rows->buckets[i]];
        add_steps(in->out->weights + rows->buckets[i] * rows->outputs, in->steps, rows->sizes[row] * importance * importance, rows->outputs);
    }
}

static void descend(descent *in, const bool *teaches)
{
    uint64_t random = RSN_SHUFFLE_SEED;
    for (size_t row = 0; row < in->rows->count; row++)
        if (teaches[row]) in->order[in->count++] = (uint32_t)row;
    for (int pass = 0; pass < PASSES; pass++) {
        rsn_shuffle(in->order, in->count, &random);
        for (size_t i = 0; i < in->count; i++) improve(in, in->order[i]);
    }
}

ressenti_status rsn_separate_labels(const ressenti_allocator *memory, const rsn_labelled_rows *rows, const bool *teaches, double cost,
                                    rsn_separators *found)
{
    descent in = {.rows = rows, .slack = 1 / (2 * cost), .out = found};
    size_t line = (rows->outputs + 1) * sizeof(double), order = (rows->count + 1) * sizeof(uint32_t);
    size_t multipliers = (rows->count + 1) * line;
    in.multipliers = rsn_allocate_zeroed(memory, multipliers);
    in.scores = rsn_allocate(memory, line);
    in.steps = rsn_allocate(memory, line);
    in.order = rsn_allocate(memory, order);
    bool has_room = in.multipliers != NULL && in.scores != NULL && in.steps != NULL && in.order != NULL;
    if (has_room) {
        memset(found->weights, 0, rows->bucket_count * rows->outputs * sizeof(double));
        memset(found->biases, 0, rows->outputs * sizeof(double));
        descend(&in, teaches);
    }
    rsn_release(memory, in.order, order);
    rsn_release(memory, in.steps, line);
    rsn_release(memory, in.scores, line);
    rsn_release(memory, in.multipliers, multipliers);
    return has_room ? RESSENTI_OK : RESSENTI_NO_MEMORY;
}
