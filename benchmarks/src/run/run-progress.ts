import type { TrainingProgress } from '@hebbench/nn';

/** How far a run is. */
export interface RunProgress extends TrainingProgress {
  /** The last point of the learning curve, in percent: on the first images that score the run. @defaultValue none so far */
  readonly accuracy?: number;
}
