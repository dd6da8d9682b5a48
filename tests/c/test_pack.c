/* Packs are distrusted: cut, flipped, forged with a right checksum, of another release. */
#include "pack.h"

#include "hash.h"
#include "random.h"
#include "reading.h"
#include "small_french.h"

static uint8_t *sound; /* the bytes of a small pack */
static size_t sound_size;

static void make_sound_bytes(void)
{
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_builder *builder = NULL;
    ressenti_text bytes = {NULL, 0};
    ressenti_status status = build_small_pack(&SMALL_FRENCH, NULL, &builder, &bytes, &error);
    if (status == RESSENTI_OK) sound = malloc(bytes.size);
    if (!CHECK(sound != NULL, "the small pack is sound: %s", error.message)) exit(check_result());
    memcpy(sound, bytes.data, bytes.size);
    sound_size = bytes.size;
    ressenti_builder_release(builder);
}

static ressenti_status open_bytes(const uint8_t *bytes, size_t size, ressenti_error *error)
{
    ressenti_pack *pack = NULL;
    ressenti_status status = ressenti_pack_from_bytes(bytes, size, NULL, &pack, error);
    ressenti_pack_release(pack);
    return status;
}

/* A forger would put the checksum right. */
static void sign(uint8_t *bytes, size_t size)
{
    uint64_t checksum = rsn_hash_bytes(bytes + sizeof(rsn_pack_header), size - sizeof(rsn_pack_header));
    memcpy(bytes + offsetof(rsn_pack_header, checksum), &checksum, sizeof checksum);
}

/* ---- damage --------------------------------------------------------------------------------------- */

static void test_truncations(void)
{
    ressenti_error error = RESSENTI_ERROR_INIT;
    CHECK(open_bytes(sound, sound_size, &error) == RESSENTI_OK, "the whole is sound: %s", error.message);
    for (size_t size = 0; size < sound_size; size++) {
        uint8_t *cut = malloc(size + 1); /* of this size, so that reading on is seen by the sanitizer */
        if (cut == NULL) exit(1);
        memcpy(cut, sound, size);
        CHECK(open_bytes(cut, size, &error) == RESSENTI_BAD_PACK, "cut to %zu of %zu bytes", size, sound_size);
        free(cut);
    }
    uint8_t *longer = calloc(1, sound_size + 64);
    if (longer == NULL) exit(1);
    memcpy(longer, sound, sound_size);
    CHECK(open_bytes(longer, sound_size + 64, &error) == RESSENTI_BAD_PACK, "bytes behind the end");
    free(longer);
}

static void test_flips(void)
{
    uint8_t *bytes = malloc(sound_size);
    if (bytes == NULL) exit(1);
    memcpy(bytes, sound, sound_size);
    for (size_t at = 0; at < sound_size; at++)
        for (int bit = 0; bit < 8; bit++) {
            bytes[at] = (uint8_t)(sound[at] ^ 1 << bit);
            ressenti_status status = open_bytes(bytes, sound_size, NULL);
            bool is_version = at >= offsetof(rsn_pack_header, format) && at < offsetof(rsn_pack_header, section_count);
            CHECK(status == (is_version ? RESSENTI_PACK_VERSION : RESSENTI_BAD_PACK), "bit %d of byte %zu: status %d", bit, at, status);
            bytes[at] = sound[at];
        }
    free(bytes);
}

static void test_version(void)
{
    ressenti_error error = RESSENTI_ERROR_INIT;
    uint8_t *bytes = malloc(sound_size);
    uint32_t format = RESSENTI_PACK_FORMAT + 1;
    if (bytes == NULL) exit(1);
    memcpy(bytes, sound, sound_size);
    memcpy(bytes + offsetof(rsn_pack_header, format), &format, sizeof format);
    CHECK(open_bytes(bytes, sound_size, &error) == RESSENTI_PACK_VERSION, "a pack of the next format");
    CHECK(error.status == RESSENTI_PACK_VERSION && strstr(error.message, "compile it again") != NULL, "says what to do: %s", error.message);
    free(bytes);
}

