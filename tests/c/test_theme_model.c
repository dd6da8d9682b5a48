/* Models of themes that are damaged or forged are refused or read without harm; a reading that runs out of memory leaves nothing. */
#include "theme_lessons.h"

#include "hash.h"

/* ---- damage ---------------------------------------------------------------------------------------------------------- */

static void test_damaged_models(void)
{
    ressenti_theme_model *model = learned();
    ressenti_text bytes = ressenti_theme_model_bytes(model);
    ressenti_builder *builder = NULL;
    char *damaged = malloc(bytes.size);
    ressenti_error error = RESSENTI_ERROR_INIT;
    if (!CHECK(damaged != NULL && ressenti_builder_new(NULL, &builder) == RESSENTI_OK, "there is memory")) exit(check_result());
    const struct {
        size_t at;
        uint32_t value;
        const char *why;
    } damages[] = {
        {0, 0, "another signature"},
        {offsetof(rsn_proposal_head, bits), 14, "another number of buckets"},
        {offsetof(rsn_proposal_head, count), 5, "another number of labels"},
        {offsetof(rsn_proposal_head, count), UINT32_MAX, "far too many labels"},
        {sizeof(rsn_proposal_head), 0, "a label without a name"},
        {sizeof(rsn_proposal_head), 0xFFFFFFFF, "a name that is no UTF-8"},
        {sizeof(rsn_proposal_head) + offsetof(rsn_proposal_entry, kind), RESSENTI_CHANNEL, "a channel is not proposed"},
        {sizeof(rsn_proposal_head) + offsetof(rsn_proposal_entry, alone), 0x80000000, "a threshold beyond all bounds"},
    };
    for (size_t i = 0; i < sizeof damages / sizeof damages[0]; i++) {
        memcpy(damaged, bytes.data, bytes.size);
        memcpy(damaged + damages[i].at, &damages[i].value, sizeof damages[i].value);
        CHECK(ressenti_builder_set_theme_model(builder, (ressenti_text){damaged, bytes.size}, &error) == RESSENTI_BAD_DATA, "%s", damages[i].why);
    }
    for (size_t size = 0; size < bytes.size; size += size < 300 ? 1 : 997)
        CHECK(ressenti_builder_set_theme_model(builder, (ressenti_text){bytes.data, size}, &error) == RESSENTI_BAD_DATA, "cut to %zu bytes", size);
    CHECK(ressenti_builder_set_theme_model(builder, bytes, &error) == RESSENTI_OK, "the real one: %s", error.message);
    CHECK(ressenti_builder_set_model(builder, bytes, &error) == RESSENTI_BAD_DATA, "and it is no model of sentiment");
    ressenti_builder_release(builder);
    ressenti_theme_model_release(model);
    free(damaged);
}

/* A part of a theme is a theme to a pack, and none to an engine: nobody learns it. */
static void test_subtheme(void)
{
    ressenti_theme_model *model = learned();
    ressenti_text bytes = ressenti_theme_model_bytes(model), none = {NULL, 0};
    ressenti_builder *builder = NULL;
    char *forged = malloc(bytes.size);
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_label whole = RESSENTI_LABEL_INIT, part = RESSENTI_LABEL_INIT;
    if (!CHECK(forged != NULL && ressenti_builder_new(NULL, &builder) == RESSENTI_OK, "there is memory")) exit(check_result());
    whole.id = text_of("t");
    part.id = text_of("t/p");
    CHECK(ressenti_builder_add_label(builder, RESSENTI_THEME, &whole, none, 0, &error) == RESSENTI_OK, "%s", error.message);
    CHECK(ressenti_builder_add_label(builder, RESSENTI_THEME, &part, none, 0, &error) == RESSENTI_OK, "%s", error.message);
    memcpy(forged, bytes.data, bytes.size);
    memcpy(forged + sizeof(rsn_proposal_head) + offsetof(rsn_proposal_entry, id), "t/p", sizeof "t/p");
    CHECK(ressenti_builder_set_theme_model(builder, (ressenti_text){forged, bytes.size}, &error) == RESSENTI_BAD_DATA, "a part is proposed");
    ressenti_builder_release(builder);
    ressenti_theme_model_release(model);
    free(forged);
}

static rsn_pack_section *section_of(uint8_t *bytes, rsn_section_kind kind)
{
    return (rsn_pack_section *)(void *)(bytes + sizeof(rsn_pack_header)) + kind;
}

static void sign(uint8_t *bytes, size_t size)
{
    uint64_t checksum = rsn_hash_bytes(bytes + sizeof(rsn_pack_header), size - sizeof(rsn_pack_header));
    memcpy(bytes + offsetof(rsn_pack_header, checksum), &checksum, sizeof checksum);
}

