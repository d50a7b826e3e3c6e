import { rangeText, valueText, type RuleDescription } from '@hebbench/benchmarks/published';
import type { VNode } from 'preact';
import { Sentence } from '../parts/prose.tsx';

/** A rule's presets and hyperparameters. */
export function RuleSettings({ description }: { readonly description: RuleDescription }): VNode {
  const { presets, hyperparameters } = description;
  return (
    <>
      <section>
        <h2 id="presets">Presets</h2>
        <p>What differs from the defaults, by data set, constraint (⁺) and hidden layers.</p>
        <div class="scroll" tabIndex={0} role="group" aria-label="Presets">
          <table>
            <thead>
              <tr>
                <th scope="col">preset</th>
                <th scope="col">networks</th>
                <th scope="col">settings</th>
              </tr>
            </thead>
            <tbody>
              {presets.map(({ preset, networks, hyperparameters: own }) => (
                <tr>
                  <th scope="row">{preset}</th>
                  <td class="text">{networks.join(', ')}</td>
                  <td class="text">
                    {Object.entries(own)
                      .map(([name, value]) => `${name} ${valueText(value)}`)
                      .join(', ') || 'the defaults'}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
      <section>
        <h2 id="hyperparameters">Hyperparameters</h2>
        <div class="scroll" tabIndex={0} role="group" aria-label="Hyperparameters">
          <table class="sortable">
            <thead>
              <tr>
                <th scope="col">name</th>
                <th scope="col">what it is</th>
                <th scope="col">values</th>
                <th scope="col">default</th>
              </tr>
            </thead>
            <tbody>
              {Object.entries(hyperparameters.properties ?? {}).map(([name, field]) => (
                <tr>
                  <th scope="row">
                    <code>{name}</code>
                  </th>
                  <td class="text">
                    <Sentence text={field.description ?? ''} />
                  </td>
                  <td>{rangeText(field)}</td>
                  <td>{field.default === undefined ? '–' : valueText(field.default)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </section>
    </>
  );
}
