import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { Random } from "./random.js";
import { Device, Platform, Window } from "./windows.js";

const STATUS = "cmi.core.lesson_status";
const STATE = "cmi.suspend_data";
const SCORE = "cmi.core.score.raw";
const PAGES = ["one/a", "one/b"];
const QUESTIONS = [11, 22, 33].map((key) => ({ id: `q${key}`, key, kind: "select", points: 1, scored: true }));
const NOBODY = { "cmi.core.student_id": "" };

describe("a platform that fails to answer", () => {
  for (const element of [STATUS, STATE]) {
    test(`once, when asked for ${element}, lowers nothing and loses nothing`, () => {
      const { device, platform } = finished();
      let asked = 0;
      const reads = (name) => {
        asked += name === element ? 1 : 0;
        if (name === element && asked === 1) {
          throw new Error("busy");
        }
      };
      const again = new Window(device, platform.session({ reads }), course());
      assert.deepEqual(again.pages, PAGES);
      again.page.pass(5000);
      again.close();
      assert.equal(platform.kept[STATUS], "completed");
      assert.deepEqual(open(device, platform).pages, PAGES);
    });
  }

  test("at all for the state, is made up for by the device", () => {
    const { device, platform } = finished();
    const reads = (name) => {
      if (name === STATE) {
        throw new Error("busy");
      }
    };
    assert.deepEqual(new Window(device, platform.session({ reads }), course()).pages, PAGES);
  });
});

test("a platform that forgot the status is told again, though nobody does anything", () => {
  const { device, platform } = finished();
  platform.kept[STATUS] = "";
  const again = open(device, platform);
  again.page.pass(5000);
  again.close();
  assert.equal(platform.kept[STATUS], "completed");
});

test("a platform that forgot the score is told again", () => {
  const { device, platform } = begun();
  const first = open(device, platform, quizCourse());
  first.answer(quizOf(first), QUESTIONS, QUESTIONS[0], 1);
  first.page.pass(1000);
  first.close();
  platform.kept[SCORE] = "";
  const again = open(device, platform, quizCourse());
  again.page.pass(1000);
  assert.equal(platform.kept[SCORE], "33.33");
});

test("a score falls with the last attempt of a quiz, and for nothing else", () => {
  const { device, platform } = begun();
  const first = open(device, platform, quizCourse({ keep: "last" }));
  for (const question of QUESTIONS) {
    first.answer(quizOf(first), QUESTIONS, question, 1);
  }
  first.page.pass(1000);
  assert.equal(platform.kept[SCORE], "100");
  first.close();
  const more = quizCourse({ keep: "last" }, [quiz("two/other")]);
  const second = open(device, platform, more);
  second.visit("one/a");
  second.page.pass(1000);
  assert.equal(platform.kept[SCORE], "100");
  for (const question of QUESTIONS) {
    second.answer(quizOf(second), QUESTIONS, question, 0);
  }
  second.page.pass(1000);
  assert.equal(platform.kept[SCORE], "0");
});

