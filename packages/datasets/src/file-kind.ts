import { lstatSync, statSync, type Stats } from 'node:fs';

/** What a path leads to. Only a `file` is ever opened: a pipe or a device would keep whoever reads it waiting. */
export type FileKind =
  | 'file'
  | 'folder'
  | 'named pipe'
  | 'socket'
  | 'device'
  | 'link that leads nowhere'
  | 'link that leads back to itself'
  | 'path that may not be looked at'
  | 'path that is too long';

const PROBLEMS: Readonly<Record<string, FileKind>> = {
  ELOOP: 'link that leads back to itself',
  EACCES: 'path that may not be looked at',
  EPERM: 'path that may not be looked at',
  ENAMETOOLONG: 'path that is too long',
};

/** What a path leads to, through links; `undefined` if there is nothing. */
export function fileKind(path: string): FileKind | undefined {
  try {
    return kindOf(statSync(path));
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (Object.hasOwn(PROBLEMS, code)) return PROBLEMS[code];
    return code === 'ENOENT' && isLink(path) ? 'link that leads nowhere' : undefined;
  }
}

/** `folder` → `a folder`. */
export function withArticle(kind: FileKind): string {
  return `a ${kind}`;
}

function kindOf(stats: Stats): FileKind {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'folder';
  if (stats.isFIFO()) return 'named pipe';
  return stats.isSocket() ? 'socket' : 'device';
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}
