#!/usr/bin/env python3
"""FGSM and PGD on a network that `pnpm bench export` wrote, in plain PyTorch: an implementation of its own.

It shares no code with Hebbench: the network is built from the manifest, gradients come from PyTorch's autograd, and the
attacks are written here. Prints one JSON document with its numbers beside those of the export.

    pnpm bench export CELL --to exported
    python3 benchmarks/independent/attacks.py exported [--restarts 1] [--mnist FOLDER]
"""

import argparse
import gzip
import hashlib
import json
import platform
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F


def rms(x):
    return (x.square().mean(dim=1, keepdim=True) + 1e-16).sqrt()


def normalised(x, gain):
    """Equation (6) before its ReLU, image by image, with the mean, the deviation and the gain of the paper's words."""
    deviations = x - x.mean(dim=1, keepdim=True)
    if gain == "deviation":
        return deviations
    if gain == "one":
        return deviations / rms(deviations)
    if gain == "length":
        return deviations * rms(x) / rms(deviations)
    if gain == "maximum":
        return deviations * x.amax(dim=1, keepdim=True) / (deviations.amax(dim=1, keepdim=True) + 1e-8)
    if gain == "mean":
        return deviations * x.mean(dim=1, keepdim=True) / (deviations.abs().mean(dim=1, keepdim=True) + 1e-8)
    raise ValueError(f"unknown gain {gain!r}")


def by_maximum(r):
    return r / (r.amax(dim=1, keepdim=True) + 1e-8)


def rescaled(r, how, constants):
    if how == "maximum":
        return by_maximum(r)
    if how == "min-max":
        return by_maximum(r - r.amin(dim=1, keepdim=True))
    if how == "length":
        return r / (r.square().sum(dim=1, keepdim=True) + 1e-16).sqrt()
    if how == "none":
        return r
    return (r if how == "clip" else r / constants["maximum"]).clamp_max(1.0)


class Network(torch.nn.Module):
    """The network of a manifest: weights from its files, formulas from its `conventions`."""

    def __init__(self, folder, layers):
        super().__init__()
        tensor = lambda name: torch.from_numpy(np.load(folder / name))
        self.hidden = [(layer, tensor(layer["kernel"])) for layer in layers if layer["kind"] == "hidden"]
        self.constants = [
            {name: tensor(file) for name, file in layer.get("constants", {}).items()} for layer, _ in self.hidden
        ]
        output = layers[-1]
        self.kernel, self.bias = tensor(output["kernel"]), tensor(output["bias"])

    def forward(self, x):
        for (layer, kernel), constants in zip(self.hidden, self.constants):
            if layer["input"] == "unit-length":
                x = x / x.norm(dim=1, keepdim=True).clamp_min(1e-12)
            elif layer["input"] == "normalised":
                # Of x, not of |x|: what a layer reads is not negative, and at 0 PyTorch takes the slope of |x| as 0.
                x = normalised(x, layer["gain"])
            elif layer["input"] == "standardised":
                x = (x - constants["inputs-mean"]) * constants["inputs-factor"]
            elif layer["input"] != "as-it-is":
                raise ValueError(f"unknown input {layer['input']!r}")
            y = x @ kernel
            threshold = layer.get("threshold", 0)
            if layer["activation"] == "normalised-relu":
                deviations = y.abs() - y.abs().mean(dim=1, keepdim=True)
                x = by_maximum(torch.relu(deviations - threshold * rms(deviations) if threshold else deviations))
            elif layer["activation"] == "power-relu":
                x = torch.relu(y) ** layer["power"]
            elif layer["activation"] == "rescaled-relu":
                if layer["currents"] == "normalised":
                    y = normalised(y.abs(), layer["gain"])
                elif layer["currents"] == "standardised":
                    y = (y.abs() - constants["currents-mean"]) * constants["currents-factor"]
                x = rescaled(torch.relu(y - threshold), layer["rescale"], constants)
            else:
                raise ValueError(f"unknown activation {layer['activation']!r}")
        return x @ self.kernel + self.bias


def gradient(network, x, labels):
    """Of the log-odds against each image's label, in its pixels.

    The cross-entropy is log(1 + exp(u)) of these u, so its gradient has the same signs. In float32 its own gradient does
    not: where the label's probability rounds to 1, the label's part of it is 0.
    """
    x = x.detach().requires_grad_()
    logits = network(x)
    own = F.one_hot(labels, logits.shape[1]).bool()
    odds = logits.masked_fill(own, -torch.inf).logsumexp(dim=1) - logits[own]
    odds.sum().backward()
    return x.grad


def clip(x, centre, epsilon):
    return torch.clamp(torch.min(torch.max(x, centre - epsilon), centre + epsilon), 0.0, 1.0)


def fgsm(network, x, labels, epsilon):
    return clip(x + epsilon * gradient(network, x, labels).sign(), x, epsilon)


def pgd(network, x, labels, epsilon, steps, step_size, generator=None):
    """From the image itself, or from a random point of the ball if there is a generator."""
    current = x
    if generator is not None:
        noise = (2 * torch.rand(x.shape, generator=generator) - 1) * epsilon
        current = clip(x + noise, x, epsilon)
    for _ in range(steps):
        current = clip(current + step_size * gradient(network, current, labels).sign(), x, epsilon)
    return current


