/* Texts in one block of memory, and the file that holds them.
 *
 * File: "texts" or "rules" as a little-endian block: uint64_t count, count + 1 uint64_t offsets, the bytes.
 * Written by bench/blocks.py. */
#ifndef BENCH_CORPUS_H
#define BENCH_CORPUS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct corpus {
    uint64_t count;
    const uint64_t *offsets; /* count + 1 */
    const char *bytes;       /* at least 64 NUL bytes follow the last one */
    void *block;
} corpus;

/* Ends the program with a message when the file cannot be read: a benchmark has nothing to go on with. */
corpus corpus_read(const char *path);
void corpus_free(corpus *texts);

static inline const char *corpus_text(const corpus *texts, size_t index)
{
    return texts->bytes + texts->offsets[index];
}

static inline size_t corpus_size(const corpus *texts, size_t index)
{
    return (size_t)(texts->offsets[index + 1] - texts->offsets[index]);
}

#ifdef __cplusplus
}
#endif

#endif
