"""The units of work in TensorFlow and Keras: one `tf.function` an update, with and without XLA."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import keras
import numpy as np
import tensorflow as tf

from work import *


def open_peer(threads):
    tf.config.threading.set_intra_op_parallelism_threads(threads)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    return f"tensorflow {tf.__version__}, keras {keras.__version__}"


def product(n):
    a = tf.ones((n, n))
    multiply = tf.function(tf.matmul)
    return lambda: multiply(a, a).numpy()


def flushes_denormals():
    # Within a function: what is computed at once has another thread's setting.
    return float(tf.function(lambda x: tf.reduce_sum(x * 0.01))(tf.fill([4096], 1e-38))) == 0.0


def normalise(y):
    """Equation (6): β and σ cancel in the rescaling."""
    size = tf.abs(y)
    r = tf.nn.relu(size - tf.reduce_mean(size, 1, keepdims=True))
    return r / (tf.reduce_max(r, 1, keepdims=True) + TINY)


def cross_entropy(y, scores):
    return tf.nn.sparse_softmax_cross_entropy_with_logits(y, scores)


class Hebbian:
    names = ["hidden-1/kernel"]

    def __init__(self, weights):
        self.variables = [tf.Variable(weights[name]) for name in self.names]

    def prepare(self, rows):
        return rows

    def update(self, x, y, noise):
        (w,) = self.variables
        z = normalise(x @ w)
        change = tf.matmul(x - tf.matmul(z, w, transpose_b=True), z, transpose_a=True)
        w.assign(tf.nn.relu(w + HEBBIAN_RATE / x.shape[0] * change))


class Convolution(Hebbian):
    """Equation (1) on the patches of all images."""

    def update(self, x, y, noise):
        images, window = tf.reshape(x, (-1, SIDE, SIDE, 1)), [1, WINDOW, WINDOW, 1]
        patches = tf.image.extract_patches(images, window, [1, 1, 1, 1], [1, 1, 1, 1], "SAME")
        super().update(tf.reshape(patches, (-1, WINDOW**2)), y, noise)


class KrotovHopfieldDense(Hebbian):
    def update(self, x, y, noise):
        (w,) = self.variables
        currents = tf.matmul(x, w * tf.abs(w), transpose_b=True)
        unit = tf.math.top_k(currents, KH_RANK).indices
        g = tf.one_hot(unit[:, 0], UNITS) - KH_DELTA * tf.one_hot(unit[:, -1], UNITS)
        d = tf.matmul(g, x, transpose_a=True) - tf.reduce_sum(g * currents, 0)[:, None] * w
        w.assign_add(KH_RATE / tf.reduce_max(tf.abs(d)) * d)


class KrotovHopfieldRows(Hebbian):
    """Two units a sample learn: their rows alone are computed, and powers of all weights kept."""

    def __init__(self, weights):
        super().__init__(weights)
        self.powers = tf.Variable(self.variables[0] * tf.abs(self.variables[0]))

    def update(self, x, y, noise):
        (w,) = self.variables
        top = tf.math.top_k(tf.matmul(x, self.powers, transpose_b=True), KH_RANK)
        both = tf.concat([top.indices[:, 0], top.indices[:, -1]], 0)
        rows, place = tf.unique(both)
        count = tf.size(rows)
        d = tf.math.unsorted_segment_sum(tf.concat([x, -KH_DELTA * x], 0), place, count)
        currents = tf.concat([top.values[:, 0], -KH_DELTA * top.values[:, -1]], 0)
        decay = tf.math.unsorted_segment_sum(currents, place, count)
        old = tf.gather(w, rows)
        d = d - decay[:, None] * old
        new = old + KH_RATE / tf.reduce_max(tf.abs(d)) * d
        w.scatter_update(tf.IndexedSlices(new, rows))
        self.powers.scatter_update(tf.IndexedSlices(new * tf.abs(new), rows))


class WeightPerturbation(Hebbian):
    names = ["output/kernel", "output/bias"]

    def __init__(self, weights):
        super().__init__(weights)
        self.hidden = tf.constant(weights["hidden-1/kernel"])

    def prepare(self, rows):
        activity = tf.function(lambda x: normalise(x @ self.hidden))
        return tf.concat([activity(rows[i : i + 4000]) for i in range(0, rows.shape[0], 4000)], 0)

    def update(self, x, y, xi):
        w, b = self.variables
        u = x @ tf.concat([w, xi], 1)
        scores = u[:, :CLASSES] + b
        z = tf.nn.softmax(scores)
        gain = tf.reduce_mean(cross_entropy(y, scores + u[:, CLASSES:]) - cross_entropy(y, scores))
        c = tf.linalg.set_diag(tf.matmul(z, z, transpose_a=True), tf.zeros(CLASSES))
        hebbian = (tf.transpose(tf.matmul(z, x, transpose_a=True)) - w @ c) / x.shape[0]
        step = ETA * ETA * ALPHA * hebbian
        step -= (ETA * ETA * BETA / VARIANCE) * gain * xi * tf.cast(w != 0, tf.float32)
        w.assign(tf.nn.relu(w + step))
        b.assign(tf.nn.relu(b + ETA * GAMMA * (1 / CLASSES - tf.reduce_mean(z, 0))))


class Backprop(Hebbian):
    names = ["hidden-1/kernel", "output/kernel", "output/bias"]

    def __init__(self, weights):
        self.model = keras.Sequential(
            [
                keras.Input((INPUTS,)),
                keras.layers.Dense(UNITS, activation="relu", use_bias=False),
                keras.layers.Dense(CLASSES),
            ]
        )
        self.model.set_weights([weights[name] for name in self.names])
        self.variables = [each.value for each in self.model.trainable_variables]
        # Keras adds ε to √v before v is corrected for its start: with this one, the first update is as the others'.
        self.optimiser = keras.optimizers.Adam(ADAM_RATE, BETA1, BETA2, ADAM_EPSILON * (1 - BETA2) ** 0.5)
        self.optimiser.build(self.model.trainable_variables)

    def update(self, x, y, noise):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(cross_entropy(y, self.model(x, training=True)))
        weights = self.model.trainable_variables
        self.optimiser.apply(tape.gradient(loss, weights), weights)


class Pgd(Hebbian):
    names = ["x"]

    def __init__(self, weights):
        self.hidden, self.output, self.bias = map(tf.constant, weights.values())
        self.variables = [tf.Variable(tf.zeros((WORK["pgd-1000"].batch, INPUTS)))]

    def activity(self, x):
        return normalise(x @ self.hidden)

    def update(self, origin, y, noise):
        low, high = tf.clip_by_value(origin - EPSILON, 0, 1), tf.clip_by_value(origin + EPSILON, 0, 1)
        x = tf.clip_by_value(origin + noise, low, high)
        for _ in tf.range(STEPS):
            with tf.GradientTape() as tape:
                tape.watch(x)
                loss = tf.reduce_sum(cross_entropy(y, self.activity(x) @ self.output + self.bias))
            x = tf.clip_by_value(x + STEP * tf.sign(tape.gradient(loss, x)), low, high)
        self.variables[0].assign(x)


class PgdPower(Pgd):
    """Krotov and Hopfield's network: inputs of unit length, `relu(Wv)^n`."""

    def activity(self, x):
        length = tf.sqrt(tf.reduce_sum(x * x, 1, keepdims=True) + 1e-24)
        return tf.nn.relu(tf.matmul(x / length, self.hidden, transpose_b=True)) ** POWER


