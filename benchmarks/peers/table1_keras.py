#!/usr/bin/env python3
"""The networks of `pnpm bench --filter table1 --scale quick` as a short Keras program, for its wall clock.

    table1_keras.py --data-dir DIR [--threads 2] [--only TEXT] [--images N]

DIR holds `mnist` and `cifar-10` as `pnpm bench` takes them. The same cells, sizes, updates and batches, hidden layers
that cells have in common trained once, and the test accuracy of each network at its end: no records, no curves. An epoch
is one `tf.function`. Random numbers are others, so accuracies agree within about what seeds change; but for the proposed
rule's own output layer, which has two points less: its batches here do not have as many images of each class.
"""

import argparse
import gzip
import json
import math
import os
import time
from pathlib import Path

from peer import pin
from tensorflow_peer import *

RATE = {"hebbian": 0.005, "hebbian cifar-10": 0.0005, "head": 0.003, "centred head": 0.001}
BACKPROP_RATE = {  # by constraint, depth and data: the rule's presets
    (True, False): 1e-2, (True, True): 1e-4, (False, True): 1e-3, (False, False): 3e-3,
}  # fmt: skip
COLUMNS = [  # data, constraint, hidden layers, units
    ("mnist", False, 1, 1000), ("mnist", False, 2, 1000), ("cifar-10", False, 1, 1000),
    ("mnist", True, 1, 1000), ("mnist", True, 2, 1000), ("mnist", True, 10, 500), ("cifar-10", True, 1, 1000),
]  # fmt: skip
HEADS = {"hebbian": ["bp", "wp"], "krotov-hopfield": [4.5, 1.0], "backprop": [None], "control": ["bp"]}


def read_data(folder, images):
    def idx(name, offset):
        with gzip.open(folder / "mnist" / f"{name}-ubyte.gz") as file:
            return np.frombuffer(file.read(), np.uint8, offset=offset)

    def batches(names):
        rows = [np.fromfile(folder / "cifar-10" / "cifar-10-batches-bin" / f"{name}.bin", np.uint8) for name in names]
        rows = np.concatenate(rows).reshape(-1, 3073)
        return rows[:, 1:], rows[:, 0]

    mnist = [(idx(f"{name}-images-idx3", 16).reshape(-1, 784), idx(f"{name}-labels-idx1", 8)) for name in ("train", "t10k")]
    cifar = [batches([f"data_batch_{i}" for i in range(1, 6)]), batches(["test_batch"])]
    scaled = lambda x, y, count: (tf.constant(x[:count].astype(np.float32) / 255), tf.constant(y[:count].astype(np.int32)))
    return {
        "mnist": (scaled(*mnist[0], images or 20_000), scaled(*mnist[1], images)),
        "cifar-10": (scaled(*cifar[0], images or 10_000), scaled(*cifar[1], images)),
    }


def run_epochs(update, rows, epochs, batch):
    """Calls `update(x, index of the batch's samples, fraction of the updates that are done)`."""
    count = int(rows.shape[0])
    batch = min(batch, count)
    per_epoch = count // batch

    @tf.function
    def epoch(number):
        order = tf.random.shuffle(tf.range(count))
        for i in tf.range(per_epoch):
            index = tf.ensure_shape(order[i * batch : (i + 1) * batch], (batch,))
            done = tf.cast(number * per_epoch + i, tf.float32) / (epochs * per_epoch)
            update(tf.gather(rows, index), index, done)

    for number in range(epochs):
        epoch(tf.constant(number))


def cosine(rate, done):
    return rate * 0.5 * (1 + tf.cos(math.pi * done))


def adam(variables, nonnegative):
    """Adam for some variables; with the constraint, clipped at 0."""
    state = [(tf.Variable(tf.zeros_like(v)), tf.Variable(tf.zeros_like(v))) for v in variables]
    step = tf.Variable(0.0)

    def apply(gradients, rate):
        step.assign_add(1)
        scale = rate * tf.sqrt(1 - BETA2**step) / (1 - BETA1**step)
        for w, (m, v), g in zip(variables, state, gradients):
            m.assign(BETA1 * m + (1 - BETA1) * g)
            v.assign(BETA2 * v + (1 - BETA2) * g * g)
            new = w - scale * m / (tf.sqrt(v) + ADAM_EPSILON)
            w.assign(tf.nn.relu(new) if nonnegative else new)

    return apply


