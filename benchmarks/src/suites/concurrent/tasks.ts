import type { Cell } from '@hebbench/core';
import { jointTraits, partsOfName, type JointTraits } from '@hebbench/datasets/joint';
import { MNIST, SOUNDS } from '@hebbench/datasets/traits';

/** What a network of this suite learns: both tasks at once, or one of them alone. */
export type Task = 'both' | 'first' | 'second';

/** All of them, in the order of the cells. */
export const TASKS: readonly Task[] = ['both', 'first', 'second'];

/** Which of the two sets a network that learns one task alone has. */
export function partOf(task: Exclude<Task, 'both'>): 0 | 1 {
  return task === 'first' ? 0 : 1;
}

/** What ids call a task: `both`, or the name of the set that is learned alone. */
export function taskName(task: Task, { joint: { parts } }: JointTraits): string {
  return task === 'both' ? 'both' : parts[partOf(task)].name;
}

/** The joint set of a cell of this suite. */
export function jointOf({ dataset }: Pick<Cell, 'dataset'>): JointTraits {
  const { first, second, layout } = partsOfName(dataset)!;
  const [one, other] = [first, second].map((name) => [MNIST, ...SOUNDS].find((set) => set.name === name)!);
  return jointTraits(one!, other!, layout);
}

/** The task of a cell of this suite. */
export function taskOf(cell: Pick<Cell, 'id' | 'dataset'>): Task {
  const name = cell.id.split('/')[3];
  return TASKS.find((task) => taskName(task, jointOf(cell)) === name)!;
}
