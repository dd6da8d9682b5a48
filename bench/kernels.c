/* The kernels alone: nanoseconds a text, and the ratio to copying it, for every set that this processor can run.
 *
 *     make kernels-bench TEXTS=file          one text a line; medians of 31 passes over all of them
 *
 * The copy is what any reader of texts pays at least: one memcpy a text, packed one behind the other. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "kernels/kernels.h"
#include "utf8.h"

enum { PASSES = 31, REPEATS_OF = 1 << 21 }; /* a pass reads at least two million bytes */

typedef struct texts {
    uint8_t *bytes;
    size_t size;
    uint32_t *begin; /* count + 1; a line feed ends each */
    size_t count, length_most;
} texts;

typedef struct room {
    uint8_t *bytes, *lost, *packed;
    uint64_t *kept;
} room;

typedef uint64_t work(const texts *in, const rsn_kernels *kernels, room *out);

static volatile uint64_t witness; /* nothing that is measured may be optimised away */

static uint32_t size_of(const texts *in, size_t index)
{
    return in->begin[index + 1] - in->begin[index] - 1;
}

static uint64_t copy(const texts *in, const rsn_kernels *kernels, room *out)
{
    size_t at = 0;
    (void)kernels;
    for (size_t i = 0; i < in->count; i++) {
        memcpy(out->packed + at, in->bytes + in->begin[i], size_of(in, i));
        at += size_of(in, i);
    }
    return at + out->packed[at / 2];
}

static uint64_t validate(const texts *in, const rsn_kernels *kernels, room *out)
{
    uint64_t valid = 0;
    (void)out;
    for (size_t i = 0; i < in->count; i++) valid += kernels->valid_utf8(in->bytes + in->begin[i], size_of(in, i)) == size_of(in, i);
    return valid;
}

static rsn_fold_run run_over(const texts *in, size_t index, room *out)
{
    rsn_fold_run run = {.text = in->bytes + in->begin[index], .size = size_of(in, index), .bytes = out->bytes, .lost = out->lost, .kept = out->kept};
    memset(run.kept, 0, (run.size / 64 + 2) * sizeof *run.kept);
    return run;
}

/* What is not plain is stepped over here; in the core the general fold takes it. */
static uint32_t fold_on(const rsn_kernels *kernels, rsn_fold_run *run)
{
    uint32_t calls = 0, step;
    for (;;) {
        kernels->fold_plain(run);
        calls++;
        if (run->at >= run->size) return calls;
        (void)rsn_utf8_decode(run->text + run->at, &step);
        run->at += step;
    }
}

static uint64_t fold(const texts *in, const rsn_kernels *kernels, room *out)
{
    uint64_t calls = 0;
    for (size_t i = 0; i < in->count; i++) {
        rsn_fold_run run = run_over(in, i, out);
        calls += fold_on(kernels, &run);
    }
    return calls;
}

/* As the core does: validated is what follows the first character that is not plain. */
static uint64_t validate_and_fold(const texts *in, const rsn_kernels *kernels, room *out)
{
    uint64_t calls = 0;
    for (size_t i = 0; i < in->count; i++) {
        rsn_fold_run run = run_over(in, i, out);
        kernels->fold_plain(&run);
        calls++;
        uint32_t left = run.size - run.at;
        if (left > 0 && kernels->valid_utf8(run.text + run.at, left) == left) calls += fold_on(kernels, &run);
    }
    return calls;
}

static double now(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Median nanoseconds a text. */
static double measure(work *one_pass, const texts *in, const rsn_kernels *kernels, room *out)
{
    double passes[PASSES];
    size_t repeats = REPEATS_OF / in->size + 1;
    witness += one_pass(in, kernels, out);
    for (size_t pass = 0; pass < PASSES; pass++) {
        double begin = now();
        for (size_t i = 0; i < repeats; i++) witness += one_pass(in, kernels, out);
        passes[pass] = (now() - begin) / (double)(repeats * in->count);
    }
    qsort(passes, PASSES, sizeof *passes, ascending);
    return passes[PASSES / 2];
}

static int read_texts(const char *path, texts *in)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) return -1;
    long size = ftell(file);
    rewind(file);
    in->bytes = size < 0 ? NULL : malloc((size_t)size + 1);
    in->begin = size < 0 ? NULL : calloc((size_t)size + 2, sizeof *in->begin);
    if (in->bytes == NULL || in->begin == NULL || fread(in->bytes, 1, (size_t)size, file) != (size_t)size) return -1;
    (void)fclose(file);
    if (size > 0 && in->bytes[size - 1] != '\n') in->bytes[size++] = '\n';
    in->size = (size_t)size;
    for (size_t at = 0; at < in->size; at++)
        if (in->bytes[at] == '\n') in->begin[++in->count] = (uint32_t)at + 1;
    for (size_t i = 0; i < in->count; i++)
        if (size_of(in, i) > in->length_most) in->length_most = size_of(in, i);
    return in->count > 0 ? 0 : -1;
}

int main(int argc, char **argv)
{
    texts in = {0};
    if (argc != 2 || read_texts(argv[1], &in) != 0) {
        fprintf(stderr, "usage: kernels FILE   (one text a line)\n");
        return 2;
    }
    room out = {malloc(in.length_most + 64), malloc(in.length_most + 64), malloc(in.size + 64), calloc(in.length_most / 64 + 2, 8)};
    if (out.bytes == NULL || out.lost == NULL || out.packed == NULL || out.kept == NULL) return 1;
    double copied = measure(copy, &in, NULL, &out);
    uint64_t calls = fold(&in, rsn_kernels_best(), &out);
    printf("%zu texts, %.1f bytes each, %.2f calls of fold_plain a text; memcpy %.1f ns a text\n", in.count,
           (double)(in.size - in.count) / (double)in.count, (double)calls / (double)in.count, copied);
    printf("%-8s %12s %12s %12s %18s\n", "kernels", "validate ns", "fold ns", "both ns", "memcpy / both");
    const rsn_kernels *kernels;
    for (size_t i = 0; (kernels = rsn_kernels_at(i)) != NULL; i++) {
        double both = measure(validate_and_fold, &in, kernels, &out);
        printf("%-8s %12.1f %12.1f %12.1f %18.3f\n", kernels->name, measure(validate, &in, kernels, &out), measure(fold, &in, kernels, &out), both,
               copied / both);
    }
    return 0;
}
