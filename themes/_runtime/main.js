import { announce } from "./announce.js";
import { closePlan, watchClicks } from "./clicks.js";
import { byId, focusOn, settleOn } from "./dom.js";
import { bring, load, receive } from "./parts.js";
import { arrive, watchReturns } from "./returning.js";
import { applyKeptSettings } from "./settings.js";
import { offerRetry, showFrame, showOnly, startWaiting, stopWaiting, titleOnStage } from "./stage.js";
import { showFreshHome } from "./views/home.js";

const HOME = new Set(["", "#", "#/", "#/home"]);

/**
 * Open the learner's session, and show home as the build wrote it to whoever has done nothing yet. All else comes with
 * the first move, or at once for a learner who comes back.
 *
 * The one name that the run-time gives to the page is set up here: `parcours.receive`, for every script that comes later.
 *
 * @param {(page: Window) => import("./types.js").Tracker} trackerOf
 */
export async function begin(trackerOf) {
  applyKeptSettings();
  Object.assign(window, { parcours: { receive } });
  /** @type {Opening | null} */
  let opening = null;
  // Before the tracker's own listeners: what was typed last must be there when it takes leave.
  const save = () => opening?.app?.save();
  window.addEventListener("pagehide", save);
  document.addEventListener("visibilitychange", save);
  watchClicks();
  byId("settings-toggle").addEventListener("click", toggleSettingsOnceThere);
  const tracker = trackerOf(window);
  startWaiting();
  const launch = await tracker.open(document.documentElement.dataset.course ?? "");
  opening = new Opening(tracker, launch);
  opening.start();
}

/** Home as the build wrote it, until the application is there. */
class Opening {
  /** @type {import("./app.js").App | null} */
  app = null;
  isElsewhere = false;
  moved = false;
  /** @type {number | null} where the learner was in what is shown */
  top = null;

  /**
   * @param {import("./types.js").Tracker} tracker
   * @param {import("./types.js").Launch} launch
   */
  constructor(tracker, launch) {
    this.tracker = tracker;
    this.launch = launch;
    this.isFresh = !launch.state && !launch.location && !launch.copy;
  }

  start() {
    for (const notice of document.querySelectorAll("[data-notice]")) {
      notice.toggleAttribute("hidden", notice.getAttribute("data-notice") !== this.launch.kind);
    }
    if (this.isFresh) {
      showFreshHome();
      showFrame();
    }
    // Another window of the course went further: what this one would send when it closes must not undo that.
    this.tracker.onElsewhere(() => {
      if (!this.app) {
        this.isElsewhere = true;
        this.show();
      }
    });
    watchReturns();
    window.addEventListener("hashchange", () => {
      this.top = arrive();
      this.move();
    });
    this.show();
  }

  isHome() {
    return this.isFresh && !this.isElsewhere && HOME.has(location.hash);
  }

  move() {
    this.moved = true;
    this.show();
  }

  show() {
    if (this.app) {
      this.app.show({ top: this.top });
    } else if (this.isHome()) {
      stopWaiting();
      this.showHome();
    } else {
      startWaiting();
      this.openApp();
    }
  }

  showHome() {
    showOnly("home");
    closePlan();
    if (this.moved) {
      settleOn(titleOnStage(), this.top);
    }
  }

  async openApp() {
    try {
      const { App, outline } = await loadRest();
      // Whoever came back to home meanwhile has it: nothing may move under their hands.
      if (!this.app && !this.isHome()) {
        this.app = new App(outline, this.tracker, this.launch);
        this.app.start(this.moved);
      }
    } catch (error) {
      console.warn(error);
      if (!this.isHome()) {
        stopWaiting();
        offerRetry(byId("activity"), () => this.move());
        showOnly("activity");
        focusOn(this.moved ? titleOnStage() : null);
      }
    }
  }
}

/** Bring what the first page does without, all of it at the same time. */
async function loadRest() {
  const [pages, outline] = await Promise.all([bring("pages"), bring("course"), load("pages.css")]);
  const { App } = /** @type {{App: typeof import("./app.js").App}} */ (pages);
  return { App, outline: /** @type {import("./types.js").Outline} */ (outline) };
}

let toggling = false;

/**
 * The panel of the display settings comes with the rest: few learners open it before they move. Whoever clicks again
 * while it is awaited, or clicks twice on everything, wants it open all the same.
 *
 * @param {MouseEvent} event
 */
async function toggleSettingsOnceThere({ detail }) {
  if (toggling || detail > 1) {
    return;
  }
  toggling = true;
  const problem = byId("settings-problem");
  problem.hidden = true;
  startWaiting("settings");
  try {
    const [pages] = await Promise.all([bring("pages"), load("pages.css")]);
    const { toggleSettings } = /** @type {{toggleSettings: () => void}} */ (pages);
    toggleSettings();
  } catch (error) {
    console.warn(error);
    problem.hidden = false;
    announce(problem.textContent ?? "");
  }
  stopWaiting("settings");
  toggling = false;
}
