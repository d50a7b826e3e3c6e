"""Writes the files of python-files.json by their usual writers: NumPy, Python's pickle and csv, Pillow.

Run: python write-files.py > python-files.json (NumPy 2 and Pillow). Each value is a file, gzipped, in base64.
"""

import base64
import csv
import gzip
import io
import json
import pickle
import struct

import numpy as np
from PIL import Image

files = {}


def keep(name, content):
    files[name] = base64.b64encode(gzip.compress(content, mtime=0)).decode()


def written(write):
    out = io.BytesIO()
    write(out)
    return out.getvalue()


# Six images of 3 x 4 to train on and two to test on.
x_train = np.arange(72, dtype=np.uint8).reshape(6, 3, 4) * 3
x_test = np.arange(24, dtype=np.uint8).reshape(2, 3, 4) + 200
y_train = np.array([0, 1, 2, 0, 1, 2], dtype=np.uint8)
y_test = np.array([2, 0], dtype=np.uint8)
arrays = {"x_train": x_train, "y_train": y_train, "x_test": x_test, "y_test": y_test}

keep("savez.npz", written(lambda out: np.savez(out, **arrays)))
keep("savez_compressed.npz", written(lambda out: np.savez_compressed(out, **arrays)))
for name, array in arrays.items():
    keep(f"{name}.npz", written(lambda out: np.savez_compressed(out, array)))
    keep(f"{name}.npy", written(lambda out: np.save(out, array)))


def array(name, value, version=None):
    keep(name, written(lambda out: np.lib.format.write_array(out, np.asarray(value), version=version)))


array("x_train.v2.npy", x_train, (2, 0))
array("x_train.v3.npy", x_train, (3, 0))
for kind in ["<i2", ">i4", "<i8", "<u2", ">u8", "<f4", ">f8"]:
    array(f"x_train.{kind}.npy", x_train.astype(kind))
array("x_train.unit.npy", x_train.astype("<f8") / 255)
array("x_train.bool.npy", x_train > 100)
wide = x_train.reshape(6, 2, 6)
array("x_train.last.npy", np.stack([wide, wide + 1, wide + 2], axis=3))
array("x_train.first.npy", np.stack([wide, wide + 1, wide + 2], axis=1))
array("x_train.fortran.npy", np.asfortranarray(x_train))
array("x_train.half.npy", x_train.astype("<f2"))
array("x_train.normalised.npy", x_train / 127.5 - 1)
array("x_train.odd.npy", x_train.reshape(6, 12)[:, :7])
array("x_train.none.npy", x_train[:0])
array("x_train.wide.npy", np.pad(x_train, [(0, 0), (0, 0), (0, 1)]))
keep("x_train.objects.npy", written(lambda out: np.save(out, np.array([{}, None] * 3), allow_pickle=True)))
array("y_train.i8.npy", y_train.astype("<i8"))
array("y_train.column.npy", y_train.astype("<i8")[:, None])
array("y_train.one-hot.npy", np.eye(3)[y_train])
array("y_train.half.npy", y_train + 0.5)
array("y_train.short.npy", y_train[:5])
array("y_train.gap.npy", y_train * 2)
array("y_train.one.npy", y_train * 0)
array("y_test.out.npy", y_test + 1)

# Two images of CIFAR's size a batch: red is the column, green the row, blue the label.
rows, columns = np.mgrid[0:32, 0:32].astype(np.uint8)


def rows_of(labels):
    return np.stack([np.stack([columns, rows, 0 * rows + label]).reshape(3072) for label in labels]).astype(np.uint8)


def batch(labels):
    return {"batch_label": "a batch", "labels": labels, "data": rows_of(labels), "filenames": ["a.png", "b.png"]}


class Python2(pickle._Pickler):
    """Writes as Python 2 did, by which CIFAR's publisher pickled: texts are bytes, and NumPy has no _core."""

    dispatch = dict(pickle._Pickler.dispatch)

    def save_old(self, value):
        raw = value.encode() if isinstance(value, str) else value
        if self.proto == 0:
            self.write(b"S" + repr(raw)[1:].encode() + b"\n")
            return self.memoize(value)
        short = len(raw) < 256
        self.write((b"U" + bytes([len(raw)]) if short else b"T" + struct.pack("<i", len(raw))) + raw)
        self.memoize(value)

    dispatch[str] = dispatch[bytes] = save_old

    def save_global(self, value, name=None):
        module = value.__module__.replace("numpy._core", "numpy.core")
        self.write(f"c{module}\n{value.__qualname__}\n".encode())
        self.memoize(value)

    dispatch[type] = dispatch[type(rows_of)] = dispatch[type(len)] = save_global


