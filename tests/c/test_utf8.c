/* Well-formed UTF-8 (Unicode 15, table 3-7), against a validator that decodes first and asks afterwards. */
#include "utf8.h"

#include "check.h"

/* How many bytes of one well-formed character stand here, 0: none.  By the definition: decode by the lead
 * byte's length, then the value must need that length and be a scalar value. */
static size_t reference_step(const uint8_t *bytes, size_t size)
{
    static const uint32_t LEAST[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t length = bytes[0] < 0x80 ? 1 : (bytes[0] >> 5) == 6 ? 2 : (bytes[0] >> 4) == 14 ? 3 : (bytes[0] >> 3) == 30 ? 4 : 0;
    if (length <= 1) return length;
    if (length > size) return 0;
    uint32_t point = bytes[0] & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++) {
        if (bytes[i] >> 6 != 2) return 0;
        point = point * 64 + bytes[i] % 64;
    }
    bool is_scalar = point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF);
    return is_scalar && point >= LEAST[length] ? length : 0;
}

static size_t reference_valid_size(const uint8_t *bytes, size_t size)
{
    size_t at = 0, step = 1;
    while (at < size && (step = reference_step(bytes + at, size - at)) > 0) at += step;
    return at;
}

static const struct {
    const char *bytes;
    size_t size, valid;
    const char *why;
} TABLE[] = {
    {"", 0, 0, "nothing at all"},
    {"\0", 1, 1, "NUL is a character"},
    {"\x7F", 1, 1, "the last of ASCII"},
    {"\x80", 1, 0, "a continuation alone"},
    {"\xBF", 1, 0, "the last continuation alone"},
    {"\xC0\x80", 2, 0, "overlong NUL"},
    {"\xC1\xBF", 2, 0, "overlong DEL"},
    {"\xC2\x80", 2, 2, "U+0080, the first of two bytes"},
    {"\xDF\xBF", 2, 2, "U+07FF, the last of two bytes"},
    {"\xC2\x41", 2, 0, "a lead without continuation"},
    {"\xE0\x80\x80", 3, 0, "overlong NUL in three bytes"},
    {"\xE0\x9F\xBF", 3, 0, "overlong U+07FF"},
    {"\xE0\xA0\x80", 3, 3, "U+0800, the first of three bytes"},
    {"\xED\x9F\xBF", 3, 3, "U+D7FF, before the surrogates"},
    {"\xED\xA0\x80", 3, 0, "U+D800, a surrogate"},
    {"\xED\xBF\xBF", 3, 0, "U+DFFF, the last surrogate"},
    {"\xEE\x80\x80", 3, 3, "U+E000, after the surrogates"},
    {"\xEF\xBF\xBF", 3, 3, "U+FFFF, a noncharacter is well-formed"},
    {"\xF0\x80\x80\x80", 4, 0, "overlong in four bytes"},
    {"\xF0\x8F\xBF\xBF", 4, 0, "overlong U+FFFF"},
    {"\xF0\x90\x80\x80", 4, 4, "U+10000, the first of four bytes"},
    {"\xF4\x8F\xBF\xBF", 4, 4, "U+10FFFF, the last of all"},
    {"\xF4\x90\x80\x80", 4, 0, "beyond U+10FFFF"},
    {"\xF5\x80\x80\x80", 4, 0, "no lead byte"},
    {"\xF8\x88\x80\x80\x80", 5, 0, "five bytes were given up in 2003"},
    {"\xFE", 1, 0, "never in UTF-8"},
    {"\xFF", 1, 0, "never in UTF-8"},
    {"\xED\xA0\xBD\xED\xB8\x80", 6, 0, "an emoji as two surrogates (CESU-8)"},
    {"a\xC3\xA9" "b\xFF" "c", 6, 4, "sound up to the bad byte"},
};

