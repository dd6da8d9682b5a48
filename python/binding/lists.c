/* Iterables of str as texts of the core. */
#include "state.h"

void rsn_py_drop_texts(rsn_py_texts *list)
{
    Py_CLEAR(list->owners);
    PyMem_Free(list->texts);
    list->texts = NULL;
}

int rsn_py_take_texts(PyObject *iterable, rsn_py_texts *list)
{
    if (iterable == NULL) return 0;
    if (PyUnicode_Check(iterable)) {
        PyErr_SetString(PyExc_TypeError, "a list of str is expected, not a str");
        return -1;
    }
    PyObject *items = PySequence_List(iterable);
    if (items == NULL) return -1;
    list->count = PyList_Size(items);
    list->owners = items; /* each str is replaced by its UTF-8 */
    list->texts = PyMem_Calloc((size_t)list->count + 1, sizeof *list->texts);
    if (list->texts == NULL) {
        (void)PyErr_NoMemory();
        return -1;
    }
    for (Py_ssize_t i = 0; i < list->count; i++) {
        PyObject *bytes = NULL;
        if (rsn_py_text(PyList_GetItem(items, i), &bytes, &list->texts[i]) < 0) return -1;
        if (bytes == NULL) {
            PyErr_SetString(PyExc_TypeError, "a list of str is expected, not of None");
            return -1;
        }
        if (PyList_SetItem(items, i, bytes) < 0) return -1;
    }
    return 0;
}
