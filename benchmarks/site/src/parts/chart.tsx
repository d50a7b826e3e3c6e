import type { VNode } from 'preact';
import type { ChartSpec } from '../charts/spec.ts';
import { Embedded } from './embedded.tsx';
import { Sentence } from './prose.tsx';

/** A chart with its values. */
export interface ChartProps {
  readonly spec: ChartSpec;
  /** What it shows, for everybody. */
  readonly caption: string;
  /** What is seen in it, for those who do not see it. */
  readonly description: string;
  /** Where its data is. @defaultValue nowhere but on the page */
  readonly csv?: string | undefined;
}

/** A figure that is drawn as wide as its page, with values under the pointer, by arrow keys and in a table. */
export function Chart({ spec, caption, description, csv }: ChartProps): VNode {
  return (
    <figure class="chart">
      <Embedded kind="chart" value={spec} />
      <div class={`plot ${spec.kind}`} tabIndex={0} role="group" aria-label={`Chart: ${description}`} />
      <figcaption>
        <Sentence text={caption} />
        {csv !== undefined && (
          <>
            {' '}
            <a href={csv} download="">
              CSV
            </a>
          </>
        )}
      </figcaption>
    </figure>
  );
}
