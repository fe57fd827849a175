import { keysOf } from "./known.js";
import { uniteRecords } from "./merging.js";
import { nameKey, newRecord } from "./state.js";
import { identifier } from "./tracking/cmi_types.js";

// Points are sums of fractions: a hair below a mark is the mark.
const HAIR = 1e-9;

/**
 * Return how the records of quizzes join.
 *
 * @param {import("./types.js").Outline} outline
 * @returns {import("./merging.js").JoinRules}
 */
export function joinRules({ modules }) {
  const quizzes = modules.flatMap((module) => module.activities).filter((activity) => activity.kind === "quiz");
  const keys = (/** @type {import("./types.js").QuizOutline[]} */ some) =>
    new Set(some.map((quiz) => nameKey(`quiz:${quiz.name}`)));
  return {
    falling: keys(quizzes.filter((quiz) => quiz.keep === "last")),
    together: keys(quizzes.filter((quiz) => quiz.feedback !== "each")),
  };
}

/**
 * Take over what a state holds under former names. What is there under both is united; nothing is ever taken back.
 *
 * @param {import("./types.js").Outline} outline
 * @param {import("./types.js").State} state
 */
export function takeOver(outline, { marks, quizzes }) {
  const rules = joinRules(outline);
  for (const [former, present] of outline.was) {
    const [from, to] = [nameKey(former), nameKey(present)];
    if (marks.delete(from)) {
      marks.add(to);
    }
    const record = quizzes.get(from);
    if (record) {
      quizzes.delete(from);
      const known = quizzes.get(to) ?? newRecord();
      uniteRecords(known, record, rules, to);
      quizzes.set(to, known);
    }
  }
}

/** What the state means for the outline: what is done, what counts, what is missing. */
export class Progress {
  /**
   * @param {import("./types.js").Outline} outline
   * @param {import("./types.js").State} state
   */
  constructor(outline, state) {
    this.outline = outline;
    this.state = state;
    takeOver(outline, state);
    this.uses = 0;
    /** Whether the last attempt of a quiz was worse since the course was opened: the score may fall for nothing else. */
    this.fell = false;
    /** @type {Set<string>} quizzes seen not to be passed, with no attempt left: which of its questions count, only a quiz knows */
    this.lost = new Set();
    /** Every activity, in the order of the course. */
    this.activities = outline.modules.flatMap((module) => module.activities);
    this.modules = new Map(
      outline.modules.flatMap((module) => module.activities.map((activity) => [activity.name, module])),
    );
    state.known = keysOf(outline);
  }

  /**
   * The name that an activity has now.
   *
   * @param {string} name  as this or an earlier publication calls it
   */
  presentName(name) {
    const moved = this.outline.was.find(([former]) => former === `page:${name}` || former === `quiz:${name}`);
    return this.modules.has(name) || !moved ? name : moved[1].slice(moved[1].indexOf(":") + 1);
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
    return (this.asksToSubmit(activity) ? record?.submitted : record?.passed) ?? false;
  }

  /**
   * Whether a quiz is done once it is answered, however well: where the module says so, and a survey.
   *
   * @param {import("./types.js").QuizOutline} quiz
   */
  asksToSubmit(quiz) {
    return !quiz.points || this.moduleOf(quiz.name)?.completeWhen === "quiz-submitted";
  }

  /**
   * @param {string} name  of a quiz
   * @param {boolean} lost
   */
  setLost(name, lost) {
    if (lost) {
      this.lost.add(name);
    } else {
      this.lost.delete(name);
    }
  }

