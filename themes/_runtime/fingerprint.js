/**
 * Return a well-mixed number of `bits` bits for a text: the same as `fingerprint` in `identifier.py`.
 *
 * @param {string} text
 * @param {number} bits
 * @returns {number}
 */
export function fingerprint(text, bits) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) {
    value = Math.imul(value ^ byte, 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return ((value ^ (value >>> 16)) >>> 0) >>> (32 - bits);
}
