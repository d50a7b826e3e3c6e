import {
  defaultEngine,
  engineOrder,
  measureAgain,
  measureOnce,
  probeEngines,
  readChoice,
  type EngineName,
  type EngineProbe,
} from '@hebbench/engine';
import { changedSince, reasonOf } from './engine-choice.ts';
import { parseCount } from './options.ts';
import { messages } from './messages.ts';

/** Values of the flags of `pnpm bench engines`. */
export interface EnginesFlags {
  readonly threads?: string;
  readonly refresh: boolean;
  readonly json: boolean;
}

/** `pnpm bench engines`: which engines this machine has, how fast they are, and which one `auto` takes, and why. */
export async function enginesCommand({ threads, refresh, json }: EnginesFlags): Promise<number> {
  const asked = parseCount('threads', threads);
  const named = defaultEngine();
  const before = engineOrder();
  if (!refresh) await measureOnce();
  else if (!(await measureAgain())) messages.warn('Nothing is measured anew: it could not be kept.');
  const probes = await probeEngines(asked);
  if (json) {
    process.stdout.write(`${JSON.stringify(probes, null, 2)}\n`);
    return 0;
  }
  const chosen = named === 'auto' ? firstOf(engineOrder(), probes) : named;
  for (const probe of probes) {
    const mark = probe.name === chosen ? '→' : ' ';
    process.stdout.write(
      probe.available
        ? `${mark} ${measured(probe)}\n`
        : `${mark} ${probe.name.padEnd(12)} not available: ${probe.reason}\n${' '.repeat(15)}to have it: ${probe.fix}\n`,
    );
  }
  if (named !== 'auto') {
    process.stdout.write(`→ is what --engine auto takes: HEBBENCH_ENGINE names it.\n`);
    return 0;
  }
  const choice = readChoice();
  process.stdout.write(`→ is what --engine auto takes: ${reasonOf(choice)}.\n`);
  const changed = choice && changedSince(choice, probes);
  if (changed)
    process.stdout.write(
      `  ${changed}; \`pnpm bench engines --refresh\` measures which one is taken again.\n`,
    );
  const earlier = firstOf(before, probes);
  if (refresh && earlier !== chosen)
    process.stdout.write(
      `  Before, it took ${earlier}: runs from now on give other numbers, as those of another seed; --engine ${earlier} keeps them.\n`,
    );
  return 0;
}

function firstOf(order: readonly EngineName[], probes: readonly EngineProbe[]): EngineName | undefined {
  return order.find((name) => probes.some((each) => each.name === name && each.available));
}

function measured({ name, gflops, updateMs, threads, detail }: EngineProbe & { available: true }): string {
  const speed = `${gflops.toFixed(1).padStart(7)} GFLOP/s  ${updateMs.toFixed(1).padStart(6)} ms an update`;
  return `${name.padEnd(12)} ${speed}  ${threads} thread${threads === 1 ? '' : 's'}  ${detail}`;
}