describe("what the device has kept", () => {
  test("is offered until the learner has decided", () => {
    const { device, platform } = finished();
    platform.kept = { "cmi.core.student_id": "ana" };
    const undecided = open(device, platform);
    assert.deepEqual(undecided.pages, []);
    undecided.visit("one/a");
    undecided.page.pass(1000);
    undecided.close();
    const again = open(device, platform);
    assert.ok(again.keeper.offered);
    again.keeper.decide(true);
    assert.deepEqual(again.pages, PAGES);
    again.close();
    assert.equal(open(device, platform).keeper.offered, null);
  });

  test("is not offered again once it was left, and what was done meanwhile stays", () => {
    const { device, platform } = finished();
    platform.kept = { "cmi.core.student_id": "ana" };
    const again = open(device, platform, course(), { refuses: true });
    again.read("one/b");
    again.keeper.decide(false);
    again.kill();
    const next = open(device, platform);
    assert.deepEqual([next.pages, next.keeper.offered], [["one/b"], null]);
  });

  test("goes to no new attempt, though no save of the old one was sure", () => {
    const { device, platform } = begun();
    const first = open(device, platform);
    first.visit("one/a");
    first.page.hide();
    first.page.show();
    finish(first);
    open(device, platform).close();
    platform.kept = { "cmi.core.student_id": "ana" };
    const again = open(device, platform);
    again.page.pass(1000);
    assert.deepEqual([again.pages, platform.kept[STATUS]], [[], undefined]);
  });

  test("goes to nobody unasked where the platform names nobody, even if it gives what cannot be read", () => {
    const device = new Device();
    finish(open(device, new Platform({ ...NOBODY })));
    const other = new Platform({ ...NOBODY, [STATE]: "3future", [STATUS]: "incomplete" });
    const window = open(device, other);
    window.page.pass(1000);
    assert.deepEqual([window.pages, other.kept[STATUS]], [[], "incomplete"]);
  });

  test("is offered where another device began meanwhile and no platform ever had it", () => {
    const { device, platform } = begun();
    const refused = open(device, platform, course(), { refuses: true });
    refused.read("one/a");
    refused.kill();
    finish(open(new Device(), platform));
    assert.ok(open(device, platform).keeper.offered);
  });

  test("while the platform did not open is offered once it does", () => {
    const { device, platform } = begun();
    const closed = open(device, platform, course(), { opens: false });
    assert.equal(closed.launch.kind, "missing");
    closed.read("one/a");
    const window = open(device, platform);
    assert.ok(window.keeper.offered);
    window.keeper.decide(true);
    assert.deepEqual(window.pages, ["one/a"]);
  });
});

describe("a reload that the platform refuses", () => {
  test("goes on from what it gave at the launch, though nothing was saved on this device yet", () => {
    const { platform } = finished({ pages: ["one/a"] });
    const device = new Device();
    const first = open(device, platform);
    first.close();
    const reloaded = reload(first, platform);
    assert.deepEqual([reloaded.launch.kind, reloaded.pages], ["closed", ["one/a"]]);
    reloaded.read("one/b");
    reloaded.kill();
    assert.deepEqual(open(device, platform).pages, PAGES);
  });

  test("does not make the platform one that gave something back", () => {
    const { device, platform } = begun();
    const first = open(device, platform, course(), { refuses: true });
    first.read("one/a");
    first.close();
    const reloaded = reload(first, platform);
    reloaded.read("one/b");
    reloaded.kill();
    const next = open(device, platform);
    assert.deepEqual([next.pages, next.keeper.recovered], [PAGES, true]);
  });

  test("of a visit that leaves nothing, leaves nothing", () => {
    const platform = new Platform({ "cmi.core.student_id": "ana", "cmi.core.lesson_mode": "browse" });
    const device = new Device();
    const first = open(device, platform);
    first.close();
    const reloaded = reload(first, platform);
    assert.equal(reloaded.launch.kind, "missing");
  });
});

describe("two windows", () => {
  test("that begin the same attempt join", () => {
    const { device, platform } = begun();
    const [one, other] = [open(device, platform), open(device, platform)];
    one.read("one/a");
    other.read("one/b");
    assert.deepEqual([one.pages, other.pages], [PAGES, PAGES]);
  });

  test("of different attempts do not", () => {
    const { device, platform } = begun();
    const old = open(device, platform);
    old.read("one/a");
    old.page.pass(1000);
    const fresh = new Platform();
    const window = open(device, fresh);
    old.read("one/b");
    window.keeper.save();
    assert.deepEqual([window.pages, fresh.kept[STATUS]], [[], undefined]);
  });

  test("lose nothing while one is slow to commit", () => {
    const { device, platform } = begun();
    const one = open(device, platform);
    one.read("one/a");
    const other = open(device, platform);
    const commit = one.page.API.LMSCommit;
    one.page.API.LMSCommit = (nothing) => {
      other.read("one/b");
      return commit(nothing);
    };
    one.page.pass(1000);
    one.kill();
    other.kill();
    assert.deepEqual(open(device, platform).pages, PAGES);
  });

  test("do not bring back what was answered before a fresh start", () => {
    const { device, platform } = begun();
    const outline = quizCourse({ feedback: "end" });
    const one = open(device, platform, outline);
    for (const question of QUESTIONS) {
      one.answer(quizOf(one), QUESTIONS, question, 0);
    }
    const other = open(device, platform, outline);
    const { answers } = one.progress.quiz("two/quiz");
    for (const [key, answer] of answers) {
      answers.set(key, { ...answer, checked: false, best: 0, response: null });
    }
    one.keeper.save();
    other.visit("one/a");
    for (const window of [one, other, open(device, platform, outline)]) {
      const [answer] = window.progress.quizSeen("two/quiz").answers.values();
      assert.deepEqual([answer.checked, answer.response], [false, null]);
    }
  });
});

