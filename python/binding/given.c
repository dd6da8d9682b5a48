/* What a caller gives to be rewritten: str or bytes, missing or damaged, as bytes with the way back to its units. */
#include "state.h"

#include "given.h"

static int refuse_kind(PyObject *item, Py_ssize_t index)
{
    PyObject *name = PyType_GetName(Py_TYPE(item));
    if (name == NULL) return -1;
    if (index < 0)
        PyErr_Format(PyExc_TypeError, "a str is expected, not %U", name);
    else
        PyErr_Format(PyExc_TypeError, "texts[%zd]: a str is expected, not %U", index, name);
    Py_DECREF(name);
    return -1;
}

static int take_bytes(PyObject *bytes, given_text *given)
{
    char *data = NULL;
    Py_ssize_t size = 0;
    if (PyBytes_AsStringAndSize(bytes, &data, &size) < 0) return -1;
    given->owner = bytes;
    given->text = (ressenti_text){data, (size_t)size};
    return 0;
}

/* ---- a str with surrogates --------------------------------------------------------------------- */

static int is_surrogate(uint32_t point)
{
    return point >= 0xD800 && point <= 0xDFFF;
}

static int refuse_surrogate(module_state *state, PyObject *text, Py_ssize_t index)
{
    ressenti_error error = RESSENTI_ERROR_INIT;
    Py_ssize_t at = 0;
    while (!is_surrogate(PyUnicode_ReadChar(text, at))) at++;
    error.status = RESSENTI_BAD_DATA;
    error.item = index < 0 ? RESSENTI_NOWHERE : (uint64_t)index;
    error.offset = (uint64_t)at;
    char where[32] = "";
    if (index >= 0) (void)PyOS_snprintf(where, sizeof where, "texts[%zd]: ", index);
    (void)PyOS_snprintf(error.message, sizeof error.message, "%scode point %zd is a surrogate that stands alone", where, at);
    (void)rsn_py_raise(state, RESSENTI_BAD_DATA, &error);
    return -1;
}

static uint32_t encode(uint32_t point, char bytes[4])
{
    if (point < 0x80) {
        bytes[0] = (char)point;
        return 1;
    }
    uint32_t more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
    static const uint8_t LEADS[] = {0, 0xC0, 0xE0, 0xF0};
    for (uint32_t i = more; i > 0; i--, point >>= 6) bytes[i] = (char)(0x80 | (point & 0x3F));
    bytes[0] = (char)(LEADS[more] | point);
    return more + 1;
}

/* What Python made of a byte that it could not decode (PEP 383) is that byte again; to repair is also to join the two
 * halves of a character; any other surrogate is U+FFFD.  `*used` code points gave the bytes. */
static uint32_t encode_at(PyObject *text, Py_ssize_t at, Py_ssize_t count, invalid_rule rule, char bytes[4], Py_ssize_t *used)
{
    uint32_t point = PyUnicode_ReadChar(text, at);
    uint32_t next = at + 1 < count ? PyUnicode_ReadChar(text, at + 1) : 0;
    *used = 1;
    if (!is_surrogate(point)) return encode(point, bytes);
    if (rule == INVALID_REPAIR && point < 0xDC00 && next >= 0xDC00 && next <= 0xDFFF) {
        *used = 2;
        return encode(0x10000 + ((point - 0xD800) << 10) + (next - 0xDC00), bytes);
    }
    if (point < 0xDC80 || point > 0xDCFF) return encode(0xFFFD, bytes);
    bytes[0] = (char)(uint8_t)(point - 0xDC00);
    return 1;
}

static int take_damaged(PyObject *text, Py_ssize_t count, invalid_rule rule, given_text *given)
{
    char *bytes = PyMem_Malloc((size_t)count * 4 + 1);
    uint32_t *starts = PyMem_Calloc((size_t)count + 1, sizeof *starts);
    uint32_t size = 0;
    Py_ssize_t used;
    int answer = -1;
    if (bytes == NULL || starts == NULL) {
        (void)PyErr_NoMemory();
    } else {
        for (Py_ssize_t at = 0; at < count; at += used) {
            uint32_t here = size;
            size += encode_at(text, at, count, rule, bytes + size, &used);
            for (Py_ssize_t i = at; i < at + used; i++) starts[i] = here;
        }
        starts[count] = size;
        PyObject *owner = PyBytes_FromStringAndSize(bytes, (Py_ssize_t)size);
        if (owner != NULL && (answer = take_bytes(owner, given)) < 0) Py_DECREF(owner);
    }
    if (answer < 0) PyMem_Free(starts);
    else given->starts = starts;
    given->start_count = (size_t)count;
    PyMem_Free(bytes);
    return answer;
}

static int take_str(module_state *state, PyObject *text, Py_ssize_t index, invalid_rule rule, given_text *given)
{
    PyObject *bytes = PyUnicode_AsUTF8String(text);
    if (bytes != NULL) return take_bytes(bytes, given);
    if (!PyErr_ExceptionMatches(PyExc_UnicodeEncodeError)) return -1;
    PyErr_Clear();
    if (rule == INVALID_REJECT) return refuse_surrogate(state, text, index);
    Py_ssize_t count = PyUnicode_GetLength(text);
    if (count >= (Py_ssize_t)(UINT32_MAX / 4)) {
        PyErr_SetString(PyExc_OverflowError, "a text of 1 GiB or more cannot be read");
        return -1;
    }
    return take_damaged(text, count, rule, given);
}

/* ---- any item -------------------------------------------------------------------------------------- */

int rsn_py_given(module_state *state, PyObject *item, Py_ssize_t index, invalid_rule rule, given_text *given)
{
    ressenti_row_status why = RESSENTI_ROW_NOT_TEXT;
    *given = (given_text){NULL, {NULL, 0}, NULL, 0, PyBytes_Check(item)};
    if (PyUnicode_Check(item)) return take_str(state, item, index, rule, given);
    if (given->is_bytes) {
        int answer = take_bytes(item, given);
        Py_XINCREF(given->owner);
        return answer;
    }
    if (index < 0) return refuse_kind(item, index); /* a text alone is never missing */
    if (rsn_py_why_unread(item, &why) < 0) return -1;
    return why == RESSENTI_ROW_NOT_TEXT ? refuse_kind(item, index) : 0;
}

void rsn_py_given_drop(given_text *given)
{
    Py_CLEAR(given->owner);
    PyMem_Free(given->starts);
    given->starts = NULL;
}

uint32_t rsn_py_unit_at(unit_walk *walk, uint32_t offset)
{
    const given_text *given = walk->given;
    if (given->is_bytes) return offset;
    if (given->starts != NULL) {
        while (walk->unit < given->start_count && given->starts[walk->unit] < offset) walk->unit++;
        return walk->unit;
    }
    for (; walk->at < offset; walk->at++) walk->unit += ((uint8_t)given->text.data[walk->at] & 0xC0) != 0x80;
    return walk->unit;
}
