import { offerQuestions } from "./fragments.js";
import { mountQuestions, mountQuiz } from "./views/quiz.js";

/** What only questions need: a script of its own, which the first page does without. */
offerQuestions({ mountQuestions, mountQuiz });
