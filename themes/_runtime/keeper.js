import { unite } from "./merging.js";
import { fallingQuizzes, Progress, takeOver } from "./progress.js";
import { recover } from "./recovery.js";
import { decodeState, emptyState, encodeState } from "./state.js";
import { interactionRecords } from "./tracking/interactions.js";
import { Journal } from "./tracking/journal.js";
import { Objectives } from "./tracking/objectives.js";

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
    this.falling = fallingQuizzes(outline);
    const { state, recovered, offered } = recover(launch, this.falling);
    this.unreadable = state === null;
    this.recovered = recovered;
    this.offered = offered;
    this.copy = launch.copy;
    this.progress = new Progress(outline, state ?? emptyState());
    // Two windows may begin the same attempt, each with a seed of its own.
    this.isFresh = !this.progress.state.seed;
    // Sixteen bits, and never 0, which stands for none.
    this.progress.state.seed ||= 1 + Math.floor(Math.random() * 0xffff);
    this.progress.state.completed ||= launch.finished;
    this.location = this.progress.presentName((recovered && launch.copy?.location) || launch.location);
    this.journal = new Journal();
    this.objectives = new Objectives();
    // Opening a course writes nothing: only what differs from what the platform gave is saved.
    this.saved = recovered ? "" : JSON.stringify(this.snapshot());
    /** Something was taken over that the page does not show yet. */
    this.onTaken = () => {};
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
    const other = text ? decodeState(text) : null;
    if (other && (this.isFresh || other.seed === this.progress.state.seed)) {
      this.progress.state.seed = other.seed;
      this.take(other);
    }
  }

  /** @param {import("./types.js").State} other  of the same learner */
  take(other) {
    const { state } = this.progress;
    const before = encodeState(state, Infinity);
    // Another window may show an earlier version of the course.
    takeOver(this.progress.outline, other);
    unite(state, other, this.falling);
    if (encodeState(state, Infinity) !== before) {
      this.onTaken();
    }
  }

  /** Go on from what this device has kept, as the learner wishes. */
  takeUp() {
    if (this.offered) {
      this.location ||= this.progress.presentName(this.copy?.location ?? "");
      this.take(this.offered);
      this.save();
      this.tracker.flush();
    }
  }

  /** @returns {import("./types.js").Snapshot} */
  snapshot() {
    const { score, isGraded, mayFall } = this.progress;
    const finished = isGraded ? "passed" : "completed";
    return {
      state: encodeState(this.progress.state, this.limit),
      location: this.location,
      score: score === null ? null : score * 100,
      mayFall,
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
