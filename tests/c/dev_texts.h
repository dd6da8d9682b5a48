/* The texts of tests/challenge/dev.jsonl, read crudely: what stands between "text": " and the next plain quote. */
#ifndef DEV_TEXTS_H
#define DEV_TEXTS_H

#include <stdlib.h>

#include "check.h"
#include "ressenti.h"
#include "utf8.h"

enum { DEV_TEXTS_MOST = 1000 };

#define DEV_TEXTS_FILE "tests/challenge/dev.jsonl"
#define SHIPPED_PACK_FILE "python/ressenti/data/fr.pack"

typedef struct dev_texts {
    char *bytes;
    size_t count;
    ressenti_text items[DEV_TEXTS_MOST];
} dev_texts;

static inline char *read_whole_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    char *bytes = NULL;
    if (file == NULL) return NULL;
    if (fseek(file, 0, SEEK_END) == 0) {
        long end = ftell(file);
        rewind(file);
        *size = end > 0 ? (size_t)end : 0;
        bytes = malloc(*size + 1);
        if (bytes != NULL) bytes[fread(bytes, 1, *size, file)] = '\0';
    }
    fclose(file);
    return bytes;
}

/* Unescapes in place from `from`; returns where the string ends. */
static inline char *unescape(char *from, char *out, size_t *size)
{
    char *begin = out;
    while (*from != '"' && *from != '\0') {
        if (*from != '\\') {
            *out++ = *from++;
        } else if (from[1] == 'u') {
            uint8_t bytes[4];
            char digits[5] = {from[2], from[3], from[4], from[5], '\0'};
            uint32_t length = rsn_utf8_encode((uint32_t)strtoul(digits, NULL, 16), bytes);
            memcpy(out, bytes, length);
            out += length;
            from += 6;
        } else {
            *out++ = from[1] == 'n' ? '\n' : from[1] == 't' ? '\t' : from[1];
            from += 2;
        }
    }
    *size = (size_t)(out - begin);
    return from;
}

/* Run from the project's folder. */
static inline dev_texts *dev_texts_read(void)
{
    static const char KEY[] = "\"text\": \"";
    size_t size = 0;
    dev_texts *texts = calloc(1, sizeof *texts);
    if (texts != NULL) texts->bytes = read_whole_file(DEV_TEXTS_FILE, &size);
    if (!CHECK(texts != NULL && texts->bytes != NULL, "%s can be read", DEV_TEXTS_FILE)) exit(check_result());
    for (char *at = texts->bytes; (at = strstr(at, KEY)) != NULL && texts->count < DEV_TEXTS_MOST;) {
        ressenti_text *text = &texts->items[texts->count++];
        at += sizeof KEY - 1;
        text->data = at;
        at = unescape(at, at, &text->size) + 1;
    }
    CHECK(texts->count > 100, "%s holds texts: %zu", DEV_TEXTS_FILE, texts->count);
    return texts;
}

static inline void dev_texts_free(dev_texts *texts)
{
    free(texts->bytes);
    free(texts);
}

#endif
