import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { drawQuestions, shuffled, shuffledIndexes } from "../../themes/_runtime/draw.js";
import { Random } from "./random.js";

const NOTHING = new Set();
const ROUNDS = 200;

/** Questions of different keys, in pool after pool of these sizes; those of `fixed` first. */
function questionsOf(random, sizes, fixed = 0) {
  const pools = [...Array(fixed).fill(null), ...sizes.flatMap((size, pool) => Array(size).fill(pool))];
  const used = new Set();
  while (used.size < pools.length) {
    used.add(random.below(2 ** 16));
  }
  return [...used].map((key, at) => ({ key, pool: pools[at] }));
}

function quizOf(draws, shuffleQuestions = false) {
  return { name: "one/quiz", draws, shuffleQuestions };
}

const keys = (questions) => questions.map(({ key }) => key);
const sorted = (questions) => keys(questions).sort((one, other) => one - other);

describe("a draw", () => {
  test("gives every learner all the fixed questions, and as many of each pool as it says, none twice", () => {
    const random = new Random(1);
    for (let seed = 1; seed < ROUNDS; seed += 1) {
      const sizes = [1 + random.below(20), 1 + random.below(20)];
      const draws = sizes.map((size) => 1 + random.below(size));
      const questions = questionsOf(random, sizes, random.below(4));
      const drawn = drawQuestions(quizOf(draws, random.flag()), questions, NOTHING, seed);
      assert.equal(new Set(keys(drawn)).size, drawn.length);
      assert.deepEqual(
        draws.map((_, pool) => drawn.filter((question) => question.pool === pool).length),
        draws,
      );
      assert.deepEqual(
        sorted(drawn.filter(({ pool }) => pool === null)),
        sorted(questions.filter(({ pool }) => pool === null)),
      );
    }
  });

  test("is the same for the same learner, whatever the order of the pool", () => {
    const random = new Random(2);
    for (let seed = 1; seed < ROUNDS; seed += 1) {
      const questions = questionsOf(random, [12]);
      const quiz = quizOf([5], true);
      const drawn = drawQuestions(quiz, questions, NOTHING, seed);
      assert.deepEqual(drawQuestions(quiz, random.shuffled(questions), NOTHING, seed), drawn);
    }
  });

  test("keeps the order of the author, pools after the fixed questions, where nothing is shuffled", () => {
    const random = new Random(3);
    for (let seed = 1; seed < ROUNDS; seed += 1) {
      const questions = questionsOf(random, [6, 8], 3);
      const places = drawQuestions(quizOf([2, 4]), questions, NOTHING, seed).map((one) => questions.indexOf(one));
      assert.deepEqual(
        places,
        [...places].sort((one, other) => one - other),
      );
    }
  });

  test("keeps the questions that have an answer", () => {
    const random = new Random(4);
    for (let seed = 1; seed < ROUNDS; seed += 1) {
      const questions = questionsOf(random, [15]);
      const answered = new Set(keys(random.shuffled(questions).slice(0, random.below(6))));
      const drawn = new Set(keys(drawQuestions(quizOf([5]), questions, answered, seed)));
      assert.ok([...answered].every((key) => drawn.has(key)));
    }
  });

  test("stays the same while a learner answers it", () => {
    const random = new Random(5);
    for (let seed = 1; seed < ROUNDS; seed += 1) {
      const questions = questionsOf(random, [15], 2);
      const drawn = drawQuestions(quizOf([5], true), questions, NOTHING, seed);
      const answered = new Set(random.some(keys(drawn)));
      assert.deepEqual(drawQuestions(quizOf([5], true), questions, answered, seed), drawn);
    }
  });

  test("changes one question at the most when the pool gains or loses one", () => {
    const random = new Random(6);
    for (let seed = 1; seed < ROUNDS; seed += 1) {
      const grown = questionsOf(random, [13]);
      const before = keys(drawQuestions(quizOf([5]), grown.slice(1), NOTHING, seed));
      const after = keys(drawQuestions(quizOf([5]), grown, NOTHING, seed));
      assert.ok(after.filter((key) => !before.includes(key)).length <= 1);
    }
  });

  test("gives each question to about as many learners as any other", () => {
    const questions = questionsOf(new Random(7), [20]);
    const count = new Map(keys(questions).map((key) => [key, 0]));
    const learners = 8000;
    for (let seed = 1; seed <= learners; seed += 1) {
      for (const { key } of drawQuestions(quizOf([5]), questions, NOTHING, seed)) {
        count.set(key, count.get(key) + 1);
      }
    }
    // A fair draw gives 2000, and hardly ever strays by more than four times 39 (its standard deviation).
    assert.ok([...count.values()].every((times) => Math.abs(times - learners / 4) < 156));
  });
});

describe("a shuffled order", () => {
  test("differs from learner to learner, for questions as for choices", () => {
    const questions = questionsOf(new Random(8), [], 8);
    const orders = new Set();
    const choices = new Set();
    for (let seed = 1; seed <= ROUNDS; seed += 1) {
      orders.add(keys(drawQuestions(quizOf([], true), questions, NOTHING, seed)).join());
      choices.add(shuffledIndexes(seed, questions[0].key, 5).join());
    }
    assert.ok(orders.size > ROUNDS * 0.9);
    assert.ok(choices.size > 80);
  });

  test("of choices holds each once, puts each in each place about as often, and is not that of another question", () => {
    const first = [0, 0, 0, 0];
    let same = 0;
    for (let seed = 1; seed <= 4000; seed += 1) {
      const order = shuffledIndexes(seed, 77, 4);
      assert.deepEqual(
        [...order].sort((one, other) => one - other),
        [0, 1, 2, 3],
      );
      first[order[0]] += 1;
      same += order.join() === shuffledIndexes(seed, 78, 4).join() ? 1 : 0;
    }
    assert.ok(first.every((times) => Math.abs(times - 1000) < 120));
    assert.ok(same < 250);
  });

  test("is never the list's own where that must not be", () => {
    for (let seed = 1; seed <= ROUNDS; seed += 1) {
      for (const count of [2, 3, 5]) {
        const order = shuffled(seed, 5, count);
        assert.notDeepEqual(order, [...Array(count).keys()]);
        assert.equal(new Set(order).size, count);
      }
    }
    assert.deepEqual(shuffled(1, 5, 1), [0]);
  });
});