class Running:
    def __init__(self, form, weights, rows, labels, batch, xla):
        self.form = form(weights)
        self.rows, self.labels = self.form.prepare(rows), labels

        # Gathering stays outside of XLA, which would compile for each number of rows of the whole.
        @tf.function(jit_compile=xla)
        def update(x, y, noise):
            self.form.update(x, y, noise)

        @tf.function
        def step(indices, noise):
            x = tf.ensure_shape(tf.gather(self.rows, indices), (batch, self.rows.shape[1]))
            update(x, tf.gather(self.labels, indices), noise)

        self.run = step

    def step(self, indices, noise):
        self.run(tf.constant(indices, tf.int32), tf.constant(0.0 if noise is None else noise))

    def result(self):
        return {name: variable.numpy() for name, variable in zip(self.form.names, self.form.variables)}


FORMS = {
    "hebbian-100": [Hebbian],
    "hebbian-2000": [Hebbian],
    "conv-100": [Convolution],
    "krotov-hopfield-100": [KrotovHopfieldRows, KrotovHopfieldDense],
    "wp-head-2000": [WeightPerturbation],
    "backprop-100": [Backprop],
    "pgd-1000": [Pgd],
    "pgd-power-1000": [PgdPower],
}


def forms(work, weights, images, labels):
    """Each way to write the unit, with and without XLA, by name: a function that makes it."""
    rows, labels = tf.constant(images), tf.constant(labels.astype(np.int32))
    batch = WORK[work].batch
    return {
        f"{form.__name__}, {'XLA' if xla else 'tf.function'}": (
            lambda form=form, xla=xla: Running(form, weights, rows, labels, batch, xla)
        )
        for form in FORMS[work]
        for xla in (False, True)
        # XLA has no kernel for tf.unique on processors.
        if not (xla and form is KrotovHopfieldRows)
    }
