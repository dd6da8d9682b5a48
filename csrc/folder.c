/* Normalisation alone: texts folded one after another in memory that is kept. */
#include <string.h>

#include "engine.h"
#include "failure.h"
#include "normalize.h"
#include "respell.h"

enum {
    TEXT_SIZE_MOST = 1 << 28,
    NOT_WITH_WORDS = RESSENTI_KEEP_TYPOGRAPHY | RESSENTI_KEEP_CASE | RESSENTI_KEEP_ACCENTS | RESSENTI_KEEP_IGNORABLE
};

struct ressenti_folder {
    ressenti_allocator memory;
    ressenti_engine *engine; /* kept alive, or NULL    */
    const rsn_kernels *kernels;
    rsn_arena arena;         /* forgotten at each call */
    rsn_folded folded;       /* of the last text       */
};

ressenti_status ressenti_folder_new(const ressenti_engine *engine, const ressenti_allocator *caller, ressenti_folder **folder)
{
    ressenti_allocator memory = rsn_allocator_or_default(caller);
    if (folder == NULL) return RESSENTI_BAD_ARGUMENT;
    ressenti_folder *made = rsn_allocate_zeroed(&memory, sizeof *made);
    if (made == NULL) return RESSENTI_NO_MEMORY;
    made->memory = memory;
    made->engine = (ressenti_engine *)(uintptr_t)engine; /* only its reference count changes */
    if (engine != NULL) rsn_engine_retain(made->engine);
    made->kernels = engine != NULL ? engine->kernels : rsn_kernels_best();
    rsn_arena_init(&made->arena, &memory);
    *folder = made;
    return RESSENTI_OK;
}

void ressenti_folder_release(ressenti_folder *folder)
{
    if (folder == NULL) return;
    ressenti_allocator memory = folder->memory;
    rsn_arena_free(&folder->arena);
    ressenti_engine_release(folder->engine);
    rsn_release(&memory, folder, sizeof *folder);
}

ressenti_status ressenti_folder_use_kernels(ressenti_folder *folder, ressenti_text name)
{
    const rsn_kernels *kernels = folder == NULL || name.data == NULL ? NULL : rsn_kernels_named(name);
    if (kernels == NULL) return RESSENTI_BAD_ARGUMENT;
    folder->kernels = kernels;
    return RESSENTI_OK;
}

/* ---- folding ---------------------------------------------------------------------------------- */

static ressenti_status fold(rsn_arena *arena, const ressenti_engine *engine, const rsn_kernels *kernels, ressenti_text text, uint32_t flags, rsn_folded *folded,
                            ressenti_error *error)
{
    ressenti_status status = rsn_normalize_by(arena, kernels, text, flags, folded);
    if (status == RESSENTI_BAD_DATA)
        return rsn_fail(error, status, RESSENTI_NOWHERE, folded->valid_size, "byte %u is not UTF-8", folded->valid_size);
    if (status != RESSENTI_OK) return rsn_fail_memory(error);
    if ((flags & RESSENTI_RESPELL) && rsn_respell(arena, engine, folded) != RESSENTI_OK) return rsn_fail_memory(error);
    return RESSENTI_OK;
}

static bool is_foldable(ressenti_text text)
{
    return (text.data != NULL || text.size == 0) && text.size <= TEXT_SIZE_MOST;
}

static void describe(const rsn_folded *folded, size_t struct_size, ressenti_folded *out)
{
    out->struct_size = struct_size;
    out->bytes = (const char *)folded->bytes;
    out->size = folded->size;
    out->lost = folded->lost;
    out->kept = rsn_origin_is_plain(&folded->origin) ? folded->origin.kept : NULL;
    out->repairs = folded->repairs;
    out->invalid = folded->invalid;
    out->respelled = folded->origin.edit_count;
    out->marks_cut = folded->marks_cut;
    out->invisible = folded->invisible;
}

