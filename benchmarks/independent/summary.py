#!/usr/bin/env python3
"""Writes summary.md of a folder of what attacks.py wrote: both programs' numbers side by side.

python3 benchmarks/independent/summary.py reports/figure4/independent-check
"""

import json
import sys
from pathlib import Path

HEAD = """# FGSM and PGD by an independent implementation

Networks that Hebbench trained, written by `pnpm bench export`, attacked again by
[a program of its own](../../../benchmarks/independent/attacks.py): PyTorch's autograd, no code of Hebbench. Same test
images, radii, steps and step size; the signs of the gradient of the cross-entropy on logits, no random start, so that
the images can be compared one by one. Accuracy in percent. The margin loss, and the worst case over losses and starts
that Figure 4 shows, are not part of this check.

The goal is a difference of at most 0.5 points. The largest is {largest:.2f}.
"""

COMMANDS = """
```sh
pnpm bench --filter {cell} --scale {scale} --data {origin} --force --out trained
pnpm bench export {cell} --scale {scale} --data {origin} --out trained --to exported --images {images}
python3 benchmarks/independent/attacks.py exported --mnist FOLDER_OF_MNIST --out {file}
```
"""


def section(path):
    report = json.loads(path.read_text())
    logits, accuracy, program = report["logits"], report["accuracy"], report["program"]
    lines = [
        f"\n## {report['cell']}\n",
        f"Scale {report['scale']}, seed {report['seed']}, {report['data']['origin']} {report['data']['name']}, "
        f"the first {report['images']} test images"
        + (" (checked to be the publisher's)" if report.get("imagesAreThePublishers") else "")
        + f". Logits up to {logits['largest']:.1f} differ by at most {logits['largestDifference']:.1e}; accuracy without "
        f"an attack {accuracy['hebbench']:.2f} and {accuracy['independent']:.2f}. "
        f"PyTorch {program['torch']}, Python {program['python']}. Record: [{path.name}]({path.name}).\n",
        "| attack, ε | Hebbench | independent | difference | images that differ |",
        "| :-- | --: | --: | --: | --: |",
    ]
    for row in report["rows"]:
        difference = row["difference"] + 0.0  # no negative zero
        lines.append(
            f"| {row['attack'].upper()}, {row['epsilon']} | {row['hebbench']:.2f} | {row['independent']:.2f} "
            f"| {difference:.2f} | {row['imagesThatDiffer']} |"
        )
    starts = report["randomStarts"]
    if starts["rows"]:
        listed = ", ".join(f"{row['independent']:.2f} at {row['epsilon']}" for row in starts["rows"])
        lines.append(f"\nThe independent PGD with {starts['restarts']} random start an image: {listed}.")
    text = "\n".join(lines) + "\n"
    return text + COMMANDS.format(
        cell=report["cell"],
        scale=report["scale"],
        origin=report["data"]["origin"],
        images=report["images"],
        file=path.name,
    )


def main():
    folder = Path(sys.argv[1])
    paths = sorted(folder.glob("*.json"))
    largest = max(json.loads(path.read_text())["largestDifference"] for path in paths)
    (folder / "summary.md").write_text(HEAD.format(largest=largest) + "".join(section(path) for path in paths))


if __name__ == "__main__":
    main()
