import type { VNode } from 'preact';

/**
 * A value for a page's scripts. In HTML nothing ends a script but its end tag, so that no `<` may stand in it.
 * @param kind - what the script that reads it looks for
 */
export function Embedded({ kind, value }: { readonly kind: string; readonly value: unknown }): VNode {
  const json = JSON.stringify(value).replaceAll('<', String.raw`\u003c`);
  return <script type="application/json" data-kind={kind} dangerouslySetInnerHTML={{ __html: json }} />;
}
