/* Lists of names, of competitors for instance, and the phrases that wait for one of them: « parti chez <concurrent> ». */
#include "lists.h"

#include <stdlib.h>
#include <string.h>

#include "compiler.h"
#include "failure.h"
#include "normalize.h"
#include "utf8.h"

#define MARKER "(?C{@"
#define MARKER_END "})"

static const char *const LISTS[] = {"concurrent", "marque", "produit"};

void rsn_lists_init(rsn_lists *lists, const ressenti_allocator *memory)
{
    *lists = (rsn_lists){.memory = *memory, .names = RSN_ARRAY(rsn_list_name), .order = RSN_ARRAY(uint32_t)};
    rsn_arena_init(&lists->arena, memory);
}

void rsn_lists_free(rsn_lists *lists)
{
    rsn_array_free(&lists->memory, &lists->names);
    rsn_array_free(&lists->memory, &lists->order);
    rsn_arena_free(&lists->arena);
}

bool rsn_is_list(ressenti_text name)
{
    for (size_t i = 0; i < RSN_COUNT(LISTS); i++)
        if (rsn_same_text(name, (ressenti_text){LISTS[i], strlen(LISTS[i])})) return true;
    return false;
}

/* ---- names -------------------------------------------------------------------------------- */

static bool is_of_key(uint8_t byte)
{
    return rsn_is_word_byte(byte) || byte >= 0x80;
}

static bool copy_text(rsn_lists *lists, ressenti_text text, ressenti_text *copy)
{
    char *bytes = rsn_arena_take(&lists->arena, text.size + 1, 1);
    if (bytes == NULL) return false;
    if (text.size > 0) memcpy(bytes, text.data, text.size);
    bytes[text.size] = '\0';
    *copy = (ressenti_text){bytes, text.size};
    return true;
}

/* h&m, la-poste and la poste: what is typed between the letters of a name does not matter. */
static bool put_key(rsn_lists *lists, rsn_list_name *name)
{
    char *bytes = rsn_arena_take(&lists->arena, name->form.size + 1, 1);
    size_t size = 0;
    if (bytes == NULL) return false;
    for (size_t i = 0; i < name->form.size; i++)
        if (is_of_key((uint8_t)name->form.data[i])) bytes[size++] = name->form.data[i];
    name->key = (ressenti_text){bytes, size};
    return true;
}

static ressenti_status refuse(ressenti_error *error, const char *what, ressenti_text word)
{
    int size = word.size > 100 ? 100 : (int)word.size;
    return rsn_fail(error, RESSENTI_BAD_DATA, RESSENTI_NOWHERE, RESSENTI_NOWHERE, "%s: %.*s", what, size, size > 0 ? word.data : "");
}

static ressenti_status read_name(rsn_lists *lists, ressenti_text list, ressenti_text word, rsn_list_name *name, ressenti_error *error)
{
    enum { WRITTEN_MAX = 4 * RSN_LIST_WORD_MAX };
    rsn_folded folded;
    if (!rsn_is_list(list)) return refuse(error, "there is no list of this name", list);
    if (word.size > WRITTEN_MAX) return refuse(error, "a name in a list is too long", (ressenti_text){word.data, 0});
    if (rsn_utf8_valid_size((const uint8_t *)word.data, word.size) != word.size) return refuse(error, "a name in a list is not UTF-8", (ressenti_text){NULL, 0});
    if (lists->names.count >= RSN_LIST_WORDS_MAX) return refuse(error, "the lists hold too many names, beginning with", word);
    bool has_room = copy_text(lists, list, &name->list) && copy_text(lists, word, &name->written) &&
                    rsn_normalize(&lists->arena, name->written, &folded) == RESSENTI_OK;
    if (!has_room) return rsn_fail_memory(error);
    name->form = (ressenti_text){(const char *)folded.bytes, folded.size};
    if (folded.size > RSN_LIST_WORD_MAX) return refuse(error, "a name in a list is too long", word);
    if (!put_key(lists, name)) return rsn_fail_memory(error);
    return name->key.size > 0 ? RESSENTI_OK : refuse(error, "a name in a list has letters or digits", word);
}

ressenti_status rsn_lists_check(rsn_lists *lists, ressenti_text list, ressenti_text word, ressenti_error *error)
{
    rsn_list_name name;
    return read_name(lists, list, word, &name, error);
}

ressenti_status rsn_lists_add(rsn_lists *lists, ressenti_text list, ressenti_text word, ressenti_error *error)
{
    rsn_list_name name;
    RSN_TRY(read_name(lists, list, word, &name, error));
    return rsn_array_append(&lists->memory, &lists->names, &name, 1) ? RESSENTI_OK : rsn_fail_memory(error);
}

