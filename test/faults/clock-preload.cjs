'use strict';
// A process whose clock is wrong by CLOCK_SHIFT_MS milliseconds: `NODE_OPTIONS='--require clock-preload.cjs' PROGRAM`.

const Real = Date;
const shift = Number(process.env.CLOCK_SHIFT_MS);

globalThis.Date = class extends Real {
  constructor(...given) {
    if (given.length === 0) super(Real.now() + shift);
    else super(...given);
  }

  static now() {
    return Real.now() + shift;
  }
};
