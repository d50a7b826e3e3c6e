export {
  describePackage,
  packageFault,
  type DatasetPackage,
  type ProvidingPackage,
  type RulePackage,
} from './describe-package.ts';
export { findPackage } from './find-package.ts';
export { importModule } from './import-module.ts';
export { loadRulePackage } from './load-rule.ts';
export { numbersVersion, type Manifest, type Provides } from './manifest.ts';
export { withoutPlatformWarning } from './quiet-platform.ts';