static void test_no_pack(void)
{
    static const char TEXT_MODE[] = "\x8FRSN\n\x1A\n then anything that is long enough to hold a header and more";
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_pack *pack = NULL;
    CHECK(open_bytes((const uint8_t *)TEXT_MODE, sizeof TEXT_MODE, &error) == RESSENTI_BAD_PACK, "copied as text: the line end shows it");
    CHECK(open_bytes(NULL, 0, &error) == RESSENTI_BAD_PACK, "no bytes at all");
    CHECK(ressenti_pack_open("no/such/file.pack", NULL, &pack, &error) == RESSENTI_IO && pack == NULL, "no such file: %s", error.message);
    CHECK(ressenti_pack_open("tests", NULL, &pack, &error) == RESSENTI_IO && pack == NULL, "a folder: %s", error.message);
    CHECK(ressenti_pack_open("/dev/null", NULL, &pack, &error) != RESSENTI_OK && pack == NULL, "a device: %s", error.message);
    CHECK(ressenti_pack_open(NULL, NULL, &pack, &error) == RESSENTI_BAD_ARGUMENT, "no path");
    CHECK(ressenti_pack_from_bytes(NULL, 7, NULL, &pack, &error) == RESSENTI_BAD_ARGUMENT, "seven bytes of nothing");
    ressenti_pack_release(NULL);
}

/* A file beside the program, for a while. */
static void test_file(const char *program)
{
    char path[1000];
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_pack *pack = NULL;
    if (!CHECK(snprintf(path, sizeof path, "%s.pack", program) < (int)sizeof path, "a short path")) return;
    FILE *file = fopen(path, "wb");
    if (!CHECK(file != NULL, "a file can be written")) return;
    CHECK(ressenti_pack_open(path, NULL, &pack, &error) == RESSENTI_BAD_PACK, "an empty file: %s", error.message);
    CHECK(fwrite(sound, 1, sound_size, file) == sound_size && fclose(file) == 0, "it is written");
    CHECK(ressenti_pack_open(path, NULL, &pack, &error) == RESSENTI_OK, "the same bytes in a file: %s", error.message);
    remove(path);
    CHECK(pack != NULL && rsn_pack_get(pack)->rule_count == sizeof FRENCH_RULES / sizeof FRENCH_RULES[0], "a mapped file may be deleted");
    ressenti_pack_release(pack);
}

/* ---- forgery ---------------------------------------------------------------------------------------- */

static const char *const TEXTS[] = {
    "Colis livré très très très en retard, mais vraiment bon ! Rien à redire, pas mal, très très très bon.",
    "promis en 5 jours, reçu en 7 jours au lieu de 3. tjrs un pb, nuuul, plus jamais !!",
    "le colis est éventré, l'emballage aussi, une hotline au téléphone, je résilie, the and was",
};

/* Whatever is accepted has to be read without harm: the sanitizers watch. */
static bool survives(const uint8_t *bytes, size_t size)
{
    ressenti_pack *pack = NULL;
    ressenti_engine *engine = NULL;
    ressenti_scratch *scratch = NULL;
    ressenti_result *result = NULL;
    char json[20000];
    ressenti_options options = {sizeof options, RESSENTI_WANT_CONTRIBUTIONS | RESSENTI_WANT_HITS | RESSENTI_CODE_POINTS, 1000, 0};
    if (ressenti_pack_from_bytes(bytes, size, NULL, &pack, NULL) != RESSENTI_OK) return false;
    if (ressenti_engine_new(&pack, 1, NULL, &engine, NULL) == RESSENTI_OK &&
        ressenti_scratch_new(engine, NULL, &scratch) == RESSENTI_OK && ressenti_result_new(engine, NULL, &result) == RESSENTI_OK)
        for (size_t i = 0; i < sizeof TEXTS / sizeof TEXTS[0]; i++) {
            ressenti_text text = text_of(TEXTS[i]);
            CHECK(ressenti_analyze(scratch, &text, 1, &options, result, NULL) == RESSENTI_OK, "a forged pack makes no call fail");
            CHECK(ressenti_result_json(result, i, text_of("1"), (ressenti_text){NULL, 0}, json, sizeof json) > 0, "nor this one");
        }
    ressenti_result_release(result);
    ressenti_scratch_release(scratch);
    ressenti_engine_release(engine);
    ressenti_pack_release(pack);
    return true;
}

