"""Exports a token network to ONNX with int8 weights.

Each linear layer becomes an integer product: the weights have one scale a column, the
activations one scale a row, found while running (the scheme of LLM.int8, Dettmers et al. 2022,
without its outlier columns). A scale a row, and not one for the whole batch as onnxruntime's
own dynamic quantisation takes, keeps the result for a text free of its neighbours.
"""

import copy
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from torch import nn

from stances.errors import ModelError

INPUTS = ("input_ids", "token_type_ids", "attention_mask")
# Without VNNI, x86 adds two products u8 * s8 into 16 bits: 2 * 255 * 63 fits, 2 * 255 * 127
# does not. Seven bits thus give the same integers on every machine.
WEIGHT_LIMIT = 63
ROW_LIMIT = 127
SMALLEST = 1 << 15
INT8, SCALE = "_int8", "_scale"
_CONSTANTS: dict[str, np.ndarray] = {
    "row_limit": np.array(ROW_LIMIT, dtype=np.float32),
    "row_least": np.array(1e-12, dtype=np.float32),
    "unit": np.array(1, dtype=np.float32),
    "zero_point": np.array(ROW_LIMIT + 1, dtype=np.uint8),
}
_SAMPLE = (list(range(5, 16)), [0] * 11, [1] * 11)


def export_onnx(
    module: nn.Module, path: Path, *, outputs: Sequence[str], quantise: bool = True
) -> None:
    """Write `module` to `path` as ONNX, with int8 weights where `quantise`.

    `module` takes `input_ids`, `token_type_ids` and `attention_mask`, each int64 of shape
    `(batch, length)`, and gives one tensor an entry of `outputs`; batch and length stay free.
    The module itself is left as it was.
    """
    module = _eager(module)
    sample = tuple(torch.tensor([row] * 2) for row in _SAMPLE)
    axes = {name: {0: "batch", 1: "length"} for name in INPUTS}
    axes |= _output_axes(module, sample, outputs)
    with warnings.catch_warnings():
        # The tracer warns of branches of the library that do not depend on the input's values.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            sample,
            str(path),
            input_names=list(INPUTS),
            output_names=list(outputs),
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
        )
    if quantise:
        onnx.save(quantise_model(onnx.load(path)), path)


def _eager(module: nn.Module) -> nn.Module:
    module = copy.deepcopy(module).float().eval()
    for part in module.modules():
        choose: Any = getattr(part, "set_attn_implementation", None)
        if choose is not None:
            choose("eager")
    return module


def _output_axes(
    module: nn.Module, sample: tuple[torch.Tensor, ...], names: Sequence[str]
) -> dict[str, dict[int, str]]:
    with torch.no_grad():
        found = module(*sample)
    found = (found,) if isinstance(found, torch.Tensor) else found
    length = sample[0].shape[1]
    return {
        name: {0: "batch", 1: "length"} if tensor.shape[1:2] == (length,) else {0: "batch"}
        for name, tensor in zip(names, found, strict=True)
    }


def quantise_model(model: Any) -> Any:
    """Give the ONNX model with its large linear layers and embeddings in int8."""
    graph = model.graph
    weights = {i.name: i for i in graph.initializer if np.prod(i.dims) >= SMALLEST}
    names = _layer_names(graph)
    nodes: list[Any] = []
    arrays: dict[str, np.ndarray] = {}
    rows: set[str] = set()
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in weights:
            weight = numpy_helper.to_array(weights[node.input[1]])
            name = names.get(node.output[0], node.input[1])
            nodes += _linear(node, weight, name, arrays, rows)
        elif node.op_type == "Gather" and node.input[0] in weights:
            nodes += _embedding(node, numpy_helper.to_array(weights[node.input[0]]), arrays)
        else:
            nodes.append(node)
    _replace(graph, nodes, arrays)
    model.opset_import.append(helper.make_opsetid("com.microsoft", 1))
    model.ir_version = min(model.ir_version, 10)
    return model


def _layer_names(graph: Any) -> dict[str, str]:
    """Name each product after its bias, as the exporter renames the weights it transposes."""
    biases = {i.name for i in graph.initializer if i.name.endswith(".bias")}
    return {
        value: bias.removesuffix(".bias") + ".weight"
        for node in graph.node
        if node.op_type == "Add"
        for bias, value in (node.input, reversed(node.input))
        if bias in biases
    }


