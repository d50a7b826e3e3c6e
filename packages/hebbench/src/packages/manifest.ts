import { HebbenchError, isOneLine } from '@hebbench/core';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const line = z.string().refine(isOneLine, 'signs that are no text');

const manifestSchema = z.looseObject({
  name: line.exactOptional(),
  version: line.exactOptional(),
  exports: z.union([z.string(), z.record(z.string(), z.unknown())]).exactOptional(),
  main: z.string().exactOptional(),
  hebbench: z
    .looseObject({
      /** Subpath of the export that is a learning rule. */
      rule: z.string().exactOptional(),
      /** Name of that rule: a list of rules' names then needs not load it. */
      name: line.exactOptional(),
      /** What kind of rule it is, in a word or two, for lists of rules: `Hebbian`. */
      family: line.exactOptional(),
      /**
       * Whether no error is sent to a hidden unit: its weights change by the activity of its own layer and of the one
       * below, by weights of its own layer, and by at most one number that is the same for all.
       */
      local: z.boolean().exactOptional(),
      /** Subpath of the export that is a data set. */
      dataset: z.string().exactOptional(),
      /** The first release with today's numbers, `major.minor`. */
      numbers: z.unknown().optional(),
    })
    .exactOptional(),
});

/** What is read of a `package.json`. */
export type Manifest = z.infer<typeof manifestSchema>;

/**
 * The version of a package's numbers: `"hebbench": { "numbers": "0.1" }` in its `package.json`, which a change that
 * changes numbers raises. Releases with the same one give the same numbers, so that finished runs stay finished.
 * Without it, every release but a patch counts as a change.
 * @throws {@link HebbenchError} `RULE_FAULT` if it is no `major.minor`
 */
export function numbersVersion({ name = 'A package', version = UNRELEASED, hebbench }: Manifest): string {
  const numbers = hebbench?.numbers ?? version.split('.').slice(0, 2).join('.');
  if (typeof numbers === 'string' && /^\d+\.\d+$/.test(numbers)) return numbers;
  throw new HebbenchError('RULE_FAULT', `${name} does not say which numbers are its own.`, {
    got: `"hebbench.numbers": ${JSON.stringify(numbers)}`,
    expected: 'the first release with the same numbers as text, for instance "0.1"',
    fix: 'correct its package.json, or leave the field out',
  });
}

/** The version of a package that names none. */
export const UNRELEASED = '0.0.0';

/**
 * The `package.json` of a folder.
 * @throws {@link HebbenchError} `RULE_FAULT` if it is no JSON object, or a field that is read is of another type
 */
export function readManifest(directory: string): Manifest {
  const file = join(directory, 'package.json');
  let problem: string;
  try {
    const found = manifestSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    if (found.success) return found.data;
    problem = z.prettifyError(found.error).replaceAll('\n', ' ');
  } catch (error) {
    problem = (error as Error).message;
  }
  throw manifestFault(
    `${file} with ${problem}`,
    'a package.json whose fields are of the types that npm asks for',
    'correct the file',
  );
}

function manifestFault(got: string, expected: string, fix: string): HebbenchError {
  return new HebbenchError('RULE_FAULT', 'A package.json is not valid.', { got, expected, fix });
}

/** What a package can provide, by its field of `"hebbench"` in `package.json`. */
export type Provides = 'rule' | 'dataset';

/**
 * The file of an export.
 * @param of - what is exported. @defaultValue 'rule'
 * @throws {@link HebbenchError} `RULE_FAULT` if there is none
 */
export function exportTarget({ exports, main }: Manifest, subpath: string, of: Provides = 'rule'): string {
  let target: unknown;
  if (exports === undefined) target = subpath === '.' ? (main ?? 'index.js') : undefined;
  else if (typeof exports === 'string') target = subpath === '.' ? exports : undefined;
  else target = subpath in exports ? exports[subpath] : subpath === '.' ? exports : undefined;
  while (typeof target === 'object' && target !== null) {
    const conditions = target as Record<string, unknown>;
    target = conditions['import'] ?? conditions['node'] ?? conditions['default'];
  }
  if (typeof target === 'string') return target;
  throw manifestFault(
    `"hebbench.${of}": ${JSON.stringify(subpath)}, which its "exports" do not have`,
    'the subpath of an export, for instance "."',
    `correct "hebbench.${of}" or "exports" in its package.json`,
  );
}
