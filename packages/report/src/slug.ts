/**
 * What GitHub makes of the headings of a document for links to them: to be given all of them in their order, as of several
 * alike those after the first are numbered.
 * @example
 * ```ts
 * createSlugger()('Readings of equation (6): the choice'); // 'readings-of-equation-6-the-choice'
 * ```
 */
export function createSlugger(): (heading: string) => string {
  const seen = new Map<string, number>();
  return (heading) => {
    const slug = heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
      .trim()
      .replaceAll(/\s/g, '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  };
}
