// `pnpm new:rule NAME`: writes packages/rule-NAME.
import { newPackage } from './new-package.ts';

newPackage(
  'rule',
  (name) => `  pnpm test packages/rule-${name}               # its conformance suite passes as it is
  pnpm bench --filter table1 --rule ${name} --scale smoke
Then write the rule in packages/rule-${name}/src/step.ts; docs/adding-a-rule.md shows how.
`,
);
