/* Which kernels there are, and which of them this processor can run. */
#include "kernels/kernels.h"

#include <string.h>

#include "compiler.h"

/* From the fastest to the slowest. */
static const rsn_kernels KERNELS[] = {
#if defined(RSN_KERNELS_X86)
    {"avx512", rsn_valid_utf8_avx512, rsn_fold_plain_avx512, rsn_word_bits_avx512},
    {"avx2", rsn_valid_utf8_avx2, rsn_fold_plain_avx2, rsn_word_bits_avx2},
#elif defined(RSN_KERNELS_ARM)
    {"neon", rsn_valid_utf8_neon, rsn_fold_plain_neon, rsn_word_bits_neon}, /* every aarch64 has it */
#endif
    {"scalar", rsn_valid_utf8_scalar, rsn_fold_plain_scalar, rsn_word_bits_scalar},
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
    return rsn_kernels_at(0);
}

const rsn_kernels *rsn_kernels_named(ressenti_text name)
{
    for (size_t i = 0; i < RSN_COUNT(KERNELS); i++)
        if (strlen(KERNELS[i].name) == name.size && memcmp(KERNELS[i].name, name.data, name.size) == 0)
            return can_run(&KERNELS[i]) ? &KERNELS[i] : NULL;
    return NULL;
}

void rsn_kernels_list(char list[RSN_KERNELS_LIST_MAX])
{
    const rsn_kernels *kernels;
    size_t size = 0;
    for (size_t i = 0; (kernels = rsn_kernels_at(i)) != NULL; i++) {
        const char *parts[] = {i > 0 ? ", " : "", kernels->name};
        for (size_t k = 0; k < RSN_COUNT(parts); k++)
            for (const char *at = parts[k]; *at != '\0' && size + 1 < RSN_KERNELS_LIST_MAX; at++) list[size++] = *at;
    }
    list[size] = '\0';
}
