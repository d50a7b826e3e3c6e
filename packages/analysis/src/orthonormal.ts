/**
 * Makes vectors orthonormal one after the other, in place (modified Gram–Schmidt, twice, as once loses digits; Giraud,
 * Langou and Rozložník 2005). One that is a sum of those before it becomes 0.
 * @param rows - `[count, inputs]`, row by row
 */
export function orthonormalise(rows: Float64Array, inputs: number): void {
  const count = rows.length / inputs;
  for (let i = 0; i < count; i++) {
    const row = rows.subarray(i * inputs, (i + 1) * inputs);
    const before = length(row);
    for (let sweep = 0; sweep < 2; sweep++) {
      for (let j = 0; j < i; j++) {
        const other = rows.subarray(j * inputs, (j + 1) * inputs);
        let product = 0;
        for (let k = 0; k < inputs; k++) product += row[k]! * other[k]!;
        for (let k = 0; k < inputs; k++) row[k]! -= product * other[k]!;
      }
    }
    const left = length(row);
    const factor = left > before * NOTHING ? 1 / left : 0;
    for (let k = 0; k < inputs; k++) row[k]! *= factor;
  }
}

/** What is left of a vector below this share of it is rounding: of float32, in which rows are computed. */
const NOTHING = 1e-7;

function length(row: Float64Array): number {
  let sum = 0;
  for (const value of row) sum += value ** 2;
  return Math.sqrt(sum);
}
