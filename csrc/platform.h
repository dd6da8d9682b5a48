/* The only calls to the operating system: reading a pack's file. */
#ifndef RSN_PLATFORM_H
#define RSN_PLATFORM_H

#include <stddef.h>
#include <stdint.h>

typedef enum rsn_platform_status {
    RSN_PLATFORM_OK,
    RSN_PLATFORM_NOT_FOUND,
    RSN_PLATFORM_NOT_A_FILE,
    RSN_PLATFORM_EMPTY,
    RSN_PLATFORM_FAILED
} rsn_platform_status;

/* Maps a whole file for reading; pages are shared between processes. */
rsn_platform_status rsn_platform_map(const char *path, const uint8_t **bytes, size_t *size);
void rsn_platform_unmap(const uint8_t *bytes, size_t size);

#endif
