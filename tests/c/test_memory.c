/* Sizes that cannot overflow, arrays that grow, arenas that forget. */
#include "counting.h"

#include <stdint.h>

#include "arena.h"
#include "memory.h"

static void test_products(void)
{
    static const struct {
        size_t a, b;
        bool fits;
        const char *why;
    } TABLE[] = {
        {0, 0, true, "nothing"},
        {0, SIZE_MAX, true, "nothing times all"},
        {SIZE_MAX, 1, true, "the largest size itself"},
        {SIZE_MAX, 2, false, "twice the largest"},
        {SIZE_MAX / 2, 2, true, "the largest even size"},
        {SIZE_MAX / 2 + 1, 2, false, "exactly one too many: 2^64"},
        {(size_t)1 << 32, (size_t)1 << 31, true, "2^63"},
        {(size_t)1 << 32, (size_t)1 << 32, false, "2^64, which wraps to 0"},
    };
    for (size_t i = 0; i < sizeof TABLE / sizeof TABLE[0]; i++) {
        size_t product = 77;
        bool fits = rsn_multiply(TABLE[i].a, TABLE[i].b, &product);
        CHECK(fits == TABLE[i].fits, "%s", TABLE[i].why);
        CHECK(fits ? product == TABLE[i].a * TABLE[i].b : product == 77, "%s: the product, or untouched", TABLE[i].why);
    }
}

static void test_array(void)
{
    counting counts = {0};
    ressenti_allocator memory = counting_allocator(&counts);
    rsn_array array = RSN_ARRAY(uint64_t);
    for (uint64_t i = 0; i < 5000; i++) {
        uint64_t *item = rsn_array_push(&memory, &array);
        if (!CHECK(item != NULL && *item == 0, "a new element is zero")) return;
        *item = i * i;
    }
    for (uint64_t i = 0; i < 5000; i++) CHECK(RSN_AT(&array, uint64_t, i) == i * i, "element %d moved with the array", (int)i);
    CHECK(counts.calls < 20, "growth is geometric: %ld allocations for 5,000 elements", counts.calls);

    void *before = array.items;
    CHECK(!rsn_array_reserve(&memory, &array, SIZE_MAX), "more than a size_t can count");
    CHECK(!rsn_array_reserve(&memory, &array, SIZE_MAX / sizeof(uint64_t)), "more bytes than a size_t can count");
    CHECK(array.items == before && array.count == 5000, "a refused reservation leaves the array as it was");
    counts.fail_at = counts.calls + 1;
    CHECK(!rsn_array_reserve(&memory, &array, 100000), "no memory");
    CHECK(array.items == before && RSN_AT(&array, uint64_t, 4999) == 4999u * 4999u, "no memory leaves the array as it was");
    CHECK(rsn_array_append(&memory, &array, NULL, 0), "appending nothing is fine");

    rsn_array_free(&memory, &array);
    CHECK(counts.blocks == 0 && counts.bytes == 0, "all is given back");
    CHECK(counts.wrong_sizes == 0, "every block is given back with the size it was asked for");
    rsn_array_free(&memory, &array);
    CHECK(counts.blocks == 0, "freeing twice is freeing once");
}

/* Every piece gets its own byte value; at the end each still has it. */
static void test_arena_pieces(rsn_arena *arena)
{
    enum { PIECES = 3000 };
    static unsigned char *pieces[PIECES];
    for (size_t i = 0; i < PIECES; i++) {
        pieces[i] = rsn_arena_take(arena, i % 97, 3);
        if (!CHECK(pieces[i] != NULL, "piece %zu", i)) return;
        CHECK((uintptr_t)pieces[i] % alignof(max_align_t) == 0, "piece %zu is aligned for any type", i);
        memset(pieces[i], (int)(i % 251), i % 97 * 3);
    }
    for (size_t i = 0; i < PIECES; i++)
        for (size_t k = 0; k < i % 97 * 3; k++)
            if (pieces[i][k] != i % 251) {
                CHECK(false, "piece %zu was overwritten", i);
                return;
            }
}

static void test_arena(void)
{
    counting counts = {0};
    ressenti_allocator memory = counting_allocator(&counts);
    rsn_arena arena;
    rsn_arena_init(&arena, &memory);
    CHECK(counts.calls == 0, "an arena asks for nothing before it is used");
    rsn_arena_reset(&arena);
    test_arena_pieces(&arena);
    CHECK(counts.blocks > 1, "the pieces filled more than one block");
    rsn_arena_reset(&arena);
    CHECK(counts.blocks == 1, "a reset keeps one block, not %ld", counts.blocks);
    long calls = counts.calls;
    CHECK(rsn_arena_take(&arena, 1000, 8) != NULL && counts.calls == calls, "the next text asks for nothing");

    CHECK(rsn_arena_take(&arena, SIZE_MAX, 2) == NULL, "a product that overflows");
    CHECK(rsn_arena_take(&arena, SIZE_MAX, 1) == NULL, "a size that overflows when it is rounded up");
    counts.fail_at = counts.calls + 1;
    CHECK(rsn_arena_take(&arena, 10000000, 1) == NULL, "no memory");
    CHECK(rsn_arena_take(&arena, 10000000, 1) != NULL, "and usable afterwards");
    rsn_arena_reset(&arena);
    CHECK(counts.bytes < 5000000, "the giant block of one huge text is let go");
    rsn_arena_free(&arena);
    CHECK(counts.blocks == 0 && counts.wrong_sizes == 0, "all is given back, with its sizes");
}

int main(void)
{
    test_products();
    test_array();
    test_arena();
    return check_result();
}