/* Every aligned number of the file in turn, replaced by what an attacker would try. */
static void test_hostile_numbers(void)
{
    static const uint32_t VALUES[] = {0, 1, 0x7F, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF};
    uint8_t *bytes = malloc(sound_size);
    long accepted = 0, refused = 0;
    if (bytes == NULL) exit(1);
    memcpy(bytes, sound, sound_size);
    for (size_t at = sizeof(rsn_pack_header); at + 4 <= sound_size; at += 4)
        for (size_t i = 0; i < sizeof VALUES / sizeof VALUES[0]; i++) {
            if (at > 4000 && i != at / 4 % 9 && i != (at / 4 + 4) % 9) continue; /* all of them where the sections are listed, two elsewhere */
            memcpy(bytes + at, &VALUES[i], 4);
            sign(bytes, sound_size);
            if (survives(bytes, sound_size))
                accepted++;
            else
                refused++;
            memcpy(bytes + at, sound + at, 4);
        }
    printf("forged numbers: %ld packs accepted and read without harm, %ld refused\n", accepted, refused);
    CHECK(refused > 0 && accepted > 0, "some forgeries are seen, some are no more than other words");
    free(bytes);
}

static rsn_pack_section *section_of(uint8_t *bytes, rsn_section_kind kind)
{
    return (rsn_pack_section *)(void *)(bytes + sizeof(rsn_pack_header)) + kind;
}

/* Offsets and counts that would overflow when they are added or multiplied. */
static void test_hostile_sections(void)
{
    static const uint64_t VALUES[] = {64, UINT64_MAX, UINT64_MAX - 63, (uint64_t)1 << 63, (uint64_t)1 << 32, UINT32_MAX, ((uint64_t)1 << 61) + 1, (uint64_t)1 << 58};
    uint8_t *bytes = malloc(sound_size);
    if (bytes == NULL) exit(1);
    for (int kind = 0; kind < RSN_SECTION_COUNT; kind++)
        for (size_t i = 1; i < sizeof VALUES / sizeof VALUES[0]; i++) {
            memcpy(bytes, sound, sound_size);
            section_of(bytes, (rsn_section_kind)kind)->count = VALUES[i];
            sign(bytes, sound_size);
            CHECK(!survives(bytes, sound_size), "section %d of %d elements (case %zu)", kind, (int)VALUES[i], i);
            memcpy(bytes, sound, sound_size);
            section_of(bytes, (rsn_section_kind)kind)->offset = VALUES[i];
            sign(bytes, sound_size);
            CHECK(!survives(bytes, sound_size), "section %d at %d (case %zu)", kind, (int)VALUES[i], i);
        }
    free(bytes);
}

static void *items_of(uint8_t *bytes, rsn_section_kind kind)
{
    return bytes + section_of(bytes, kind)->offset;
}

/* Numbers that are in range for a file and absurd for French: sums must not overflow. */
static void test_absurd_words(void)
{
    static const int16_t EXTREMES[] = {INT16_MAX, INT16_MIN, -101, 401};
    uint8_t *bytes = malloc(sound_size);
    if (bytes == NULL) exit(1);
    for (size_t i = 0; i < sizeof EXTREMES / sizeof EXTREMES[0]; i++) {
        memcpy(bytes, sound, sound_size);
        rsn_pack_word *words = items_of(bytes, RSN_SECTION_WORDS);
        for (uint64_t k = 0; k < section_of(bytes, RSN_SECTION_WORDS)->count; k++) {
            words[k].valence = words[k].percent = EXTREMES[i];
        }
        sign(bytes, sound_size);
        CHECK(!survives(bytes, sound_size), "a valence or a percentage of %d is seen", EXTREMES[i]);
        for (uint64_t k = 0; k < section_of(bytes, RSN_SECTION_WORDS)->count; k++) {
            words[k].valence = words[k].percent = 100;
            words[k].negation = words[k].connective = words[k].language = words[k].cue = 255;
            words[k].has = 0xFFFF;
        }
        sign(bytes, sound_size);
        survives(bytes, sound_size);
    }
    memcpy(bytes, sound, sound_size);
    rsn_pack_slot *slots = items_of(bytes, RSN_SECTION_SLOTS);
    for (uint64_t k = 0; k < section_of(bytes, RSN_SECTION_SLOTS)->count; k++) slots[k] = (rsn_pack_slot){slots[k].tag, 1};
    sign(bytes, sound_size);
    CHECK(!survives(bytes, sound_size), "a word table without a free slot would be searched for ever");
    free(bytes);
}

