/* Two classical linear learners, in double precision and in one order, so that the same data give the same weights on every
 * machine: no fused multiply-add (-ffp-contract=off, which -std=c11 implies), no function of the mathematical library. */
#ifndef RSN_SOLVER_H
#define RSN_SOLVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "memory.h"

/* ---- many features: a support vector machine ------------------------------------------------------------------- */

/* Rows of buckets; the value of a feature in a row is `importance` of its bucket times `size` of the row, for each time that
 * it stands there.  Behind them each row has one figure more, `base` times its size. */
typedef struct rsn_rows {
    const uint64_t *begin;     /* count + 1, into `buckets`                   */
    const uint16_t *buckets;
    const double *sizes, *bases;
    const double *squares;     /* of each row's features, before its size: a feature that stands there twice has twice the value */
    const double *importances; /* of each bucket                              */
    size_t count, bucket_count;
} rsn_rows;

typedef struct rsn_separator {
    double *weights; /* of each bucket, its importance included: what a row gets for holding it, before its size */
    double base;     /* what it gets for each point of its base                                                    */
} rsn_separator;

/* Dual coordinate descent for the L2-loss linear support vector machine (Hsieh et al., ICML 2008), without an intercept.
 * `sides`: 1, -1, or 0 for a row that is left out; `costs` of an error on each row.  `separator->weights` has room for all
 * buckets.  O(passes * buckets in rows).  NO_MEMORY is the only failure. */
ressenti_status rsn_separate(const ressenti_allocator *memory, const rsn_rows *rows, const int8_t *sides, const double *costs,
                             rsn_separator *separator);

/* ---- few features: multinomial logistic regression ----------------------------------------------------------------- */

enum { RSN_FIGURES_MOST = 32, RSN_CLASSES_MOST = 4 };

/* Fits `coefficients` (classes by figures) to rows of figures by the bound optimisation of Böhning (1992), with a small
 * quadratic penalty.  `labels`: the class of each row, or RSN_NO_CLASS to leave it out; classes that no row has keep
 * coefficients of zero and are left out of the softmax.  O(rows * passes).  NO_MEMORY is the only failure. */
enum { RSN_NO_CLASS = 255 };
ressenti_status rsn_fit_classes(const ressenti_allocator *memory, const double *figures, size_t count, size_t figure_count,
                                const uint8_t *labels, double coefficients[RSN_CLASSES_MOST][RSN_FIGURES_MOST]);

#define RSN_SHUFFLE_SEED UINT64_C(0x9E3779B97F4A7C15)

/* The same order on every machine; `random` goes on to the next. */
void rsn_shuffle(uint32_t *order, size_t count, uint64_t *random);

/* log(x) for x >= 1, right to 1e-9. */
double rsn_logarithm(double x);

/* exp(x), right to 1e-12, by the same additions everywhere. */
double rsn_exponential(double x);

#endif