def right(network, x, labels):
    with torch.no_grad():
        return network(x).argmax(dim=1) == labels


def in_batches(function, x, labels, size=500):
    return torch.cat([function(x[i : i + size], labels[i : i + size]) for i in range(0, len(x), size)])


def read_idx(path):
    """An IDX file of MNIST's publisher, packed or not."""
    packed = path.with_name(path.name + ".gz")
    data = gzip.decompress(packed.read_bytes()) if packed.exists() else path.read_bytes()
    dimensions = data[3]
    shape = np.frombuffer(data, ">u4", dimensions, 4)
    return np.frombuffer(data, np.uint8, offset=4 + 4 * dimensions).reshape(shape)


def check_images(folder, images, labels):
    """Whether the export's images are the publisher's first test images."""
    own = read_idx(folder / "t10k-images-idx3-ubyte")[: len(images)].reshape(len(images), -1)
    return bool((own == images).all() and (read_idx(folder / "t10k-labels-idx1-ubyte")[: len(labels)] == labels).all())


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("folder", type=Path, help="what `pnpm bench export` wrote")
    parser.add_argument("--restarts", type=int, default=1, help="random starts of a further PGD (0: none)")
    parser.add_argument("--seed", type=int, default=0, help="of the random starts")
    parser.add_argument("--mnist", type=Path, help="folder of MNIST's files, to check the images against")
    parser.add_argument("--out", type=Path, help="file to write instead of printing")
    options = parser.parse_args()

    folder = options.folder
    manifest = json.loads((folder / "manifest.json").read_text())
    check = manifest["check"]
    images, labels_on_disk = np.load(folder / check["images"]), np.load(folder / check["labels"])
    network = Network(folder, manifest["layers"])
    x = torch.from_numpy(images.astype(np.float32) / np.float32(255))
    labels = torch.from_numpy(labels_on_disk.astype(np.int64))
    with torch.no_grad():
        logits = torch.cat([network(part) for part in x.split(1000)]).numpy()
    expected = np.load(folder / check["logits"])

    attacks = {
        "fgsm": lambda epsilon: lambda a, b: right(network, fgsm(network, a, b, epsilon), b),
        "pgd": lambda epsilon: lambda a, b: right(
            network, pgd(network, a, b, epsilon, check["steps"], check["stepSize"]), b
        ),
    }
    rows = []
    for theirs in check["attacks"]:
        kept = np.load(folder / theirs["right"]).astype(bool)
        for i, epsilon in enumerate(check["epsilons"]):
            mine = in_batches(attacks[theirs["attack"]](epsilon), x, labels).numpy()
            clean = right(network, x, labels).numpy()
            mine &= clean  # an image that is wrong from the start stays wrong
            accuracy = 100 * float(mine.mean())
            rows.append(
                {
                    "attack": theirs["attack"],
                    "epsilon": epsilon,
                    "hebbench": theirs["accuracy"][i],
                    "independent": round(accuracy, 4),
                    "difference": round(accuracy - theirs["accuracy"][i], 4),
                    "imagesThatDiffer": int((mine != kept[i]).sum()),
                }
            )
    generator = torch.Generator().manual_seed(options.seed)
    random_starts = []
    for epsilon in check["epsilons"] if options.restarts > 0 else []:
        left = right(network, x, labels)
        for _ in range(options.restarts):
            attack = lambda a, b: right(
                network, pgd(network, a, b, epsilon, check["steps"], check["stepSize"], generator), b
            )
            left &= in_batches(attack, x, labels)
        random_starts.append({"epsilon": epsilon, "independent": round(100 * float(left.float().mean()), 4)})

    report = {
        "schema": 1,
        "cell": manifest["cell"]["id"],
        "scale": manifest["cell"]["scale"],
        "seed": manifest["seed"],
        "data": manifest["data"],
        "images": check["count"],
        **({"imagesAreThePublishers": check_images(options.mnist, images, labels_on_disk)} if options.mnist else {}),
        "weights": hashlib.sha256(b"".join(path.read_bytes() for path in sorted(folder.glob("*-kernel.npy")))).hexdigest(),
        "program": {"python": platform.python_version(), "torch": torch.__version__, "numpy": np.__version__},
        "logits": {
            "largest": float(np.abs(expected).max()),
            "largestDifference": float(np.abs(logits - expected).max()),
        },
        "accuracy": {
            "hebbench": 100 * float((expected.argmax(axis=1) == labels_on_disk).mean()),
            "independent": 100 * float((logits.argmax(axis=1) == labels_on_disk).mean()),
        },
        "steps": check["steps"],
        "stepSize": check["stepSize"],
        "rows": rows,
        "randomStarts": {"restarts": options.restarts, "rows": random_starts},
        "largestDifference": max(abs(row["difference"]) for row in rows),
    }
    text = json.dumps(report, indent=2, ensure_ascii=False) + "\n"
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(text)
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
