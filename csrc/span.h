/* A half-open range of bytes or of tokens. */
#ifndef RSN_SPAN_H
#define RSN_SPAN_H

#include <stdbool.h>
#include <stdint.h>

typedef struct rsn_span {
    uint32_t begin, end;
} rsn_span;

static inline bool rsn_span_contains(rsn_span outer, rsn_span inner)
{
    return outer.begin <= inner.begin && inner.end <= outer.end;
}

#endif
