/* ressenti._core.Result: the columns of an analysis, shared with Python without a copy. */
#include "state.h"

typedef struct ResultObject {
    PyObject_HEAD
    ressenti_result *result;
} ResultObject;

/* Holds the result while somebody looks at one of its columns. */
typedef struct BufferObject {
    PyObject_HEAD
    PyObject *owner;
    const void *data;
    Py_ssize_t count, item_size;
    char format[2];
} BufferObject;

static ressenti_result *result_of(PyObject *self)
{
    return ((ResultObject *)self)->result;
}

PyObject *rsn_py_result_new(module_state *state, ressenti_result *result)
{
    ResultObject *self = (ResultObject *)PyType_GenericAlloc(state->result_type, 0);
    if (self == NULL)
        ressenti_result_release(result);
    else
        self->result = result;
    return (PyObject *)self;
}

static void result_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    ressenti_result_release(result_of(self));
    PyObject_Free(self);
    Py_DECREF(type);
}

/* ---- columns ---------------------------------------------------------------------------------- */

typedef struct column {
    const char *table, *name;
    const void *data;
    size_t count, item_size;
    const char *format;
} column;

#define ONE(table_name, column_name, code, extra) \
    {#table_name, #column_name, table_name.column_name, table_name.count + (extra), sizeof *table_name.column_name, code},

#define FIND_COLUMN(...)                                                                        \
    do {                                                                                        \
        const column columns[] = {__VA_ARGS__};                                                 \
        for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {                         \
            if (strcmp(columns[i].table, table) != 0 || strcmp(columns[i].name, name) != 0) continue; \
            *found = columns[i];                                                                \
            return 0;                                                                           \
        }                                                                                       \
    } while (0)

static int find_document_column(const ressenti_result *result, const char *table, const char *name, column *found)
{
    ressenti_documents documents = {.struct_size = sizeof documents};
    ressenti_result_documents(result, &documents);
    FIND_COLUMN(ONE(documents, status, "B", 0) ONE(documents, sentiment, "B", 0) ONE(documents, irritation, "B", 0)
                    ONE(documents, lang, "B", 0) ONE(documents, points, "i", 0) ONE(documents, score, "i", 0)
                        ONE(documents, confidence, "i", 0) ONE(documents, signals, "Q", 0) ONE(documents, channels, "Q", 0)
                            ONE(documents, stages, "I", 0) ONE(documents, components, "I", 0)
                                ONE(documents, theme_begin, "Q", 1) ONE(documents, mention_begin, "Q", 1)
                                    ONE(documents, signal_begin, "Q", 1) ONE(documents, gap_begin, "Q", 1)
                                        ONE(documents, contribution_begin, "Q", 1) ONE(documents, hit_begin, "Q", 1)
                                            ONE(documents, gave_up_begin, "Q", 1) ONE(documents, promise_begin, "Q", 1)
                                                ONE(documents, figure_begin, "Q", 1) ONE(documents, attribute_begin, "Q", 1)
                                                    ONE(documents, lemma_begin, "Q", 1));
    return -1;
}

static int find_row_column(const ressenti_result *result, const char *table, const char *name, column *found)
{
    ressenti_themes themes = {.struct_size = sizeof themes};
    ressenti_mentions mentions = {.struct_size = sizeof mentions};
    ressenti_signals signals = {.struct_size = sizeof signals};
    ressenti_signal_attributes signal_attributes = {.struct_size = sizeof signal_attributes};
    ressenti_gaps gaps = {.struct_size = sizeof gaps};
    ressenti_promises promises = {.struct_size = sizeof promises};
    ressenti_figures figures = {.struct_size = sizeof figures};
    ressenti_contributions contributions = {.struct_size = sizeof contributions};
    ressenti_hits hits = {.struct_size = sizeof hits};
    ressenti_gave_up gave_up = {.struct_size = sizeof gave_up};
    ressenti_lemmas lemmas = {.struct_size = sizeof lemmas};
    ressenti_result_themes(result, &themes);
    ressenti_result_mentions(result, &mentions);
    ressenti_result_signals(result, &signals);
    ressenti_result_signal_attributes(result, &signal_attributes);
    ressenti_result_gaps(result, &gaps);
    ressenti_result_promises(result, &promises);
    ressenti_result_figures(result, &figures);
    ressenti_result_contributions(result, &contributions);
    ressenti_result_hits(result, &hits);
    ressenti_result_gave_up(result, &gave_up);
    ressenti_result_lemmas(result, &lemmas);
    FIND_COLUMN(ONE(themes, theme, "I", 0) ONE(themes, polarity, "B", 0) ONE(themes, score, "i", 0)
                    ONE(mentions, theme, "I", 0) ONE(mentions, rule, "I", 0) ONE(mentions, begin, "I", 0)
                        ONE(mentions, end, "I", 0) ONE(mentions, polarity, "B", 0) ONE(mentions, score, "i", 0)
                            ONE(signals, signal, "I", 0) ONE(signals, rule, "I", 0) ONE(signals, begin, "I", 0)
                                ONE(signals, end, "I", 0) ONE(signals, value, "q", 0) ONE(signals, unit, "B", 0)
                                    ONE(signal_attributes, evidence, "Q", 0) ONE(signal_attributes, attribute, "I", 0)
                                        ONE(mentions, amount, "q", 0) ONE(mentions, currency, "B", 0));
    FIND_COLUMN(ONE(signals, name, "I", 0) ONE(mentions, target_begin, "I", 0) ONE(mentions, target_end, "I", 0)
                    ONE(mentions, lemma_begin, "Q", 0) ONE(mentions, lemma_size, "I", 0) ONE(mentions, name, "I", 0) ONE(mentions, subtheme, "I", 0)
                    ONE(mentions, source, "B", 0) ONE(signals, source, "B", 0) ONE(lemmas, bytes, "B", 0));
    FIND_COLUMN(ONE(gaps, kind, "B", 0) ONE(gaps, unit, "B", 0) ONE(gaps, direction, "B", 0) ONE(gaps, promised, "q", 0)
                    ONE(gaps, actual, "q", 0) ONE(gaps, begin, "I", 0) ONE(gaps, end, "I", 0) ONE(gaps, promised_begin, "I", 0)
                        ONE(gaps, promised_end, "I", 0) ONE(gaps, actual_begin, "I", 0) ONE(gaps, actual_end, "I", 0)
                            ONE(gaps, open, "B", 0));
    FIND_COLUMN(ONE(promises, kind, "B", 0) ONE(promises, unit, "B", 0) ONE(promises, value, "q", 0) ONE(promises, begin, "I", 0)
                    ONE(promises, end, "I", 0) ONE(figures, kind, "B", 0) ONE(figures, unit, "B", 0) ONE(figures, value, "q", 0)
                        ONE(figures, scale, "q", 0) ONE(figures, begin, "I", 0) ONE(figures, end, "I", 0));
    FIND_COLUMN(ONE(contributions, kind, "B", 0)
                        ONE(contributions, valence, "i", 0) ONE(contributions, percent, "i", 0)
                            ONE(contributions, points, "i", 0) ONE(contributions, begin, "I", 0)
                                ONE(contributions, end, "I", 0) ONE(contributions, cue_begin, "I", 0)
                                    ONE(contributions, cue_end, "I", 0) ONE(hits, rule, "I", 0) ONE(hits, begin, "I", 0)
                                        ONE(hits, end, "I", 0) ONE(gave_up, rule, "I", 0));
    return -1;
}

static PyObject *buffer_new(module_state *state, PyObject *owner, const column *found)
{
    BufferObject *buffer = (BufferObject *)PyType_GenericAlloc(state->buffer_type, 0);
    if (buffer == NULL) return NULL;
    buffer->owner = Py_NewRef(owner);
    buffer->data = found->data;
    buffer->count = (Py_ssize_t)found->count;
    buffer->item_size = (Py_ssize_t)found->item_size;
    buffer->format[0] = found->format[0];
    return (PyObject *)buffer;
}

PyDoc_STRVAR(column_doc, "column($self, table, name, /)\n--\n\nA read-only memoryview of one column, without a copy.");

static PyObject *result_column(PyObject *self, PyObject *args)
{
    const char *table = NULL, *name = NULL;
    column found;
    if (!PyArg_ParseTuple(args, "ss:column", &table, &name)) return NULL;
    if (find_document_column(result_of(self), table, name, &found) < 0 && find_row_column(result_of(self), table, name, &found) < 0)
        return PyErr_Format(PyExc_KeyError, "there is no column %s.%s", table, name);
    PyObject *buffer = buffer_new(state_of(self), self, &found);
    PyObject *view = buffer == NULL ? NULL : PyMemoryView_FromObject(buffer);
    Py_XDECREF(buffer);
    return view;
}

static int buffer_get(PyObject *self, Py_buffer *view, int flags)
{
    static const char nothing = 0;
    BufferObject *buffer = (BufferObject *)self;
    const void *data = buffer->data != NULL ? buffer->data : &nothing;
    if (PyBuffer_FillInfo(view, self, (void *)(uintptr_t)data, buffer->count * buffer->item_size, 1, flags) < 0) return -1;
    view->itemsize = buffer->item_size;
    if (flags & PyBUF_FORMAT) view->format = buffer->format;
    if (flags & PyBUF_ND) view->shape = &buffer->count;
    if ((flags & PyBUF_STRIDES) == PyBUF_STRIDES) view->strides = &buffer->item_size;
    return 0;
}

static void buffer_dealloc(PyObject *self)
{
    PyTypeObject *type = Py_TYPE(self);
    Py_XDECREF(((BufferObject *)self)->owner);
    PyObject_Free(self);
    Py_DECREF(type);
}

/* ---- other readings --------------------------------------------------------------------------- */

static Py_ssize_t result_length(PyObject *self)
{
    ressenti_documents documents = {.struct_size = sizeof documents};
    ressenti_result_documents(result_of(self), &documents);
    return (Py_ssize_t)documents.count;
}

PyDoc_STRVAR(labels_doc, "contribution_labels($self, /)\n--\n\nThe word, expression or rule behind each contribution.");

static PyObject *result_contribution_labels(PyObject *self, PyObject *unused)
{
    ressenti_contributions rows = {.struct_size = sizeof rows};
    (void)unused;
    ressenti_result_contributions(result_of(self), &rows);
    PyObject *list = PyList_New(0);
    for (size_t i = 0; list != NULL && i < rows.count; i++) {
        PyObject *text = PyUnicode_DecodeUTF8(rows.label[i].data, (Py_ssize_t)rows.label[i].size, "strict");
        if (text == NULL || PyList_Append(list, text) < 0) Py_CLEAR(list);
        Py_XDECREF(text);
    }
    return list;
}

static PyObject *json_line(const ressenti_result *result, size_t document, ressenti_text id, ressenti_text extra)
{
    char small[4096];
    size_t size = ressenti_result_json(result, document, id, extra, small, sizeof small);
    if (size == 0) return PyErr_Format(PyExc_IndexError, "there is no document %zu", document);
    if (size <= sizeof small) return PyUnicode_DecodeUTF8(small, (Py_ssize_t)size, "strict");
    char *large = PyMem_Malloc(size);
    if (large == NULL) return PyErr_NoMemory();
    (void)ressenti_result_json(result, document, id, extra, large, size);
    PyObject *line = PyUnicode_DecodeUTF8(large, (Py_ssize_t)size, "strict");
    PyMem_Free(large);
    return line;
}

PyDoc_STRVAR(json_doc, "json($self, document, id, extra=None, /)\n--\n\nOne document as a line of JSON; id and extra are JSON values already.");

static PyObject *result_json(PyObject *self, PyObject *args)
{
    Py_ssize_t document = 0;
    PyObject *id = NULL, *extra = NULL, *id_owner = NULL, *extra_owner = NULL, *line = NULL;
    ressenti_text id_text, extra_text;
    if (!PyArg_ParseTuple(args, "nU|O:json", &document, &id, &extra)) return NULL;
    if (document < 0) return PyErr_Format(PyExc_IndexError, "there is no document %zd", document);
    if (rsn_py_text(id, &id_owner, &id_text) == 0 && rsn_py_text(extra, &extra_owner, &extra_text) == 0)
        line = json_line(result_of(self), (size_t)document, id_text, extra_text);
    Py_XDECREF(id_owner);
    Py_XDECREF(extra_owner);
    return line;
}

static PyMethodDef methods[] = {
    {"column", result_column, METH_VARARGS, column_doc},
    {"contribution_labels", result_contribution_labels, METH_NOARGS, labels_doc},
    {"json", result_json, METH_VARARGS, json_doc},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot result_slots[] = {
    {Py_tp_dealloc, result_dealloc},
    {Py_tp_methods, methods},
    {Py_sq_length, result_length},
    {Py_tp_doc, "What an analysis found, as columns."},
    {0, NULL},
};

static PyType_Slot buffer_slots[] = {
    {Py_tp_dealloc, buffer_dealloc},
    {Py_bf_getbuffer, buffer_get},
    {0, NULL},
};

enum { SEALED = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE };

PyType_Spec rsn_py_result_spec = {"ressenti._core.Result", sizeof(ResultObject), 0, SEALED, result_slots};
PyType_Spec rsn_py_buffer_spec = {"ressenti._core._Buffer", sizeof(BufferObject), 0, SEALED, buffer_slots};
