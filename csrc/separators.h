/* Many linear separators of the same rows, learned side by side: one for each label that a row may have.
 *
 * The same learner as rsn_separate (solver.h), but a row's features are read once for all labels, whose weights stand together;
 * compilers make vectors of that, and the same additions in the same order give the same weights on every machine. */
#ifndef RSN_SEPARATORS_H
#define RSN_SEPARATORS_H

#include "solver.h"

typedef struct rsn_labelled_rows {
    const uint64_t *begin;   /* count + 1, into `buckets`                                                        */
    const uint16_t *buckets;
    const double *sizes;     /* of each row: what its features' values are multiplied by                         */
    const double *squares;   /* of each row's features, sizes included                                           */
    const double *importances; /* of each bucket: the value of a feature, each time that it stands there         */
    const uint8_t *labels;   /* a byte for each row and output, of which `label_bit` says that the row has it    */
    uint8_t label_bit;
    size_t count, bucket_count, outputs;
} rsn_labelled_rows;

typedef struct rsn_separators {
    double *weights; /* for each bucket a row of outputs, importance included */
    double *biases;  /* of each output                                        */
} rsn_separators;

/* L2-loss linear support vector machines by dual coordinate descent, a bias among the features.  `teaches`: rows that count.
 * Each output's weights are what they would be without the others.  O(passes * buckets in rows * outputs), and a figure of
 * memory for each row and output.  NO_MEMORY is the only failure. */
ressenti_status rsn_separate_labels(const ressenti_allocator *memory, const rsn_labelled_rows *rows, const bool *teaches, double cost,
                                    rsn_separators *found);

/* What each output makes of a row. */
void rsn_separators_read(const rsn_labelled_rows *rows, const rsn_separators *separators, size_t row, double *scores);

#endif
