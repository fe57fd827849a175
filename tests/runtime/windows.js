import { Keeper } from "../../themes/_runtime/keeper.js";
import { scorm12Tracker } from "../../themes/_runtime/tracking/scorm12.js";
import { Page } from "./page.js";

/** A platform that keeps what a session commits, whole: whoever commits last writes over the others. */
export class Platform {
  /** @param {Record<string, string>} kept */
  constructor(kept = { "cmi.core.student_id": "ana" }) {
    this.kept = kept;
  }

  /**
   * @param {object} session
   * @param {boolean} [session.opens]
   * @param {boolean} [session.refuses]  whether it takes nothing; may change
   * @param {(element: string) => string | undefined} [session.reads]  what it answers instead
   */
  session(session = {}) {
    const values = { ...this.kept };
    const commit = () => {
      if (!session.refuses) {
        Object.assign(this.kept, values);
      }
      return String(!session.refuses);
    };
    return {
      LMSInitialize: () => String(session.opens !== false),
      LMSGetValue: (element) => (session.opens === false ? "" : (session.reads?.(element) ?? values[element] ?? "")),
      LMSSetValue: (element, value) => {
        values[element] = value;
        return "true";
      },
      LMSCommit: commit,
      LMSFinish: commit,
      LMSGetLastError: () => "0",
    };
  }
}

/** The storage of a browser, which tells every window what another one wrote. */
export class Device {
  /** @type {Map<string, string>} */
  items = new Map();
  /** @type {Window[]} */
  windows = [];

  storage(owner) {
    const tell = (key) => {
      for (const other of this.windows.filter((window) => window !== owner)) {
        other.page.dispatchEvent(Object.assign(new Event("storage"), { key }));
      }
    };
    return {
      getItem: (key) => this.items.get(key) ?? null,
      setItem: (key, value) => {
        this.items.set(key, value);
        tell(key);
      },
      removeItem: (key) => {
        this.items.delete(key);
        tell(key);
      },
    };
  }
}

/** The course in a window, without a screen: what the page does with the progress, in the same order. */
export class Window {
  constructor(device, api, outline, { arrival = "navigate", sessionStorage } = {}) {
    this.device = device;
    this.page = new Page({ API: api });
    this.page.arrival = arrival;
    this.page.localStorage = device.storage(this);
    this.page.sessionStorage = sessionStorage ?? this.page.sessionStorage;
    this.reports = [];
    this.page.addEventListener("pagehide", () => this.keeper.save());
    this.page.document.addEventListener("visibilitychange", () => this.keeper.save());
    const tracker = scorm12Tracker(this.page);
    this.launch = tracker.open(outline.id);
    this.keeper = new Keeper(outline, tracker, this.launch);
    this.progress = this.keeper.progress;
    tracker.onSave((report) => this.reports.push(report));
    tracker.onElsewhere(() => this.keeper.save());
    this.keeper.onTaken = () => this.progress.settle();
    device.windows.push(this);
    this.changed();
    if (this.keeper.recovered) {
      tracker.flush();
    }
  }

  changed() {
    this.progress.settle();
    this.keeper.save();
  }

  visit(name) {
    this.keeper.location = name;
    this.keeper.save();
  }

  read(name) {
    this.visit(name);
    this.progress.finishPage(name);
    this.changed();
  }

  /** @param {number} part  what the answer is worth, a part of one */
  answer(quiz, questions, question, part) {
    const { answers } = this.progress.quiz(quiz.name);
    const { tries = 0, best = 0 } = answers.get(question.key) ?? {};
    const counted = quiz.keep === "last" ? part : Math.max(part, best);
    answers.set(question.key, { tries: tries + 1, checked: true, best: counted, response: [part ? 0 : 1] });
    this.progress.settleAnswers(quiz, questions);
    this.changed();
  }

  close() {
    this.page.leave();
    this.kill();
  }

  /** End without a word, as a browser that the system kills. */
  kill() {
    this.device.windows = this.device.windows.filter((window) => window !== this);
  }

  get isCompleted() {
    return this.progress.state.completed;
  }

  /** The pages that are read. */
  get pages() {
    return this.progress.activities
      .filter((one) => one.kind === "page" && this.progress.isDone(one))
      .map(({ name }) => name);
  }
}
