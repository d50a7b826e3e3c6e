/** What packages are made for. */
export type Kind = 'rule' | 'dataset';

/** Each for people, with a name that one could have. */
export const KINDS: Readonly<Record<Kind, { readonly title: string; readonly example: string }>> = {
  rule: { title: 'learning rule', example: 'oja-decorrelated' },
  dataset: { title: 'data set', example: 'my-tiles' },
};

/** What a name must be, if this one is not valid. */
export function complaintAbout(name: string, kind: Kind = 'rule'): string | undefined {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    return 'lower-case letters, digits and single hyphens, beginning with a letter';
  if (name.startsWith(`${kind}-`)) return `a name without "${kind}-", which the package gets by itself`;
  if (name.length > 40) return 'at most 40 letters';
  return undefined;
}
