/* ressenti._core.normalize: many texts rewritten, in a standard form or folded, with the lock released. */
#include "state.h"

#include <stdlib.h>

#include "given.h"

enum { CHUNK = 512 };

/* What is asked of every text. */
typedef struct order {
    ressenti_form form; /* 0: fold */
    invalid_rule invalid;
    int is_alone, is_mapped;
} order;

/* Grows while the lock is released, so the memory is the C library's. */
typedef struct growing {
    void *items;
    size_t count, capacity;
} growing;

typedef struct row {
    given_text given;
    size_t end, unit_end; /* of its answer in the buffers of the chunk: bytes, and items of its map */
} row;

/* One chunk on its way: what came in, then the answers one behind the other.  The buffers serve every chunk. */
typedef struct chunk {
    growing bytes, units; /* char; uint32_t                      */
    growing sources;      /* uint32_t, of the text at work       */
    Py_ssize_t first;     /* the rank of rows[0] in the batch    */
    Py_ssize_t count, limit;
    row rows[];
} chunk;

static chunk *chunk_new(Py_ssize_t count)
{
    Py_ssize_t limit = count < CHUNK ? count : CHUNK;
    chunk *made = PyMem_Calloc(1, sizeof *made + (size_t)limit * sizeof *made->rows);
    if (made == NULL)
        (void)PyErr_NoMemory();
    else
        made->limit = limit;
    return made;
}

static void forget_texts(chunk *taken)
{
    for (Py_ssize_t i = 0; i < taken->count; i++) rsn_py_given_drop(&taken->rows[i].given);
    taken->count = 0;
    taken->bytes.count = taken->units.count = 0;
}

static void drop_chunk(chunk *taken)
{
    forget_texts(taken);
    free(taken->bytes.items);
    free(taken->units.items);
    free(taken->sources.items);
    PyMem_Free(taken);
}

/* ---- without the lock: no Python object is touched ------------------------------------------------- */

static ressenti_status reserve(growing *list, size_t extra, size_t item_size)
{
    if (extra <= list->capacity - list->count) return RESSENTI_OK;
    if (extra > SIZE_MAX / 8 || list->capacity > SIZE_MAX / 32) return RESSENTI_NO_MEMORY;
    size_t capacity = list->capacity + list->capacity / 2 + extra + 1024;
    void *items = realloc(list->items, capacity * item_size);
    if (items == NULL) return RESSENTI_NO_MEMORY;
    list->items = items;
    list->capacity = capacity;
    return RESSENTI_OK;
}

/* Each call writes behind the answers before; TOO_LARGE says how much more room there must be. */
static ressenti_status write_once(const order *asked, ressenti_text text, chunk *taken, size_t *size, ressenti_error *error)
{
    char *end = (char *)taken->bytes.items + taken->bytes.count;
    size_t room = taken->bytes.capacity - taken->bytes.count;
    if (asked->form != 0) return ressenti_normalize_form(text, asked->form, end, room, size, NULL, error);
    return ressenti_fold(text, end, asked->is_mapped ? taken->sources.items : NULL, room, size, NULL, error);
}

static ressenti_status write_answer(const order *asked, ressenti_text text, chunk *taken, size_t *size, ressenti_error *error)
{
    ressenti_status status = reserve(&taken->bytes, text.size + 1, 1);
    *size = text.size;
    while (status == RESSENTI_OK) {
        if (asked->is_mapped) status = reserve(&taken->sources, taken->bytes.capacity - taken->bytes.count + 1, sizeof(uint32_t));
        if (status == RESSENTI_OK) status = write_once(asked, text, taken, size, error);
        if (status != RESSENTI_TOO_LARGE) return status;
        status = reserve(&taken->bytes, *size, 1);
    }
    return status;
}

/* For each code point of the answer, and for its end, the unit of the text that it comes from. */
static ressenti_status write_units(const given_text *given, const char *bytes, size_t size, chunk *taken)
{
    const uint32_t *sources = taken->sources.items;
    unit_walk walk = {given, 0, 0};
    ressenti_status status = reserve(&taken->units, size + 1, sizeof(uint32_t));
    uint32_t *units = taken->units.items;
    for (size_t i = 0; status == RESSENTI_OK && i <= size; i++)
        if (i == size || ((uint8_t)bytes[i] & 0xC0) != 0x80) units[taken->units.count++] = rsn_py_unit_at(&walk, sources[i]);
    return status;
}

static ressenti_status rewrite_text(const order *asked, const given_text *given, chunk *taken, ressenti_error *error)
{
    size_t size = 0;
    if (given->owner == NULL) return RESSENTI_OK;
    ressenti_status status = write_answer(asked, given->text, taken, &size, error);
    if (status == RESSENTI_OK && asked->is_mapped)
        status = write_units(given, (char *)taken->bytes.items + taken->bytes.count, size, taken);
    if (status == RESSENTI_OK) taken->bytes.count += size;
    return status;
}

static ressenti_status rewrite_chunk(const order *asked, chunk *taken, ressenti_error *error)
{
    for (Py_ssize_t i = 0; i < taken->count; i++) {
        row *at = &taken->rows[i];
        ressenti_status status = rewrite_text(asked, &at->given, taken, error);
        if (status != RESSENTI_OK) {
            error->item = (uint64_t)(taken->first + i);
            return status;
        }
        at->end = taken->bytes.count;
        at->unit_end = taken->units.count;
    }
    return RESSENTI_OK;
}

