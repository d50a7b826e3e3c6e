import { HebbenchError } from './errors.ts';

/** Edit distance (Levenshtein) between two words: how many letters to insert, delete or replace. */
export function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replace, previous[j]! + 1, current[j - 1]! + 1));
    }
    previous = current;
  }
  return previous[b.length]!;
}

/** How much further than the nearest name another one may be. */
const ALIKE = 1;

/**
 * The names nearest to what was typed, nearest first, at most `count`: those that contain it, or share more than half
 * of their letters with it.
 */
export function nearestNames(typed: string, names: readonly string[], count = 3): string[] {
  const limitOf = (name: string): number => Math.max(name.length, typed.length) / 2;
  const near = names
    // As many letters as one word has more than the other are inserted at least: no need to count further.
    .filter((name) => name.includes(typed) || Math.abs(name.length - typed.length) < limitOf(name))
    .map((name) => ({
      name,
      distance: name.includes(typed) ? 0 : editDistance(typed.toLowerCase(), name.toLowerCase()),
    }))
    .filter(({ name, distance }) => distance < limitOf(name))
    .toSorted((a, b) => a.distance - b.distance || a.name.localeCompare(b.name));
  return near
    .filter(({ distance }) => distance <= near[0]!.distance + ALIKE)
    .slice(0, count)
    .map(({ name }) => name);
}

/** Left of a long text, at its beginning and at its end. */
const KEPT = 60;

/** What was typed, as an error quotes it: of a long text both ends. */
export function excerpt(typed: string): string {
  if (typed.length <= 4 * KEPT) return typed;
  return `${typed.slice(0, KEPT)} … ${typed.slice(-KEPT)} (${typed.length} characters)`;
}

/**
 * The error for a name that nothing has.
 * @param kind - what was looked for, e.g. `rule`
 */
export function unknownName(kind: string, typed: string, names: readonly string[]): HebbenchError {
  const nearest = nearestNames(typed, names);
  return new HebbenchError('UNKNOWN_NAME', `Unknown ${kind} "${excerpt(typed)}".`, {
    got: `"${excerpt(typed)}"`,
    expected: names.length > 0 ? `one of ${names.join(', ')}` : `a ${kind}, but none is installed`,
    fix:
      nearest.length > 0
        ? `did you mean ${nearest.map((name) => `"${name}"`).join(' or ')}?`
        : `choose one of the names above`,
  });
}
