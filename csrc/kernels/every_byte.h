/* Each byte four times: what vectors of one repeated byte are loaded from.
 *
 * Left to itself gcc 12 builds such a constant anew in every round of a loop, by three instructions that compete with
 * the shuffles and comparisons; the kernels therefore load theirs, by an instruction of which it cannot see the
 * result.  With AVX2 a fold of 276 bytes went from 188 to 166 ns. */
#ifndef RSN_EVERY_BYTE_H
#define RSN_EVERY_BYTE_H

#include <stdint.h>

#define RSN_BYTE_1(byte) (uint32_t)(byte) * 0x01010101u
#define RSN_BYTE_4(byte) RSN_BYTE_1(byte), RSN_BYTE_1((byte) + 1), RSN_BYTE_1((byte) + 2), RSN_BYTE_1((byte) + 3)
#define RSN_BYTE_16(byte) RSN_BYTE_4(byte), RSN_BYTE_4((byte) + 4), RSN_BYTE_4((byte) + 8), RSN_BYTE_4((byte) + 12)
#define RSN_BYTE_64(byte) RSN_BYTE_16(byte), RSN_BYTE_16((byte) + 16), RSN_BYTE_16((byte) + 32), RSN_BYTE_16((byte) + 48)

static const uint32_t EVERY_BYTE[256] = {RSN_BYTE_64(0), RSN_BYTE_64(64), RSN_BYTE_64(128), RSN_BYTE_64(192)};

#endif