/* ---- with it ------------------------------------------------------------------------------------------ */

static int take_texts(module_state *state, const order *asked, PyObject *texts, Py_ssize_t at, chunk *taken)
{
    taken->first = at;
    for (; at < PyTuple_Size(texts) && taken->count < taken->limit; at++) {
        given_text *given = &taken->rows[taken->count].given;
        if (rsn_py_given(state, PyTuple_GetItem(texts, at), asked->is_alone ? -1 : at, asked->invalid, given) < 0) return -1;
        taken->count++;
    }
    return 0;
}

/* The answer, or with a map (answer, units, length of the text in units). */
static PyObject *answer_at(const order *asked, const chunk *taken, Py_ssize_t i)
{
    const row *at = &taken->rows[i];
    size_t begin = i > 0 ? at[-1].end : 0, unit_begin = i > 0 ? at[-1].unit_end : 0;
    if (at->given.owner == NULL) return Py_NewRef(Py_None);
    const char *bytes = (const char *)taken->bytes.items + begin; /* never NULL: room was made for it */
    PyObject *text = PyUnicode_DecodeUTF8(bytes, (Py_ssize_t)(at->end - begin), "strict");
    if (text == NULL || !asked->is_mapped) return text;
    const uint32_t *units = (const uint32_t *)taken->units.items + unit_begin;
    unit_walk walk = {&at->given, 0, 0};
    unsigned long length = rsn_py_unit_at(&walk, (uint32_t)at->given.text.size);
    return Py_BuildValue("Ny#k", text, (const char *)units, (Py_ssize_t)((at->unit_end - unit_begin) * sizeof *units), length);
}

static int add_answers(const order *asked, const chunk *taken, PyObject *list)
{
    for (Py_ssize_t i = 0; i < taken->count; i++) {
        PyObject *answer = answer_at(asked, taken, i);
        int added = answer == NULL ? -1 : PyList_Append(list, answer);
        Py_XDECREF(answer);
        if (added < 0) return -1;
    }
    return 0;
}

/* The sentence of the core, led by the place in the batch. */
static void raise_at(module_state *state, const order *asked, ressenti_status status, ressenti_error *error)
{
    char message[sizeof error->message];
    if (asked->is_alone) {
        error->item = RESSENTI_NOWHERE;
    } else {
        (void)PyOS_snprintf(message, sizeof message, "texts[%llu]: %.180s", (unsigned long long)error->item, error->message);
        memcpy(error->message, message, sizeof message);
    }
    (void)rsn_py_raise(state, status, error);
}

static int rewrite_batch(module_state *state, const order *asked, PyObject *texts, chunk *taken, PyObject *list)
{
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_status status;
    for (Py_ssize_t at = 0; at < PyTuple_Size(texts); at += taken->limit) {
        if (take_texts(state, asked, texts, at, taken) < 0) return -1;
        Py_BEGIN_ALLOW_THREADS
        status = rewrite_chunk(asked, taken, &error);
        Py_END_ALLOW_THREADS
        if (status != RESSENTI_OK) {
            raise_at(state, asked, status, &error);
            return -1;
        }
        if (add_answers(asked, taken, list) < 0) return -1;
        forget_texts(taken);
        if (PyErr_CheckSignals() < 0) return -1;
    }
    return 0;
}

static int index_of(const char *what, const char *name, const char *const *names, int count)
{
    for (int i = 0; i < count; i++)
        if (names[i] != NULL && strcmp(names[i], name) == 0) return i;
    PyErr_Format(PyExc_ValueError, "there is no %s %s", what, name);
    return -1;
}

static int read_order(const char *form, const char *invalid, order *asked)
{
    static const char *const FORMS[] = RESSENTI_FORM_NAMES, *const RULES[] = {"reject", "replace", "repair"};
    int form_index = form == NULL ? 0 : index_of("form", form, FORMS, 5);
    int rule_index = index_of("way with invalid text", invalid, RULES, 3);
    if (form_index < 0 || rule_index < 0) return -1;
    asked->form = (ressenti_form)form_index;
    asked->invalid = (invalid_rule)rule_index;
    return 0;
}

const char rsn_py_normalize_doc[] =
    "normalize($module, texts, /, *, form=None, left_out=(), engine=None, invalid='reject', mapped=False, alone=False)\n--\n\n"
    "A list with a str for each text, None where there is none; mapped: with tuples of a str, its sources and the length of the text.";

PyObject *rsn_py_normalize(PyObject *module, PyObject *args, PyObject *kwargs)
{
    static char *names[] = {"", "form", "left_out", "engine", "invalid", "mapped", "alone", NULL};
    order asked = {0};
    PyObject *sequence, *list = NULL, *left_out = NULL, *engine = Py_None;
    const char *form = NULL, *invalid = "reject";
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|$zOOspp:normalize", names, &sequence, &form, &left_out, &engine, &invalid, &asked.is_mapped, &asked.is_alone)) return NULL;
    if (read_order(form, invalid, &asked) < 0) return NULL;
    PyObject *texts = PySequence_Tuple(sequence); /* a private tuple: nobody can resize it meanwhile */
    if (texts == NULL) return NULL;
    chunk *taken = chunk_new(PyTuple_Size(texts));
    if (taken != NULL && (list = PyList_New(0)) != NULL && rewrite_batch(PyModule_GetState(module), &asked, texts, taken, list) < 0)
        Py_CLEAR(list);
    if (taken != NULL) drop_chunk(taken);
    Py_DECREF(texts);
    return list;
}
