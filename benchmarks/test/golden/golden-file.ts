import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** What is frozen: numbers or digests by what they are of, with the versions under which they hold. */
export interface Golden {
  /** Versions of the numbers of all packages that take part. */
  readonly numbers: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, string | number>>;
}

/** The frozen values of a file; `undefined` if there is none. */
export function readGolden(file: string): Golden | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Golden) : undefined;
}

/** Freezes values. */
export function writeGolden(file: string, golden: Golden): void {
  writeFileSync(file, `${JSON.stringify(golden, null, 2)}\n`);
}

/** Why values may not be frozen anew: they have changed, and no version of the numbers has. */
export function brokenPromise(what: string, frozen: Golden | undefined, now: Golden): string | undefined {
  if (!frozen || raised(frozen, now).length > 0) return undefined;
  const changed = Object.keys(frozen.values).filter(
    (name) => name in now.values && now.values[name] !== frozen.values[name],
  );
  if (changed.length === 0) return undefined;
  return [
    `The numbers of ${what} have changed: raise "hebbench.numbers" of the package that changed them, then give`,
    '`pnpm golden`; or undo the change. (Where nothing has been published yet, remove the file first.)',
    `Changed, ${changed.length} of ${Object.keys(frozen.values).length}:`,
    ...changed.slice(0, SHOWN).map((name) => `  ${name}: ${now.values[name]}, was ${frozen.values[name]}`),
  ].join('\n');
}

/** What is wrong with frozen values, if anything is. */
export function complaint(what: string, frozen: Golden | undefined, now: Golden): string | undefined {
  if (!frozen) return `The numbers of ${what} are not frozen: give \`pnpm golden\`.`;
  const versions = raised(frozen, now);
  if (versions.length > 0) {
    return `Frozen numbers of ${what} are of other versions (${versions.join(', ')}): give \`pnpm golden\`.`;
  }
  const broken = brokenPromise(what, frozen, now);
  if (broken !== undefined) return broken;
  const differing = [...Object.keys(now.values), ...Object.keys(frozen.values)].filter(
    (name) => !(name in now.values && name in frozen.values),
  );
  if (differing.length === 0) return undefined;
  return [
    `Settings that a preset or suite has now, or no longer has, of ${what}: give \`pnpm golden\`.`,
    ...differing.slice(0, SHOWN).map((name) => `  ${name}`),
  ].join('\n');
}

const SHOWN = 5;

function raised(frozen: Golden, now: Golden): string[] {
  const names = new Set([...Object.keys(frozen.numbers), ...Object.keys(now.numbers)]);
  return [...names]
    .filter((name) => frozen.numbers[name] !== now.numbers[name])
    .map((name) => `${name} ${frozen.numbers[name] ?? 'none'} → ${now.numbers[name] ?? 'none'}`);
}
