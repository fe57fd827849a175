import { announce } from "./announce.js";
import { byId, fill, focusOn, link, slot } from "./dom.js";
import { loadFragment } from "./fragments.js";
import { Progress } from "./progress.js";
import { n, t } from "./sentences.js";
import { decodeState, emptyState, encodeState } from "./state.js";
import { showBadges } from "./views/badges.js";
import { showPager } from "./views/pager.js";
import { showPlan } from "./views/plan.js";
import { mountQuiz } from "./views/quiz.js";
import { showResults } from "./views/results.js";

/** SCORM 1.2 RTE: CMIString4096 and CMIString255. The same limits hold everywhere, so that a state can move. */
const STATE_LIMIT = 4096;
const LOCATION_LIMIT = 255;
const VIEWS = new Set(["home", "plan", "badges", "results", "activity"]);

/** The learner's page: shows what the address asks for, and keeps the progress. */
export class App {
  /**
   * @param {import("./types.js").Outline} outline
   * @param {import("./types.js").Tracker} tracker
   */
  constructor(outline, tracker) {
    this.outline = outline;
    this.tracker = tracker;
    this.launch = tracker.open(outline.id);
    const state = this.launch.state ? decodeState(this.launch.state) : emptyState();
    this.unreadable = state === null;
    this.progress = new Progress(outline, state ?? emptyState());
    this.progress.state.completed ||= this.launch.finished;
    this.location = this.launch.location;
    /** @type {import("./types.js").ActivityOutline | null} */
    this.activity = null;
    this.turn = 0;
    this.view = "home";
    /** @type {string[]} badges earned since the page before the last */
    this.earned = [];
    this.earnedAt = 0;
    // Opening a course writes nothing: only what differs from what was found is saved.
    this.saved = JSON.stringify(this.snapshot());
  }

  start() {
    this.tracker.onSave((report) => this.showSaved(report));
    byId("plan-toggle").addEventListener("click", () => this.togglePlan());
    slot(byId("pager"), "finish").addEventListener("click", () => this.finishPage());
    document.addEventListener("click", (event) => this.followAnchor(event));
    window.addEventListener("hashchange", () => this.show({ moved: true }));
    this.showNotice();
    // A new version of the course may ask for less than the one before.
    this.changed();
    this.show({ moved: false });
  }

