"""Prints the layers of a PyTorch file as JSON: a state_dict, or a module with its parts in order.

Nothing in the file is executed, and PyTorch is not needed: whatever class or function the file names, an inert stand-in
is put in its place, which only keeps what it is called with. Weights are not read.
"""

import io
import json
import pickle
import sys
import zipfile
from math import isfinite

MOST_BYTES = 64 << 20  # of the description; weights lie elsewhere in the file
MOST_PARTS = 50_000
DEEPEST = 100


class RefusedError(Exception):
    """Says in words for the user why a file is not read."""


class StandIn(dict):
    """In the place of anything that the file names. Keeps arguments, items and state."""

    def __new__(cls, *arguments, **_):
        made = dict.__new__(cls)
        made.arguments = arguments
        made.state = {}
        return made

    def __init__(self, *_, **__):
        super().__init__()

    def __setstate__(self, state):
        if isinstance(state, tuple):
            state = next((part for part in state if isinstance(part, dict)), {})
        self.state = state if isinstance(state, dict) else {}

    def append(self, _):
        pass

    def extend(self, _):
        pass

    def __hash__(self):
        return id(self)


class Reader(pickle.Unpickler):
    def find_class(self, module, name):
        return type(str(name), (StandIn,), {"origin": f"{module}.{name}"})

    def persistent_load(self, _):
        return StandIn()


def read(path):
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            every = archive.namelist()
            names = [name for name in every if name == "data.pkl" or name.endswith("/data.pkl")]
            if any(name.endswith("/constants.pkl") or "/code/" in name for name in every):
                raise RefusedError("it is TorchScript, a program: export ONNX instead, by torch.onnx.export")
            if not names:
                raise RefusedError("it is no file of torch.save")
            with archive.open(names[0]) as description:
                data = description.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise RefusedError("its description is larger than any network's")
        return Reader(io.BytesIO(data), encoding="latin-1").load()
    with open(path, "rb") as file:
        # The older format: a magic number, a version and the system come first.
        for _ in range(3):
            Reader(file, encoding="latin-1").load()
        return Reader(file, encoding="latin-1").load()


def shape_of(value):
    """The shape of a tensor or parameter; None for anything else."""
    for _ in range(4):
        if not isinstance(value, StandIn):
            return None
        name = type(value).__name__
        if name.startswith(("_rebuild_tensor", "_rebuild_qtensor")) and len(value.arguments) > 2:
            size = value.arguments[2]
            size = size.arguments[0] if isinstance(size, StandIn) and size.arguments else size
            return [int(one) for one in size] if isinstance(size, (tuple, list)) else None
        if not value.arguments:
            return None
        value = value.arguments[0]
    return None


def plain(value):
    """Numbers of a module's settings."""
    if isinstance(value, (bool, int)) or (isinstance(value, float) and isfinite(value)):
        return value
    if isinstance(value, (tuple, list)) and len(value) <= 8:
        return [plain(one) for one in value]
    return value if isinstance(value, str) and len(value) <= 100 else None


def settings_of(module):
    return {key: plain(value) for key, value in list(module.state.items())[:200] if not key.startswith("_")}


def parts_of(name, module, parts, depth=0):
    """The modules that have no parts of their own, in the order of their definition."""
    if depth > DEEPEST or len(parts) > MOST_PARTS:
        raise RefusedError("it is deeper than any network")
    inner = module.state.get("_modules")
    own = type(module).__name__
    if isinstance(inner, dict) and inner and own != "MultiheadAttention":
        for key, part in inner.items():
            if isinstance(part, StandIn):
                parts_of(f"{name}.{key}" if name else str(key), part, parts, depth + 1)
        return
    parameters = module.state.get("_parameters")
    shapes = {str(key): shape_of(value) for key, value in parameters.items()} if isinstance(parameters, dict) else {}
    settings = {key: value for key, value in settings_of(module).items() if value is not None}
    parts.append({"name": name, "type": own, "shapes": shapes, "settings": settings})


def first_of(value):
    """The weights of a quantised layer come together with its bias."""
    return value[0] if isinstance(value, tuple) and value else value


def is_sequence(module, depth=0):
    """Whether its parts are called one after the other, as a Sequential of PyTorch calls them."""
    inner = module.state.get("_modules")
    if not isinstance(inner, dict) or not inner:
        return getattr(type(module), "origin", "").startswith("torch.")
    if type(module).__name__ == "MultiheadAttention":
        return False
    if getattr(type(module), "origin", "") != "torch.nn.modules.container.Sequential" or depth > DEEPEST:
        return False
    return all(isinstance(part, StandIn) and is_sequence(part, depth + 1) for part in inner.values())


def tensors_in(mapping):
    found = [(str(key), shape_of(first_of(value))) for key, value in mapping.items()]
    return [{"name": name, "shape": shape} for name, shape in found if shape is not None]


def main(path):
    limit_memory()
    try:
        open(path, "rb").close()
    except OSError as error:
        raise RefusedError(f"it cannot be read ({error.strerror})") from error
    root = read(path)
    if isinstance(root, StandIn) and "_modules" in root.state:
        parts = []
        parts_of("", root, parts)
        return {"name": type(root).__name__, "isSequence": is_sequence(root), "parts": parts}
    for _ in range(3):
        if not isinstance(root, dict):
            break
        tensors = tensors_in(root)
        if tensors:
            return {"tensors": tensors[:MOST_PARTS]}
        nested = [value for value in root.values() if isinstance(value, dict) and value]
        root = next((value for value in nested if tensors_in(value)), nested[0] if nested else None)
    raise RefusedError("it holds neither a state_dict nor a module")


def limit_memory():
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
    except (ImportError, ValueError, OSError):
        pass


try:
    print(json.dumps(main(sys.argv[1])))
except RefusedError as reason:
    sys.exit(str(reason))
except MemoryError:
    sys.exit("it asks for more memory than any network's description")
except Exception:
    # Whatever a damaged archive or pickle leads to.
    sys.exit("it is no file of torch.save")
