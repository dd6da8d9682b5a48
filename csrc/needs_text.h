/* What a pattern of an engine waits for, in words for people. */
#ifndef RSN_NEEDS_TEXT_H
#define RSN_NEEDS_TEXT_H

#include <stdbool.h>

#include "pack.h"

/* Writes at most `capacity` bytes, and returns how many all of it has.  The format is that of
 * ressenti_engine_pattern_needs.  O(size). */
size_t rsn_needs_text(const rsn_pack_view *view, const rsn_pack_pattern *pattern, char *buffer, size_t capacity);

#endif