ressenti_status rsn_lists_stand_in(rsn_lists *lists)
{
    ressenti_text word = {"nom", 3};
    for (size_t i = 0; i < RSN_COUNT(LISTS); i++) RSN_TRY(rsn_lists_add(lists, (ressenti_text){LISTS[i], strlen(LISTS[i])}, word, NULL));
    return rsn_lists_close(lists);
}

/* ---- order -------------------------------------------------------------------------------- */

static int order_of(ressenti_text a, ressenti_text b)
{
    size_t size = a.size < b.size ? a.size : b.size;
    int order = size > 0 ? memcmp(a.data, b.data, size) : 0;
    return order != 0 ? order : a.size < b.size ? -1 : a.size > b.size;
}

static int by_key(const void *a, const void *b)
{
    const rsn_list_name *left = a, *right = b;
    int order = order_of(left->key, right->key);
    if (order == 0) order = order_of(left->list, right->list);
    return order != 0 ? order : order_of(left->written, right->written);
}

typedef struct measured {
    ressenti_text list;
    size_t size;
    uint32_t index;
} measured;

/* The longest first: « orange bank » is not « orange ». */
static int by_size(const void *a, const void *b)
{
    const measured *left = a, *right = b;
    int order = order_of(left->list, right->list);
    if (order != 0) return order;
    if (left->size != right->size) return left->size > right->size ? -1 : 1;
    return left->index < right->index ? -1 : left->index > right->index;
}

static void drop_twins(rsn_array *names)
{
    size_t kept = 0;
    for (size_t i = 0; i < names->count; i++) {
        rsn_list_name *name = &RSN_AT(names, rsn_list_name, i), *last = kept > 0 ? &RSN_AT(names, rsn_list_name, kept - 1) : NULL;
        if (last != NULL && rsn_same_text(name->key, last->key) && rsn_same_text(name->list, last->list)) continue;
        RSN_AT(names, rsn_list_name, kept++) = *name;
    }
    names->count = kept;
}

ressenti_status rsn_lists_close(rsn_lists *lists)
{
    size_t count;
    if (lists->names.count > 0) qsort(lists->names.items, lists->names.count, sizeof(rsn_list_name), by_key);
    drop_twins(&lists->names);
    count = lists->names.count;
    measured *sizes = rsn_arena_take(&lists->arena, count + 1, sizeof *sizes);
    if (sizes == NULL || !rsn_array_reserve(&lists->memory, &lists->order, count)) return RESSENTI_NO_MEMORY;
    for (uint32_t i = 0; i < count; i++) {
        const rsn_list_name *name = &RSN_AT(&lists->names, rsn_list_name, i);
        sizes[i] = (measured){name->list, name->form.size, i};
    }
    if (count > 0) qsort(sizes, count, sizeof *sizes, by_size);
    for (uint32_t i = 0; i < count; i++) (void)rsn_array_append(&lists->memory, &lists->order, &sizes[i].index, 1);
    return RESSENTI_OK;
}

/* ---- filling ------------------------------------------------------------------------------ */

/* A marker, and the names of its list: order[first, first + count). */
typedef struct slot {
    size_t begin, end;
    uint32_t first, count;
} slot;

static size_t find(ressenti_text text, size_t from, const char *what)
{
    size_t size = strlen(what);
    for (; from + size <= text.size; from++)
        if (memcmp(text.data + from, what, size) == 0) return from;
    return text.size;
}

static void find_names(const rsn_lists *lists, ressenti_text list, slot *found)
{
    uint32_t count = (uint32_t)lists->order.count, at = 0;
    found->count = 0;
    for (; at < count; at++) {
        uint32_t index = RSN_AT(&lists->order, uint32_t, at);
        if (!rsn_same_text(RSN_AT(&lists->names, rsn_list_name, index).list, list)) continue;
        if (found->count++ == 0) found->first = at;
    }
}

/* The markers of an expression, RSN_LIST_SLOTS_MAX + 1 of them when there are more than it may have. */
static uint32_t find_slots(const rsn_lists *lists, ressenti_text regex, slot *slots)
{
    uint32_t count = 0;
    for (size_t at = find(regex, 0, MARKER); at < regex.size && count <= RSN_LIST_SLOTS_MAX; at = find(regex, at, MARKER)) {
        size_t name = at + strlen(MARKER), end = find(regex, name, MARKER_END);
        slots[count] = (slot){.begin = at, .end = end < regex.size ? end + strlen(MARKER_END) : regex.size};
        find_names(lists, (ressenti_text){regex.data + name, end - name}, &slots[count]);
        at = slots[count++].end;
    }
    return count;
}

