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

/**
 * @typedef {object} Answering  how pages with questions come to life
 * @property {typeof import("./views/quiz.js").mountQuestions} mountQuestions
 * @property {typeof import("./views/quiz.js").mountQuiz} mountQuiz
 */

/** @type {Answering | null} */
let answering = null;

/**
 * Called by the script of questions.
 *
 * @param {Answering} offered
 */
export function offerQuestions(offered) {
  answering = offered;
}

/** @returns {Promise<Answering>} */
export async function loadQuestions() {
  if (!answering) {
    await loadScript("questions.js");
  }
  if (!answering) {
    throw new Error("questions.js brought nothing");
  }
  return answering;
}

/**
 * Return what a script hands over under a name, asking for it once.
 *
 * @param {string} name
 * @param {string} [address]
 * @returns {Promise<unknown>}
 */
export async function bring(name, address = `${name}.js`) {
  if (!received.has(name)) {
    await loadScript(address);
  }
  return received.get(name);
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
