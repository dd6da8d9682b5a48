/* Which kernels there are, and which of them this processor can run. */
#include "kernels/kernels.h"

#include <string.h>

#include "compiler.h"

/* From the slowest to the fastest. */
static const rsn_kernels KERNELS[] = {
    {"scalar", rsn_valid_utf8_scalar, rsn_fold_plain_scalar},
#if defined(RSN_KERNELS_X86)
    {"avx2", rsn_valid_utf8_avx2, rsn_fold_plain_avx2},
    {"avx512", rsn_valid_utf8_avx512, rsn_fold_plain_avx512},
#elif defined(RSN_KERNELS_ARM)
    {"neon", rsn_valid_utf8_neon, rsn_fold_plain_neon}, /* every aarch64 has it */
#endif
};

/* The compiler's own look at the processor also asks whether the system saves the wide registers. */
static bool can_run(const rsn_kernels *kernels)
{
#if defined(RSN_KERNELS_X86)
    if (strcmp(kernels->name, "avx2") == 0)
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
    if (strcmp(kernels->name, "avx512") == 0)
        return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vbmi2") &&
               __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("popcnt");
#endif
    (void)kernels;
    return true;
}

const rsn_kernels *rsn_kernels_at(size_t index)
{
    for (size_t i = 0; i < RSN_COUNT(KERNELS); i++)
        if (can_run(&KERNELS[i]) && index-- == 0) return &KERNELS[i];
    return NULL;
}

const rsn_kernels *rsn_kernels_best(void)
{
    size_t last = RSN_COUNT(KERNELS) - 1;
    while (last > 0 && !can_run(&KERNELS[last])) last--;
    return &KERNELS[last];
}

const rsn_kernels *rsn_kernels_named(ressenti_text name)
{
    for (size_t i = 0; i < RSN_COUNT(KERNELS); i++)
        if (strlen(KERNELS[i].name) == name.size && memcmp(KERNELS[i].name, name.data, name.size) == 0)
            return can_run(&KERNELS[i]) ? &KERNELS[i] : NULL;
    return NULL;
}
