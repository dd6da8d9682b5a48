#include "corpus.h"

#include <stdio.h>
#include <stdlib.h>

enum { PADDING = 64 };

static void give_up(const char *path)
{
    fprintf(stderr, "%s: not a block of texts\n", path);
    exit(2);
}

static void *read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0) give_up(path);
    long end = ftell(file);
    if (end < 16) give_up(path);
    *size = (size_t)end;
    void *block = calloc(1, *size + PADDING);
    rewind(file);
    if (block == NULL || fread(block, 1, *size, file) != *size) give_up(path);
    fclose(file);
    return block;
}

corpus corpus_read(const char *path)
{
    size_t size;
    uint64_t *block = read_file(path, &size);
    corpus texts = {.count = block[0], .offsets = block + 1, .block = block};
    if (texts.count > size / sizeof *block - 2) give_up(path);
    texts.bytes = (const char *)(block + 2 + texts.count);
    size_t byte_count = size - (2 + (size_t)texts.count) * sizeof *block;
    if (texts.offsets[texts.count] != byte_count) give_up(path);
    for (uint64_t i = 0; i < texts.count; i++)
        if (texts.offsets[i] > texts.offsets[i + 1]) give_up(path);
    return texts;
}

void corpus_free(corpus *texts)
{
    free(texts->block);
    *texts = (corpus){0};
}
