"""What the units of work are: sizes, settings and random numbers, the same for every framework."""

from dataclasses import dataclass
from typing import Callable, Mapping

import numpy as np

INPUTS, UNITS, CLASSES = 784, 2000, 10
# The convolution: pixels along a side of the image and of the window, units.
SIDE, WINDOW, CHANNELS = 28, 5, 96

# Equation (1): η; Krotov and Hopfield: ε at the start, k, δ; Adam: rate and moments.
HEBBIAN_RATE = 5e-4
KH_RATE, KH_RANK, KH_DELTA = 0.04, 7, 0.4
ADAM_RATE, BETA1, BETA2, ADAM_EPSILON = 3e-3, 0.9, 0.999, 1e-8
# Equations (2) to (5): η, σ², α, β, γ.
ETA, VARIANCE, ALPHA, BETA, GAMMA = 5e-4, 1.6e-4, 0.04, 87_500.0, 0.04
# PGD.
EPSILON, STEP, STEPS = 0.1, 0.01, 40
POWER = 4.5
# Keeps quotients finite.
TINY = 1e-8


@dataclass(frozen=True)
class Work:
    """A unit of work."""

    batch: int
    #: Shapes of the weights that it starts from, by name.
    weights: Mapping[str, tuple[int, ...]]
    #: Draws what is random in an update beside the batch, if anything is.
    noise: Callable[[np.random.Generator], np.ndarray | None] = lambda random: None
    #: Kernels that begin as N(0, 1) rather than in U[0.01, 0.1].
    normal: bool = False


def _perturbation(random):
    return random.standard_normal((UNITS, CLASSES), np.float32) * np.float32(VARIANCE**0.5)


def _start(random):
    return (2 * random.random((1000, INPUTS), np.float32) - 1) * np.float32(EPSILON)


_HIDDEN, _OUTPUT, _BIAS = ("hidden-1/kernel", "output/kernel", "output/bias")
_NETWORK = {_HIDDEN: (INPUTS, UNITS), _OUTPUT: (UNITS, CLASSES), _BIAS: (CLASSES,)}
_TRANSPOSED = {**_NETWORK, _HIDDEN: (UNITS, INPUTS)}

WORK = {
    "hebbian-100": Work(100, {_HIDDEN: (INPUTS, UNITS)}),
    "hebbian-2000": Work(2000, {_HIDDEN: (INPUTS, UNITS)}),
    "conv-100": Work(100, {_HIDDEN: (WINDOW**2, CHANNELS)}),
    "krotov-hopfield-100": Work(100, {_HIDDEN: (UNITS, INPUTS)}, normal=True),
    "wp-head-2000": Work(2000, _NETWORK, _perturbation),
    "backprop-100": Work(100, _NETWORK),
    "pgd-1000": Work(1000, _NETWORK, _start),
    "pgd-power-1000": Work(1000, _TRANSPOSED, _start, normal=True),
}


def start_weights(work: Work, random: np.random.Generator) -> dict[str, np.ndarray]:
    """Weights to time with: what they are makes no difference to the time."""

    def draw(name, shape):
        if name == _BIAS:
            return np.zeros(shape, np.float32)
        if work.normal and name == _HIDDEN:
            return random.standard_normal(shape, np.float32)
        return np.float32(0.01) + np.float32(0.09) * random.random(shape, np.float32)

    return {name: draw(name, shape) for name, shape in work.weights.items()}
