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
  /** @type {import("./app.js").App | null} */
  let app = null;
  // Before the tracker's own listeners: what was typed last must be there when it takes leave.
  window.addEventListener("pagehide", () => app?.save());
  document.addEventListener("visibilitychange", () => app?.save());
  watchClicks();
  byId("settings-toggle").addEventListener("click", toggleSettingsOnceThere);
  const tracker = trackerOf(window);
  startWaiting();
  const launch = await tracker.open(document.documentElement.dataset.course ?? "");
  const isFresh = !launch.state && !launch.location && !launch.copy;
  let isElsewhere = false;
  const isHome = () => isFresh && !isElsewhere && HOME.has(location.hash);
  let moved = false;
  /** @type {number | null} */
  let top = null;
  const show = async () => {
    if (app) {
      app.show({ top });
    } else if (isHome()) {
      stopWaiting();
      showHome(moved, top);
    } else {
      startWaiting();
      try {
        const { App, outline } = await loadRest();
        // Whoever came back to home meanwhile has it: nothing may move under their hands.
        if (!app && !isHome()) {
          app = new App(outline, tracker, launch);
          app.start(moved);
        }
      } catch (error) {
        console.warn(error);
        if (isHome()) {
          return;
        }
        stopWaiting();
        offerRetry(byId("activity"), move);
        showOnly("activity");
        focusOn(moved ? titleOnStage() : null);
      }
    }
  };
  const move = () => {
    moved = true;
    show();
  };
  for (const notice of document.querySelectorAll("[data-notice]")) {
    notice.toggleAttribute("hidden", notice.getAttribute("data-notice") !== launch.kind);
  }
  if (isFresh) {
    showFreshHome();
    showFrame();
  }
  // Another window of the course went further: what this one would send when it closes must not undo that.
  tracker.onElsewhere(() => {
    if (!app) {
      isElsewhere = true;
      show();
    }
  });
  watchReturns();
  window.addEventListener("hashchange", () => {
    top = arrive();
    move();
  });
  show();
}

/**
 * @param {boolean} moved
 * @param {number | null} top  where the learner was in it
 */
function showHome(moved, top) {
  showOnly("home");
  closePlan();
  if (moved) {
    settleOn(titleOnStage(), top);
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
