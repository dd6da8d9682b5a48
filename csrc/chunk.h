/* Blanks and ordinary punctuation: what stands between words, for rules and for the distances that rules allow. */
#ifndef RSN_CHUNK_H
#define RSN_CHUNK_H

#include <stdbool.h>
#include <stdint.h>

#define RSN_BIT(byte) ((uint64_t)1 << (byte))

/* Two words with none of these between them are one chunk: 24/7.  Everything that the separators
 * of phrases take, and nothing that the words of their gaps do (phrase.c). */
static const uint64_t RSN_CHUNK_BREAKS = RSN_BIT('\n') | RSN_BIT(' ') | RSN_BIT('!') | RSN_BIT('"') | RSN_BIT('\'') | RSN_BIT('(') |
                                         RSN_BIT(')') | RSN_BIT(',') | RSN_BIT('-') | RSN_BIT('.') | RSN_BIT(':') | RSN_BIT(';') | RSN_BIT('?');

static inline bool rsn_is_chunk_break(uint8_t byte)
{
    return byte < 64 && (RSN_CHUNK_BREAKS >> byte & 1);
}

#endif
