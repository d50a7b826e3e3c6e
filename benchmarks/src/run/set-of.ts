import type { Cell, DatasetTraits } from '@hebbench/core';
import { findDefinition, traitsOf } from '@hebbench/datasets';

/**
 * The data set of a cell.
 * @param sets - some that this program does not define. @defaultValue none
 * @throws `UNKNOWN_NAME`
 */
export function setOf(
  { dataset }: Pick<Cell, 'dataset'>,
  sets: readonly DatasetTraits[] = [],
): DatasetTraits {
  return sets.find(({ name }) => name === dataset) ?? traitsOf(findDefinition(dataset));
}
