/**
 * What an address asks for: `#/module/activity`, `#/view` or `#/`, each with a place in it after another `#`.
 *
 * @typedef {object} Address
 * @property {string} page  the name of what a script brings: an activity or a side page; nothing for the other views
 * @property {import("./types.js").ActivityOutline | null} activity
 * @property {"home" | "plan" | "badges" | "results" | "attestation" | "search" | "notes" | "activity"} view
 * @property {string} anchor  the id of a place, or nothing
 * @property {boolean} known  false when there is nothing at this address: the view is then home
 */

/**
 * @param {string} hash  as `location.hash` gives it
 * @param {import("./types.js").ActivityOutline[]} activities
 * @param {string[]} sides  the names of the side pages
 * @returns {Address}
 */
export function readAddress(hash, activities, sides) {
  const [name = "", anchor = ""] = decoded(hash.replace(/^#\/?/, "")).split("#");
  const activity = activities.find((one) => one.name === name) ?? null;
  if (activity || sides.includes(name)) {
    return { page: name, activity, view: "activity", anchor, known: true };
  }
  switch (name) {
    case "plan":
    case "badges":
    case "results":
    case "attestation":
    case "search":
    case "notes":
      return { page: "", activity, view: name, anchor, known: true };
    default:
      return { page: "", activity, view: "home", anchor, known: name === "" || name === "home" };
  }
}

/**
 * Return an address as its author wrote it; one that is not well formed stays as it is.
 *
 * @param {string} address
 */
function decoded(address) {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
