import { nameKey, newRecord } from "./state.js";

// Points are sums of fractions: a hair below a mark is the mark.
const HAIR = 1e-9;

/** What the state means for the outline: what is done, what counts, what is missing. */
export class Progress {
  /**
   * @param {import("./types.js").Outline} outline
   * @param {import("./types.js").State} state
   */
  constructor(outline, state) {
    this.outline = outline;
    this.state = state;
    this.uses = 0;
    /** Every activity, in the order of the course. */
    this.activities = outline.modules.flatMap((module) => module.activities);
    this.modules = new Map(
      outline.modules.flatMap((module) => module.activities.map((activity) => [activity.name, module])),
    );
  }

  /** @param {string} name */
  moduleOf(name) {
    return this.modules.get(name);
  }

  /**
   * The record of a quiz, made when it is first used.
   *
   * @param {string} name
   */
  quiz(name) {
    const key = nameKey(`quiz:${name}`);
    const record = this.state.quizzes.get(key) ?? newRecord();
    this.state.quizzes.set(key, record);
    this.uses += 1;
    record.recent = this.uses;
    return record;
  }

  /** @param {string} name */
  quizSeen(name) {
    return this.state.quizzes.get(nameKey(`quiz:${name}`));
  }

  /** @param {import("./types.js").ActivityOutline} activity */
  isDone(activity) {
    if (activity.kind === "page") {
      return this.has(`page:${activity.name}`);
    }
    const record = this.quizSeen(activity.name);
    const submitting = this.moduleOf(activity.name)?.completeWhen === "quiz-submitted";
    return (submitting ? record?.submitted : record?.passed) ?? false;
  }

  /** @param {import("./types.js").ActivityOutline} activity */
  isStarted(activity) {
    return (this.quizSeen(activity.name)?.answers.size ?? 0) > 0;
  }

  /** @param {string} name */
  finishPage(name) {
    this.state.marks.add(nameKey(`page:${name}`));
  }

  /** @param {import("./types.js").ModuleOutline} module */
  isComplete(module) {
    return this.has(`module:${module.id}`);
  }

  /** @param {import("./types.js").ModuleOutline} module */
  isModuleStarted(module) {
    return module.activities.some((activity) => this.isDone(activity) || this.isStarted(activity));
  }

  /**
   * What a module still needs.
   *
   * @param {import("./types.js").ModuleOutline} module
   * @returns {import("./types.js").ActivityOutline[]}
   */
  missing(module) {
    const rule = module.completeWhen;
    return module.activities.filter((activity) => {
      if (activity.kind === "page") {
        return (rule === "read" || rule === "all") && !this.isDone(activity);
      }
      if (rule === "read") {
        return false;
      }
      return !this.isDone(activity);
    });
  }

  /** @param {import("./types.js").BadgeOutline} badge */
  isEarned(badge) {
    return this.has(`badge:${badge.id}`);
  }

  /**
   * What a badge still needs; nothing when it can be awarded.
   *
   * @param {import("./types.js").BadgeOutline} badge
   */
  missingFor(badge) {
    const open = this.outline.modules.filter((module) => badge.modules.includes(module.id) && !this.isComplete(module));
    const wanted = badge.enough - (badge.modules.length - open.length);
    return {
      wanted: Math.max(0, wanted),
      scores: badge.scores.filter((score) => !this.reaches(score.quiz, score.minimum)),
      badges: this.outline.badges.filter((other) => badge.badges.includes(other.id) && !this.isEarned(other)),
    };
  }

  /** @param {string} quizName */
  bestScore(quizName) {
    return this.quizSeen(quizName)?.best ?? 0;
  }

  /**
   * @param {string} quizName
   * @param {number} mark  a part of one
   */
  reaches(quizName, mark) {
    return this.bestScore(quizName) >= mark - HAIR;
  }

  /** What gives points: quizzes, and pages whose self-checks say so. */
  get graded() {
    return this.activities.flatMap(({ name, points = 0 }) => (points > 0 ? { name, points } : []));
  }

  /** The score of the course: points of all that is graded, a part of one; null before the first graded answer. */
  get score() {
    const { graded } = this;
    const answered = graded.some(({ name }) => [...(this.quizSeen(name)?.answers.values() ?? [])].some((a) => a.tries));
    if (!answered && !graded.some(({ name }) => this.bestScore(name) > 0)) {
      return null;
    }
    const total = graded.reduce((sum, { points }) => sum + points, 0);
    return graded.reduce((sum, { name, points }) => sum + points * this.bestScore(name), 0) / total;
  }

  get isGraded() {
    return this.graded.length > 0;
  }

  get required() {
    return this.outline.modules.filter((module) => !module.optional);
  }

  /**
   * Note what became true: modules completed, badges earned, the course completed. None of it is ever taken back.
   *
   * @returns {{modules: import("./types.js").ModuleOutline[], badges: import("./types.js").BadgeOutline[], course: boolean}}
   */
  settle() {
    const modules = this.outline.modules.filter((module) => !this.isComplete(module) && !this.missing(module).length);
    for (const module of modules) {
      this.state.marks.add(nameKey(`module:${module.id}`));
    }
    const course = !this.state.completed && this.required.every((module) => this.isComplete(module));
    this.state.completed ||= course;
    return { modules, badges: this.award(), course };
  }

  /** @returns {import("./types.js").BadgeOutline[]} */
  award() {
    /** @type {import("./types.js").BadgeOutline[]} */
    const earned = [];
    // A badge may open the way to another: go round until nothing changes.
    for (let again = true; again; ) {
      const found = this.outline.badges.filter((badge) => !this.isEarned(badge) && this.isDue(badge));
      for (const badge of found) {
        this.state.marks.add(nameKey(`badge:${badge.id}`));
      }
      earned.push(...found);
      again = found.length > 0;
    }
    return earned;
  }

  /** @param {import("./types.js").BadgeOutline} badge */
  isDue(badge) {
    const { wanted, scores, badges } = this.missingFor(badge);
    return !wanted && !scores.length && !badges.length;
  }

  /** Drop what is in the state, but no longer in the course. */
  forgetUnknown() {
    const { modules, badges } = this.outline;
    const marks = [
      ...modules.map((module) => `module:${module.id}`),
      ...badges.map((badge) => `badge:${badge.id}`),
      ...this.activities.map((activity) => `page:${activity.name}`),
    ];
    const known = new Set(marks.map(nameKey));
    const quizzes = new Set(this.activities.map((activity) => nameKey(`quiz:${activity.name}`)));
    this.state.marks = new Set([...this.state.marks].filter((key) => known.has(key)));
    this.state.quizzes = new Map([...this.state.quizzes].filter(([key]) => quizzes.has(key)));
  }

  /** @param {string} name */
  has(name) {
    return this.state.marks.has(nameKey(name));
  }
}
