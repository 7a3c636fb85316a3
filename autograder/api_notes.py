"""What the API page says of names that no lesson builds, and of what the reference does in another way."""

_ALL_TENSORS = "replaces operations on subclasses of Tensor; here an operation gives a Tensor"
_GRAPH = "torch's compiler reads Python's bytecode; numpy has no kernels to compile to"

# By "class.name"; each reason is what the page prints.
NOT_BUILT = {
    "Module.compile": _GRAPH,
    "Module._compiled_call_impl": _GRAPH,
    "Module._slow_forward": "the call under torch.jit's tracer, which is on its way out",
    "Module._replicate_for_data_parallel": "a copy for each of several GPUs; torch itself advises against DataParallel",
    "Module.dump_patches": "a flag of a warning that torch no longer gives; it keeps the name alone",
    "Module.call_super_init": "hands arguments on to a second base class; Module's one base here is object",
    "Module.T_destination": "a type variable for type checkers, of no effect when code runs",
    "Parameter.__torch_function__": _ALL_TENSORS,
    "Buffer.__torch_function__": _ALL_TENSORS,
    "Module._wrapped_call_impl": "chooses between the compiled call and the plain one, which is `__call__` here",
}

# A claim of tests/conformance/differing.py each: what differs, and why it is left so.
DIFFERS = {
    "a bad name before init is refused for the name": "one `_check_name` serves parameters, buffers and modules, and "
    "asks for the registry first for all three; torch does not for modules",
    "arguments go on to the next class where a class asks for it": "`call_super_init` is not built",
    "some messages are shorter": "an exercise's lines fit on a page; the exceptions are torch's, their words shorter",
    "hooks for all are told no keyword arguments when forward raises": "torch leaves them out on this one path, "
    "against its own documentation",
    "handles of tensors and of modules are numbered together": "the numpy torch has tensors before "
    "you build the handle, so there are two counters",
    "bfloat16 is a dtype of its own": "numpy has none; the message names the dtypes to take in its place",
    "views made before a memory is shared go along": "views are numpy's arrays, and stay on the memory that they show",
    "a whole module is loaded from a file": "such a file runs code when it is read; save the state, as lesson 07 does",
    "a group with names may be added later": "5.6 takes tensors; names are taken off in `Optimizer.__init__` alone",
    "an optimizer warns of one parameter twice whenever it comes": "5.6 has no warning; `Optimizer.__init__` gives it",
}