ressenti_status ressenti_folder_fold(ressenti_folder *folder, ressenti_text text, uint32_t flags, ressenti_folded *out, ressenti_error *error)
{
    if (folder == NULL || out == NULL || !is_foldable(text))
        return rsn_fail(error, RESSENTI_BAD_ARGUMENT, RESSENTI_NOWHERE, RESSENTI_NOWHERE, "a text under 256 MiB and a folder are needed");
    if ((flags & RESSENTI_RESPELL) && (folder->engine == NULL || (flags & NOT_WITH_WORDS)))
        return rsn_fail(error, RESSENTI_BAD_ARGUMENT, RESSENTI_NOWHERE, RESSENTI_NOWHERE, "words are respelled by an engine, and fully folded");
    rsn_folded *folded = &folder->folded;
    folded->size = folded->origin.text_size = 0; /* a call that fails leaves no text to ask about */
    rsn_arena_reset(&folder->arena);
    ressenti_status status = fold(&folder->arena, folder->engine, folder->kernels, text, flags, folded, error);
    if (status != RESSENTI_OK) {
        memset(folded, 0, sizeof *folded);
        return status;
    }
    ressenti_folded full;
    /* Straight to its place where there is room: what is written field by field and copied at once stalls. */
    describe(folded, out->struct_size, out->struct_size >= sizeof full ? out : &full);
    if (out->struct_size < sizeof full) memcpy(out, &full, out->struct_size);
    return RESSENTI_OK;
}

/* ---- there and back ----------------------------------------------------------------------------- */

ressenti_status ressenti_folder_source(const ressenti_folder *folder, size_t begin, size_t end, ressenti_span *source)
{
    if (folder == NULL || source == NULL || begin >= end || end > folder->folded.size) return RESSENTI_BAD_ARGUMENT;
    rsn_span span = rsn_folded_source(&folder->folded, (rsn_span){(uint32_t)begin, (uint32_t)end});
    *source = (ressenti_span){span.begin, span.end};
    return RESSENTI_OK;
}

ressenti_status ressenti_folder_target(const ressenti_folder *folder, size_t begin, size_t end, ressenti_span *target)
{
    if (folder == NULL || target == NULL || begin > end || end > folder->folded.origin.text_size) return RESSENTI_BAD_ARGUMENT;
    rsn_span span = {0, 0};
    if (folder->folded.size > 0) span = rsn_origin_target(&folder->folded.origin, (rsn_span){(uint32_t)begin, (uint32_t)end});
    *target = (ressenti_span){span.begin, span.end};
    return RESSENTI_OK;
}

/* ---- once ------------------------------------------------------------------------------------------ */

static ressenti_status copy_folded(const rsn_folded *folded, char *buffer, uint32_t *sources, size_t capacity, size_t *size,
                                   ressenti_error *error)
{
    *size = folded->size;
    if (folded->size > capacity)
        return rsn_fail(error, RESSENTI_TOO_LARGE, RESSENTI_NOWHERE, RESSENTI_NOWHERE, "the buffer is too small: %u bytes are needed", folded->size);
    memcpy(buffer, folded->bytes, folded->size);
    if (sources != NULL) rsn_origin_list(&folded->origin, folded->size, sources);
    return RESSENTI_OK;
}

ressenti_status ressenti_fold(ressenti_text text, char *buffer, uint32_t *sources, size_t capacity, size_t *size,
                              const ressenti_allocator *caller, ressenti_error *error)
{
    ressenti_allocator memory = rsn_allocator_or_default(caller);
    rsn_arena arena;
    rsn_folded folded;
    if (buffer == NULL || size == NULL || !is_foldable(text))
        return rsn_fail(error, RESSENTI_BAD_ARGUMENT, RESSENTI_NOWHERE, RESSENTI_NOWHERE, "a text under 256 MiB and a buffer are needed");
    rsn_arena_init(&arena, &memory);
    ressenti_status status = fold(&arena, NULL, rsn_kernels_best(), text, 0, &folded, error);
    if (status == RESSENTI_OK) status = copy_folded(&folded, buffer, sources, capacity, size, error);
    rsn_arena_free(&arena);
    return status;
}
