/** A window without a browser: as much of one as trackers ask for, on the events and the clock that Node has. */
export class Page extends EventTarget {
  /** @param {object} given  what this window has besides, such as an `API` or a `parent` */
  constructor(given = {}) {
    super();
    this.parent = this;
    this.opener = null;
    this.document = Object.assign(new EventTarget(), { visibilityState: "visible" });
    this.localStorage = new Storage();
    this.sessionStorage = new Storage();
    this.now = 0;
    /** How the document was come to: `navigate`, `reload` or `back_forward`. */
    this.arrival = "navigate";
    this.performance = { now: () => this.now, getEntriesByType: () => [{ type: this.arrival }] };
    /** @type {Map<number, {run: () => void, at: number}>} */
    this.timers = new Map();
    this.timerCount = 0;
    Object.assign(this, given);
  }

  setTimeout(run, delay) {
    this.timerCount += 1;
    this.timers.set(this.timerCount, { run, at: this.now + delay });
    return this.timerCount;
  }

  clearTimeout(timer) {
    this.timers.delete(timer);
  }

  /** Let time pass. */
  pass(milliseconds) {
    this.now += milliseconds;
    for (const [timer, { run, at }] of this.timers) {
      if (at <= this.now) {
        this.timers.delete(timer);
        run();
      }
    }
  }

  hide() {
    this.document.visibilityState = "hidden";
    this.document.dispatchEvent(new Event("visibilitychange"));
  }

  show() {
    this.document.visibilityState = "visible";
    this.document.dispatchEvent(new Event("visibilitychange"));
  }

  /** @param {boolean} persisted  the page goes to the back-forward cache */
  leave({ persisted = false } = {}) {
    this.dispatchEvent(Object.assign(new Event("pagehide"), { persisted }));
  }
}

class Storage {
  constructor() {
    /** @type {Map<string, string>} */
    this.items = new Map();
  }

  getItem(key) {
    return this.items.get(key) ?? null;
  }

  setItem(key, value) {
    this.items.set(key, value);
  }

  removeItem(key) {
    this.items.delete(key);
  }
}