/* The validator reads eight bytes at a time where it can: each row is tried at every distance from such a border. */
static void test_table(void)
{
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        for (size_t before = 0; before < 20; before++) {
            uint8_t bytes[64];
            memset(bytes, 'x', sizeof bytes);
            memcpy(bytes + before, TABLE[i].bytes, TABLE[i].size);
            CHECK(rsn_utf8_valid_size(bytes, before + TABLE[i].size) == before + TABLE[i].valid, "%s, after %zu letters", TABLE[i].why, before);
            size_t whole = TABLE[i].valid == TABLE[i].size ? sizeof bytes : before + TABLE[i].valid;
            CHECK(rsn_utf8_valid_size(bytes, sizeof bytes) == whole, "%s, between letters", TABLE[i].why);
        }
        CHECK(reference_valid_size((const uint8_t *)TABLE[i].bytes, TABLE[i].size) == TABLE[i].valid, "the reference knows: %s", TABLE[i].why);
    }
}

static void test_truncations(void)
{
    static const char *const WHOLE[] = {"é", "€", "😀", "abc€", "été 😀😀"};
    for (size_t i = 0; i < sizeof WHOLE / sizeof WHOLE[0]; i++) {
        const uint8_t *bytes = (const uint8_t *)WHOLE[i];
        size_t size = strlen(WHOLE[i]);
        for (size_t cut = 0; cut <= size; cut++) {
            bool is_border = cut == size || (bytes[cut] & 0xC0) != 0x80;
            size_t valid = rsn_utf8_valid_size(bytes, cut);
            CHECK((valid == cut) == is_border, "%s cut at %zu", WHOLE[i], cut);
            CHECK(valid == reference_valid_size(bytes, cut), "%s cut at %zu: the last whole character", WHOLE[i], cut);
        }
    }
}

static void test_all_short_sequences(void)
{
    long wrong = 0;
    for (uint32_t number = 0; number < 1u << 24; number++) {
        const uint8_t bytes[3] = {(uint8_t)(number >> 16), (uint8_t)(number >> 8), (uint8_t)number};
        wrong += rsn_utf8_valid_size(bytes, 3) != reference_valid_size(bytes, 3);
        if ((number & 0xFF) == 0) wrong += rsn_utf8_valid_size(bytes, 2) != reference_valid_size(bytes, 2);
        if ((number & 0xFFFF) == 0) wrong += rsn_utf8_valid_size(bytes, 1) != reference_valid_size(bytes, 1);
    }
    CHECK(wrong == 0, "%ld of all sequences of one to three bytes are judged otherwise than by the definition", wrong);
}

/* Four bytes are too many for all: every lead with every second byte decides, and the borders of the others. */
static void test_four_bytes(void)
{
    static const uint8_t TAILS[] = {0x00, 0x7F, 0x80, 0xBF, 0xC0, 0xFF};
    for (uint32_t number = 0xF000; number <= 0xFFFF; number++)
        for (size_t i = 0; i < sizeof TAILS; i++)
            for (size_t k = 0; k < sizeof TAILS; k++) {
                const uint8_t bytes[4] = {(uint8_t)(number >> 8), (uint8_t)number, TAILS[i], TAILS[k]};
                CHECK(rsn_utf8_valid_size(bytes, 4) == reference_valid_size(bytes, 4), "%04x %02x %02x", number, TAILS[i], TAILS[k]);
            }
}

static void test_round_trip(void)
{
    long wrong = 0;
    for (uint32_t point = 0; point <= 0x10FFFF; point++) {
        uint8_t bytes[4];
        uint32_t size = 0;
        if (point >= 0xD800 && point <= 0xDFFF) continue;
        uint32_t written = rsn_utf8_encode(point, bytes);
        wrong += reference_valid_size(bytes, written) != written;
        wrong += rsn_utf8_decode(bytes, &size) != point || size != written;
        wrong += rsn_utf8_count(bytes, written) != 1;
    }
    CHECK(wrong == 0, "%ld scalar values do not come back from their own encoding", wrong);
    CHECK(rsn_utf8_count((const uint8_t *)"été €😀", 13) == 6, "three letters, a space, a euro, an emoji");
}

int main(void)
{
    test_table();
    test_truncations();
    test_all_short_sequences();
    test_four_bytes();
    test_round_trip();
    return check_result();
}
