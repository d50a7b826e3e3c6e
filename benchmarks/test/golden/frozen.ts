import { SUITES } from '../../src/suites/index.ts';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { RegisteredRule } from '../../src/rules/registry.ts';
import { numbersVersions } from '../../src/run/package-versions.ts';
import type { Suite } from '../../src/suite.ts';
import type { Golden } from './golden-file.ts';
import { goldenNetworks, publishedCells } from './networks.ts';
import { scoredCells, scoresOf } from './scores.ts';
import { digestOf } from './train.ts';
import { setOf } from '../../src/run/set-of.ts';

type Rules = ReadonlyMap<string, RegisteredRule>;

/** Something whose numbers are frozen. */
export interface Frozen {
  /** For people. */
  readonly what: string;
  readonly file: string;
  /** The values as they are now, computed on the engine that is open. */
  now(): Promise<Golden>;
}

/** The trained networks of each rule, in a file of its package; and each suite's scores of small networks. */
export function frozenNumbers(rules: Rules): Frozen[] {
  const installed = [...rules.keys()];
  const cells = publishedCells(installed);
  return [
    ...[...rules.values()].map((registered): Frozen => ({
      what: `the rule ${registered.rule.name}`,
      file: join(registered.from.directory, 'test', 'golden.json'),
      now: async () => {
        const values: Record<string, string> = {};
        for (const network of goldenNetworks(registered, cells))
          values[network.name] = await digestOf(registered.rule, network);
        return { numbers: numbersVersions(registered.from), values };
      },
    })),
    ...SUITES.map((suite): Frozen => ({
      what: `the suite ${suite.name}`,
      file: fileURLToPath(new URL(`./${suite.name}.json`, import.meta.url)),
      now: () => scoresNow(suite, rules),
    })),
  ];
}

async function scoresNow(suite: Suite, rules: Rules): Promise<Golden> {
  const numbers = new Map<string, string>();
  const values = new Map<string, string | number>();
  for (const cell of scoredCells(suite, [...rules.keys()])) {
    const versions = numbersVersions(rules.get(cell.rule)!.from, suite.packages?.(cell, setOf(cell)));
    Object.entries(versions).forEach(([name, version]) => numbers.set(name, version));
    Object.entries(await scoresOf(suite, cell, rules)).forEach(([name, value]) => values.set(name, value));
  }
  return { numbers: Object.fromEntries(numbers), values: Object.fromEntries(values) };
}
