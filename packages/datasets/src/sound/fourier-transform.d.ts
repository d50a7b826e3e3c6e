/** The part of the package that is used here: it has no types of its own. */
declare module 'fourier-transform' {
  /**
   * Spectrum of real values, not normalised.
   * @param input - as many as a power of 2
   * @returns real and imaginary parts of the `input.length / 2 + 1` bins from 0 Hz on, which the next call overwrites
   */
  export function fft(input: Float64Array): [re: Float64Array, im: Float64Array];
}
