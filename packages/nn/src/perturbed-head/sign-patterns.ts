/**
 * Sign patterns over the classes: the first columns of a Hadamard matrix (Sylvester's), whose order is the number of
 * classes, rounded up to a power of 2. Over all patterns, the signs of any two classes are uncorrelated:
 * `Σ_s s_k s_l = 0` for k ≠ l.
 * @param classes - at least 1
 * @returns pattern after pattern, each of −1 and 1
 */
export function signPatterns(classes: number): readonly Int8Array[] {
  const order = 2 ** Math.ceil(Math.log2(Math.max(2, classes)));
  return Array.from({ length: order }, (_, row) =>
    Int8Array.from({ length: classes }, (_sign, column) => (oddBits(row & column) ? -1 : 1)),
  );
}

/** Whether a number has an odd number of bits. */
function oddBits(value: number): boolean {
  let odd = false;
  for (let rest = value; rest !== 0; rest &= rest - 1) odd = !odd;
  return odd;
}