def initial(shape, nonnegative, sd=0.01):
    drawn = tf.random.uniform(shape, 0.01, 0.1) if nonnegative else tf.random.normal(shape, 0, sd)
    return tf.Variable(drawn)


class Hidden:
    """A rule's hidden layers: how they answer, and how one of them learns."""

    def __init__(self, rule, data, nonnegative, power=1.0):
        self.rule, self.data, self.nonnegative, self.power = rule, data, nonnegative, power

    def activity(self, x, w):
        if self.rule == "krotov-hopfield":
            length = tf.sqrt(tf.reduce_sum(x * x, 1, keepdims=True) + 1e-24)
            return tf.nn.relu(tf.matmul(x / length, w, transpose_b=True)) ** self.power
        return normalise(x @ w) if self.nonnegative else tf.nn.relu(x @ w)

    def answers(self, rows, w):
        activity = tf.function(lambda x: self.activity(x, w))
        return tf.concat([activity(rows[i : i + 2000]) for i in range(0, rows.shape[0], 2000)], 0)

    def learn(self, rows, units, layers):
        inputs = int(rows.shape[1])
        if self.rule == "krotov-hopfield":
            drawn = tf.random.normal((units, inputs))
            w = tf.Variable(abs(drawn) * 0.5 if self.nonnegative else drawn)
            run_epochs(self.krotov_hopfield(w), rows, 20, 100)
            return w
        w = initial((inputs, units), self.nonnegative)
        if self.rule == "hebbian":
            run_epochs(self.hebbian(w), rows, {1: 3, 2: 5, 10: 15}[layers], 100)
        return w

    def hebbian(self, w):
        rate = RATE["hebbian cifar-10" if self.data == "cifar-10" else "hebbian"]

        def update(x, index, done):
            y = x @ w
            z = normalise(y) if self.nonnegative else y
            new = w + rate / x.shape[0] * tf.matmul(x - tf.matmul(z, w, transpose_b=True), z, transpose_a=True)
            w.assign(tf.nn.relu(new) if self.nonnegative else new)

        return update

    def krotov_hopfield(self, w):
        rank, delta, epsilon = (2, 0.3, 0.02) if self.data == "cifar-10" else (KH_RANK, KH_DELTA, KH_RATE)
        powers = tf.Variable(w * tf.abs(w))

        def update(x, index, done):
            top = tf.math.top_k(tf.matmul(x, powers, transpose_b=True), rank)
            rows, place = tf.unique(tf.concat([top.indices[:, 0], top.indices[:, -1]], 0))
            sums = lambda first, last: tf.math.unsorted_segment_sum(tf.concat([first, -delta * last], 0), place, tf.size(rows))
            old = tf.gather(w, rows)
            d = sums(x, x) - sums(top.values[:, 0], top.values[:, -1])[:, None] * old
            new = old + epsilon * (1 - done) / tf.reduce_max(tf.abs(d)) * d
            new = tf.nn.relu(new) if self.nonnegative else new
            w.scatter_update(tf.IndexedSlices(new, rows))
            powers.scatter_update(tf.IndexedSlices(new * tf.abs(new), rows))

        return update


def gradient_head(h, y, centred, nonnegative):
    rate = RATE["centred head" if centred else "head"]
    mean = tf.reduce_mean(h[:1000], 0) if centred else tf.zeros(h.shape[1])
    scale = tf.sqrt(tf.reduce_mean((h[:1000] - mean) ** 2))
    w, b = initial((int(h.shape[1]), CLASSES), nonnegative), tf.Variable(tf.zeros(CLASSES))
    apply = adam([w, b], nonnegative)

    def update(x, index, done):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(cross_entropy(tf.gather(y, index), (x - mean) / scale @ w + b))
        apply(tape.gradient(loss, [w, b]), cosine(rate, done))

    run_epochs(update, h, 20, 100)
    return lambda h: (h - mean) / scale @ w + b


