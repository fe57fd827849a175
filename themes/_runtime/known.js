import { nameKey } from "./state.js";

/**
 * The keys of all that a course has: a state that an earlier publication of it left behind may hold others.
 *
 * @param {import("./types.js").Outline} outline
 * @returns {Set<number>}
 */
export function keysOf({ modules, badges }) {
  const activities = modules.flatMap((module) => module.activities);
  const names = [
    ...modules.map(({ id }) => `module:${id}`),
    ...badges.map(({ id }) => `badge:${id}`),
    ...activities.filter(({ kind }) => kind === "page").map(({ name }) => `page:${name}`),
    ...activities.filter((one) => one.kind === "quiz" || one.asks).map(({ name }) => `quiz:${name}`),
  ];
  return new Set(names.map(nameKey));
}
