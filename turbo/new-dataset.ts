// `pnpm new:dataset NAME`: writes packages/dataset-NAME.
import { newPackage } from './new-package.ts';

newPackage(
  'dataset',
  (name) => `  pnpm test packages/dataset-${name}            # its conformance suite passes as it is
  pnpm bench --filter table1/${name}/nonneg/1-layer --dataset ${name} --scale smoke --data embedded
Then write what reads your files in packages/dataset-${name}/src; docs/adding-a-data-set.md shows how.
`,
);
