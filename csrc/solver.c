/* Two classical linear learners, in double precision and in one order. */
#include "solver.h"

#include <string.h>

#include "failure.h"

/* ---- a support vector machine ------------------------------------------------------------------------------ */

enum { PASSES = 24 };
static const double STILL = 1e-3; /* no multiplier moved further in a pass: done */

typedef struct descent {
    const rsn_rows *rows;
    const int8_t *sides;
    const double *costs;
    double *multipliers;
    uint32_t *order;
    size_t count; /* rows in `order` */
    rsn_separator *out;
} descent;

static double margin_of(const descent *in, size_t row)
{
    double sum = in->out->base * in->rows->bases[row];
    for (uint64_t i = in->rows->begin[row]; i < in->rows->begin[row + 1]; i++) sum += in->out->weights[in->rows->buckets[i]];
    return sum * in->rows->sizes[row];
}

static double square_of(const rsn_rows *rows, size_t row)
{
    return (rows->squares[row] + rows->bases[row] * rows->bases[row]) * rows->sizes[row] * rows->sizes[row];
}

static void move_by(const descent *in, size_t row, double step)
{
    double by = step * in->rows->sizes[row];
    in->out->base += by * in->rows->bases[row];
    for (uint64_t i = in->rows->begin[row]; i < in->rows->begin[row + 1]; i++) {
        uint16_t bucket = in->rows->buckets[i];
        in->out->weights[bucket] += by * in->rows->importances[bucket] * in->rows->importances[bucket];
    }
}

/* How far its multiplier moved. */
static double improve(const descent *in, size_t row, double square)
{
    double slack = 1 / (2 * in->costs[row]), side = in->sides[row], old = in->multipliers[row];
    double gradient = side * margin_of(in, row) - 1 + slack * old;
    double moved = old - gradient / (square + slack);
    if (moved < 0) moved = 0;
    if (moved == old) return 0;
    in->multipliers[row] = moved;
    move_by(in, row, (moved - old) * side);
    return moved > old ? moved - old : old - moved;
}

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13; /* xorshift64 (Marsaglia, 2003) */
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

void rsn_shuffle(uint32_t *order, size_t count, uint64_t *random)
{
    for (size_t i = count; i > 1; i--) {
        size_t other = (size_t)(next_random(random) % i);
        uint32_t kept = order[i - 1];
        order[i - 1] = order[other];
        order[other] = kept;
    }
}

static void descend(descent *in)
{
    uint64_t random = RSN_SHUFFLE_SEED;
    for (size_t row = 0; row < in->rows->count; row++)
        if (in->sides[row] != 0) in->order[in->count++] = (uint32_t)row;
    double furthest = 1;
    for (int pass = 0; pass < PASSES && furthest > STILL; pass++) {
        furthest = 0;
        rsn_shuffle(in->order, in->count, &random);
        for (size_t i = 0; i < in->count; i++) {
            double moved = improve(in, in->order[i], square_of(in->rows, in->order[i]));
            if (moved > furthest) furthest = moved;
        }
    }
}

ressenti_status rsn_separate(const ressenti_allocator *memory, const rsn_rows *rows, const int8_t *sides, const double *costs,
                             rsn_separator *separator)
{
    size_t room = rows->count + 1;
    descent in = {.rows = rows, .sides = sides, .costs = costs, .out = separator};
    in.multipliers = rsn_allocate_zeroed(memory, room * sizeof(double));
    in.order = rsn_allocate(memory, room * sizeof(uint32_t));
    bool has_room = in.multipliers != NULL && in.order != NULL;
    if (has_room) {
        memset(separator->weights, 0, rows->bucket_count * sizeof(double));
        separator->base = 0;
        descend(&in);
    }
    rsn_release(memory, in.order, room * sizeof(uint32_t));
    rsn_release(memory, in.multipliers, room * sizeof(double));
    return has_room ? RESSENTI_OK : RESSENTI_NO_MEMORY;
}

/* ---- logistic regression ----------------------------------------------------------------------------------- */

/* 2^whole, by its bits. */
static double power_of_two(int64_t whole)
{
    uint64_t bits = (uint64_t)(whole + 1023) << 52;
    double power;
    memcpy(&power, &bits, sizeof power);
    return power;
}

/* log2 by repeated squaring, to nats at the end. */
double rsn_logarithm(double x)
{
    const double LN2 = 0.6931471805599453;
    double whole = 0, part = 0;
    for (; x >= 2; x /= 2) whole += 1;
    for (double bit = 0.5; bit > 1e-9; bit /= 2) {
        x *= x;
        if (x < 2) continue;
        x /= 2;
        part += bit;
    }
    return LN2 * (whole + part);
}

double rsn_exponential(double x)
{
    enum { TERMS = 14 };
    const double LN2 = 0.6931471805599453, DEEPEST = 700;
    if (x > DEEPEST) x = DEEPEST;
    if (x < -DEEPEST) return 0;
    int64_t whole = (int64_t)(x / LN2 + (x < 0 ? -0.5 : 0.5));
    double rest = x - (double)whole * LN2, sum = 1;
    for (int term = TERMS; term > 0; term--) sum = 1 + sum * rest / term; /* Horner's form of the series */
    return sum * power_of_two(whole);
}

