/* Python objects as texts: one place that knows what a text, a null and a non-text are. */
#include "state.h"

/* Encoded by chunks into bytes that are freed after the chunk: PyUnicode_AsUTF8AndSize would keep a second
 * copy inside every str for ever.  A chunk is also what Ctrl-C waits for. */
enum { CHUNK = 512 };

typedef struct chunk {
    PyObject *owners[CHUNK]; /* bytes objects, or NULL */
    ressenti_text texts[CHUNK];
    ressenti_row_status why[CHUNK];
    Py_ssize_t count;
} chunk;

int rsn_py_text(PyObject *object, PyObject **owner, ressenti_text *text)
{
    char *data = NULL;
    Py_ssize_t size = 0;
    *owner = NULL;
    *text = (ressenti_text){NULL, 0};
    if (object == NULL || object == Py_None) return 0;
    *owner = PyUnicode_AsUTF8String(object);
    if (*owner == NULL || PyBytes_AsStringAndSize(*owner, &data, &size) < 0) return -1;
    *text = (ressenti_text){data, (size_t)size};
    return 0;
}

/* None, NaN, NaT and pandas' NA are nulls; anything else that is no str is not a text.  The Python layer
 * marks rows that it could not decode with an object that has `unreadable_status`. */
int rsn_py_why_unread(PyObject *item, ressenti_row_status *why)
{
    *why = RESSENTI_ROW_NOT_TEXT;
    if (item == Py_None) {
        *why = RESSENTI_ROW_NULL;
        return 0;
    }
    PyObject *marked = PyObject_GetAttrString(item, "unreadable_status");
    if (marked != NULL) {
        long value = PyLong_AsLong(marked);
        Py_DECREF(marked);
        if (value == -1 && PyErr_Occurred()) return -1;
        *why = (ressenti_row_status)value;
        return 0;
    }
    if (!PyErr_ExceptionMatches(PyExc_AttributeError)) return -1;
    PyErr_Clear();
    PyObject *equal = PyObject_RichCompare(item, item, Py_EQ); /* NaN is not itself, NA does not know */
    if (equal == NULL) {
        PyErr_Clear();
        return 0;
    }
    int is_itself = PyObject_IsTrue(equal);
    Py_DECREF(equal);
    if (is_itself < 0) PyErr_Clear();
    if (is_itself <= 0) *why = RESSENTI_ROW_NULL;
    return 0;
}

static int take_item(chunk *taken, PyObject *item)
{
    Py_ssize_t at = taken->count;
    taken->owners[at] = NULL;
    taken->texts[at] = (ressenti_text){NULL, 0};
    taken->why[at] = RESSENTI_ROW_OK;
    if (!PyUnicode_Check(item)) {
        if (rsn_py_why_unread(item, &taken->why[at]) < 0) return -1;
    } else if (rsn_py_text(item, &taken->owners[at], &taken->texts[at]) < 0) {
        if (!PyErr_ExceptionMatches(PyExc_UnicodeEncodeError)) return -1;
        PyErr_Clear(); /* a lone surrogate */
        taken->why[at] = RESSENTI_ROW_INVALID_UTF8;
    }
    taken->count++;
    return 0;
}

static void drop_chunk(chunk *taken)
{
    for (Py_ssize_t i = 0; i < taken->count; i++) Py_CLEAR(taken->owners[i]);
    taken->count = 0;
}

/* Without the GIL: touches no Python object. */
static ressenti_status analyze_chunk(const chunk *taken, ressenti_scratch *scratch, const analysis_request *request, ressenti_error *error)
{
    ressenti_status status = RESSENTI_OK;
    for (Py_ssize_t i = 0; i < taken->count && status == RESSENTI_OK;) {
        Py_ssize_t end = i;
        while (end < taken->count && taken->why[end] == RESSENTI_ROW_OK) end++;
        if (end > i) status = request->read(scratch, taken->texts + i, (size_t)(end - i), &request->options, request->result, error);
        if (end == i) status = ressenti_result_add_unread(request->result, taken->why[end++]);
        i = end;
    }
    return status;
}

int rsn_py_analyze(module_state *state, const analysis_request *request)
{
    ressenti_scratch *scratch = NULL;
    ressenti_error error = RESSENTI_ERROR_INIT;
    ressenti_status status = ressenti_scratch_new(request->engine, NULL, &scratch);
    chunk *taken = PyMem_Calloc(1, sizeof *taken);
    Py_ssize_t count = PyTuple_Size(request->texts);
    int answer = -1;
    if (taken == NULL || status != RESSENTI_OK) {
        (void)PyErr_NoMemory();
        goto done;
    }
    for (Py_ssize_t at = 0; at < count;) {
        while (at < count && taken->count < CHUNK)
            if (take_item(taken, PyTuple_GetItem(request->texts, at++)) < 0) goto done;
        Py_BEGIN_ALLOW_THREADS
        status = analyze_chunk(taken, scratch, request, &error);
        Py_END_ALLOW_THREADS
        drop_chunk(taken);
        if (status != RESSENTI_OK) {
            (void)rsn_py_raise(state, status, &error);
            goto done;
        }
        if (PyErr_CheckSignals() < 0) goto done;
    }
    answer = 0;
done:
    if (taken != NULL) drop_chunk(taken);
    PyMem_Free(taken);
    ressenti_scratch_release(scratch);
    return answer;
}
