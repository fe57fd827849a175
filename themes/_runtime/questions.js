import { receive } from "./parts.js";
import { mountQuestions, mountQuiz } from "./views/quiz.js";

/** What only questions need: a script of its own, which comes with the first page that asks something. */
receive("questions", { mountQuestions, mountQuiz });