keep("python2", written(lambda out: Python2(out, 2).dump(batch([0, 1]))))
keep("python2-test", written(lambda out: Python2(out, 2).dump(batch([1, 0]))))
keep("python2-meta", written(lambda out: Python2(out, 2).dump({"num_vis": 3072, "label_names": ["cat", "dog"]})))
fine = {"fine_labels": [1, 0], "coarse_labels": [7, 8], "data": rows_of([1, 0])}
keep("python2-fine", written(lambda out: Python2(out, 2).dump(fine)))
# Every byte, those that protocol 0 escapes too.
every = np.arange(2 * 3072, dtype=np.uint32).reshape(2, 3072).astype(np.uint8)
for protocol in range(6):
    keep(f"every{protocol}", pickle.dumps({"labels": [0, 1], "data": every}, protocol))
keep("every-python2-0", written(lambda out: Python2(out, 0).dump({"labels": [0, 1], "data": every})))
keep("every-python2-2", written(lambda out: Python2(out, 2).dump({"labels": [0, 1], "data": every})))
keep("labels-array", pickle.dumps({**batch([0, 1]), "labels": np.array([0, 1])}, 4))
keep("labels-half", pickle.dumps({**batch([0, 1]), "labels": [0, 0.5]}, 4))
keep("labels-none", pickle.dumps({**batch([0, 1]), "labels": [None, 1]}, 4))
keep("meta-numbers", pickle.dumps({"label_names": [1, 2]}, 4))
keep("set", pickle.dumps({"labels": {1, 2}}, 4))
keep("global", pickle.dumps({"labels": print}, 2))
keep("fortran", pickle.dumps({**batch([0, 1]), "data": np.asfortranarray(rows_of([0, 1]))}, 2))
keep("list", pickle.dumps([1, 2], 2))
keep("no-data", pickle.dumps({"labels": [0, 1]}, 2))

# A grey ramp of 2 x 5 in every mode of Pillow that PNG has.
ramp = np.array([[0, 50, 100, 150, 200], [255, 205, 155, 105, 55]], dtype=np.uint8)
grey = Image.fromarray(ramp)
colours = Image.fromarray(np.stack([ramp, ramp // 2, 255 - ramp], axis=2))


def png(name, picture, **options):
    keep(f"{name}.png", written(lambda out: picture.save(out, "PNG", **options)))


png("L", grey)
png("1", Image.fromarray(ramp > 127))
png("LA", grey.convert("LA"))
png("RGB", colours)
png("RGBA", colours.convert("RGBA"))
palette = Image.fromarray(np.array([[0, 1, 2, 2, 1], [2, 1, 0, 0, 1]], dtype=np.uint8), "P")
palette.putpalette([10, 20, 30, 40, 50, 60, 70, 80, 90])
png("P", palette)
png("P-transparent", palette, transparency=1)
png("I16", Image.fromarray(ramp.astype(np.uint16) * 256 + 7))

# Images of 2 x 2, label first.
table = [[0, 0, 64, 128, 255], [1, 9, 8, 7, 6], [0, 5, 5, 5, 5]]


def csv_of(header, **options):
    out = io.StringIO()
    csv.writer(out, **options).writerows([*header, *table])
    return out.getvalue()


keep("header.csv", csv_of([["label", "1x1", "1x2", "2x1", "2x2"]]).encode())
keep("excel.csv", csv_of([], delimiter=";").encode("utf-8-sig"))
keep("quoted.csv", csv_of([["label", "a", "b", "c", "d"]], quoting=csv.QUOTE_ALL).encode())
keep("tabs.csv", csv_of([], dialect="excel-tab").encode())
keep("savetxt.csv", written(lambda out: np.savetxt(out, table, fmt="%d", delimiter=",")))
keep("pandas.csv", csv_of([[0, 1, 2, 3, 4]], lineterminator="\n").encode())

print(json.dumps(files, indent=2))
