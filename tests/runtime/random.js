/** Chance that is the same every time, so that what fails once fails again (mulberry32). */
export class Random {
  /** @param {number} seed */
  constructor(seed) {
    this.seed = seed;
  }

  /** A number from 0 up to, not including, `end`; or from `start`. */
  below(end, start = 0) {
    this.seed = (this.seed + 0x6d2b79f5) | 0;
    let value = Math.imul(this.seed ^ (this.seed >>> 15), 1 | this.seed);
    value ^= value + Math.imul(value ^ (value >>> 7), 61 | value);
    return start + Math.floor((((value ^ (value >>> 14)) >>> 0) / 2 ** 32) * (end - start));
  }

  flag() {
    return this.below(2) === 1;
  }

  pick(items) {
    return items[this.below(items.length)];
  }

  /** A random part of a list, in its order. */
  some(items) {
    return items.filter(() => this.flag());
  }

  shuffled(items) {
    const left = [...items];
    return items.map(() => left.splice(this.below(left.length), 1)[0]);
  }
}
