#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""run_tflite.py RUNTIME FOLDER: runs every model of a folder in a real runtime and compares with the bytes that are expected.

Runtimes: tflite-reference, tflite-optimised (TensorFlow Lite 2.14), litert-reference, litert-optimised (LiteRT, its successor),
tflm (TensorFlow Lite Micro). One a process: two of them in one do not get along.
Folder: NAME.tflite, NAME.inputs (int8, one input after another), NAME.outputs (int8, in the same order).
Prints one JSON object a model.

run_tflite.py tflm-arena FOLDER: how many bytes of its arena TensorFlow Lite Micro takes for NAME.tflite, for tensors and scratch (head) and
for its own objects (tail).
"""
import importlib
import json
import os
import pathlib
import re
import sys
import tempfile

import numpy


class Lite:
    """TensorFlow Lite or LiteRT, which have the same interface."""

    def __init__(self, module, kernels, model):
        runtime = importlib.import_module(module)
        self.interpreter = runtime.Interpreter(
            model_content=model, num_threads=1, experimental_op_resolver_type=getattr(runtime.OpResolverType, kernels))
        self.interpreter.allocate_tensors()
        self.source = self.interpreter.get_input_details()[0]
        self.target = self.interpreter.get_output_details()[0]
        if self.source["dtype"] != numpy.int8 or self.target["dtype"] != numpy.int8:
            raise TypeError("not an int8 model")
        self.shape = self.source["shape"]

    def run(self, values):
        self.interpreter.set_tensor(self.source["index"], values)
        self.interpreter.invoke()
        return self.interpreter.get_tensor(self.target["index"])


class Micro:
    """TensorFlow Lite Micro, as on the board but for the processor."""

    def __init__(self, model):
        runtime = importlib.import_module("tflite_micro").runtime
        self.interpreter = runtime.Interpreter.from_bytes(model)
        self.shape = self.interpreter.get_input_details(0)["shape"]

    def run(self, values):
        self.interpreter.set_input(values, 0)
        self.interpreter.invoke()
        return self.interpreter.get_output(0)


RUNTIMES = {
    "tflite-reference": lambda model: Lite("tflite_runtime.interpreter", "BUILTIN_REF", model),
    "tflite-optimised": lambda model: Lite("tflite_runtime.interpreter", "BUILTIN_WITHOUT_DEFAULT_DELEGATES", model),
    "litert-reference": lambda model: Lite("ai_edge_litert.interpreter", "BUILTIN_REF", model),
    "litert-optimised": lambda model: Lite("ai_edge_litert.interpreter", "BUILTIN_WITHOUT_DEFAULT_DELEGATES", model),
    "tflm": Micro,
}


def arena(model):
    """What the allocator prints on standard error, from below Python."""
    interpreter = importlib.import_module("tflite_micro").runtime.Interpreter.from_bytes(model)
    with tempfile.TemporaryFile() as said:
        screen = os.dup(2)
        os.dup2(said.fileno(), 2)
        interpreter.print_allocations()
        os.dup2(screen, 2)
        os.close(screen)
        said.seek(0)
        text = said.read().decode()
    return {part: int(re.search(rf"Arena allocation {part} (\d+) bytes", text)[1]) for part in ("head", "tail")}


def main(name, folder):
    if name == "tflm-arena":
        for path in sorted(pathlib.Path(folder).glob("*.tflite")):
            print(json.dumps({"model": path.stem, **arena(path.read_bytes())}), flush=True)
        return
    for path in sorted(pathlib.Path(folder).glob("*.tflite")):
        runtime = RUNTIMES[name](path.read_bytes())
        inputs = numpy.fromfile(path.with_suffix(".inputs"), numpy.int8).reshape(-1, *runtime.shape)
        expected = numpy.fromfile(path.with_suffix(".outputs"), numpy.int8)
        got = numpy.concatenate([runtime.run(values).ravel() for values in inputs])
        steps = numpy.abs(got.astype(int) - expected)
        print(json.dumps({"model": path.stem, "values": steps.size, "different": int((steps > 0).sum()),
                          "most_steps": int(steps.max())}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