typedef struct square {
    double of[RSN_FIGURES_MOST][RSN_FIGURES_MOST];
} square;

/* The lower triangle becomes the Cholesky factor; the diagonal is made large enough by the penalty. */
static void factorise(square *matrix, size_t size)
{
    for (size_t i = 0; i < size; i++)
        for (size_t j = 0; j <= i; j++) {
            double sum = matrix->of[i][j];
            for (size_t k = 0; k < j; k++) sum -= matrix->of[i][k] * matrix->of[j][k];
            if (i == j) {
                double root = sum > 1 ? sum : 1;
                for (int step = 0; step < 60; step++) root = (root + sum / root) / 2; /* Newton's square root */
                matrix->of[i][i] = root;
            } else {
                matrix->of[i][j] = sum / matrix->of[j][j];
            }
        }
}

static void solve(const square *factor, size_t size, double *values)
{
    for (size_t i = 0; i < size; i++) {
        for (size_t k = 0; k < i; k++) values[i] -= factor->of[i][k] * values[k];
        values[i] /= factor->of[i][i];
    }
    for (size_t i = size; i-- > 0;) {
        for (size_t k = i + 1; k < size; k++) values[i] -= factor->of[k][i] * values[k];
        values[i] /= factor->of[i][i];
    }
}

/* Half the second moments of the figures and the penalty: an upper bound on the curvature of every class. */
static void bound_curvature(const double *figures, size_t count, size_t size, const uint8_t *labels, double penalty, square *bound)
{
    memset(bound, 0, sizeof *bound);
    for (size_t row = 0; row < count; row++) {
        const double *own = figures + row * size;
        for (size_t i = 0; labels[row] != RSN_NO_CLASS && i < size; i++)
            for (size_t j = 0; j <= i; j++) bound->of[i][j] += own[i] * own[j] / 2;
    }
    for (size_t i = 0; i < size; i++) bound->of[i][i] += penalty;
}

typedef struct classes {
    double (*coefficients)[RSN_FIGURES_MOST];
    bool is_there[RSN_CLASSES_MOST];
} classes;

static void find_shares(const classes *in, const double *own, size_t size, double shares[RSN_CLASSES_MOST])
{
    double highest = -1e300, total = 0;
    for (size_t c = 0; c < RSN_CLASSES_MOST; c++) {
        shares[c] = 0;
        for (size_t i = 0; i < size; i++) shares[c] += in->coefficients[c][i] * own[i];
        if (in->is_there[c] && shares[c] > highest) highest = shares[c];
    }
    for (size_t c = 0; c < RSN_CLASSES_MOST; c++) {
        shares[c] = in->is_there[c] ? rsn_exponential(shares[c] - highest) : 0;
        total += shares[c];
    }
    for (size_t c = 0; c < RSN_CLASSES_MOST; c++) shares[c] /= total;
}

static void find_slopes(const classes *in, const double *figures, size_t count, size_t size, const uint8_t *labels,
                        double penalty, double slopes[RSN_CLASSES_MOST][RSN_FIGURES_MOST])
{
    double shares[RSN_CLASSES_MOST];
    for (size_t c = 0; c < RSN_CLASSES_MOST; c++)
        for (size_t i = 0; i < size; i++) slopes[c][i] = -penalty * in->coefficients[c][i];
    for (size_t row = 0; row < count; row++) {
        const double *own = figures + row * size;
        if (labels[row] == RSN_NO_CLASS) continue;
        find_shares(in, own, size, shares);
        for (size_t c = 0; c < RSN_CLASSES_MOST; c++)
            for (size_t i = 0; i < size; i++) slopes[c][i] += ((labels[row] == c) - shares[c]) * own[i];
    }
}

ressenti_status rsn_fit_classes(const ressenti_allocator *memory, const double *figures, size_t count, size_t figure_count,
                                const uint8_t *labels, double coefficients[RSN_CLASSES_MOST][RSN_FIGURES_MOST])
{
    enum { FITTING_PASSES = 300 };
    const double PENALTY = 1;
    double slopes[RSN_CLASSES_MOST][RSN_FIGURES_MOST];
    classes in = {.coefficients = coefficients, .is_there = {false}};
    square *bound = rsn_allocate(memory, sizeof *bound);
    if (bound == NULL) return RESSENTI_NO_MEMORY;
    memset(coefficients, 0, RSN_CLASSES_MOST * sizeof *coefficients);
    for (size_t row = 0; row < count; row++)
        if (labels[row] != RSN_NO_CLASS) in.is_there[labels[row]] = true;
    bound_curvature(figures, count, figure_count, labels, PENALTY, bound);
    factorise(bound, figure_count);
    for (int pass = 0; pass < FITTING_PASSES; pass++) {
        find_slopes(&in, figures, count, figure_count, labels, PENALTY, slopes);
        for (size_t c = 0; c < RSN_CLASSES_MOST; c++) {
            if (!in.is_there[c]) continue;
            solve(bound, figure_count, slopes[c]);
            for (size_t i = 0; i < figure_count; i++) coefficients[c][i] += slopes[c][i];
        }
    }
    rsn_release(memory, bound, sizeof *bound);
    return RESSENTI_OK;
}
