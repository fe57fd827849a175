import { readAddress } from "./address.js";
import { announce } from "./announce.js";
import { closePlan } from "./clicks.js";
import { byId, fill, focusOn, link, revealed, settleOn, slot } from "./dom.js";
import { Keeper } from "./keeper.js";
import { bring } from "./parts.js";
import { n, t, useSentences } from "./sentences.js";
import { offerRetry, showFrame, showOnly, startWaiting, stopWaiting, titleOnStage } from "./stage.js";
import { notesOn, renameNotes } from "./tracking/notes.js";
import { showAttestation } from "./views/attestation.js";
import { showBadges } from "./views/badges.js";
import { drawBadge } from "./views/home.js";
import { showNote, showNotes } from "./views/notes.js";
import { showPager } from "./views/pager.js";
import { modulesDone, showCurrent, showPlan } from "./views/plan.js";
import { showRecovery } from "./views/recovery.js";
import { badgesEarned, showResults } from "./views/results.js";
import { showSaved } from "./views/saved.js";
import { showSearch } from "./views/search.js";
import { mountTabs } from "./views/tabs.js";

const LOCATION_LIMIT = 255; // CMIString255, the type of cmi.core.lesson_location in SCORM 1.2
/** A learner who types should not make the LMS work at every letter. */
const DRAFT_DELAY = 800;

/** The learner's page: shows what the address asks for, and keeps the progress. */
export class App {
  /**
   * @param {import("./types.js").Outline} outline
   * @param {import("./types.js").Tracker} tracker  opened
   * @param {import("./types.js").Launch} launch  what it found
   */
  constructor(outline, tracker, launch) {
    useSentences(outline);
    this.outline = outline;
    this.tracker = tracker;
    this.launch = launch;
    // Help tells what is true of this launch.
    document.documentElement.dataset.launch = launch.kind;
    this.keeper = new Keeper(outline, tracker, launch);
    this.progress = this.keeper.progress;
    this.notes = notesOn(window, outline.id, launch.learner);
    renameNotes(this.notes, (name) => this.progress.presentName(name));
    /** @type {import("./types.js").ActivityOutline | null} */
    this.activity = null;
    /** The name of the page on the screen, if a script brought it: an activity or a side page. */
    this.page = "";
    /** The link that led from an activity to a side page: coming back, the learner goes on from there. */
    this.left = { name: "", address: "" };
    /** What is shown, as the address told it. */
    this.address = "";
    this.turn = 0;
    this.view = "home";
    /** @type {string[]} badges earned since the page before the last */
    this.earned = [];
    this.earnedAt = 0;
    /** When the quiz on the screen was opened, or last answered. */
    this.since = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.draftTimer = undefined;
  }

  /** @param {boolean} moved  whether the learner came here from the first page */
  async start(moved) {
    this.tracker.onSave((report) => showSaved(report, this.launch.kind, this.outline.language));
    this.tracker.onElsewhere(() => this.save());
    this.keeper.onTaken = () => {
      this.settle();
      // Questions on the screen show what was answered elsewhere: nobody is at work on them here.
      if (this.activity && !document.hasFocus()) {
        this.reopen();
      }
    };
    slot(byId("pager"), "finish").addEventListener("click", () => this.finishPage());
    // The navigation now shows every module.
    document.getElementById("plan-more")?.remove();
    showFrame();
    // A new version of the course may ask for less than the one before.
    this.changed();
    if (this.keeper.recovered) {
      // What was lost once is not left to wait: the learner may only look, and leave.
      this.tracker.flush();
    }
    await this.show({ moved });
    if (this.keeper.unreadable) {
      fill(document, "problem", t("Your earlier progress could not be read; the course starts afresh."));
    }
    showRecovery(this.keeper, this.outline.language);
  }

