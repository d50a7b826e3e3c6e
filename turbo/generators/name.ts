/** What a rule's name must be, if this one is not valid. */
export function complaintAbout(name: string): string | undefined {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    return 'lower-case letters, digits and single hyphens, beginning with a letter';
  if (name.startsWith('rule-')) return 'a name without "rule-", which the package gets by itself';
  if (name.length > 40) return 'at most 40 letters';
  return undefined;
}