  /** @param {{name: string}} activity */
  isStarted({ name }) {
    const record = this.quizSeen(name);
    // What was answered may be forgotten for lack of room, but not that it was.
    return Boolean(record && (record.answers.size || record.best || record.submitted));
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

  /**
   * The questions that are still waited for: where something is right or wrong, or required; in a survey, all the
   * others too but for free texts.
   *
   * @param {import("./types.js").ActivityOutline} activity
   * @param {import("./types.js").Question[]} questions  those that the learner gets
   */
  openQuestions(activity, questions) {
    const record = this.quizSeen(activity.name);
    const isSurvey = !questions.some((question) => question.points);
    return questions.filter((question) => {
      const asked = question.kind === "essay" ? question.required : question.scored || isSurvey;
      return asked && !record?.answers.get(question.key)?.tries;
    });
  }

  /**
   * Work out again what the answers are worth. Having passed is never taken back.
   *
   * @param {import("./types.js").ActivityOutline} activity
   * @param {import("./types.js").Question[]} questions  those that the learner gets
   */
  settleAnswers(activity, questions) {
    const record = this.quiz(activity.name);
    const sum = (/** @type {(question: import("./types.js").Question) => number} */ part) =>
      questions.reduce((total, question) => total + question.points * part(question), 0);
    const total = sum(() => 1);
    const part = total && sum((question) => record.answers.get(question.key)?.best ?? 0) / total;
    const whole = !this.openQuestions(activity, questions).length;
    // While an answer is missing, it may have been given and forgotten for lack of room: scores never are.
    const falls = activity.kind === "quiz" && activity.keep === "last" && whole;
    this.fell ||= falls && part < record.best;
    record.best = falls ? part : Math.max(record.best, part);
    record.submitted ||= whole;
    record.passed ||= activity.kind === "quiz" && total > 0 && this.reaches(activity.name, activity.pass);
  }

  /**
   * Work out again what answers are worth that came together from several windows or devices.
   *
   * @param {import("./types.js").ActivityOutline} activity
   * @param {import("./types.js").Question[]} questions  those that the learner gets
   * @returns {boolean} whether anything changed
   */
  settleJoined(activity, questions) {
    const record = this.quizSeen(activity.name);
    if (!record?.answers.size) {
      return false;
    }
    const before = [record.best, record.submitted, record.passed].join();
    this.settleAnswers(activity, questions);
    return [record.best, record.submitted, record.passed].join() !== before;
  }

  /** All that counts for the score of the course: quizzes, and pages whose self-checks give points. */
  get graded() {
    return this.activities.filter((activity) => activity.weight);
  }

  /** The score of the course: that of all that is graded by its weight, a part of one; null before the first graded answer. */
  get score() {
    const { graded } = this;
    const begun = graded.some(({ name }) => {
      const { best = 0, answers = new Map() } = this.quizSeen(name) ?? {};
      return best > 0 || [...answers.values()].some((answer) => answer.tries);
    });
    const total = (/** @type {(name: string) => number} */ part) =>
      graded.reduce((sum, { name, weight = 0 }) => sum + weight * part(name), 0);
    return begun ? total((name) => this.bestScore(name)) / total(() => 1) : null;
  }

  get isGraded() {
    return this.graded.length > 0;
  }

  /**
   * The modules and graded quizzes that were begun.
   *
   * @returns {import("./types.js").Objective[]}
   */
  get objectives() {
    return this.outline.modules
      .filter((module) => this.isComplete(module) || this.isModuleStarted(module))
      .flatMap((module) => [moduleObjective(module.id, this.isComplete(module)), ...this.quizObjectives(module)]);
  }

  /**
   * @param {import("./types.js").ModuleOutline} module
   * @returns {import("./types.js").Objective[]}
   */
  quizObjectives(module) {
    return module.activities.flatMap((quiz) => {
      const record = quiz.kind === "quiz" && quiz.weight && this.isStarted(quiz) ? this.quizSeen(quiz.name) : null;
      const status = record?.passed ? "passed" : "incomplete";
      const mayFall = quiz.kind === "quiz" && quiz.keep === "last";
      return record ? [{ id: identifier(quiz.name), status, score: record.best * 100, mayFall }] : [];
    });
  }

  get badgesEarned() {
    return this.outline.badges.filter((badge) => this.isEarned(badge)).length;
  }

  get required() {
    return this.outline.modules.filter((module) => !module.optional);
  }

  /** How many of the required modules are complete. */
  get requiredDone() {
    return this.required.filter((module) => this.isComplete(module)).length;
  }

  /**
   * Note what became true: modules completed, badges earned, the course completed. None of it is ever taken back.
   *
   * @returns {{modules: import("./types.js").ModuleOutline[], badges: import("./types.js").BadgeOutline[], course: boolean}}
   */
  settle() {
    this.passAgain();
    const modules = this.outline.modules.filter((module) => !this.isComplete(module) && !this.missing(module).length);
    for (const module of modules) {
      this.state.marks.add(nameKey(`module:${module.id}`));
    }
    const course = !this.state.completed && this.required.every((module) => this.isComplete(module));
    this.state.completed ||= course;
    return { modules, badges: this.award(), course };
  }

  /** A new version of the course may ask for less than a learner already had. */
  passAgain() {
    for (const activity of this.activities) {
      const record = this.quizSeen(activity.name);
      if (activity.kind === "quiz" && activity.points && record?.best) {
        record.passed ||= this.reaches(activity.name, activity.pass);
      }
    }
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

  /** @param {string} name */
  has(name) {
    return this.state.marks.has(nameKey(name));
  }
}

/**
 * @param {string} id
 * @param {boolean} isComplete
 * @returns {import("./types.js").Objective}
 */
function moduleObjective(id, isComplete) {
  return { id: identifier(id), status: isComplete ? "completed" : "incomplete", score: null, mayFall: false };
}