/* ---- the builder ------------------------------------------------------------------------------------- */

static void test_reproducible(void)
{
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_builder *builder = NULL;
    ressenti_text bytes = {NULL, 0};
    CHECK(build_small_pack(&SMALL_FRENCH, NULL, &builder, &bytes, &error) == RESSENTI_OK, "built again: %s", error.message);
    CHECK(bytes.size == sound_size && memcmp(bytes.data, sound, sound_size) == 0, "the same calls give the same bytes");
    CHECK(ressenti_builder_finish(builder, &bytes, &error) == RESSENTI_OK && bytes.size == sound_size && memcmp(bytes.data, sound, sound_size) == 0, "finishing twice too");
    rule_row wrong = {.name = "x", .theme = "delivery_time", .phrases = {"(non"}};
    CHECK(add_rule_row(builder, &wrong, &error) == RESSENTI_BAD_PATTERN, "a faulty rule is refused");
    CHECK(ressenti_builder_finish(builder, &bytes, &error) == RESSENTI_OK && open_bytes((const uint8_t *)bytes.data, bytes.size, &error) == RESSENTI_OK, "and what is left is sound: %s", error.message);
    ressenti_builder_release(builder);

    pack_source nothing = {"vide", NULL, 0, NULL, 0, NULL, 0};
    reading in = reading_new(make_engine(&nothing));
    CHECK(read_text(&in, "un texte")->status == RESSENTI_ROW_OK && in.found.hits->items.count == 0, "an empty pack reads, and finds nothing");
    reading_free(&in);
}

/* What a pattern needs: the word that leads it stands where the match begins, and there are six needs at most. */
static void test_hostile_needs(void)
{
    uint8_t *bytes = malloc(sound_size);
    if (bytes == NULL) exit(1);
    memcpy(bytes, sound, sound_size);
    rsn_pack_pattern *patterns = items_of(bytes, RSN_SECTION_PATTERNS);
    rsn_pack_need *needs = items_of(bytes, RSN_SECTION_NEEDS);
    uint32_t led = 0;
    while (!patterns[led].is_led) led++;
    needs[patterns[led].needs.begin].far = RSN_PACK_ANYWHERE;
    sign(bytes, sound_size);
    CHECK(!survives(bytes, sound_size), "a lead that may stand anywhere");
    needs[patterns[led].needs.begin].far = 0;
    patterns[led].needs = (rsn_pack_range){0, RSN_PACK_NEEDS_MAX + 1};
    sign(bytes, sound_size);
    CHECK(section_of(bytes, RSN_SECTION_NEEDS)->count > RSN_PACK_NEEDS_MAX && !survives(bytes, sound_size), "more needs than any pattern has");
    memcpy(bytes, sound, sound_size);
    sign(bytes, sound_size);
    CHECK(survives(bytes, sound_size), "as it was");
    free(bytes);
}

int main(int argc, char **argv)
{
    make_sound_bytes();
    test_truncations();
    test_flips();
    test_version();
    test_no_pack();
    test_file(argc > 0 ? argv[0] : "test_pack");
    test_hostile_sections();
    test_hostile_numbers();
    test_absurd_words();
    test_hostile_needs();
    test_reproducible();
    free(sound);
    return check_result();
}
