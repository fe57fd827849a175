import { unite } from "./merging.js";
import { joinRules, Progress } from "./progress.js";
import { readUnder, recover } from "./recovery.js";
import { emptyState, encodeState } from "./state.js";
import { interactionRecords } from "./tracking/interactions.js";
import { Journal } from "./tracking/journal.js";
import { Objectives } from "./tracking/objectives.js";

// Platforms are told scores with two decimals.
const HUNDREDTH = 0.01;

/** Keeps the progress of a learner: finds it at launch, saves what changed, and takes over what other windows saved. */
export class Keeper {
  /**
   * @param {import("./types.js").Outline} outline
   * @param {import("./types.js").Tracker} tracker  opened
   * @param {import("./types.js").Launch} launch  what it found
   */
  constructor(outline, tracker, launch) {
    this.tracker = tracker;
    this.limit = launch.limit;
    this.language = outline.language;
    this.rules = joinRules(outline);
    const { state, held, copySeed, recovered, offered } = recover(launch, outline);
    this.copySeed = copySeed;
    this.unreadable = state === null;
    this.recovered = recovered;
    this.offered = offered;
    this.progress = new Progress(outline, state ?? emptyState());
    // Two windows may begin the same attempt, each with a seed of its own; that of an earlier attempt is not theirs.
    this.isFresh = !this.progress.state.seed;
    // Sixteen bits, and never 0, which stands for none.
    this.progress.state.seed ||= 1 + Math.floor(Math.random() * 0xffff);
    this.progress.state.completed ||= launch.finished;
    this.location = this.progress.presentName((recovered && launch.copy?.location) || launch.location);
    this.journal = new Journal();
    this.objectives = new Objectives();
    if (held) {
      tracker.confirm(launch);
    }
    if (offered) {
      tracker.setAside({ state: offered.state, location: offered.location, at: offered.at });
    }
    // Opening a course writes nothing: only what differs from what the platform gave is saved.
    this.saved = recovered || this.isBehind(launch) ? "" : JSON.stringify(this.snapshot());
    /** Something was taken over that the page does not show yet. */
    this.onTaken = () => {};
  }

  /** @param {import("./types.js").Launch} launch  of a platform that forgot a status or a score, but not the state */
  isBehind({ kind, finished, score }) {
    const snapshot = this.snapshot();
    const isUntold = snapshot.status !== "incomplete" && !finished;
    const isHigher = snapshot.score !== null && snapshot.score > score + HUNDREDTH;
    return kind === "lms" && (isUntold || isHigher);
  }

  save() {
    this.absorb();
    const snapshot = this.snapshot();
    const text = JSON.stringify(snapshot);
    if (text !== this.saved) {
      this.saved = text;
      this.tracker.save(snapshot);
      const teller = this.tracker.teller();
      if (teller) {
        this.objectives.tell(teller, this.progress.objectives);
      }
    }
  }

  /** Take over what another window of this course has saved meanwhile: the last to save must not undo it. */
  absorb() {
    const text = this.tracker.elsewhere()?.state;
    const other = text ? readUnder(text, this.progress.outline) : null;
    if (other && this.isSameAttempt(other)) {
      this.progress.state.seed = other.seed;
      this.take(other);
    }
  }

  /** @param {import("./types.js").State} other  that another window saved */
  isSameAttempt({ seed }) {
    const isBegunTwice = this.isFresh && !this.tracker.isTold && seed !== this.copySeed;
    return isBegunTwice || seed === this.progress.state.seed;
  }

  /** @param {import("./types.js").State} other  of the same learner */
  take(other) {
    const { state } = this.progress;
    const before = encodeState(state, Infinity);
    unite(state, other, this.rules);
    if (encodeState(state, Infinity) !== before) {
      this.onTaken();
    }
  }

  /** @param {boolean} isWanted  whether to go on from what this device has kept, as the learner decides */
  decide(isWanted) {
    const { offered } = this;
    const state = isWanted && offered ? readUnder(offered.state, this.progress.outline) : null;
    this.offered = null;
    this.tracker.setAside(null);
    if (offered && state) {
      this.location ||= this.progress.presentName(offered.location);
      this.take(state);
      this.save();
      this.tracker.flush();
    }
  }

  /** @returns {import("./types.js").Snapshot} */
  snapshot() {
    const { score, isGraded, fell } = this.progress;
    const finished = isGraded ? "passed" : "completed";
    return {
      state: encodeState(this.progress.state, this.limit),
      location: this.location,
      score: score === null ? null : score * 100,
      mayFall: fell,
      status: this.progress.state.completed ? finished : "incomplete",
    };
  }

  /**
   * Tell the platform what was answered.
   *
   * @param {string} quiz
   * @param {import("./views/quiz.js").Reported[]} answers
   * @param {number | null} seconds  how long it took
   */
  report(quiz, answers, seconds) {
    const teller = this.tracker.teller();
    const { language } = this;
    const records = answers.flatMap((answer) => interactionRecords({ ...answer, quiz, seconds, language }, new Date()));
    if (teller && records.length) {
      this.journal.append(teller, records);
    }
  }
}
