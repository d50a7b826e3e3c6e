import { HebbenchError, type LearningRule } from '@hebbench/core';
import { restoreWeights } from '@hebbench/nn';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { decodeNetwork, encodeNetwork, withUnitsLast } from './network-file.ts';
import { openNetwork, type Network } from './network.ts';
import { loadRule } from './rules.ts';

/** Writes a network to a safetensors file, which Python reads as well; its folder is made. */
export async function saveNetwork({ model, description }: Network, file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, encodeNetwork(model, description));
}

/**
 * Reads a network that {@link saveNetwork} or `pnpm bench export` wrote.
 * @param rule - the rule that trained it. @defaultValue the installed one of that name
 * @throws {@link HebbenchError} `DATA_MISSING` if there is no such file, `RECORD_CORRUPT` if it is no network,
 * `UNKNOWN_NAME` if its rule is not installed
 */
export async function loadNetwork(file: string, rule?: LearningRule): Promise<Network> {
  const { description, tensors } = decodeNetwork(await bytesOf(file), file);
  const network = await openNetwork(rule ?? (await loadRule(description.rule)), description);
  try {
    restoreWeights(network.model, withUnitsLast(network.model, tensors));
    return network;
  } catch (error) {
    network.dispose();
    throw error;
  }
}

async function bytesOf(file: string): Promise<Uint8Array> {
  try {
    const found = await stat(file);
    if (found.isFile()) return await readFile(file);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
  }
  throw new HebbenchError('DATA_MISSING', 'There is no such network.', {
    got: `no file ${file}`,
    expected: 'a file that saveNetwork() or `pnpm bench export` wrote',
    fix: 'write it first, or correct the path',
  });
}