test("whatever two windows do, and whatever fails: all of it is there in the end, and nothing was lowered", () => {
  for (let seed = 1; seed <= 1000; seed += 1) {
    wander(new Random(seed));
  }
});

/** Two windows do things in any order, on a platform that refuses now and then. */
function wander(random) {
  const device = new Device();
  const platform = new Platform();
  const outline = quizCourse();
  const done = new Set();
  const right = new Set();
  /** @type {{window: Window, session: {refuses: boolean}}[]} */
  let windows = [];
  const leave = (one, how) => {
    one.window[how]();
    windows = windows.filter((other) => other !== one);
  };
  const deeds = [
    ({ window }) => {
      const page = random.pick(PAGES);
      window.read(page);
      done.add(page);
    },
    ({ window }) => {
      const question = random.pick(QUESTIONS);
      window.answer(quizOf(window), QUESTIONS, question, 1);
      right.add(question.key);
    },
    () => windows.map(({ window }) => window.page.pass(1000)),
    ({ session }) => {
      session.refuses = !session.refuses;
    },
    ({ window }) => {
      window.page.hide();
      window.page.show();
    },
    (one) => leave(one, "close"),
    (one) => leave(one, "kill"),
  ];
  for (let step = 0; step < 25; step += 1) {
    if (!windows.length || (windows.length < 2 && random.below(6) === 0)) {
      const session = { refuses: random.below(3) === 0 };
      windows.push({ window: new Window(device, platform.session(session), outline), session });
    }
    random.pick(deeds)(random.pick(windows));
  }
  for (const { window } of windows) {
    window.kill();
  }
  const last = open(device, platform, outline);
  last.keeper.decide(true);
  assert.deepEqual(new Set(last.pages), done);
  const answers = last.progress.quizSeen("two/quiz")?.answers ?? new Map();
  assert.deepEqual(new Set([...answers].filter(([, { best }]) => best === 1).map(([key]) => key)), right);
}

function course(pages = PAGES, quizzes = []) {
  const activities = pages.map((name) => ({ name, title: name, kind: "page" }));
  const modules = [moduleOf("one", activities), ...(quizzes.length ? [moduleOf("two", quizzes)] : [])];
  return { id: "course", title: "Course", language: "en", modules, badges: [], was: [] };
}

function quizCourse(rules = {}, more = []) {
  return course(PAGES, [quiz("two/quiz", rules), ...more]);
}

function quiz(name, rules = {}) {
  return { name, title: name, kind: "quiz", pass: 0.8, points: 3, weight: 3, feedback: "each", keep: "best", ...rules };
}

function moduleOf(id, activities) {
  return { id, title: id, optional: false, completeWhen: "all", activities };
}

function quizOf({ progress }) {
  return progress.activities.find(({ name }) => name === "two/quiz");
}

function open(device, platform, outline = course(), session = {}) {
  return new Window(device, platform.session(session), outline);
}

/** The page that was closed, loaded anew in a session that the platform does not open. */
function reload({ device, page }, platform) {
  const session = platform.session({ opens: false });
  return new Window(device, session, course(), { arrival: "reload", sessionStorage: page.sessionStorage });
}

function begun() {
  return { device: new Device(), platform: new Platform() };
}

function finish(window, pages = PAGES) {
  for (const page of pages) {
    window.read(page);
  }
  window.page.pass(1000);
  window.close();
}

/** A learner has read pages, and the platform has it. */
function finished({ pages = PAGES } = {}) {
  const { device, platform } = begun();
  finish(open(device, platform), pages);
  assert.ok(platform.kept[STATE]);
  return { device, platform };
}
