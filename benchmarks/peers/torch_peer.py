"""The units of work in PyTorch."""

from wide_mkl import take_widest_kernels

# Before PyTorch and its MKL are loaded.
WIDEST = take_widest_kernels()

import numpy as np
import torch
import torch.nn.functional as F

from work import *

torch.set_flush_denormal(True)


def open_peer(threads):
    torch.set_num_threads(threads)
    torch.set_num_interop_threads(1)
    return f"torch {torch.__version__}"


def product(n):
    a, b = torch.ones(n, n), torch.ones(n, n)
    return lambda: a @ b


def flushes_denormals():
    return float(torch.full((64,), 1e-38).mul(0.01).sum()) == 0.0


def array(tensor):
    return tensor.detach().numpy().copy()


def normalise(y):
    """Equation (6): β and σ cancel in the rescaling."""
    size = y.abs()
    r = torch.relu(size - size.mean(1, keepdim=True))
    return r / (r.amax(1, keepdim=True) + TINY)


class Hebbian:
    def __init__(self, weights, x_all, y_all, compiled):
        self.x_all, self.w = x_all, torch.from_numpy(weights["hidden-1/kernel"].copy())
        self.activity = compiled(normalise)

    @staticmethod
    def rows(x):
        return x

    def step(self, indices, noise):
        x, w = self.rows(self.x_all[indices]), self.w
        z = self.activity(x @ w)
        residual = torch.addmm(x, z, w.T, alpha=-1)
        w.addmm_(residual.T, z, alpha=HEBBIAN_RATE / len(x)).clamp_(min=0)

    def result(self):
        return {"hidden-1/kernel": array(self.w)}


