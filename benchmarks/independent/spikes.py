#!/usr/bin/env python3
"""A converted network in snnTorch: the same neurons by another hand.

    node --import tsx benchmarks/src/spiking-check/main.ts --to FOLDER    # trains, converts, and writes what it is made of
    python3 benchmarks/independent/spikes.py FOLDER                       # simulates it again; needs torch and snntorch

Shares no code with Hebbench: neurons are snntorch.Leaky, currents PyTorch's. Prints one JSON document: how many spikes
differ, step by step and neuron by neuron, from the currents that Hebbench computed (where all arithmetic is that of the
neurons, in float32, and nothing may differ) and from PyTorch's own (where sums are added up in another order, and a
membrane within rounding of its threshold may end on its other side).
"""

import argparse
import json
import platform
import sys
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np
import snntorch
import torch


def at_threshold(distance):
    """A spike at the threshold itself, too: snnTorch's own is one above it."""
    return (distance >= 0).float()


def drive_of(network, images):
    """What drives the membranes at every step: an image is a constant current."""
    currents = images @ network["kernel"]
    if network["drive"] == "linear":
        return currents
    if network["drive"] == "normalised":
        size = currents.abs()
        excess = torch.relu(size - size.mean(dim=1, keepdim=True))
        return excess / (excess.amax(dim=1, keepdim=True) + 1e-8)
    raise ValueError(f"unknown drive {network['drive']!r}")


def simulate(network, drive, steps):
    """Spikes of each step, [steps, images, units], and class scores."""
    neurons = snntorch.Leaky(
        beta=network["leak"],
        threshold=network["threshold"],
        reset_mechanism="zero" if network["reset"] == "zero" else "subtract",
        reset_delay=False,
        spike_grad=at_threshold,
    )
    membrane = torch.full_like(drive, network["start"])
    spikes, total = [], torch.zeros_like(drive)
    with torch.no_grad():
        for _ in range(steps):
            spike, membrane = neurons(drive, membrane)
            spikes.append(spike.to(torch.uint8))
            total += spike
        scores = (total @ network["output"]) * (network["scale"] / steps) + network["bias"]
    return torch.stack(spikes), scores


def compare(folder, name, steps, repeats):
    load = lambda what: torch.from_numpy(np.load(folder / f"{name}-{what}.npy"))
    network = json.loads((folder / f"{name}.json").read_text())
    network |= {what: load(what) for what in ("kernel", "output", "bias")}
    images = load("images").float() / 255
    expected, drive, scores = load("spikes"), load("drive"), load("scores")
    result = {"network": name, "images": len(images), "units": drive.shape[1], "steps": steps, "spikes": int(expected.sum())}

    spikes, _ = simulate(network, drive, steps)
    result["differ_from_same_drive"] = int((spikes != expected).sum())
    own = drive_of(network, images)
    spikes, own_scores = simulate(network, own, steps)
    counts, own_counts = expected.sum(0, dtype=torch.int32), spikes.sum(0, dtype=torch.int32)
    result |= {
        "drive_differs_by": float((own - drive).abs().max()),
        "neurons_that_differ": int((counts != own_counts).sum()),
        "largest_difference_in_count": int((counts - own_counts).abs().max()),
        "scores_differ_by": float((own_scores - scores).abs().max()),
        "largest_score": float(scores.abs().max()),
        "answers_that_differ": int((own_scores.argmax(1) != scores.argmax(1)).sum()),
        "hebbench_seconds": network["seconds"],
    }
    seconds = []
    for _ in range(repeats):
        began = time.perf_counter()
        simulate(network, drive_of(network, images), steps)
        seconds.append(time.perf_counter() - began)
    result["snntorch_seconds"] = sorted(seconds)[len(seconds) // 2]
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="what main.ts wrote")
    parser.add_argument("--repeats", type=int, default=5, help="timed simulations, of which the median counts")
    parser.add_argument("--fixture", type=Path, help="also writes spikes of a few neurons, for a test")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    manifest = json.loads((arguments.folder / "manifest.json").read_text())
    steps = manifest["steps"]
    document = {
        "python": platform.python_version(),
        "torch": torch.__version__,
        "snntorch": version("snntorch"),
        "processor": manifest["processor"],
        "networks": [compare(arguments.folder, name, steps, arguments.repeats) for name in manifest["networks"]],
    }
    json.dump(document, sys.stdout, indent=2)
    print()
    if arguments.fixture:
        arguments.fixture.write_text(json.dumps(fixture(), indent=1) + "\n")


def fixture():
    """Neurons of several kinds under currents that change: when each spikes, and where its membrane ends."""
    generator = torch.Generator().manual_seed(32)
    currents = torch.rand([40, 6], generator=generator) * 0.9 - 0.1
    cases = []
    for leak, reset, threshold, start in [(1.0, "subtract", 1.0, 0.5), (0.9, "subtract", 0.8, 0.0), (0.75, "zero", 0.6, 0.0)]:
        neurons = snntorch.Leaky(
            beta=leak, threshold=threshold, reset_mechanism=reset, reset_delay=False, spike_grad=at_threshold
        )
        membrane, times = torch.full([1, 6], start * threshold), [[] for _ in range(6)]
        with torch.no_grad():
            for step, current in enumerate(currents, start=1):
                spike, membrane = neurons(current[None], membrane)
                for i in spike[0].nonzero().flatten().tolist():
                    times[i].append(step)
        cases.append(
            {"leak": leak, "reset": reset, "threshold": threshold, "start": start, "times": times, "membranes": membrane[0].tolist()}
        )
    return {
        "made_by": f"benchmarks/independent/spikes.py --fixture, snntorch {version('snntorch')}, torch {torch.__version__}",
        "currents": currents.tolist(),
        "cases": cases,
    }


if __name__ == "__main__":
    main()
