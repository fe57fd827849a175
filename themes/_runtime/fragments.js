/**
 * Pages, quizzes and side pages are brought by scripts, one each, when they are opened: that works on `file://`, where `fetch`
 * does not, and keeps the first page small however long the course is.
 *
 * @typedef {{html: string, questions: import("./types.js").Question[]}} Fragment
 */

/** @type {Map<string, Fragment>} */
const received = new Map();

/**
 * Called by the scripts of `content/`.
 *
 * @param {string} name
 * @param {Fragment} fragment
 */
export function receive(name, fragment) {
  received.set(name, fragment);
}

/**
 * @param {string} name  `module/activity`, or the name of a side page
 * @returns {Promise<Fragment>}
 */
export async function loadFragment(name) {
  if (!received.has(name)) {
    await loadScript(`content/${name}.js`);
  }
  const fragment = received.get(name);
  if (!fragment) {
    throw new Error(`content/${name}.js brought nothing`);
  }
  return fragment;
}

/** @param {string} address */
function loadScript(address) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = resolve;
    script.onerror = () => {
      script.remove();
      reject(new Error(`${address} cannot be loaded`));
    };
    document.head.append(script);
  });
}
