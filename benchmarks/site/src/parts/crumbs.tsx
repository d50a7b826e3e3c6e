import type { VNode } from 'preact';

/** A page above another one. */
interface Above {
  readonly path: string;
  readonly title: string;
}

/** The way to a page from above; the page itself is named last where its heading does not do so. */
export function Crumbs({ above, here }: { readonly above: readonly Above[]; readonly here?: string }): VNode {
  return (
    <p class="crumbs">
      {above.map(({ path, title }, i) => (
        <>
          {i > 0 && ' › '}
          <a href={`@/${path}`}>{title}</a>
        </>
      ))}
      {here !== undefined && ` › ${here}`}
    </p>
  );
}
