/* Text that went through the wrong door: mojibake, cp1252 controls. */
#ifndef RSN_REPAIR_H
#define RSN_REPAIR_H

#include <stddef.h>
#include <stdint.h>

/* The code point at `at` whose UTF-8 was read as cp1252 or Latin-1 and encoded again ("Ã©" for "é"), once or twice
 * ("ÃƒÂ©").  `text` is valid UTF-8; 0: what stands here is sound, or may be: « Â », 10 Å, IRMÃ…  O(1). */
uint32_t rsn_read_mojibake(const uint8_t *text, size_t at, size_t size, uint32_t *repaired_size);

/* What cp1252 means by the control characters U+0080..U+009F; other code points are returned as they are. */
uint32_t rsn_cp1252_point(uint32_t point);

#endif
