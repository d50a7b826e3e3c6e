/**
 * Moves labels apart so that none covers another, each as little as possible and in the order of their places.
 * @param places where each label would best stand, pixels
 * @param gap least distance of two neighbours, pixels, > 0
 * @param limits the first and last place that is allowed, if the labels fit between them
 * @returns where each label stands, in the order given
 */
export function spread(
  places: readonly number[],
  gap: number,
  limits: readonly [number, number] = [-Infinity, Infinity],
): number[] {
  const order = places.map((_, i) => i).toSorted((a, b) => places[a]! - places[b]!);
  // Neighbours that touch form a block, which stands where its members would like it on average.
  interface Block {
    readonly members: readonly number[];
    readonly start: number;
  }
  const settle = (members: readonly number[]): Block => {
    const wish = members.reduce((sum, each, i) => sum + places[each]! - i * gap, 0) / members.length;
    const end = limits[1] - (members.length - 1) * gap;
    return { members, start: Math.max(limits[0], Math.min(end, wish)) };
  };
  const blocks: Block[] = [];
  for (const each of order) {
    let block = settle([each]);
    for (;;) {
      const before = blocks.at(-1);
      if (!before || before.start + before.members.length * gap <= block.start) break;
      blocks.pop();
      block = settle([...before.members, ...block.members]);
    }
    blocks.push(block);
  }
  const result = Array.from<number>({ length: places.length });
  for (const { members, start } of blocks)
    members.forEach((each, i) => {
      result[each] = start + i * gap;
    });
  return result;
}
