/**
 * Share of presynaptic units whose outgoing weights all have one sign (Dale's law); weights that are 0 have none.
 * @param weights - `[targets, sources]`, row by row
 * @returns in [0, 1]; 1 without sources
 */
export function dalesLawShare(weights: Float32Array, sources: number): number {
  if (sources === 0) return 1;
  const [positive, negative] = [new Uint8Array(sources), new Uint8Array(sources)];
  weights.forEach((w, at) => {
    if (w > 0) positive[at % sources] = 1;
    if (w < 0) negative[at % sources] = 1;
  });
  let mixed = 0;
  for (let source = 0; source < sources; source++) if (positive[source] && negative[source]) mixed++;
  return 1 - mixed / sources;
}
