/* The only calls to the operating system: reading a pack's file. */
#define _POSIX_C_SOURCE 200809L
#include "platform.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static rsn_platform_status map_open_file(int file, const uint8_t **bytes, size_t *size)
{
    struct stat facts;
    if (fstat(file, &facts) != 0) return RSN_PLATFORM_FAILED;
    if (!S_ISREG(facts.st_mode)) return RSN_PLATFORM_NOT_A_FILE;
    if (facts.st_size <= 0) return RSN_PLATFORM_EMPTY;
    void *mapped = mmap(NULL, (size_t)facts.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    if (mapped == MAP_FAILED) return RSN_PLATFORM_FAILED;
    *bytes = mapped;
    *size = (size_t)facts.st_size;
    return RSN_PLATFORM_OK;
}

rsn_platform_status rsn_platform_map(const char *path, const uint8_t **bytes, size_t *size)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) return errno == ENOENT ? RSN_PLATFORM_NOT_FOUND : RSN_PLATFORM_FAILED;
    rsn_platform_status status = map_open_file(file, bytes, size);
    (void)close(file);
    return status;
}

void rsn_platform_unmap(const uint8_t *bytes, size_t size)
{
    (void)munmap((void *)(uintptr_t)bytes, size);
}
