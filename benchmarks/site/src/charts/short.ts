const DIGITS = 5;

/** A number with as many digits as a chart shows. */
export function short(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
