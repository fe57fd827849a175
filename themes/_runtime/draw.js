import { fingerprint } from "./fingerprint.js";

/**
 * What one learner gets: which questions of each pool, in which order, their parts in which order. Pure: it follows
 * from the learner's seed alone, so that nothing but the seed is saved, and a new build of the course changes little.
 */

/**
 * Return the questions of a learner. Of each pool, those with a saved answer come first, then those of the lowest
 * rank: a question that is added to the pool takes the place of one other at the most.
 *
 * @template {{key: number, pool: number | null}} Drawable
 * @param {import("./types.js").QuizOutline} quiz
 * @param {Drawable[]} questions  every question, pool after pool
 * @param {{has: (key: number) => boolean}} answers  by question key
 * @param {number} seed
 * @returns {Drawable[]}
 */
export function drawQuestions(quiz, questions, answers, seed) {
  const drawn = quiz.draws.flatMap((draw, pool) => {
    const held = questions.filter((question) => question.pool === pool);
    const rank = ranking(`${seed}|${quiz.name}`, (question) => question.key);
    const ranked = [...held].sort((one, other) => +answers.has(other.key) - +answers.has(one.key) || rank(one, other));
    const kept = new Set(ranked.slice(0, draw));
    return held.filter((question) => kept.has(question));
  });
  const all = [...questions.filter((question) => question.pool === null), ...drawn];
  return quiz.shuffleQuestions ? all.sort(ranking(`${seed}|order|${quiz.name}`, (question) => question.key)) : all;
}

/**
 * Return the indexes of a list in the order that a learner sees.
 *
 * @param {number} seed
 * @param {number} key  of the question
 * @param {number} count
 */
export function shuffledIndexes(seed, key, count) {
  return Array.from({ length: count }, (_, index) => index).sort(ranking(`${seed}|${key}`, (index) => index));
}

/**
 * Return the indexes of a list in an order where none is in its own place, unless it is alone: one that was would be
 * worth points to whoever moves nothing.
 *
 * @param {number} seed
 * @param {number} key  of the question
 * @param {number} count
 */
export function shuffled(seed, key, count) {
  const mixed = shuffledIndexes(seed, key, count);
  const next = new Map(mixed.map((index, at) => [index, mixed[(at + 1) % count]]));
  return Array.from(mixed, (_, place) => next.get(place) ?? place);
}

/**
 * Return how to sort things by numbers made of a seed and what names each.
 *
 * @template Thing
 * @param {string} seed
 * @param {(thing: Thing) => number} name
 * @returns {(one: Thing, other: Thing) => number}
 */
function ranking(seed, name) {
  const rank = (/** @type {Thing} */ thing) => fingerprint(`${seed}|${name(thing)}`, 32);
  return (one, other) => rank(one) - rank(other);
}