  /** Show what the address asks for. After a move, the focus goes to the title of what is shown. */
  async show({ moved = true } = {}) {
    const [name = "", anchor = ""] = decoded(location.hash.replace(/^#\/?/, "")).split("#");
    const activity = this.progress.activities.find((known) => known.name === name) ?? null;
    const view = activity ? "activity" : VIEWS.has(name) && name !== "activity" ? name : "home";
    this.turn += 1;
    const turn = this.turn;
    if (activity && !(await this.openActivity(activity, () => turn === this.turn))) {
      return;
    }
    this.activity = activity;
    this.view = view;
    for (const section of document.querySelectorAll("[data-view]")) {
      /** @type {HTMLElement} */ (section).hidden = section.getAttribute("data-view") !== view;
    }
    byId("pager").hidden = !activity;
    this.refresh();
    this.showEarned([]);
    this.closePlan();
    const section = /** @type {HTMLElement} */ (document.querySelector(`[data-view="${view}"]`));
    const title = section.querySelector("h1");
    document.title = this.titleOf(title?.textContent ?? "", activity);
    if (activity && activity.name.length <= LOCATION_LIMIT) {
      this.location = activity.name;
      this.save();
    }
    if (moved) {
      const target = anchor ? document.getElementById(anchor) : null;
      if (!target) {
        window.scrollTo(0, 0);
      }
      focusOn(target ?? title);
    }
  }

  /**
   * @param {import("./types.js").ActivityOutline} activity
   * @param {() => boolean} isWanted  false once the learner went elsewhere meanwhile
   * @returns {Promise<boolean>} whether to go on
   */
  async openActivity(activity, isWanted) {
    const place = byId("activity");
    try {
      const fragment = await loadFragment(activity.name);
      if (!isWanted()) {
        return false;
      }
      place.innerHTML = fragment.html;
      if (activity.kind === "quiz") {
        mountQuiz(place, activity, fragment.questions, this);
      }
    } catch (error) {
      if (!isWanted()) {
        return false;
      }
      place.replaceChildren(/** @type {HTMLTemplateElement} */ (byId("t-load-error")).content.cloneNode(true));
      slot(place, "retry").addEventListener("click", () => this.show());
      console.warn(error);
    }
    return true;
  }

  /** Something may have been completed or earned: tell it, show it, save it. */
  changed() {
    const { modules, badges, course } = this.progress.settle();
    for (const module of modules) {
      announce(t("Module completed: {title}", { title: module.title }));
    }
    for (const badge of badges) {
      announce(t("Badge earned: {name}", { name: badge.name }));
    }
    if (course) {
      announce(t("You have completed this course."));
    }
    this.showEarned(badges);
    this.refresh();
    this.save();
  }

  save() {
    const snapshot = this.snapshot();
    const text = JSON.stringify(snapshot);
    if (text !== this.saved) {
      this.saved = text;
      this.tracker.save(snapshot);
    }
  }

  /** @returns {import("./types.js").Snapshot} */
  snapshot() {
    const { score, isGraded } = this.progress;
    const finished = isGraded ? "passed" : "completed";
    return {
      state: this.encoded(),
      location: this.location,
      score: score === null ? null : score * 100,
      status: this.progress.state.completed ? finished : "incomplete",
    };
  }

  /** The state as text. What earlier versions of the course had is kept while there is room: it may come back. */
  encoded() {
    const text = encodeState(this.progress.state, STATE_LIMIT);
    if (text.length <= STATE_LIMIT) {
      return text;
    }
    this.progress.forgetUnknown();
    return encodeState(this.progress.state, STATE_LIMIT);
  }

  finishPage() {
    if (!this.activity) {
      return;
    }
    this.progress.finishPage(this.activity.name);
    this.changed();
    location.hash = slot(byId("pager"), "next").getAttribute("href") ?? "#/";
  }

  /** Bring what is on the screen up to date; the other views are when they are opened. */
  refresh() {
    const { progress, activity } = this;
    const current = activity?.name ?? "";
    const inside = progress.moduleOf(current);
    showPlan(byId("plan-list"), progress, { current, open: (module) => module === inside });
    this.showProgress();
    const views = {
      home: () => this.showHome(),
      plan: () => showPlan(byId("full-plan"), progress, { current, open: () => true }),
      badges: () => showBadges(byId("badge-list"), progress),
      results: () => showResults(byId("results"), progress),
      activity: () => activity && showPager(byId("pager"), activity, progress),
    };
    views[/** @type {keyof typeof views} */ (this.view)]();
  }

  showProgress() {
    const { required } = this.progress;
    const done = required.filter((module) => this.progress.isComplete(module)).length;
    const words = n(done, "{count} module completed out of {total}", "{count} modules completed out of {total}", {
      total: required.length,
    });
    fill(document, "progress", words);
    const bar = /** @type {HTMLProgressElement} */ (slot(document, "progress-bar"));
    bar.max = Math.max(1, required.length);
    bar.value = done;
  }

  showHome() {
    showPlan(byId("home-plan"), this.progress, { current: "", open: () => false });
    const { activities } = this.progress;
    const resumed = activities.find((activity) => activity.name === this.location);
    const first = resumed ?? activities[0];
    const words = resumed ? t("Resume: {title}", { title: resumed.title }) : t("Start the course");
    link(document, "start", words, `#/${first?.name ?? ""}`);
  }

  /**
   * Show the badges just earned here and on the next page: finishing a page leads straight to the next one.
   *
   * @param {import("./types.js").BadgeOutline[]} badges
   */
  showEarned(badges) {
    if (badges.length) {
      this.earned.push(...badges.map((badge) => badge.name));
      this.earnedAt = this.turn;
    } else if (this.turn > this.earnedAt + 1) {
      this.earned = [];
    }
    slot(document, "earned-panel").hidden = !this.earned.length;
    fill(document, "earned", this.earned.length ? t("Badge earned: {name}", { name: this.earned.join(", ") }) : "");
  }

  showNotice() {
    const notices = {
      lms: "",
      none: t("Your progress is kept on this device."),
      missing: t("No learning platform answers: your progress is kept on this device only."),
    };
    const unreadable = this.unreadable ? t("Your earlier progress could not be read; the course starts afresh.") : "";
    fill(document, "notice", [unreadable, notices[this.launch.kind]].filter(Boolean).join(" "));
  }

  /** @param {import("./types.js").SaveReport} report */
  showSaved({ at, failed }) {
    const clock = at?.toLocaleTimeString(this.outline.language, { hour: "2-digit", minute: "2-digit" }) ?? "";
    fill(
      document,
      "saved",
      failed ? t("Your progress could not be saved just now.") : t("Saved at {time}", { time: clock }),
    );
  }

  /**
   * @param {string} title
   * @param {import("./types.js").ActivityOutline | null} activity
   */
  titleOf(title, activity) {
    const module = activity ? this.progress.moduleOf(activity.name) : undefined;
    return [...new Set([title, module?.title ?? "", this.outline.title])].filter(Boolean).join(" – ");
  }

  /**
   * A link to a place of the same page must not change the address, which names the page.
   *
   * @param {MouseEvent} event
   */
  followAnchor(event) {
    const anchor = event.target instanceof Element ? event.target.closest('a[href^="#"]:not([href^="#/"])') : null;
    if (anchor) {
      event.preventDefault();
      const target = document.getElementById(decoded(anchor.getAttribute("href")?.slice(1) ?? ""));
      target?.scrollIntoView();
      focusOn(target);
    }
  }

  togglePlan() {
    const open = byId("plan-toggle").getAttribute("aria-expanded") === "true";
    byId("plan-toggle").setAttribute("aria-expanded", String(!open));
  }

  closePlan() {
    byId("plan-toggle").setAttribute("aria-expanded", "false");
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
