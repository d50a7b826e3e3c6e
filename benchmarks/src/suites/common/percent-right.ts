/** Share of right answers, in percent. */
export function percentRight(predicted: ArrayLike<number>, labels: ArrayLike<number>): number {
  let right = 0;
  for (let n = 0; n < predicted.length; n++) if (predicted[n] === labels[n]) right++;
  return (100 * right) / predicted.length;
}