class Convolution(Hebbian):
    """Equation (1) on the patches of all images."""

    @staticmethod
    def rows(x):
        patches = F.unfold(x.view(-1, 1, SIDE, SIDE), WINDOW, padding=WINDOW // 2)
        return patches.transpose(1, 2).reshape(-1, WINDOW**2)


class KrotovHopfieldDense:
    """As Krotov and Hopfield publish it: products with a matrix that is nearly all zeros."""

    def __init__(self, weights, x_all, y_all, compiled):
        self.x_all, self.w = x_all, torch.from_numpy(weights["hidden-1/kernel"].copy())
        self.columns = torch.arange(WORK["krotov-hopfield-100"].batch)
        self.powers = compiled(lambda w: w * w.abs())
        self.change = compiled(self._change)

    @staticmethod
    def _change(w, d):
        return w + KH_RATE / d.abs().max() * d

    def step(self, indices, noise):
        x = self.x_all[indices]
        currents = self.powers(self.w) @ x.T
        rank = currents.topk(KH_RANK, dim=0).indices
        g = torch.zeros_like(currents)
        g[rank[-1], self.columns] = -KH_DELTA
        g[rank[0], self.columns] = 1.0
        d = torch.addmm((g * currents).sum(1, keepdim=True) * self.w, g, x, beta=-1)
        self.w = self.change(self.w, d)

    def result(self):
        return {"hidden-1/kernel": array(self.w)}


class KrotovHopfieldRows:
    """Two units a sample learn: their rows alone are computed, and powers of all weights kept."""

    def __init__(self, weights, x_all, y_all, compiled):
        self.x_all, self.w = x_all, torch.from_numpy(weights["hidden-1/kernel"].copy())
        self.powers = self.w * self.w.abs()

    def step(self, indices, noise):
        x = self.x_all[indices]
        currents = x @ self.powers.T
        value, unit = currents.topk(KH_RANK, dim=1)
        both = torch.cat([unit[:, 0], unit[:, -1]])
        rows, place = both.unique(return_inverse=True)
        d = x.new_zeros(len(rows), INPUTS).index_add_(0, place, torch.cat([x, -KH_DELTA * x]))
        decay = x.new_zeros(len(rows)).index_add_(0, place, torch.cat([value[:, 0], -KH_DELTA * value[:, -1]]))
        w = self.w[rows]
        d.addcmul_(decay[:, None], w, value=-1)
        w.add_(d * (KH_RATE / d.abs().max()))
        self.w[rows], self.powers[rows] = w, w * w.abs()

    def result(self):
        return {"hidden-1/kernel": array(self.w)}


class WeightPerturbation:
    def __init__(self, weights, x_all, y_all, compiled):
        hidden = torch.from_numpy(weights["hidden-1/kernel"])
        self.h = torch.cat([normalise(part @ hidden) for part in x_all.split(4000)])
        self.labels = y_all
        self.w = torch.from_numpy(weights["output/kernel"].copy())
        self.b = torch.from_numpy(weights["output/bias"].copy())
        self.forward, self.change = compiled(self._forward), compiled(self._change)

    @staticmethod
    def _forward(u, b, y):
        scores = u[:, :CLASSES] + b
        z = torch.softmax(scores, 1)
        return z, F.cross_entropy(scores + u[:, CLASSES:], y) - F.cross_entropy(scores, y), z.mean(0)

    @staticmethod
    def _change(w, b, xi, gain, correlated, competition, mean, samples):
        hebbian = (correlated - competition) / samples
        step = (ETA * ETA * ALPHA) * hebbian - (ETA * ETA * BETA / VARIANCE) * gain * xi * (w != 0)
        return torch.relu(w + step), torch.relu(b + ETA * GAMMA * (1 / CLASSES - mean))

    def step(self, indices, noise):
        x, y, xi = self.h[indices], self.labels[indices], torch.from_numpy(noise)
        z, gain, mean = self.forward(x @ torch.cat([self.w, xi], 1), self.b, y)
        c = z.T @ z
        c.fill_diagonal_(0)
        self.w, self.b = self.change(self.w, self.b, xi, gain, (z.T @ x).T, self.w @ c, mean, len(y))

    def result(self):
        return {"output/kernel": array(self.w), "output/bias": array(self.b)}


class Backprop:
    def __init__(self, weights, x_all, y_all, compiled):
        self.x_all, self.y_all = x_all, y_all
        self.net = torch.nn.Sequential(
            torch.nn.Linear(INPUTS, UNITS, bias=False), torch.nn.ReLU(), torch.nn.Linear(UNITS, CLASSES)
        )
        with torch.no_grad():
            for parameter, name in zip(self.net.parameters(), WORK["backprop-100"].weights):
                parameter.copy_(torch.from_numpy(weights[name].T))
        self.optimiser = torch.optim.Adam(
            self.net.parameters(), lr=ADAM_RATE, betas=(BETA1, BETA2), eps=ADAM_EPSILON, fused=True
        )
        self.loss = compiled(lambda x, y: F.cross_entropy(self.net(x), y))

    def step(self, indices, noise):
        with torch.enable_grad():
            self.optimiser.zero_grad()
            self.loss(self.x_all[indices], self.y_all[indices]).backward()
            self.optimiser.step()

    def result(self):
        named = zip(WORK["backprop-100"].weights, self.net.parameters())
        return {name: np.ascontiguousarray(array(parameter).T) for name, parameter in named}


class Pgd:
    def __init__(self, weights, x_all, y_all, compiled):
        self.x_all, self.y_all = x_all, y_all
        self.hidden, self.output, self.bias = (torch.from_numpy(weights[name]) for name in self.names())
        self.gradient = compiled(torch.func.grad(self.loss))
        self.move = compiled(self._move)

    @staticmethod
    def names():
        return WORK["pgd-1000"].weights

    def activity(self, x):
        return normalise(x @ self.hidden)

    def loss(self, x, y):
        return F.cross_entropy(self.activity(x) @ self.output + self.bias, y, reduction="sum")

    @staticmethod
    def _move(x, gradient, low, high):
        return torch.minimum(torch.maximum(x + STEP * gradient.sign(), low), high)

    def step(self, indices, noise):
        origin, y = self.x_all[indices], self.y_all[indices]
        low, high = (origin - EPSILON).clamp(0, 1), (origin + EPSILON).clamp(0, 1)
        x = torch.minimum(torch.maximum(origin + torch.from_numpy(noise), low), high)
        for _ in range(STEPS):
            x = self.move(x, self.gradient(x, y), low, high)
        self.x = x

    def result(self):
        return {"x": array(self.x)}


class PgdPower(Pgd):
    """Krotov and Hopfield's network: inputs of unit length, `relu(Wv)^n`."""

    @staticmethod
    def names():
        return WORK["pgd-power-1000"].weights

    def activity(self, x):
        return torch.relu(F.normalize(x, eps=1e-12) @ self.hidden.T) ** POWER


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
    """Each way to write the unit, eager and compiled, by name: a function that makes it."""
    torch.set_grad_enabled(False)
    x_all, y_all = torch.from_numpy(images), torch.from_numpy(labels.astype(np.int64))
    ways = {"eager": lambda function: function, "compiled": torch.compile}
    return {
        f"{form.__name__}, {way}": lambda form=form, wrap=wrap: form(weights, x_all, y_all, wrap)
        for form in FORMS[work]
        for way, wrap in ways.items()
    }
