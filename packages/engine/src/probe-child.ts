import { HebbenchError } from '@hebbench/core';
import { measureGflops, measureUpdate } from './measure.ts';
import type { EngineName } from './names.ts';
import { openEngine } from './open.ts';
import type { EngineProbe } from './probe.ts';

/** How long each speed is measured. */
const SECONDS = 0.3;

/** Opens one engine, measures it, and tells the parent process. */
async function probeHere(name: EngineName, threads: number | undefined): Promise<EngineProbe> {
  try {
    const engine = await openEngine({ engine: name, ...(threads !== undefined && { threads }) });
    const { detail, threads: used } = engine;
    return {
      name,
      detail,
      threads: used,
      available: true,
      gflops: measureGflops(SECONDS),
      updateMs: measureUpdate(SECONDS),
    };
  } catch (error) {
    if (error instanceof HebbenchError) return { name, available: false, reason: error.got, fix: error.fix };
    throw error;
  }
}

const [name, threads] = process.argv.slice(2);
const found = await probeHere(name as EngineName, threads === undefined ? undefined : Number(threads));
process.send?.(found, () => process.exit(0));
