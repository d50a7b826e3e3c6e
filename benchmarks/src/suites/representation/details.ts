import { z } from 'zod';
import { SOURCES } from './bars.ts';
import type { BasisPictures } from './known-sources.ts';

const whole = z.int().min(1);

/** Schema of {@link BasisPictures}. */
export const picturesSchema: z.ZodType<BasisPictures> = z
  .object({
    shape: z.object({ height: whole, width: whole, channels: whole }),
    rule: z.base64(),
    ica: z.base64(),
    pca: z.base64(),
  })
  .refine(
    ({ shape: { height, width, channels }, rule, ica, pca }) =>
      [rule, ica, pca].every(
        (pixels) => Buffer.from(pixels, 'base64').length === SOURCES * height * width * channels,
      ),
    { path: ['rule'], message: 'as many pixels as sources and inputs were expected' },
  );
