import type { Engine } from '@hebbench/engine';
import { measureGflops } from '@hebbench/engine';
import { median, quantile, type SpeedMeasurement } from './measurement.ts';
import { askPeer } from './peer.ts';
import { profileOf } from './profile.ts';
import type { SpeedContext, SpeedUnit } from './unit.ts';

/** Settings of {@link measureUnit}. */
export interface MeasureOptions extends SpeedContext {
  readonly engine: Engine;
  /** Times that ours and the peer's program are run in turn. */
  readonly rounds: number;
  /** Shell command of the peer. */
  readonly peer?: string | undefined;
  /** From {@link measureGflops}. */
  readonly limitGflops: number;
  /** Whether to run the unit once more under the profiler, after it was timed. */
  readonly profile: boolean;
}

/** Times a unit of work, and the same by the peer in turn with it. */
export async function measureUnit(unit: SpeedUnit, options: MeasureOptions): Promise<SpeedMeasurement> {
  const { engine, rounds, peer, limitGflops, profile: profiled, ...context } = options;
  const times: number[] = [];
  const peerTimes: number[] = [];
  const ratios: number[] = [];
  let peerName = '';
  for (let round = 0; round < rounds; round++) {
    const own = await unit.measure(context);
    times.push(...own);
    if (peer === undefined) continue;
    const answer = await askPeer(peer, {
      work: unit.name,
      threads: engine.threads,
      seconds: context.seconds,
    });
    peerName = answer.peer;
    peerTimes.push(answer.ms);
    ratios.push(median(own) / answer.ms);
  }
  const profile = profiled ? await profileOf(() => unit.measure(context)) : undefined;
  const ms = median(times);
  const gflops = unit.flops / ms / 1e6;
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
    ...(peer !== undefined && {
      peer: { name: peerName, ms: median(peerTimes), ratio: median(ratios), ratios },
    }),
  };
}

/** What the engine reaches in a large matrix product. */
export function measureLimit(): number {
  return measureGflops(2);
}
