import type { RobustnessPoint } from '@hebbench/attacks';
import type { Carried, InputCode, Operations } from '@hebbench/spiking';

/** Accuracy and operations after some steps. */
export interface CurvePoint {
  readonly step: number;
  /** In percent. */
  readonly accuracy: number;
  readonly operations: Operations;
}

/** A network on spikes, step by step. */
export interface Curve {
  readonly code: InputCode;
  /** How equation (6) is carried; `none` where the network has none. */
  readonly carried: Carried | 'none';
  /** Layers that nothing drives. */
  readonly silent: readonly string[];
  readonly points: readonly CurvePoint[];
}

/** What records of converted networks hold beside their metrics. */
export interface ConvertedDetails {
  /** The first is that of tables: constant currents, equation (6) image by image. */
  readonly curves: readonly Curve[];
  /** Of the spiking network, through its surrogate. */
  readonly robustness: readonly RobustnessPoint[];
  /** Of the dense network, by the same attacks on the same images. */
  readonly denseRobustness: readonly RobustnessPoint[];
}