  /**
   * Show what the address asks for. After a move, the focus goes to the title of what is shown; after a move back, the
   * view to where it was.
   *
   * @param {{moved?: boolean, top?: number | null}} [move]
   */
  async show({ moved = true, top = null } = {}) {
    const { page, activity, view, anchor, known } = readAddress(
      location.hash,
      this.progress.activities,
      this.outline.sides,
    );
    const before = this.address;
    this.address = location.hash;
    this.turn += 1;
    stopWaiting();
    if (page && page === this.page) {
      goWithin(anchor, before, top);
      return;
    }
    const shown = page ? await this.openPage(page, activity, this.turn) : "view";
    if (shown === "stale") {
      return;
    }
    stopWaiting();
    const aside = this.page !== "" && !this.activity;
    if (this.activity && page && !activity) {
      this.left = { name: this.activity.name, address: location.hash };
    }
    this.page = shown === "page" ? page : "";
    this.activity = this.page ? activity : null;
    this.view = view;
    showOnly(view);
    byId("pager").hidden = !this.activity;
    showNote(this.activity, this.notes);
    this.refresh();
    this.showEarned([]);
    closePlan();
    if (moved || !known) {
      fill(document, "problem", known ? "" : t("There is no such page in this course; here is its home page."));
    }
    const title = titleOnStage();
    document.title = this.titleOf(title?.textContent ?? "", activity);
    this.remember(this.activity);
    const place = revealed(anchor);
    if (moved) {
      settleOn(place ?? (aside ? this.whereLeft() : null) ?? title, top);
    } else {
      focusOn(place);
    }
    showCurrent(byId("plan"));
  }

  /** @returns {Element | null} the link that the learner left the activity by, for a side page */
  whereLeft() {
    return this.activity?.name === this.left.name ? linkTo(this.left.address) : null;
  }

  /**
   * @param {string} page
   * @param {import("./types.js").ActivityOutline | null} activity  none for a side page
   * @param {number} turn  the learner may have gone elsewhere before the page comes
   * @returns {Promise<"page" | "failed" | "stale">}
   */
  async openPage(page, activity, turn) {
    const place = byId("activity");
    startWaiting();
    try {
      const fragment = /** @type {import("./types.js").Fragment} */ (await bring(page, `content/${page}.js`));
      const answering = fragment.questions.length ? await loadQuestions() : null;
      if (turn !== this.turn) {
        return "stale";
      }
      place.innerHTML = fragment.html;
      mountTabs(place);
      if (activity?.kind === "quiz") {
        answering?.mountQuiz(place, activity, fragment.questions, this);
      } else if (activity) {
        answering?.mountQuestions(place, activity, fragment.questions, this);
      }
      this.since = performance.now();
      return "page";
    } catch (error) {
      if (turn !== this.turn) {
        return "stale";
      }
      offerRetry(place, () => this.show());
      console.warn(error);
      return "failed";
    }
  }

  /**
   * Where to resume is the last activity that was opened.
   *
   * @param {import("./types.js").ActivityOutline | null} activity
   */
  remember(activity) {
    if (activity && activity.name.length <= LOCATION_LIMIT) {
      this.keeper.location = activity.name;
      this.save();
    }
  }

  /** Something may have been completed or earned: tell it, show it, save it. */
  changed() {
    this.settle();
    this.save();
  }

  settle() {
    const { modules, badges, course } = this.progress.settle();
    for (const module of modules) {
      announce(t("Module completed: {title}", { title: module.title }));
    }
    if (badges.length) {
      announce(earnedWords(badges.map((badge) => badge.name)));
    }
    if (course) {
      announce(t("You have completed this course."));
    }
    this.showEarned(badges);
    this.refresh();
  }

  save() {
    this.keeper.save();
  }

  /** A draft changed: save it once the learner pauses. */
  drafted() {
    clearTimeout(this.draftTimer);
    this.draftTimer = setTimeout(() => this.save(), DRAFT_DELAY);
  }

  /** Show the page that is shown afresh, from what is saved. */
  reopen() {
    this.page = "";
    this.show();
  }

  /**
   * Tell the platform what was answered. An answer took the time since the one before, or since the quiz was opened;
   * how long each of several at once took is not known.
   *
   * @param {string} quiz
   * @param {import("./views/quiz.js").Reported[]} answers
   */
  report(quiz, answers) {
    const seconds = answers.length === 1 ? (performance.now() - this.since) / 1000 : null;
    this.since = performance.now();
    this.keeper.report(quiz, answers, seconds);
  }

