import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import type { RuleDescription } from '../src/rules/describe.ts';
import { discoverRules } from '../src/rules/discover.ts';
import { findRulePackages } from '../src/rules/packages.ts';
import { openCommandLine } from './command-line.ts';

const cli = openCommandLine();
afterAll(() => cli.close());
const { rules } = await discoverRules(findRulePackages());
const NAMES = [...rules.keys()];

test('`pnpm bench rules` lists every installed rule with its title', async () => {
  const { status, stdout } = await cli.here(['rules']);
  expect(status).toBe(0);
  for (const { name, title } of rules.values()) {
    expect(stdout).toContain(name);
    expect(stdout).toContain(title);
  }
});

describe.each(NAMES)('of the rule %s', (name) => {
  test('source, presets and each hyperparameter are shown, no line wider than the terminal', async () => {
    const { columns } = process.stdout;
    onTestFinished(() => {
      process.stdout.columns = columns;
    });
    process.stdout.columns = 80;
    const { stdout } = await cli.here(['rules', name]);
    for (const word of ['Presets', '  paper', '  best', 'Hyperparameters']) expect(stdout).toContain(word);
    expect(stdout).not.toContain('No description');
    for (const line of stdout.split('\n')) {
      // A word alone may be longer, for instance a JSON value.
      if (line.trim().includes(' ')) expect(line.length, `${line}`).toBeLessThanOrEqual(80);
    }
  });

  test('JSON has a schema that its presets fit', async () => {
    const { stdout } = await cli.here(['rules', name, '--json']);
    const { presets, hyperparameters } = JSON.parse(stdout) as RuleDescription;
    const known = Object.keys(hyperparameters.properties!);
    for (const preset of presets) {
      for (const each of Object.keys(preset.hyperparameters)) expect(known).toContain(each);
    }
    expect(presets.flatMap(({ networks }) => networks)).toHaveLength(2 * 2 * 2 * 3);
  });
});

test('a rule that is not installed is named, with the nearest', async () => {
  await expect(cli.here(['rules', NAMES[0]!.slice(0, -1)])).rejects.toMatchObject({
    code: 'UNKNOWN_NAME',
    fix: expect.stringContaining(NAMES[0]!) as string,
  });
});

test('a plug-in is described by the process that loads it; one whose presets throw is a fault of its own', async () => {
  const folder = join(cli.out, 'plugin');
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({
      name: 'mine',
      version: '1.2.3',
      type: 'module',
      exports: './rule.js',
      hebbench: { rule: '.' },
    }),
  );
  const zod = import.meta.resolve('zod');
  const rule = (preset: string): void =>
    writeFileSync(
      join(folder, 'rule.js'),
      `import { z } from ${JSON.stringify(zod)};
       const hyperparameters = z.strictObject({ rate: z.number().min(0).max(2).default(0.5).describe('η') });
       const preset = () => ${preset};
       export default { name: 'mine', title: 'Mine', citation: 'Nobody (2026).', hyperparameters,
         presets: { paper: preset, best: preset }, create() {} };`,
    );
  rule('({ rate: 1 })');
  const { stdout } = await cli.here(['rules', 'mine', '--plugin', folder]);
  for (const words of ['Mine (mine, mine 1.2.3)', 'rate 1', 'η [number from 0 to 2; default 0.5]']) {
    expect(stdout).toContain(words);
  }
  rule('{ throw new Error("broken") }');
  await expect(cli.here(['rules', 'mine', '--plugin', folder])).rejects.toMatchObject({ code: 'RULE_FAULT' });
});
