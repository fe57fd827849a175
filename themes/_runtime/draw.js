import { fingerprint } from "./bits.js";

/**
 * Chance that a learner meets again: everything is ranked by numbers made from the learner's seed, so that the same
 * seed always gives the same order.
 */

/**
 * Return the indexes of a list in an order that is never the list's own, if there is another.
 *
 * @param {number} seed
 * @param {number} key  of the question
 * @param {number} count
 */
export function shuffled(seed, key, count) {
  const rank = (/** @type {number} */ index) => fingerprint(`${seed}|${key}|${index}`, 32);
  const order = Array.from({ length: count }, (_, index) => index).sort((one, other) => rank(one) - rank(other));
  return order.every((index, place) => index === place) ? [...order.slice(1), ...order.slice(0, 1)] : order;
}