def _linear(
    node: Any, weight: np.ndarray, name: str, arrays: dict[str, np.ndarray], rows: set[str]
) -> list[Any]:
    value, output = node.input[0], node.output[0]
    scale = np.maximum(np.abs(weight).max(axis=0), 1e-12) / WEIGHT_LIMIT
    arrays[name + INT8] = np.rint(weight / scale).astype(np.int8)
    arrays[name + SCALE] = scale.astype(np.float32)
    arrays.update(_CONSTANTS)
    inputs = [value + "_u8", name + INT8, "unit", name + SCALE, "zero_point"]
    product = helper.make_node(
        "MatMulIntegerToFloat", inputs, [output + "_raw"], domain="com.microsoft"
    )
    scaled = helper.make_node("Mul", [output + "_raw", value + "_step"], [output])
    before = [] if value in rows else _quantised_rows(value)
    rows.add(value)
    return [*before, product, scaled]


def _quantised_rows(value: str) -> list[Any]:
    make = helper.make_node
    return [
        make("Abs", [value], [value + "_abs"]),
        make("ReduceMax", [value + "_abs"], [value + "_max"], axes=[-1], keepdims=1),
        make("Max", [value + "_max", "row_least"], [value + "_top"]),
        make("Div", ["row_limit", value + "_top"], [value + "_rate"]),
        make("Div", [value + "_top", "row_limit"], [value + "_step"]),
        make("Mul", [value, value + "_rate"], [value + "_scaled"]),
        make("QuantizeLinear", [value + "_scaled", "unit", "zero_point"], [value + "_u8"]),
    ]


def _embedding(node: Any, weight: np.ndarray, arrays: dict[str, np.ndarray]) -> list[Any]:
    name, positions, output = node.input[0], node.input[1], node.output[0]
    scale = np.maximum(np.abs(weight).max(axis=1, keepdims=True), 1e-12) / ROW_LIMIT
    arrays[name + INT8] = np.rint(weight / scale).astype(np.int8)
    arrays[name + SCALE] = scale.astype(np.float32)
    make = helper.make_node
    return [
        make("Gather", [name + INT8, positions], [output + "_int8"]),
        make("Gather", [name + SCALE, positions], [output + "_scale"]),
        make("Cast", [output + "_int8"], [output + "_float"], to=onnx.TensorProto.FLOAT),
        make("Mul", [output + "_float", output + "_scale"], [output]),
    ]


def _replace(graph: Any, nodes: list[Any], arrays: dict[str, np.ndarray]) -> None:
    used = {name for node in nodes for name in node.input}
    kept = [i for i in graph.initializer if i.name in used]
    kept += [numpy_helper.from_array(np.asarray(array), name) for name, array in arrays.items()]
    del graph.node[:]
    graph.node.extend(nodes)
    del graph.initializer[:]
    graph.initializer.extend(kept)


def read_weights(path: Path) -> dict[str, np.ndarray]:
    """Give the float32 weights that an exported model stands for, under their module's names.

    Linear weights come as `(out, in)`, as torch keeps them. Raises `ModelError` where `path`
    is no ONNX model.
    """
    try:
        graph = onnx.load(path).graph
    except Exception as error:  # protobuf's own error is no stable name to catch
        raise ModelError(f"{path}: is not an ONNX model ({error}).") from None
    arrays = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    return {**dict(_kept(graph, arrays)), **dict(_restored(arrays))}


def _kept(graph: Any, arrays: dict[str, np.ndarray]) -> Iterator[tuple[str, np.ndarray]]:
    """Weights that stayed float: under their own name, or transposed in a product."""
    for name, array in arrays.items():
        if not name.endswith((INT8, SCALE)) and "." in name and "::" not in name:
            yield name, np.array(array)
    names = _layer_names(graph)
    for node in graph.node:
        if node.op_type == "MatMul" and node.input[1] in arrays and node.output[0] in names:
            yield names[node.output[0]], np.ascontiguousarray(arrays[node.input[1]].T)


def _restored(arrays: dict[str, np.ndarray]) -> Iterator[tuple[str, np.ndarray]]:
    for name, array in arrays.items():
        if name.endswith(INT8):
            scale = arrays[name.removesuffix(INT8) + SCALE]
            weight = array.astype(np.float32) * scale
            whole = weight.T if scale.ndim == 1 else weight
            yield name.removesuffix(INT8), np.ascontiguousarray(whole)


def read_state(folder: Path, network: nn.Module, kind: str) -> dict[str, torch.Tensor]:
    """The weights of a model folder, as `network` has them; raises `ModelError` if they differ.

    `kind` says what the folder was to be, as in "pair model".
    """
    path = folder / "model.onnx"
    found = read_weights(path) if path.is_file() else {}
    state = {name.removeprefix("network."): torch.tensor(each) for name, each in found.items()}
    own = network.state_dict()
    if {name: each.shape for name, each in state.items()} != {n: e.shape for n, e in own.items()}:
        raise ModelError(f"{folder}: is no {kind} of this base; give one that stances train wrote.")
    return state
