/**
 * What the page does without at first is brought by scripts: the rest of the run-time, the structure of the course,
 * each page and each quiz. That works on `file://`, where `fetch` does not, and keeps the first page small however
 * long the course is.
 */

/** @type {Map<string, unknown>} */
const received = new Map();
/** @type {Map<string, Promise<unknown>>} what is awaited or there, by address */
const asked = new Map();

/**
 * Called by each script that was asked for.
 *
 * @param {string} name
 * @param {unknown} part
 */
export function receive(name, part) {
  received.set(name, part);
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
    await load(address);
  }
  if (!received.has(name)) {
    asked.delete(address);
    throw new Error(`${address} brought nothing`);
  }
  return received.get(name);
}

/**
 * Add a script or a style sheet to the page, once; one that failed may be asked for again.
 *
 * @param {string} address
 * @returns {Promise<unknown>}
 */
export function load(address) {
  const awaited = asked.get(address) ?? append(address);
  asked.set(address, awaited);
  return awaited;
}

/** @param {string} address */
function append(address) {
  return new Promise((resolve, reject) => {
    const element = address.endsWith(".css")
      ? Object.assign(document.createElement("link"), { rel: "stylesheet", href: address })
      : Object.assign(document.createElement("script"), { src: address });
    element.onload = resolve;
    element.onerror = () => {
      element.remove();
      asked.delete(address);
      reject(new Error(`${address} cannot be loaded`));
    };
    document.head.append(element);
  });
}
