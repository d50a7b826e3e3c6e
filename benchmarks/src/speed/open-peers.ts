import type { Dataset, HebbenchError } from '@hebbench/core';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeNpy } from '../export/npy.ts';
import type { RegisteredRule } from '../rules/registry.ts';
import { writeExample } from './example.ts';
import { PeerTurns } from './peer-turns.ts';
import type { PeerName } from './peer-names.ts';
import type { SpeedUnit } from './unit.ts';

/** What {@link openPeers} needs. */
export interface OpenPeersOptions {
  readonly names: readonly PeerName[];
  /** The Python that has them. */
  readonly python: string;
  readonly dataset: Dataset;
  readonly rules: ReadonlyMap<string, RegisteredRule>;
  readonly seconds: number;
  readonly threads: number;
  readonly limitGflops: number;
  /** Told of a peer that cannot take part in a unit. */
  readonly onFailure: (error: HebbenchError) => void;
}

/** Other frameworks, ready to measure units of work. */
export interface Peers {
  turnsOf(unit: SpeedUnit): Promise<PeerTurns>;
  /** Removes the files that they read. */
  close(): void;
}

/** Writes down the training images for other frameworks, in a temporary folder. */
export function openPeers(options: OpenPeersOptions): Peers {
  const { dataset, rules, ...question } = options;
  const { train, inputs } = dataset;
  const folder = mkdtempSync(join(tmpdir(), 'hebbench-peers-'));
  const close = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', close);
  writeFileSync(join(folder, 'images.npy'), encodeNpy([train.count, inputs], train.pixels));
  writeFileSync(join(folder, 'labels.npy'), encodeNpy([train.count], train.labels));
  return {
    async turnsOf(unit) {
      const example = await unit.example({ dataset, rules });
      writeExample(join(folder, unit.name), example);
      return new PeerTurns({ ...question, folder, work: unit.name, example });
    },
    close,
  };
}
