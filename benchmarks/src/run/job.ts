import type { CodeProvenance, DataProvenance } from '@hebbench/core';
import type { EngineName } from '@hebbench/engine';
import type { RunCost } from './cost.ts';
import type { Run } from './identity.ts';

/** A run to do, as a value that any machine can take: it says what is to be computed, and names no path. */
export interface Job extends Run {
  /** Identifies the job: the run with its code to the letter; see `checkpointHash`. Its record and checkpoint are kept by it. */
  readonly id: string;
  /** Identifies what the run computes; see `runHash`. */
  readonly hash: string;
  /** Identifies the trained network; see `modelHash`. */
  readonly modelHash: string;
  /** Identifies hidden layers that other runs share; see `hiddenHash`. Not known of plug-ins before they are loaded. */
  readonly hiddenHash: string | undefined;
  /** Identify the other networks that its scoring asks for. */
  readonly needs: readonly string[];
  readonly engine: EngineName | 'auto';
  readonly data: 'real' | 'embedded';
  /** The images that it was planned with. */
  readonly dataSet: DataProvenance;
  /** The code that it was planned with. */
  readonly code: CodeProvenance;
  /** Names of the packages outside of the workspace that its rule comes from. Other plug-ins stay out. */
  readonly plugins: readonly string[];
  /** Whether to train again although the network is there. */
  readonly retrain: boolean;
  readonly cost: RunCost;
}
