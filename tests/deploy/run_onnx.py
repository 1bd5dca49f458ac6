#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""run_onnx.py KIND FOLDER: runs every ONNX model of a folder in onnxruntime and compares with the values that are expected.

Kinds: float (NAME.onnx against NAME.logits, float32), int8 (NAME.int8.onnx against NAME.outputs, int8, as engines run it: joined to
integer operators), int8-plain (the same file, each of its operators run as written, in float).
NAME.inputs: int8, one input after another, channels innermost, byte - 128. Prints one JSON object a model.
"""
import json
import pathlib
import sys

import numpy
import onnxruntime


class Model:
    def __init__(self, path, joined=True):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        # Without it, processors that have AVX2 but no VNNI add pairs of products in 16 bits, which overflow.
        options.add_session_config_entry("session.x64quantprecision", "1")
        if not joined:
            options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        self.session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        (source,) = self.session.get_inputs()
        (target,) = self.session.get_outputs()
        if (source.name, source.type, target.name, target.type) != ("input", "tensor(float)", "logits", "tensor(float)"):
            raise TypeError(f"{path}: {source}, {target}")
        self.shape = source.shape
        self.target = target.shape
        self.metadata = self.session.get_modelmeta().custom_metadata_map

    def run(self, pictures):
        return numpy.concatenate([self.session.run(None, {"input": picture[None]})[0] for picture in pictures])


def stored_inputs(path, shape):
    _, channels, height, width = shape
    stored = numpy.fromfile(path, numpy.int8).reshape(-1, height, width, channels).transpose(0, 3, 1, 2)
    return numpy.ascontiguousarray(stored.astype(numpy.float32))


def run_float(path):
    model = Model(path)
    got = model.run((stored_inputs(path.with_suffix(".inputs"), model.shape) + numpy.float32(0.5)) / numpy.float32(127.5))
    expected = numpy.fromfile(path.with_suffix(".logits"), numpy.float32).reshape(got.shape)
    return {"values": got.size, "largest_difference": float(numpy.abs(got - expected).max()), "largest_logit": float(numpy.abs(expected).max())}


def run_int8(path, joined):
    model = Model(path, joined)
    stem = path.with_suffix("")

    def scale(tensor):
        return numpy.float32(model.metadata[tensor + "_scale"]), int(model.metadata[tensor + "_zero_point"])

    factor, zero = scale("input")
    got = model.run((stored_inputs(stem.with_suffix(".inputs"), model.shape) - zero) * factor)
    factor, zero = scale("output")
    got = (numpy.rint(got / factor).astype(int) + zero).reshape(len(got), -1)
    expected = numpy.fromfile(stem.with_suffix(".outputs"), numpy.int8).astype(int)
    if len(model.target) == 4:  # channels innermost
        _, channels, height, width = model.target
        expected = expected.reshape(-1, height, width, channels).transpose(0, 3, 1, 2)
    expected = expected.reshape(got.shape)
    steps = numpy.abs(got - expected)
    same = got.argmax(axis=1) == expected.argmax(axis=1)
    ranked = numpy.sort(expected, axis=1)
    ahead = ranked[:, -1] - ranked[:, -2] >= 0.1 * (expected.max() - expected.min()) if expected.shape[1] > 1 else same
    return {"values": steps.size, "different": int((steps > 0).sum()), "most_steps": int(steps.max()), "samples": same.size,
            "same_class": int(same.sum()), "ahead": int(ahead.sum()), "same_ahead": int((same & ahead).sum())}


KINDS = {
    "float": ("[0-9]*.onnx", run_float),
    "int8": ("*.int8.onnx", lambda path: run_int8(path, True)),
    "int8-plain": ("*.int8.onnx", lambda path: run_int8(path, False)),
}


def main(kind, folder):
    pattern, run = KINDS[kind]
    for path in sorted(pathlib.Path(folder).glob(pattern)):
        if kind == "float" and path.name.endswith(".int8.onnx"):
            continue
        print(json.dumps({"model": path.stem} | run(path)), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
