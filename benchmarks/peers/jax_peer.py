"""The units of work in JAX: one jitted function an update, whose weights are given up to its result."""

import os
from functools import partial

import jax
import jax.numpy as jnp
import numpy as np

from work import *


def open_peer(threads):
    # XLA takes one thread for each processor that the process may use: the caller has limited these.
    jax.config.update("jax_platforms", "cpu")
    return f"jax {jax.__version__}"


def product(n):
    a = jnp.ones((n, n), jnp.float32)
    multiply = jax.jit(jnp.matmul)
    return lambda: multiply(a, a).block_until_ready()


def flushes_denormals():
    return float(jax.jit(lambda x: jnp.sum(x * 0.01))(jnp.full(64, 1e-38, jnp.float32))) == 0.0


def normalise(y):
    """Equation (6): β and σ cancel in the rescaling."""
    size = jnp.abs(y)
    r = jax.nn.relu(size - size.mean(1, keepdims=True))
    return r / (r.max(1, keepdims=True) + TINY)


def cross_entropy(scores, y):
    own = jnp.take_along_axis(scores, y[:, None], 1)[:, 0]
    return jax.nn.logsumexp(scores, axis=1) - own


def hebbian(state, x, y, noise):
    (w,) = state
    z = normalise(x @ w)
    return (jax.nn.relu(w + (HEBBIAN_RATE / len(x)) * ((x - z @ w.T).T @ z)),)


def convolution(state, x, y, noise):
    """Equation (1) on the patches of all images."""
    images = x.reshape(-1, 1, SIDE, SIDE)
    patches = jax.lax.conv_general_dilated_patches(images, (WINDOW, WINDOW), (1, 1), "SAME")
    return hebbian(state, patches.transpose(0, 2, 3, 1).reshape(-1, WINDOW**2), y, noise)


def winners(currents):
    """Of each sample the largest current, the k-th largest, and their units. XLA's own top_k sorts whole rows."""
    rest = currents
    for _ in range(KH_RANK - 1):
        rest = jnp.where(rest == rest.max(1, keepdims=True), -jnp.inf, rest)
    return currents.max(1), rest.max(1), currents.argmax(1), rest.argmax(1)


def krotov_hopfield_dense(state, x, y, noise):
    (w,) = state
    currents = x @ (w * jnp.abs(w)).T
    first, last, winner, runner_up = winners(currents)
    g = jax.nn.one_hot(winner, UNITS) - KH_DELTA * jax.nn.one_hot(runner_up, UNITS)
    d = g.T @ x - (g * currents).sum(0)[:, None] * w
    return (w + KH_RATE / jnp.abs(d).max() * d,)


def krotov_hopfield_rows(state, x, y, noise):
    """Two units a sample learn: their rows alone are computed, and powers of all weights kept."""
    w, powers = state
    first, last, winner, runner_up = winners(x @ powers.T)
    both = jnp.concatenate([winner, runner_up])
    rows, place = jnp.unique(both, return_inverse=True, size=2 * len(x), fill_value=UNITS)
    d = jnp.zeros((2 * len(x), INPUTS)).at[place].add(jnp.concatenate([x, -KH_DELTA * x]))
    decay = jnp.zeros(2 * len(x)).at[place].add(jnp.concatenate([first, -KH_DELTA * last]))
    old = w.at[rows].get(mode="fill", fill_value=0)
    d = d - decay[:, None] * old
    new = old + KH_RATE / jnp.abs(d).max() * d
    return w.at[rows].set(new, mode="drop"), powers.at[rows].set(new * jnp.abs(new), mode="drop")


def weight_perturbation(state, x, y, xi):
    w, b = state
    u = x @ jnp.concatenate([w, xi], 1)
    scores = u[:, :CLASSES] + b
    z = jax.nn.softmax(scores)
    gain = (cross_entropy(scores + u[:, CLASSES:], y) - cross_entropy(scores, y)).mean()
    c = (z.T @ z) * (1 - jnp.eye(CLASSES))
    hebbian_part = ((z.T @ x).T - w @ c) / len(x)
    step = ETA * ETA * ALPHA * hebbian_part - (ETA * ETA * BETA / VARIANCE) * gain * xi * (w != 0)
    return jax.nn.relu(w + step), jax.nn.relu(b + ETA * GAMMA * (1 / CLASSES - z.mean(0)))


