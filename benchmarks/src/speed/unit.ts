import type { Dataset } from '@hebbench/core';
import type { RegisteredRule } from '../rules/registry.ts';
import type { UpdateExample } from './example.ts';

/** A unit of work whose time is measured. */
export interface SpeedUnit {
  /** In kebab case, e.g. `hebbian-2000`. */
  readonly name: string;
  /** For people. */
  readonly title: string;
  /** Floating-point operations of one update's matrix products. */
  readonly flops: number;
  /** Runs updates for about `seconds` and returns the time of each, in milliseconds, without the first two. */
  measure(context: SpeedContext): Promise<number[]>;
  /** Makes one update, for others to make the same. */
  example(context: Omit<SpeedContext, 'seconds'>): Promise<UpdateExample>;
}

/** What a unit works with. */
export interface SpeedContext {
  /** MNIST, or its stand-in. */
  readonly dataset: Dataset;
  readonly rules: ReadonlyMap<string, RegisteredRule>;
  /** > 0 */
  readonly seconds: number;
}

/** Updates before the first one that counts: caches fill and code is compiled. */
export const WARM_UP = 2;
/** A unit is measured at least this often, however long it takes. */
export const LEAST_UPDATES = 3;
