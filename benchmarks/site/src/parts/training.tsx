import type { VNode } from 'preact';

/** A place for the runs that train now: hidden until the server that the page comes from tells of one. */
export function Training(): VNode {
  return (
    <section data-training="" hidden>
      <h2>Training now</h2>
      <p data-state="" />
      <div class="scroll" tabIndex={0} role="group" aria-label="Runs that train now">
        <table>
          <thead>
            <tr>
              {['run', 'phase', 'trained', 'right so far', 'left'].map((column) => (
                <th scope="col">{column}</th>
              ))}
            </tr>
          </thead>
          <tbody />
        </table>
      </div>
    </section>
  );
}
