/** A batch as {@link rankOneDifferences} sees it. */
export interface ProjectedBatch {
  /** Class probabilities, sample after sample. */
  readonly probabilities: Float32Array;
  /** `r·x` for each of the vectors r, sample after sample. */
  readonly projections: Float32Array;
  /** Class of each sample. */
  readonly labels: ArrayLike<number>;
  /** Number of vectors r. */
  readonly count: number;
}

/** Products stay below e to this power: float64 holds them. */
const LARGEST_EXPONENT = 300;

/** The probabilities of a sample's classes that go up, and of those that go down, for each pattern. */
interface Shares {
  readonly up: Float64Array;
  readonly down: Float64Array;
}

/**
 * `E(w + ξ) − E(w − ξ)` for every `ξ = σ r sᵀ`, where E is the mean cross-entropy of the batch.
 *
 * Such a perturbation moves the class scores of a sample by `q s_k` with `q = σ (r·x)`. With the probabilities
 * `A = Σ_{k: s_k = 1} p_k` of the classes that go up and `B` of those that go down,
 * `E(±ξ) = log(A e^{±q} + B e^{∓q}) ∓ q s_label + …`, of which the rest is the same for both signs, so that
 * `E(w + ξ) − E(w − ξ) = log((g A + B)/(A + g B)) − 2 q s_label` with `g = e^{2q}`. One exponential serves all patterns
 * of a sample and r, and one logarithm the product over many samples.
 * @param patterns - sign patterns s
 * @param sd - σ
 * @returns vector r after vector r, pattern after pattern
 */
export function rankOneDifferences(
  { probabilities, projections, labels, count }: ProjectedBatch,
  patterns: readonly Int8Array[],
  sd: number,
): Float64Array {
  const samples = labels.length;
  const classes = probabilities.length / samples;
  const width = patterns.length;
  const sums = createSums(count * width);
  /** Σ_n 2q of the samples of each class, for each r. */
  const moved = new Float64Array(count * classes);
  const shares: Shares = { up: new Float64Array(width), down: new Float64Array(width) };
  const shifts = new Float64Array(count);
  let exponent = 0;

  for (let n = 0; n < samples; n++) {
    let largest = 0;
    for (let r = 0; r < count; r++) {
      const shift = 2 * sd * projections[n * count + r]!;
      shifts[r] = shift;
      moved[r * classes + labels[n]!]! += shift;
      largest = Math.max(largest, Math.abs(shift));
    }
    largest = Math.min(LARGEST_EXPONENT, largest);
    if (exponent + largest > LARGEST_EXPONENT) {
      takeLogarithms(sums);
      exponent = 0;
    }
    exponent += largest;
    sumShares(probabilities.subarray(n * classes, (n + 1) * classes), patterns, shares);
    addSample(sums, shifts, shares);
  }
  takeLogarithms(sums);
  return sums.total.map((total, i) => {
    const r = Math.floor(i / width);
    const pattern = patterns[i % width]!;
    let own = 0;
    for (let k = 0; k < classes; k++) own += pattern[k]! * moved[r * classes + k]!;
    return (total - own) / samples;
  });
}

/** `Σ_n log((g A + B)/(A + g B))` for each r and pattern, with the latest samples as products. */
interface Sums {
  readonly total: Float64Array;
  readonly raised: Float64Array;
  readonly lowered: Float64Array;
}

function createSums(length: number): Sums {
  return {
    total: new Float64Array(length),
    raised: new Float64Array(length).fill(1),
    lowered: new Float64Array(length).fill(1),
  };
}

function takeLogarithms({ total, raised, lowered }: Sums): void {
  for (let i = 0; i < total.length; i++) {
    total[i] = total[i]! + Math.log(raised[i]! / lowered[i]!);
    raised[i] = 1;
    lowered[i] = 1;
  }
}

/** The innermost loops, in a function of their own, which is compiled better than a part of a large one. */
function addSample({ total, raised, lowered }: Sums, shifts: Float64Array, { up, down }: Shares): void {
  const width = up.length;
  for (let r = 0, i = 0; r < shifts.length; r++) {
    const shift = shifts[r]!;
    if (Math.abs(shift) > LARGEST_EXPONENT) {
      for (let s = 0; s < width; s++, i++) total[i] = total[i]! + farLogRatio(shift, up[s]!, down[s]!);
      continue;
    }
    const gain = Math.exp(shift);
    for (let s = 0; s < width; s++, i++) {
      const a = up[s]!;
      const b = down[s]!;
      raised[i] = raised[i]! * (gain * a + b);
      lowered[i] = lowered[i]! * (a + gain * b);
    }
  }
}

function sumShares(p: Float32Array, patterns: readonly Int8Array[], { up, down }: Shares): void {
  patterns.forEach((pattern, s) => {
    let [raised, lowered] = [0, 0];
    for (let k = 0; k < p.length; k++) {
      if (pattern[k] === 1) raised += p[k]!;
      else lowered += p[k]!;
    }
    up[s] = raised;
    down[s] = lowered;
  });
}

/** `log((e^x A + B)/(A + e^x B))` where e^x leaves the range of float64: the larger term is all there is. */
function farLogRatio(x: number, up: number, down: number): number {
  if (down === 0) return x;
  if (up === 0) return -x;
  return Math.sign(x) * Math.log(up / down);
}
