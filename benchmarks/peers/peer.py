#!/usr/bin/env python3
"""Times a unit of work as a user of PyTorch, JAX or TensorFlow writes it who cares for speed.

    peer.py torch --work hebbian-100 --data FOLDER [--threads 2] [--seconds 8] [--form NAME] [--limit GFLOPS]

FOLDER holds `images.npy` (uint8, `[samples, 784]`) and `labels.npy` (uint8). With FOLDER/WORK, an update of a known
result is made first, from the images, weights and random numbers in there: what comes of it is written to
FOLDER/WORK/FRAMEWORK/FORM, for the asker to hold against its own. A unit may be written in several ways, its forms:
each is tried, and the fastest one timed.

A framework that reaches less than half of the limit in a plain product of 2000 × 2000 matrices is set up wrongly: that
is looked at first, and ends the program.

Prints one line of JSON. `pnpm bench speed --peers` runs it.
"""

import argparse
import importlib
import json
import os
import statistics
import sys
import time
from pathlib import Path

FRAMEWORKS = ("torch", "jax", "tensorflow")
WARM_UP = 2
LEAST_UPDATES = 3
TRIAL_SECONDS = 0.7


def pin(threads):
    """Keeps this process, and every pool of threads that a library makes in it, to as many processors."""
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NPROC"):
        os.environ[name] = str(threads)
    if hasattr(os, "sched_setaffinity"):
        allowed = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, allowed[:threads])


def gflops_of(product, n=2000):
    """Of a plain product, the best of some: in 10⁹ operations a second."""
    best, end = float("inf"), time.perf_counter() + 1
    runs = 0
    while runs < 4 or time.perf_counter() < end:
        start = time.perf_counter()
        product()
        best, runs = min(best, time.perf_counter() - start), runs + 1
    return 2 * n**3 / best / 1e9


def time_updates(unit, work, count, random, seconds):
    """Milliseconds of each update: gathering the batch and drawing random numbers are part of it."""
    times, end, runs = [], float("inf"), 0
    while True:
        start = time.perf_counter()
        unit.step(random.integers(0, count, work.batch), work.noise(random))
        now = time.perf_counter()
        runs += 1
        if runs == WARM_UP:
            end = now + seconds
        if runs > WARM_UP:
            times.append(1e3 * (now - start))
        if now >= end and len(times) >= LEAST_UPDATES:
            return times


def load(folder):
    """Images in [0, 1] and their classes."""
    import numpy as np

    images = np.load(folder / "images.npy").astype(np.float32) / np.float32(255)
    return images, np.load(folder / "labels.npy")


def check(make, work, folder, to):
    """Makes the update of a known result, and writes what comes of it."""
    import numpy as np

    noise = folder / "noise.npy"
    weights = {name: np.load(folder / f"{name.replace('/', '-')}.npy") for name in work.weights}
    unit = make(weights, *load(folder))
    unit.step(np.arange(work.batch), np.load(noise) if noise.exists() else None)
    to.mkdir(parents=True, exist_ok=True)
    for name, values in unit.result().items():
        np.save(to / f"{name.replace('/', '-')}.npy", values.astype(np.float32))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("framework", choices=FRAMEWORKS)
    parser.add_argument("--work", required=True)
    parser.add_argument("--data", required=True, type=Path)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--form", help="time this form, without trying or checking any")
    parser.add_argument("--limit", type=float, default=0, help="what a product reaches on this machine, in GFLOP/s")
    options = parser.parse_args()

    pin(options.threads)
    import numpy as np
    from work import WORK, start_weights

    peer = importlib.import_module(f"{options.framework}_peer")
    name = peer.open_peer(options.threads)
    product_gflops = gflops_of(peer.product(2000))
    if product_gflops < options.limit / 2:
        no_compiler = "" if getattr(peer, "WIDEST", True) else "; wide_mkl.py finds no C compiler here"
        sys.exit(
            f"{name} is set up wrongly: a product of 2000 × 2000 matrices reaches {product_gflops:.0f} GFLOP/s here, "
            f"less than half of this machine's {options.limit:.0f}{no_compiler}"
        )

    work = WORK[options.work]
    images, labels = load(options.data)
    random = np.random.default_rng(0)
    started = peer.forms(options.work, start_weights(work, random), images, labels)
    chosen, trials = options.form, {}
    if chosen is None:
        folder = options.data / options.work
        for form in started:
            # A form that cannot be compiled here leaves the others.
            try:
                if folder.exists():
                    make = lambda *given: peer.forms(options.work, *given)[form]()
                    check(make, work, folder, folder / options.framework / form)
                times = time_updates(started[form](), work, len(images), random, TRIAL_SECONDS)
            except Exception as error:
                print(f"{form}: {str(error).splitlines()[:1]}", file=sys.stderr)
            else:
                trials[form] = statistics.median(times)
        if not trials:
            sys.exit(f"{name}: no form of {options.work} works")
        chosen = min(trials, key=trials.get)

    times = time_updates(started[chosen](), work, len(images), random, options.seconds)
    answer = {
        "peer": name,
        "work": options.work,
        "threads": options.threads,
        "form": chosen,
        "ms": statistics.median(times),
        "updates": len(times),
        "productGflops": product_gflops,
        "flushesDenormals": peer.flushes_denormals(),
        "trials": trials,
    }
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
