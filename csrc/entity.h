/* HTML entities, named and numbered. */
#ifndef RSN_ENTITY_H
#define RSN_ENTITY_H

#include <stddef.h>
#include <stdint.h>

/* The code point of the HTML entity at `bytes` ("&eacute;", "&#233;", "&#xE9;"), and its size; 0: none there.
 * All the names of HTML 4, and &apos;.  O(1). */
uint32_t rsn_read_entity(const uint8_t *bytes, size_t size, uint32_t *entity_size);

#endif
