/**
 * Epochs, by scale, of the printed output rule that candidates are multiples of. At the paper's sizes these have turned
 * out to be too few, and Table 1 has four times as many.
 */
export const PRINTED_HEAD_EPOCHS = { paper: 1000 } as const;
