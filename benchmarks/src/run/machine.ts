import type { Provenance } from '@hebbench/core';
import { availableParallelism, cpus, totalmem } from 'node:os';

/** The machine of this process, as records describe it. */
export function describeMachine(): Provenance['machine'] {
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
  };
}