def backprop(state, x, y, noise):
    weights, m, v, update = state

    def loss(weights):
        hidden, output, bias = weights
        return cross_entropy(jax.nn.relu(x @ hidden) @ output + bias, y).mean()

    gradients, update = jax.grad(loss)(weights), update + 1
    m = jax.tree.map(lambda m, g: BETA1 * m + (1 - BETA1) * g, m, gradients)
    v = jax.tree.map(lambda v, g: BETA2 * v + (1 - BETA2) * g * g, v, gradients)
    rate, correct = ADAM_RATE / (1 - BETA1**update), 1 / (1 - BETA2**update)
    weights = jax.tree.map(lambda w, m, v: w - rate * m / (jnp.sqrt(correct * v) + ADAM_EPSILON), weights, m, v)
    return weights, m, v, update


def attack(activity, weights, origin, y, noise):
    hidden, output, bias = weights
    low, high = jnp.clip(origin - EPSILON, 0, 1), jnp.clip(origin + EPSILON, 0, 1)
    gradient = jax.grad(lambda x: cross_entropy(activity(x, hidden) @ output + bias, y).sum())
    move = lambda _, x: jnp.clip(x + STEP * jnp.sign(gradient(x)), low, high)
    return jax.lax.fori_loop(0, STEPS, move, jnp.clip(origin + noise, low, high))


def power_activity(x, hidden):
    length = jnp.sqrt((x * x).sum(1, keepdims=True) + 1e-24)
    return jax.nn.relu(x / length @ hidden.T) ** POWER


class Training:
    """An update that makes new weights of old ones."""

    def __init__(self, function, names, state, rows, labels):
        self.names, self.state, self.rows, self.labels = names, jax.tree.map(jnp.array, state), rows, labels

        @partial(jax.jit, donate_argnums=0)
        def update(state, rows, labels, indices, noise):
            return function(state, rows[indices], labels[indices], noise)

        self.update = update

    def step(self, indices, noise):
        self.state = jax.block_until_ready(self.update(self.state, self.rows, self.labels, indices, noise))

    def result(self):
        leaves = jax.tree.leaves(self.state)
        return {name: np.array(leaf) for name, leaf in zip(self.names, leaves)}


class Attacking:
    def __init__(self, activity, weights, rows, labels):
        self.rows, self.labels, self.weights = rows, labels, [jnp.array(each) for each in weights.values()]

        @jax.jit
        def run(weights, rows, labels, indices, noise):
            return attack(activity, weights, rows[indices], labels[indices], noise)

        self.run = run

    def step(self, indices, noise):
        self.x = self.run(self.weights, self.rows, self.labels, indices, noise).block_until_ready()

    def result(self):
        return {"x": np.array(self.x)}


def forms(work, weights, images, labels):
    """Each way to write the unit, by name: a function that makes it."""
    rows, labels, names = jnp.array(images), jnp.array(labels, jnp.int32), list(weights)
    start = tuple(weights.values())
    training = lambda function, state=start, names=names, rows=rows: (
        lambda: Training(function, names, state, rows, labels)
    )
    if work.startswith("hebbian"):
        return {"jit": training(hebbian)}
    if work == "conv-100":
        return {"jit": training(convolution)}
    if work == "krotov-hopfield-100":
        (w,) = start
        return {
            "rows, jit": training(krotov_hopfield_rows, (w, w * abs(w))),
            "dense, jit": training(krotov_hopfield_dense),
        }
    if work == "wp-head-2000":
        hidden, *head = start
        activity = jax.jit(lambda x: normalise(x @ hidden))
        frozen = jnp.concatenate([activity(rows[i : i + 4000]) for i in range(0, len(rows), 4000)])
        return {"jit": training(weight_perturbation, tuple(head), names[1:], frozen)}
    if work == "backprop-100":
        zeros = tuple(map(np.zeros_like, start))
        return {"jit": training(backprop, (start, zeros, zeros, np.float32(0)))}
    activity = power_activity if work == "pgd-power-1000" else lambda x, hidden: normalise(x @ hidden)
    return {"jit": lambda: Attacking(activity, weights, rows, labels)}
