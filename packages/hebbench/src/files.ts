import { HebbenchError, type LearningRule } from '@hebbench/core';
import { restoreWeights } from '@hebbench/nn';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { decodeNetwork, encodeNetwork, withUnitsLast } from './network-file.ts';
import { openNetwork, type Network } from './network.ts';
import { loadRule, ruleNames } from './rules.ts';

/** Writes a network to a safetensors file, which Python reads as well; its folder is made. */
export async function saveNetwork({ model, description }: Network, file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, encodeNetwork(model, description));
}

/**
 * Reads a network that {@link saveNetwork} or `pnpm bench export` wrote.
 * @param rule - the rule that trained it: the rule itself, the name of a package with it, or the path of its folder, seen
 * from the current one. @defaultValue the installed one of that name
 * @throws {@link HebbenchError} `DATA_MISSING` if there is no such file, `RECORD_CORRUPT` if it is no network,
 * `UNKNOWN_NAME` if its rule is not installed, `INVALID_CONFIG` if another rule trained it
 */
export async function loadNetwork(file: string, rule?: LearningRule | string): Promise<Network> {
  const { description, tensors } = decodeNetwork(await bytesOf(file), file);
  const network = await openNetwork(await ruleOf(description.rule, file, rule), description);
  try {
    restoreWeights(network.model, withUnitsLast(network.model, tensors));
    return network;
  } catch (error) {
    network.dispose();
    throw error;
  }
}

/** The rule that trained a network: the one that was given, or the installed one. */
async function ruleOf(
  trainedBy: string,
  file: string,
  given: LearningRule | string | undefined,
): Promise<LearningRule> {
  if (given === undefined) {
    if (ruleNames().includes(trainedBy)) return loadRule(trainedBy);
    throw new HebbenchError('UNKNOWN_NAME', `The rule "${trainedBy}" is not installed.`, {
      got: `${file}, a network that "${trainedBy}" trained`,
      expected: `a network of one of ${ruleNames().join(', ')}, or the package of its rule`,
      fix: `give the package’s name or the path of its folder: loadNetwork(file, '../rule-${trainedBy}')`,
    });
  }
  const rule = typeof given === 'string' ? await loadRule(given) : given;
  if (rule.name === trainedBy) return rule;
  throw new HebbenchError('INVALID_CONFIG', 'Another rule trained this network.', {
    got: `the rule "${rule.name}" for ${file}, which "${trainedBy}" trained`,
    expected: 'the rule that trained it: its activity is what weights are read by',
    fix: 'leave the rule out where it is installed, or give its own package',
  });
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