/* What is accepted is read without harm: the sanitizers watch. */
static bool survives(const uint8_t *bytes, size_t size)
{
    ressenti_pack *packs[2] = {make_pack(&SOURCE), NULL};
    bool is_sound = ressenti_pack_from_bytes(bytes, size, NULL, &packs[1], NULL) == RESSENTI_OK;
    if (!is_sound) {
        ressenti_pack_release(packs[0]);
        return false;
    }
    reading in = reading_new(make_engine_of(packs, 2));
    CHECK(read_text(&in, "Arrivé cabossé, les allées, adieu, bof !")->status == RESSENTI_ROW_OK, "a forged pack makes no call fail");
    reading_free(&in);
    return true;
}

/* A forger puts the checksum right. */
static void test_forged_packs(void)
{
    static const int32_t NEEDS[] = {INT32_MIN, RSN_PROPOSAL_NEEDS_MOST + 1, -RSN_PROPOSAL_NEEDS_MOST - 1};
    static const int32_t SOUND[] = {0, RSN_PROPOSAL_NEEDS_MOST, -RSN_PROPOSAL_NEEDS_MOST, RSN_PROPOSAL_NEVER};
    static const uint64_t COUNTS[] = {0, 1, 3, 17, 128, 129, UINT32_MAX, UINT64_MAX};
    ressenti_theme_model *model = learned();
    size_t size = 0;
    uint8_t *sound = pack_bytes(model, &size), *bytes = malloc(size);
    if (!CHECK(bytes != NULL, "there is memory")) exit(check_result());
    memcpy(bytes, sound, size);
    CHECK(survives(bytes, size), "the real one is sound");
    rsn_pack_proposal *proposals = (rsn_pack_proposal *)(void *)(bytes + section_of(bytes, RSN_SECTION_PROPOSALS)->offset), first = proposals[0];
    for (size_t i = 0; i < 3; i++) {
        proposals[0].alone = NEEDS[i];
        sign(bytes, size);
        CHECK(!survives(bytes, size), "a threshold of %d is seen", NEEDS[i]);
        proposals[0] = first;
        proposals[0].beside = NEEDS[i];
        sign(bytes, size);
        CHECK(!survives(bytes, size), "and beside others");
        proposals[0] = first;
    }
    for (size_t i = 0; i < 4; i++) {
        for (uint64_t p = 0; p < section_of(bytes, RSN_SECTION_PROPOSALS)->count; p++) proposals[p].alone = proposals[p].beside = SOUND[i];
        sign(bytes, size);
        CHECK(survives(bytes, size), "one of %d is no worse than others", SOUND[i]);
    }
    memcpy(bytes, sound, size);
    proposals[0].label = 1000;
    sign(bytes, size);
    CHECK(!survives(bytes, size), "a label that is not there");
    for (size_t i = 0; i < sizeof COUNTS / sizeof COUNTS[0]; i++) {
        memcpy(bytes, sound, size);
        section_of(bytes, RSN_SECTION_PROPOSALS)->count = COUNTS[i];
        sign(bytes, size);
        bool fits = COUNTS[i] == 1 || COUNTS[i] == 3; /* as many weights as four labels have */
        CHECK(survives(bytes, size) == fits, "%llu labels", (unsigned long long)COUNTS[i]);
    }
    memcpy(bytes, sound, size);
    memset(bytes + section_of(bytes, RSN_SECTION_PROPOSAL_WEIGHTS)->offset, 0x80, (size_t)section_of(bytes, RSN_SECTION_PROPOSAL_WEIGHTS)->count);
    sign(bytes, size);
    CHECK(survives(bytes, size), "the lowest weights of all add up to nothing");
    free(bytes);
    free(sound);
    ressenti_theme_model_release(model);
}

/* ---- failures ----------------------------------------------------------------------------------------------------- */

/* Reading with proposals, each allocation failing once. */
static void test_failing_readings(void)
{
    ressenti_theme_model *model = learned();
    ressenti_engine *engine = engine_with(model, 0);
    for (long call = 1; call < FAILURES_TRIED; call++) {
        counting counts = {.fail_at = call};
        ressenti_allocator memory = counting_allocator(&counts);
        ressenti_scratch *scratch = NULL;
        ressenti_result *result = NULL;
        ressenti_text text = text_of("arrivé cabossé, adieu");
        ressenti_status status = ressenti_scratch_new(engine, &memory, &scratch);
        if (status == RESSENTI_OK) status = ressenti_result_new(engine, &memory, &result);
        if (status == RESSENTI_OK) status = ressenti_analyze(scratch, &text, 1, NULL, result, NULL);
        CHECK(status == RESSENTI_OK || (status == RESSENTI_NO_MEMORY && counts.has_failed), "call %ld: status %d", call, status);
        ressenti_result_release(result);
        ressenti_scratch_release(scratch);
        CHECK(counts.blocks == 0 && counts.wrong_sizes == 0, "call %ld: %ld blocks are out", call, counts.blocks);
        if (!counts.has_failed) break;
    }
    ressenti_engine_release(engine);
    ressenti_theme_model_release(model);
}

int main(void)
{
    test_damaged_models();
    test_subtheme();
    test_forged_packs();
    test_failing_readings();
    return check_result();
}
