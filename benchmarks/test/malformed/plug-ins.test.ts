import { HebbenchError, type ErrorCode } from '@hebbench/core';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { loadRulePackage } from '@hebbench/hebbench/packages';
import { findRulePackages } from '../../src/rules/packages.ts';

const folder = mkdtempSync(join(tmpdir(), 'hebbench-plug-ins-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A package that provides no rule. */
interface BrokenPackage {
  readonly name: string;
  /** Its `package.json`, or the fields that differ from a right one. */
  readonly manifest?: string | Readonly<Record<string, unknown>>;
  /** Its module; left out, there is none. */
  readonly code?: string;
  /** @defaultValue RULE_FAULT */
  readonly error?: ErrorCode;
  /** Words of its error. */
  readonly says: readonly string[];
}

/** A module whose rule is right but for what is given in the place of its members, as code. */
function moduleOf(members: Readonly<Record<string, string>>): string {
  const all = {
    name: "'a-rule'",
    title: "'A rule'",
    citation: "'Nobody'",
    hyperparameters: '{ safeParse: (data) => ({ success: true, data }) }',
    presets: '{ paper: () => ({}), best: () => ({}) }',
    create: '() => {}',
    ...members,
  };
  return `export default { ${Object.entries(all)
    .map(([name, value]) => `${name}: ${value}`)
    .join(', ')} };`;
}

function member(name: string, members: Readonly<Record<string, string>>, ...says: string[]): BrokenPackage {
  return { name, code: moduleOf(members), says };
}

const MANIFESTS: readonly BrokenPackage[] = [
  {
    name: 'a package.json that is cut off',
    manifest: '{"name": "cut-off", "hebb',
    says: ['package.json with'],
  },
  { name: 'an empty package.json', manifest: '', says: ['package.json with'] },
  { name: 'a package.json that is null', manifest: 'null', says: ['expected object, received null'] },
  { name: 'a package.json that is a list', manifest: '[]', says: ['expected object, received array'] },
  { name: 'a package.json that is text', manifest: '"x"', says: ['expected object, received string'] },
  { name: 'a name that is a number', manifest: { name: 7 }, says: ['at name'] },
  {
    name: 'a package of colours',
    manifest: { name: '\u001B[31mred' },
    says: ['signs that are no text', 'at name'],
  },
  { name: 'a version that is a number', manifest: { version: 1 }, says: ['at version'] },
  { name: 'a version that is no version', manifest: { version: 'new' }, says: ['"hebbench.numbers": "new"'] },
  { name: 'exports that are null', manifest: { exports: null }, says: ['at exports'] },
  { name: 'exports that are a list', manifest: { exports: ['./index.js'] }, says: ['at exports'] },
  { name: 'a main that is a number', manifest: { main: 5 }, says: ['at main'] },
  {
    name: 'no word of a rule',
    manifest: { hebbench: undefined },
    error: 'UNKNOWN_NAME',
    says: ['without "hebbench"'],
  },
  {
    name: 'hebbench without a rule',
    manifest: { hebbench: {} },
    error: 'UNKNOWN_NAME',
    says: ['without "hebbench"'],
  },
  { name: 'hebbench that is text', manifest: { hebbench: '.' }, says: ['at hebbench'] },
  { name: 'hebbench that is null', manifest: { hebbench: null }, says: ['at hebbench'] },
  { name: 'a rule that is a number', manifest: { hebbench: { rule: 1 } }, says: ['at hebbench.rule'] },
  { name: 'a rule that is not exported', manifest: { hebbench: { rule: './rule' } }, says: ['"./rule"'] },
  {
    name: 'a rule of every object',
    manifest: { hebbench: { rule: 'constructor' } },
    says: ['"constructor"'],
  },
  {
    name: 'exports without the rule',
    manifest: { exports: { './x': './x.js' } },
    says: ['"hebbench.rule": "."'],
  },
  {
    name: 'an export under no known condition',
    manifest: { exports: { '.': { browser: './x.js' } } },
    says: ['"."'],
  },
  {
    name: 'numbers that are a number',
    manifest: { hebbench: { rule: '.', numbers: 0.1 } },
    says: ['"hebbench.numbers": 0.1'],
  },
  {
    name: 'numbers of three parts',
    manifest: { hebbench: { rule: '.', numbers: '1.2.3' } },
    says: ['"hebbench.numbers": "1.2.3"'],
  },
];

const MODULES: readonly BrokenPackage[] = [
  { name: 'no module', says: ['an error while loading'] },
  { name: 'a module at another place', manifest: { main: './lost.js' }, code: '', says: ['lost.js'] },
  { name: 'a module that cannot be parsed', code: 'export default {', says: ['an error while loading'] },
  { name: 'a module that throws', code: "throw new Error('of no use');", says: ['of no use'] },
  { name: 'a module that throws text', code: "throw 'only text';", says: ['only text'] },
  { name: 'a module that throws nothing', code: 'throw undefined;', says: ['undefined'] },
  { name: 'a module that throws no text', code: 'throw Object.create(null);', says: ['cannot be shown'] },
  { name: 'a module that rejects', code: "await Promise.reject(new Error('too late'));", says: ['too late'] },
  { name: 'a module of colours', code: "throw new Error('\\u001b[31mred');", says: ['\\u001b[31mred'] },
  { name: 'an import that is not there', code: "import 'no-such-package';", says: ['no-such-package'] },
  { name: 'an empty module', code: '', says: ['a default export of type undefined'] },
  { name: 'a named export', code: 'export const rule = {};', says: ['a default export of type undefined'] },
  { name: 'a number', code: 'export default 1;', says: ['a default export of type number'] },
  { name: 'null', code: 'export default null;', says: ['a default export of type'] },
  { name: 'a function', code: 'export default () => ({});', says: ['a default export of type function'] },
  { name: 'a list', code: 'export default [];', says: ['"name" of type undefined'] },
  { name: 'a promise', code: 'export default Promise.resolve({});', says: ['"name" of type undefined'] },
  {
    name: 'members that throw',
    code: "export default { get name() { throw new Error('not now'); } };",
    says: ['not now'],
  },
];

const MEMBERS: readonly BrokenPackage[] = [
  member('no name', { name: 'undefined' }, '"name" of type undefined'),
  member('a name as a number', { name: '7' }, '"name" of type number'),
  member('an empty name', { name: "''" }, 'a rule named ""'),
  member('a name of capitals', { name: "'My_Rule'" }, 'a rule named "My_Rule"', 'lower-case'),
  member('a name of two parts', { name: "'a/b'" }, 'a rule named "a/b"'),
  member('a name of two lines', { name: "'a\\nb'" }, 'a rule named "a\\nb"'),
  member('a name of colours', { name: "'\\u001b[31mred'" }, 'a rule named "\\u001b[31mred"'),
  member('a name that every object has', { name: "'constructor'" }, 'a rule named "constructor"'),
  member('an overlong name', { name: "'a'.repeat(300)" }, 'at most 64'),
  member('no title', { title: 'undefined' }, '"title" of type undefined'),
  member('a title of colours', { title: "'\\u001b[31mred'" }, 'a title with signs that are no text'),
  member('a title of two lines', { title: "'one\\ntwo'" }, 'a title with signs that are no text'),
  member('a title written backwards', { title: "'\\u202Eelur'" }, 'a title with signs that are no text'),
  member('a citation that rings', { citation: "'\\u0007'" }, 'a citation with signs that are no text'),
  member('a citation that is a list', { citation: '[]' }, '"citation" of type object'),
  member('no schema', { hyperparameters: 'undefined' }, '"hyperparameters" of type undefined'),
  member('a schema that is null', { hyperparameters: 'null' }, '"hyperparameters" of type null'),
  member(
    'a schema that is plain',
    { hyperparameters: '{}' },
    '"hyperparameters.safeParse" of type undefined',
  ),
  member('no presets', { presets: 'undefined' }, '"presets" of type undefined'),
  member('no preset "best"', { presets: '{ paper: () => ({}) }' }, '"presets.best" of type undefined'),
  member('presets that are values', { presets: '{ paper: {}, best: {} }' }, '"presets.paper" of type object'),
  member('no create', { create: 'undefined' }, '"create" of type undefined'),
  member('a create that is a class of text', { create: "'class'" }, '"create" of type string'),
  member('an unsupported that is text', { unsupported: "'all'" }, '"unsupported" of type string'),
  member('a hiddenIdentity that is an object', { hiddenIdentity: '{}' }, '"hiddenIdentity" of type object'),
];

function write(name: string, { manifest, code }: Pick<BrokenPackage, 'manifest' | 'code'>): string {
  const directory = join(folder, name.replaceAll(/\W+/g, '-'));
  mkdirSync(directory);
  const right = { name: 'a-package', type: 'module', hebbench: { rule: '.' } };
  const text = typeof manifest === 'string' ? manifest : JSON.stringify({ ...right, ...manifest });
  writeFileSync(join(directory, 'package.json'), text);
  if (code !== undefined) writeFileSync(join(directory, 'index.js'), code);
  return directory;
}

/** Loads a plug-in as its own process does. */
async function load(directory: string): Promise<unknown> {
  const [from] = findRulePackages([directory], join(folder, 'no-workspace'));
  return loadRulePackage(from!);
}

test('a package that is right is loaded', async () => {
  expect(await load(write('right', { code: moduleOf({}) }))).toMatchObject({ name: 'a-rule' });
});

test("TensorFlow.js's warning of a second copy is left out, and other warnings are not", async () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  const warnings = ['Platform node has already been set. Overwriting the platform with node.', 'of use'];
  const code = warnings.map((text) => `console.warn(${JSON.stringify(text)});`).join('\n');
  await load(write('warns', { code: `${code}\n${moduleOf({})}` }));
  expect(warn.mock.calls).toEqual([['of use']]);
  expect(console.warn).toBe(warn);
  warn.mockRestore();
});

test.each([...MANIFESTS, ...MODULES, ...MEMBERS])(
  '$name',
  async ({ name, error: code = 'RULE_FAULT', says, ...files }) => {
    const directory = write(name, files);
    const error = await load(directory).then(
      () => new Error('no error'),
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof HebbenchError)) throw error;
    expect({ code: error.code, message: error.message }).toEqual({ code, message: error.message });
    expect(error.message).toContain(directory);
    for (const words of ['got:', 'expected:', 'fix:', ...says]) expect(error.message).toContain(words);
    // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    expect(error.message).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/);
  },
);