def perturbation_head(h, y, nonnegative):
    w, b = initial((int(h.shape[1]), CLASSES), nonnegative), tf.Variable(tf.zeros(CLASSES))

    def update(x, index, done):
        labels, xi = tf.gather(y, index), tf.random.normal(w.shape, 0, VARIANCE**0.5)
        u = x @ tf.concat([w, xi], 1)
        scores = u[:, :CLASSES] + b
        z = tf.nn.softmax(scores)
        gain = tf.reduce_mean(cross_entropy(labels, scores + u[:, CLASSES:]) - cross_entropy(labels, scores))
        c = tf.linalg.set_diag(tf.matmul(z, z, transpose_a=True), tf.zeros(CLASSES))
        hebbian = (tf.transpose(tf.matmul(z, x, transpose_a=True)) - w @ c) / x.shape[0]
        step = ETA * ETA * (ALPHA * hebbian - BETA / VARIANCE * gain * xi * tf.cast(w != 0, tf.float32))
        clip = tf.nn.relu if nonnegative else tf.identity
        w.assign(clip(w + step))
        b.assign(clip(b + ETA * GAMMA * (1 / CLASSES - tf.reduce_mean(z, 0))))

    run_epochs(update, h, 300, 2000)
    return lambda h: h @ w + b


def backprop(x, y, data, nonnegative, layers, units):
    widths = [int(x.shape[1])] + layers * [units] + [CLASSES]
    hidden = [initial(pair, nonnegative, (2 / pair[0]) ** 0.5) for pair in zip(widths[:-2], widths[1:-1])]
    variables = hidden + [initial(widths[-2:], nonnegative), tf.Variable(tf.zeros(CLASSES))]
    apply = adam(variables, nonnegative)
    rate = 3e-4 if data == "cifar-10" and not nonnegative else BACKPROP_RATE[nonnegative, layers > 2]

    def scores(x):
        *kernels, output, bias = variables
        for w in kernels:
            x = normalise(x @ w) if nonnegative else tf.nn.relu(x @ w)
        return x @ output + bias

    def update(x, index, done):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(cross_entropy(tf.gather(y, index), scores(x)))
        apply(tape.gradient(loss, variables), cosine(rate, done))

    run_epochs(update, x, 24 if data == "cifar-10" else 8, 100)
    return scores


def accuracy(scores, h, y):
    answer = tf.function(lambda h: tf.argmax(scores(h), 1, tf.int32))
    found = tf.concat([answer(h[i : i + 2000]) for i in range(0, h.shape[0], 2000)], 0)
    return 100 * float(tf.reduce_mean(tf.cast(found == y, tf.float32)))


def networks(sets, rule, data, nonnegative, layers, units):
    """The networks of a rule in a column, each with its name and test accuracy."""
    (x, y), (x_test, y_test) = sets[data]
    heads = HEADS[rule] if layers == 1 and data == "mnist" else HEADS[rule][:1]
    if rule == "backprop":
        yield "end-to-end", accuracy(backprop(x, y, data, nonnegative, layers, units), x_test, y_test)
        return
    kernels, h, hidden = [], x, Hidden(rule, data, nonnegative, heads[0] if rule == "krotov-hopfield" else 1.0)
    for _ in range(layers):
        kernels.append(hidden.learn(h, units, layers))
        h = hidden.answers(h, kernels[-1])
    for head in heads:
        if isinstance(head, float):
            hidden.power = head
        h, h_test = x, x_test
        for w in kernels:
            h, h_test = hidden.answers(h, w), hidden.answers(h_test, w)
        centred = data == "cifar-10" and rule != "krotov-hopfield"
        train = perturbation_head(h, y, nonnegative) if head == "wp" else gradient_head(h, y, centred, nonnegative)
        yield str(head), accuracy(train, h_test, y_test)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", required=True, type=Path)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--only", default="", help="cells whose name holds this text")
    parser.add_argument("--images", type=int, help="of each split, to try it; the program is timed without")
    options = parser.parse_args()
    pin(options.threads)
    started = time.perf_counter()
    version = open_peer(options.threads)
    tf.random.set_seed(0)
    sets = read_data(options.data_dir, options.images)
    for data, nonnegative, layers, units in COLUMNS:
        for rule in HEADS:
            cell = f"{data}/{'nonneg' if nonnegative else 'free'}/{layers}-layer/{rule}"
            if options.only not in cell:
                continue
            since = time.perf_counter()
            for head, percent in networks(sets, rule, data, nonnegative, layers, units):
                print(f"{cell}/{head} {percent:.2f} % {time.perf_counter() - since:.1f} s", flush=True)
                since = time.perf_counter()
    print(json.dumps({"peer": version, "threads": options.threads, "seconds": time.perf_counter() - started}))


if __name__ == "__main__":
    main()
