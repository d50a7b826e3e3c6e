import type { ComponentChildren, VNode } from 'preact';
import type { Fact } from '../model/run-facts.ts';

/** Facts, one below the other. */
export function FactsList({ facts }: { readonly facts: readonly Fact[] }): VNode {
  return (
    <dl class="facts-list">
      {facts.map(({ name, lines }) => (
        <FactItem name={name}>
          {lines.map((line, i) => (
            <>
              {i > 0 && <br />}
              {line}
            </>
          ))}
        </FactItem>
      ))}
    </dl>
  );
}

/** A fact of a list. */
export function FactItem({
  name,
  children,
}: {
  readonly name: string;
  readonly children: ComponentChildren;
}): VNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Settings by name, as a rule takes them. */
export function Settings({ settings }: { readonly settings: ReadonlyMap<string, string> }): VNode {
  return <pre class="settings">{[...settings].map(([name, value]) => `${name} ${value}`).join('\n')}</pre>;
}
