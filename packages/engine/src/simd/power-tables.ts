/**
 * Tables of simd/power.ts, float64 as bits: for each of 16 parts of an octave `1/c` and `log₂ c`, with c near its middle;
 * then `2^(i/32)` without i in the exponent; then coefficients and bounds, in the order of the offsets there. They are those of `powf` in the musl library (Szabolcs Nagy, Arm; MIT).
 */
// prettier-ignore
export const POWER_TABLES: BigUint64Array = BigUint64Array.of(
  0x3ff661ec79f8f3ben, 0xbfdefec65b963019n, 0x3ff571ed4aaf883dn, 0xbfdb0b6832d4fca4n,
  0x3ff49539f0f010b0n, 0xbfd7418b0a1fb77bn, 0x3ff3c995b0b80385n, 0xbfd39de91a6dcf7bn,
  0x3ff30d190c8864a5n, 0xbfd01d9bf3f2b631n, 0x3ff25e227b0b8ea0n, 0xbfc97c1d1b3b7af0n,
  0x3ff1bb4a4a1a343fn, 0xbfc2f9e393af3c9fn, 0x3ff12358f08ae5ban, 0xbfb960cbbf788d5cn,
  0x3ff0953f419900a7n, 0xbfaa6f9db6475fcen, 0x3ff0000000000000n, 0n,
  0x3fee608cfd9a47acn, 0x3fb338ca9f24f53dn, 0x3feca4b31f026aa0n, 0x3fc476a9543891ban,
  0x3feb2036576afce6n, 0x3fce840b4ac4e4d2n, 0x3fe9c2d163a1aa2dn, 0x3fd40645f0c6651cn,
  0x3fe886e6037841edn, 0x3fd88e9c2c1b9ff8n, 0x3fe767dcf5534862n, 0x3fdce0a44eb17bccn,
  0x3ff0000000000000n, 0x3fefd9b0d3158574n, 0x3fefb5586cf9890fn, 0x3fef9301d0125b51n,
  0x3fef72b83c7d517bn, 0x3fef54873168b9aan, 0x3fef387a6e756238n, 0x3fef1e9df51fdee1n,
  0x3fef06fe0a31b715n, 0x3feef1a7373aa9cbn, 0x3feedea64c123422n, 0x3feece086061892dn,
  0x3feebfdad5362a27n, 0x3feeb42b569d4f82n, 0x3feeab07dd485429n, 0x3feea47eb03a5585n,
  0x3feea09e667f3bcdn, 0x3fee9f75e8ec5f74n, 0x3feea11473eb0187n, 0x3feea589994cce13n,
  0x3feeace5422aa0dbn, 0x3feeb737b0cdc5e5n, 0x3feec49182a3f090n, 0x3feed503b23e255dn,
  0x3feee89f995ad3adn, 0x3feeff76f2fb5e47n, 0x3fef199bdd85529cn, 0x3fef3720dcef9069n,
  0x3fef5818dcfba487n, 0x3fef7c97337b9b5fn, 0x3fefa4afa2a490dan, 0x3fefd0765b6e4540n,
  0x3fd27616c9496e0bn, 0xbfd71969a075c67an, 0x3fdec70a6ca7baddn, 0xbfe7154748bef6c8n, 0x3ff71547652ab82bn,
  0x42e8000000000000n, 0x3fac6af84b912394n, 0x3fcebfce50fac4f3n, 0x3fe62e42ff0c52d6n,
  0x3ff0000000000000n, 0xc062c00000000000n, 0x405fffffffd1d571n,
);
