/** A point of a learning curve. */
export interface CurvePoint {
  readonly phase: string;
  readonly epoch: number;
  /** In percent. */
  readonly accuracy: number;
}

/** Images that a point of the learning curve is measured on: the first of those that score the run. */
export const CURVE_IMAGES = 2000;

const POINTS = 12;

/** Whether the curve has a point after `epoch` of `epochs`: at most twelve, evenly spaced in the logarithm. */
export function isCurvePoint(epoch: number, epochs: number): boolean {
  const last = Math.floor(epochs);
  for (let i = 0; i < POINTS; i++) if (Math.round(last ** (i / (POINTS - 1))) === epoch) return true;
  return false;
}
