/* Text written into a caller's buffer: what does not fit is counted all the same. */
#ifndef RSN_WRITER_H
#define RSN_WRITER_H

#include <stddef.h>
#include <string.h>

typedef struct rsn_writer {
    char *buffer;
    size_t capacity, size; /* size goes on counting when the buffer is full */
} rsn_writer;

static inline void rsn_put(rsn_writer *out, const void *bytes, size_t size)
{
    if (out->size < out->capacity) {
        size_t room = out->capacity - out->size;
        memcpy(out->buffer + out->size, bytes, size < room ? size : room);
    }
    out->size += size;
}

static inline void rsn_put_plain(rsn_writer *out, const char *text)
{
    rsn_put(out, text, strlen(text));
}

#endif
