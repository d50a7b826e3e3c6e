import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { complaintAbout, KINDS, type Kind } from './generators/name.ts';

/** What was typed, what can be made, and how to have it made. */
export interface Refusal {
  readonly got: string;
  readonly expected: string;
  readonly fix: string;
}

/** What is typed, and where. */
export interface Typed {
  /** What follows the command. */
  readonly words: readonly string[];
  /** Whether somebody is there to be asked for a name. */
  readonly canAsk: boolean;
  /** Folder of the repository. */
  readonly root: string;
}

/** Why no package of a kind is made of what was typed, if none is. */
export function refusal(kind: Kind, { words, canAsk, root }: Typed): Refusal | undefined {
  const [name] = words;
  const example = `pnpm new:${kind} ${KINDS[kind].example}`;
  if (words.length > 1)
    return { got: words.join(' '), expected: 'one name', fix: `join its words with hyphens: ${example}` };
  if (name === undefined) return canAsk ? undefined : { got: 'no name', expected: 'a name', fix: example };
  const complaint = complaintAbout(name, kind);
  if (complaint) return { got: name, expected: complaint, fix: `for instance: ${example}` };
  const directory = `packages/${kind}-${name}`;
  if (!existsSync(join(root, directory))) return undefined;
  return {
    got: name,
    expected: 'a name that no package has yet',
    fix: `${directory} is there: edit it, or choose another name`,
  };
}
