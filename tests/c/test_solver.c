/* The learners on data small enough to know the answer. */
#include "solver.h"

#include <math.h>

#include "check.h"
#include "random.h"

static void test_exponential(void)
{
    for (double x = -30; x < 30; x += 0.37) {
        double expected = exp(x), got = rsn_exponential(x);
        CHECK(fabs(got - expected) <= 1e-11 * expected, "exp(%g) is %g, not %g", x, expected, got);
    }
    CHECK(rsn_exponential(-1000) == 0, "far below there is nothing");
    CHECK(isfinite(rsn_exponential(1e9)), "far above it is stopped");
}

enum { BUCKETS = 8, ROWS = 400 };

/* Rows of two buckets; bucket 1 is good, 2 is bad, the others say nothing.  One row in twenty is labelled wrong. */
static void test_separator(void)
{
    ressenti_allocator memory = rsn_allocator_or_default(NULL);
    static uint64_t begin[ROWS + 1];
    static uint16_t buckets[2 * ROWS];
    static double sizes[ROWS], bases[ROWS], squares[ROWS], costs[ROWS];
    static int8_t sides[ROWS];
    double importances[BUCKETS], weights[BUCKETS], again[BUCKETS];
    random_source random = {7};
    for (size_t b = 0; b < BUCKETS; b++) importances[b] = 1;
    for (size_t row = 0; row < ROWS; row++) {
        bool is_good = row % 2 == 0, is_wrong = row % 20 == 0;
        buckets[2 * row] = is_good ? 1 : 2;
        buckets[2 * row + 1] = (uint16_t)(3 + random_below(&random, 5));
        begin[row + 1] = 2 * (row + 1);
        sizes[row] = 1;
        bases[row] = 0;
        squares[row] = 2;
        costs[row] = 1;
        sides[row] = is_good != is_wrong ? 1 : -1;
    }
    rsn_rows rows = {begin, buckets, sizes, bases, squares, importances, ROWS, BUCKETS};
    rsn_separator found = {weights, 0}, other = {again, 0};
    CHECK(rsn_separate(&memory, &rows, sides, costs, &found) == RESSENTI_OK, "there is memory");
    CHECK(weights[1] > 0.5 && weights[2] < -0.5, "the good bucket is good (%g), the bad one bad (%g)", weights[1], weights[2]);
    for (size_t b = 3; b < BUCKETS; b++) CHECK(fabs(weights[b]) < 0.5 * weights[1], "bucket %zu says little: %g", b, weights[b]);
    CHECK(weights[0] == 0, "what is nowhere weighs nothing");
    (void)rsn_separate(&memory, &rows, sides, costs, &other);
    CHECK(memcmp(weights, again, sizeof weights) == 0, "a second time: the same to the last bit");
}

/* What the engine says is a feature too, and where it says all, the words learn little. */
static void test_base(void)
{
    ressenti_allocator memory = rsn_allocator_or_default(NULL);
    static uint64_t begin[ROWS + 1];
    static uint16_t buckets[ROWS];
    static double sizes[ROWS], bases[ROWS], squares[ROWS], costs[ROWS];
    static int8_t sides[ROWS];
    double importances[BUCKETS] = {1, 1, 1, 1, 1, 1, 1, 1}, weights[BUCKETS];
    for (size_t row = 0; row < ROWS; row++) {
        sides[row] = row % 2 == 0 ? 1 : -1;
        buckets[row] = (uint16_t)(row % BUCKETS / 2);
        begin[row + 1] = row + 1;
        bases[row] = 10 * sides[row];
        sizes[row] = squares[row] = costs[row] = 1;
    }
    rsn_rows rows = {begin, buckets, sizes, bases, squares, importances, ROWS, BUCKETS};
    rsn_separator found = {weights, 0};
    CHECK(rsn_separate(&memory, &rows, sides, costs, &found) == RESSENTI_OK, "there is memory");
    CHECK(found.base > 0.05, "the base has the say: %g", found.base);
    for (size_t b = 0; b < BUCKETS; b++) CHECK(fabs(weights[b]) < 0.05, "bucket %zu adds nothing: %g", b, weights[b]);
}

/* Two classes by one figure: the shares must be those that were drawn. */
static void test_classes(void)
{
    enum { COUNT = 4000, FIGURES = 2 };
    ressenti_allocator memory = rsn_allocator_or_default(NULL);
    static double figures[COUNT * FIGURES];
    static uint8_t labels[COUNT];
    double coefficients[RSN_CLASSES_MOST][RSN_FIGURES_MOST];
    random_source random = {3};
    for (size_t row = 0; row < COUNT; row++) {
        double x = (double)random_below(&random, 2001) / 1000 - 1, share = 1 / (1 + exp(-(0.5 + 2 * x)));
        figures[row * FIGURES] = 1;
        figures[row * FIGURES + 1] = x;
        labels[row] = random_below(&random, 1000000) < share * 1000000 ? 2 : 0;
    }
    CHECK(rsn_fit_classes(&memory, figures, COUNT, FIGURES, labels, coefficients) == RESSENTI_OK, "there is memory");
    double at = coefficients[2][0] - coefficients[0][0], slope = coefficients[2][1] - coefficients[0][1];
    CHECK(fabs(at - 0.5) < 0.15, "the constant was 0.5: %g", at);
    CHECK(fabs(slope - 2) < 0.25, "the slope was 2: %g", slope);
    for (int i = 0; i < RSN_FIGURES_MOST; i++) CHECK(coefficients[1][i] == 0 && coefficients[3][i] == 0, "classes that no row has stay at zero");
}

int main(void)
{
    test_exponential();
    test_separator();
    test_base();
    test_classes();
    return check_result();
}
