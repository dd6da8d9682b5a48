/* Which bytes of folded text are \\w, and which break chunks: the specification, byte by byte. */
#include "chunk.h"
#include "kernels/kernels.h"

static bool is_word(uint8_t byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '_';
}

void rsn_word_bits_scalar(const uint8_t *bytes, size_t size, uint64_t *words, uint64_t *breaks)
{
    for (size_t at = 0; at < size; at += 64) {
        uint64_t word_bits = 0, break_bits = 0;
        size_t count = size - at < 64 ? size - at : 64;
        for (size_t i = 0; i < count; i++) {
            word_bits |= (uint64_t)is_word(bytes[at + i]) << i;
            break_bits |= (uint64_t)rsn_is_chunk_break(bytes[at + i]) << i;
        }
        words[at / 64] = word_bits;
        breaks[at / 64] = break_bits;
    }
}