  finishPage() {
    if (!this.activity) {
      return;
    }
    const next = slot(byId("pager"), "next").getAttribute("href") ?? "#/";
    // The button is about to be hidden, which would drop the focus to nowhere until the next page is there.
    focusOn(byId("main"));
    this.progress.finishPage(this.activity.name);
    this.changed();
    location.hash = next;
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
      search: () => showSearch(byId("search")),
      notes: () => showNotes(byId("notes"), progress, this.notes),
      results: () => showResults(byId("results"), progress),
      attestation: () => showAttestation(byId("attestation"), progress, this.tracker),
      activity: () => activity && showPager(byId("pager"), activity, progress),
    };
    views[/** @type {keyof typeof views} */ (this.view)]();
  }

  showProgress() {
    const { required, requiredDone } = this.progress;
    fill(document, "progress", modulesDone(this.progress));
    const bar = /** @type {HTMLProgressElement} */ (slot(document, "progress-bar"));
    bar.max = Math.max(1, required.length);
    bar.value = requiredDone;
  }

  showHome() {
    const list = byId("home-plan");
    const room = list.childElementCount;
    const { modules } = this.outline;
    // Of many modules, those where the learner is.
    const inside = this.progress.moduleOf(this.keeper.location);
    const at = inside ? modules.indexOf(inside) : 0;
    const from = Math.max(0, Math.min(at - 1, modules.length - room));
    showPlan(list, this.progress, { current: "", open: () => false, from, to: from + room });
    for (const badge of this.outline.badges) {
      const place = document.querySelector(`.home [data-badge="${badge.id}"]`);
      if (place) {
        drawBadge(place, this.progress.isEarned(badge) ? "earned" : "open");
      }
    }
    if (this.progress.badgesEarned) {
      fill(document, "badge-count", badgesEarned(this.progress));
    }
    this.showWayOn();
  }

  /** Where the button of home leads: what is left after the course is complete, the outline tells. */
  showWayOn() {
    const { activities, required, requiredDone } = this.progress;
    if (required.length && requiredDone === required.length) {
      link(document, "start", t("See my results"), "#/results");
      return;
    }
    const resumed = activities.find((activity) => activity.name === this.keeper.location);
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
    fill(document, "earned", this.earned.length ? earnedWords(this.earned) : "");
  }

  /**
   * @param {string} title
   * @param {import("./types.js").ActivityOutline | null} activity
   */
  titleOf(title, activity) {
    const module = activity ? this.progress.moduleOf(activity.name) : undefined;
    // A quiz may be called after its module: nobody wants to hear that twice.
    const around = [module?.title ?? "", this.outline.title].filter((words) => words && !title.includes(words));
    return [title, ...new Set(around)].filter(Boolean).join(" – ");
  }
}

/**
 * Go to a place in what is shown already, or back to the link that led from there to another.
 *
 * @param {string} anchor
 * @param {string} before  the address that the learner comes from
 * @param {number | null} top  where the learner was, for whoever goes back
 */
function goWithin(anchor, before, top) {
  if (top === null) {
    focusOn(revealed(anchor));
  } else {
    settleOn(revealed(anchor) ?? linkTo(before) ?? titleOnStage(), top);
  }
}

/** @param {string} address  a place in the page itself may be written without the name of the page */
function linkTo(address) {
  const written = [address, address.slice(address.lastIndexOf("#"))];
  const links = byId("activity").querySelectorAll("a");
  return [...links].find((one) => written.includes(one.getAttribute("href") ?? "")) ?? null;
}

/** @param {string[]} names */
function earnedWords(names) {
  return n(names.length, "Badge earned: {name}", "Badges earned: {name}", { name: names.join(", ") });
}

/**
 * Bring how pages with questions come to life.
 *
 * @returns {Promise<typeof import("./views/quiz.js")>}
 */
async function loadQuestions() {
  return /** @type {typeof import("./views/quiz.js")} */ (await bring("questions"));
}
