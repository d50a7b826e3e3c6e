import type { Engine } from '@hebbench/engine';
import { measureGflops } from '@hebbench/engine';
import { median, quantile, type SpeedMeasurement } from './measurement.ts';
import type { PeerTurns } from './peer-turns.ts';
import { profileOf } from './profile.ts';
import type { SpeedContext, SpeedUnit } from './unit.ts';

/** Settings of {@link measureUnit}. */
export interface MeasureOptions extends SpeedContext {
  readonly engine: Engine;
  /** Times that ours and the peers are run in turn. */
  readonly rounds: number;
  /** Other frameworks that do the same. */
  readonly peers?: Pick<PeerTurns, 'round' | 'measurements'> | undefined;
  /** From {@link measureGflops}. */
  readonly limitGflops: number;
  /** Whether to run the unit once more under the profiler, after it was timed. */
  readonly profile: boolean;
}

/** Times a unit of work, and the same by the peers in turn with it. */
export async function measureUnit(unit: SpeedUnit, options: MeasureOptions): Promise<SpeedMeasurement> {
  const { engine, rounds, peers, limitGflops, profile: profiled, ...context } = options;
  const times: number[] = [];
  const medians: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const own = await unit.measure(context);
    times.push(...own);
    medians.push(median(own));
    await peers?.round();
  }
  const profile = profiled ? await profileOf(() => unit.measure(context)) : undefined;
  const ms = median(times);
  const gflops = unit.flops / ms / 1e6;
  const measured = peers?.measurements() ?? [];
  return {
    work: unit.name,
    ms,
    spread: [quantile(times, 0.1), quantile(times, 0.9)],
    updates: times.length,
    engine: engine.name,
    threads: engine.threads,
    gflops,
    limitShare: gflops / limitGflops,
    ...(profile && { profile }),
    ...(measured.length > 0 && { rounds: medians, peers: measured }),
  };
}

/** What the engine reaches in a large matrix product. */
export function measureLimit(): number {
  return measureGflops(2);
}
