import { probeEngines } from '@hebbench/engine';
import { parseCount } from './options.ts';

/** `pnpm bench engines`: which engines this machine has, and how fast they multiply matrices. */
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
  const chosen = probes.find(({ available }) => available)?.name;
  for (const probe of probes) {
    const mark = probe.name === chosen ? '→' : ' ';
    process.stdout.write(
      probe.available
        ? `${mark} ${probe.name.padEnd(12)} ${probe.gflops.toFixed(1).padStart(7)} GFLOP/s  ${probe.threads} thread${probe.threads === 1 ? '' : 's'}  ${probe.detail}\n`
        : `${mark} ${probe.name.padEnd(12)} not available: ${probe.reason}\n${' '.repeat(15)}to have it: ${probe.fix}\n`,
    );
  }
  process.stdout.write('→ is what --engine auto takes.\n');
  return 0;
}
