import type { HebbenchError } from '@hebbench/core';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { discoverRules, type Discovery } from '../src/rules/discover.ts';
import { findRulePackages } from '../src/rules/packages.ts';

vi.setConfig({ testTimeout: 300_000 });

const PACKAGES = new URL('../../packages/', import.meta.url);
const GOOD = fileURLToPath(new URL('fixtures/good-rule', import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hebbench-discover-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function plugin(name: string, code: string): string {
  mkdirSync(join(folder, name));
  writeFileSync(
    join(folder, name, 'package.json'),
    JSON.stringify({ name, type: 'module', hebbench: { rule: '.' } }),
  );
  writeFileSync(join(folder, name, 'index.js'), code);
  return join(folder, name);
}

function discover(plugins: readonly string[], seconds?: number): Promise<Discovery> {
  return discoverRules(findRulePackages(plugins, join(folder, 'no-workspace')), seconds);
}

function expectFaults(faults: readonly HebbenchError[], says: readonly RegExp[]): void {
  expect(faults).toHaveLength(says.length);
  faults.forEach((fault, i) => {
    expect(fault.code).toBe('RULE_FAULT');
    expect(fault.message).toMatch(says[i]!);
  });
}

test('plug-ins that throw, exit or export no rule are named, and the others are found', async () => {
  const before = process.cwd();
  const { rules, faults } = await discover([
    plugin('loading-throws', "throw new Error('of no use');"),
    plugin('loading-exits', 'process.exit(3);'),
    plugin(
      'misnamed',
      "export default { name: 'My_Rule', title: '', citation: '', hyperparameters: {}, presets: {}, create() {} };",
    ),
    plugin(
      'inherited',
      "export default { name: 'constructor', title: '', citation: '', hyperparameters: {}, presets: {}, create() {} };",
    ),
    plugin(
      'overlong',
      "export default { name: 'n'.repeat(65), title: '', citation: '', hyperparameters: {}, presets: {}, create() {} };",
    ),
    plugin('moves', "process.chdir('/'); export default 1;"),
    GOOD,
    GOOD,
  ]);
  expect([...rules.keys()]).toEqual(['fixture-rule']);
  expectFaults(faults, [
    /loading-throws .*\n.*of no use/,
    /loading-exits .*\n.*exit status 3/,
    /misnamed .*\n.*"My_Rule"\n.*lower-case/,
    /inherited .*\n.*"constructor"\n.*not "constructor"/,
    /overlong .*\n.*"n{65}"\n.*at most 64/,
    /moves .*\n.*a default export of type number/,
    /fixture-good-rule .*\n.*a rule named "fixture-rule", as fixture-good-rule has one/,
  ]);
  expect(process.cwd()).toBe(before);
});

test('what a plug-in imports of this repository is what the program has of it already', async () => {
  const [core, control] = ['core', 'rule-random-features'].map((name) =>
    fileURLToPath(new URL(`${name}/src/index.ts`, PACKAGES)),
  );
  const code = `import { HebbenchError } from ${JSON.stringify(core)};
    import rule from ${JSON.stringify(control)};
    const own = await import(globalThis[Symbol.for('hebbench.bundle')].moduleOf(${JSON.stringify(core)}));
    export default { ...rule, name: HebbenchError === own.HebbenchError ? 'shared' : 'apart' };`;
  const { rules } = await discover([plugin('shares', code)]);
  expect([...rules.keys()]).toEqual(['shared']);
});

test('a plug-in that never ends loading is given up', async () => {
  const plugins = [
    plugin('loading-hangs', 'for (;;);'),
    plugin('loading-waits', 'await new Promise(() => setInterval(() => {}, 1000));'),
  ];
  const { rules, faults } = await discover(plugins, 2);
  expect(rules.size).toBe(0);
  expectFaults(faults, [
    /loading-hangs .*\n.*no answer within 2 s/,
    /loading-waits .*\n.*no answer within 2 s/,
  ]);
});

test('a package.json that is wrong costs its own rule alone', async () => {
  const manifests: Readonly<Record<string, string>> = {
    'cut-off': '{"name": "cut-off", "hebb',
    'no-object': 'null',
    'wrong-numbers': JSON.stringify({ name: 'wrong-numbers', hebbench: { rule: '.', numbers: 0.1 } }),
    'wrong-export': JSON.stringify({ name: 'wrong-export', exports: {}, hebbench: { rule: './rule' } }),
  };
  const plugins = Object.entries(manifests).map(([name, manifest]) => {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'package.json'), manifest);
    return join(folder, name);
  });
  const { rules, faults } = await discover([...plugins, GOOD]);
  expect([...rules.keys()]).toEqual(['fixture-rule']);
  expectFaults(faults, [
    /cut-off .*\n.*cut-off.package\.json with .*JSON/,
    /no-object .*\n.*expected object, received null/,
    /wrong-numbers .*\n.*"hebbench.numbers": 0.1/,
    /wrong-export .*\n.*"hebbench.rule": ".\/rule"/,
  ]);
});
