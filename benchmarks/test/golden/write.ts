// `pnpm golden`: freezes the numbers of all rules and suites anew, where the versions of the packages allow it.
import { openEngine } from '@hebbench/engine';
import { relative } from 'node:path';
import { findRulePackages } from '../../src/rules/packages.ts';
import { loadRules } from '../../src/rules/registry.ts';
import { frozenNumbers } from './frozen.ts';
import { brokenPromise, readGolden, writeGolden } from './golden-file.ts';

await openEngine({ engine: 'wasm', threads: 1 });
for (const { what, file, now } of frozenNumbers(await loadRules(findRulePackages()))) {
  const values = await now();
  const broken = brokenPromise(what, readGolden(file), values);
  if (broken === undefined) {
    writeGolden(file, values);
    process.stdout.write(`Written: ${relative(process.cwd(), file)}\n`);
  } else {
    process.stderr.write(`${broken}\n`);
    process.exitCode = 1;
  }
}
