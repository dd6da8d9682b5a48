/* A failed call of the core as a Python exception. */
#include "state.h"

static int set_number(PyObject *exception, const char *name, uint64_t value)
{
    PyObject *number = value == RESSENTI_NOWHERE ? Py_NewRef(Py_None) : PyLong_FromUnsignedLongLong(value);
    if (number == NULL) return -1;
    int answer = PyObject_SetAttrString(exception, name, number);
    Py_DECREF(number);
    return answer;
}

static int set_text(PyObject *exception, const char *name, const char *value)
{
    PyObject *text = PyUnicode_FromString(value);
    if (text == NULL) return -1;
    int answer = PyObject_SetAttrString(exception, name, text);
    Py_DECREF(text);
    return answer;
}

PyObject *rsn_py_raise(module_state *state, ressenti_status status, const ressenti_error *error)
{
    if (status == RESSENTI_NO_MEMORY) return PyErr_NoMemory();
    if (status == RESSENTI_IO) {
        PyErr_SetString(PyExc_OSError, error->message);
        return NULL;
    }
    const char *message = error->status != RESSENTI_OK ? error->message : ressenti_status_name(status);
    PyObject *text = PyUnicode_DecodeUTF8(message, (Py_ssize_t)strlen(message), "replace");
    PyObject *exception = text == NULL ? NULL : PyObject_CallFunctionObjArgs(state->core_error, text, NULL);
    if (exception != NULL && set_text(exception, "status", ressenti_status_name(status)) == 0 &&
        set_number(exception, "item", error->item) == 0 && set_number(exception, "offset", error->offset) == 0)
        PyErr_SetObject(state->core_error, exception);
    Py_XDECREF(exception);
    Py_XDECREF(text);
    return NULL;
}
