/** Bits in text: six a character, in letters that every LMS keeps as they are. */

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Writes numbers of given widths. */
export class BitWriter {
  constructor() {
    /** @type {number[]} */
    this.bits = [];
  }

  /**
   * @param {number} value
   * @param {number} width
   */
  number(value, width) {
    for (let at = width - 1; at >= 0; at -= 1) {
      this.bits.push(Math.floor(value / 2 ** at) % 2);
    }
  }

  /** @param {BitWriter} other */
  append(other) {
    for (const bit of other.bits) {
      this.bits.push(bit);
    }
  }

  /** @param {boolean} value */
  flag(value) {
    this.bits.push(value ? 1 : 0);
  }

  /** @returns {string} */
  text() {
    let made = "";
    for (let at = 0; at < this.bits.length; at += 6) {
      let value = 0;
      for (let bit = 0; bit < 6; bit += 1) {
        value = value * 2 + (this.bits[at + bit] ?? 0);
      }
      made += ALPHABET[value];
    }
    return made;
  }
}

/** Reads what a BitWriter wrote. Throws a RangeError past the end, or at a letter that it never writes. */
export class BitReader {
  /** @param {string} text */
  constructor(text) {
    /** @type {number[]} */
    this.bits = [];
    this.at = 0;
    for (const letter of text) {
      const value = ALPHABET.indexOf(letter);
      if (value < 0) {
        throw new RangeError("not a saved state");
      }
      for (let bit = 5; bit >= 0; bit -= 1) {
        this.bits.push((value >> bit) & 1);
      }
    }
  }

  /**
   * @param {number} width
   * @returns {number}
   */
  number(width) {
    let value = 0;
    for (let bit = 0; bit < width; bit += 1) {
      if (this.at >= this.bits.length) {
        throw new RangeError("the saved state ends too early");
      }
      value = value * 2 + this.bits[this.at];
      this.at += 1;
    }
    return value;
  }

  /** @returns {boolean} */
  flag() {
    return this.number(1) === 1;
  }
}
