import { engineOrder, probeEngines, readSpeeds, type EngineProbe } from '@hebbench/engine';
import { parseCount } from './options.ts';

/** `pnpm bench engines`: which engines this machine has, how fast they are, and which one `auto` takes, and why. */
export async function enginesCommand({
  threads,
  json,
}: {
  threads?: string;
  json: boolean;
}): Promise<number> {
  const probes = await probeEngines(parseCount('threads', threads));
  if (json) {
    process.stdout.write(`${JSON.stringify(probes, null, 2)}\n`);
    return 0;
  }
  const chosen = engineOrder().find((name) => probes.some((each) => each.name === name && each.available));
  for (const probe of probes) {
    const mark = probe.name === chosen ? '→' : ' ';
    process.stdout.write(
      probe.available
        ? `${mark} ${measured(probe)}\n`
        : `${mark} ${probe.name.padEnd(12)} not available: ${probe.reason}\n${' '.repeat(15)}to have it: ${probe.fix}\n`,
    );
  }
  process.stdout.write(`→ is what --engine auto takes: ${reason()}.\n`);
  return 0;
}

function measured({ name, gflops, updateMs, threads, detail }: EngineProbe & { available: true }): string {
  const speed = `${gflops.toFixed(1).padStart(7)} GFLOP/s  ${updateMs.toFixed(1).padStart(6)} ms an update`;
  return `${name.padEnd(12)} ${speed}  ${threads} thread${threads === 1 ? '' : 's'}  ${detail}`;
}

function reason(): string {
  const speeds = readSpeeds();
  if (!speeds) return 'the first of the list that works, as speeds measured here are not kept';
  const { measured: when, threads } = speeds;
  return `the fastest in an update, as measured with ${threads} thread${threads === 1 ? '' : 's'} on ${when.slice(0, 10)} at ${when.slice(11, 16)} UTC`;
}