bool rsn_lists_concern(ressenti_text regex)
{
    return find(regex, 0, MARKER) < regex.size;
}

static bool put(const rsn_lists *lists, rsn_array *out, const char *bytes, size_t size)
{
    return rsn_array_append(&lists->memory, out, bytes, size);
}

/* Blanks, apostrophes and hyphens of a name may be others, or none. */
static bool put_form(const rsn_lists *lists, rsn_array *out, ressenti_text form)
{
    bool has_room = true, after_joint = false;
    for (size_t i = 0; i < form.size && has_room; i++) {
        char byte = form.data[i];
        bool is_joint = byte == ' ' || byte == '\n' || byte == '\'' || byte == '-';
        if (is_joint && !after_joint) has_room = put(lists, out, "[ '\\-]*+", 8);
        if (!is_joint && !is_of_key((uint8_t)byte)) has_room = put(lists, out, "\\", 1);
        if (!is_joint) has_room = has_room && put(lists, out, &byte, 1);
        after_joint = is_joint;
    }
    return has_room;
}

static bool put_names(const rsn_lists *lists, rsn_array *out, const slot *names, uint32_t round)
{
    uint32_t begin = round * RSN_LIST_ROUND, end = names->count - begin > RSN_LIST_ROUND ? begin + RSN_LIST_ROUND : names->count;
    bool has_room = put(lists, out, "(?:", 3);
    for (uint32_t i = begin; i < end && has_room; i++) {
        uint32_t index = RSN_AT(&lists->order, uint32_t, names->first + i);
        has_room = (i == begin || put(lists, out, "|", 1)) && put_form(lists, out, RSN_AT(&lists->names, rsn_list_name, index).form);
    }
    return has_room && put(lists, out, ")", 1);
}

static uint32_t rounds_of(const slot *names)
{
    return (names->count + RSN_LIST_ROUND - 1) / RSN_LIST_ROUND;
}

static bool put_filled(const rsn_lists *lists, rsn_array *out, ressenti_text regex, const slot *slots, uint32_t count, uint32_t round)
{
    size_t at = 0;
    bool has_room = true;
    for (uint32_t i = 0; i < count && has_room; i++) {
        uint32_t rounds = rounds_of(&slots[i]);
        has_room = put(lists, out, regex.data + at, slots[i].begin - at) && put_names(lists, out, &slots[i], round % rounds);
        round /= rounds;
        at = slots[i].end;
    }
    return has_room && put(lists, out, regex.data + at, regex.size - at);
}

ressenti_status rsn_lists_fill(rsn_lists *lists, ressenti_text regex, uint32_t round, ressenti_text *filled, ressenti_error *error)
{
    slot slots[RSN_LIST_SLOTS_MAX + 1];
    uint32_t count = find_slots(lists, regex, slots);
    uint64_t rounds = 1;
    *filled = (ressenti_text){NULL, 0};
    if (count > RSN_LIST_SLOTS_MAX) return refuse(error, "an expression has too many slots for names", regex);
    for (uint32_t i = 0; i < count; i++) rounds *= rounds_of(&slots[i]);
    if (rounds > RSN_LIST_ROUNDS_MAX) return refuse(error, "too many combinations of names", regex);
    if (round >= rounds) return RESSENTI_OK;
    rsn_array out = RSN_ARRAY(char);
    bool has_room = put_filled(lists, &out, regex, slots, count, round) &&
                    copy_text(lists, (ressenti_text){out.items, out.count}, filled);
    rsn_array_free(&lists->memory, &out);
    return has_room ? RESSENTI_OK : rsn_fail_memory(error);
}

/* ---- looking up --------------------------------------------------------------------------- */

uint32_t rsn_lists_find(const rsn_lists *lists, ressenti_text folded)
{
    char bytes[RSN_LIST_WORD_MAX];
    ressenti_text key = {bytes, 0};
    size_t low = 0, high = lists->names.count;
    for (size_t i = 0; i < folded.size; i++) {
        if (!is_of_key((uint8_t)folded.data[i])) continue;
        if (key.size == sizeof bytes) return RESSENTI_NONE;
        bytes[key.size++] = folded.data[i];
    }
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (order_of(RSN_AT(&lists->names, rsn_list_name, middle).key, key) < 0) low = middle + 1;
        else high = middle;
    }
    bool is_known = key.size > 0 && low < lists->names.count && rsn_same_text(RSN_AT(&lists->names, rsn_list_name, low).key, key);
    return is_known ? (uint32_t)low : RESSENTI_NONE;
}
