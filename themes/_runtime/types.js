/**
 * The shapes that the modules share. Nothing here reaches the package.
 *
 * @typedef {{name: string, title: string, kind: "page", asks?: true, weight?: number}} PageOutline  `asks` it has self-checks, `weight` their points
 * @typedef {{html: string, questions: Question[]}} Fragment  what the script of a page or of a quiz brings
 *
 * @typedef {PageOutline | QuizOutline} ActivityOutline  `name` is `module/activity`
 *
 * @typedef {object} QuizOutline
 * @property {string} name
 * @property {string} title
 * @property {"quiz"} kind
 * @property {number} pass  a part of one
 * @property {number} points  0 for a survey
 * @property {number} weight  what it counts for in the score of the course
 * @property {number} attempts  how often all of it may be sent, or each question be checked; 0 without limit
 * @property {"each" | "end" | "never"} feedback
 * @property {"best" | "last"} keep
 * @property {boolean} shuffleChoices
 * @property {boolean} shuffleQuestions
 * @property {number[]} draws  how many questions of each pool a learner gets
 *
 * @typedef {object} ModuleOutline
 * @property {string} id
 * @property {number} number
 * @property {string} title
 * @property {number | null} minutes
 * @property {boolean} optional
 * @property {string} facts  how long it takes and what it asks for, in words
 * @property {string} asked  what completes it, in words
 * @property {string} color  the name of one of the theme's six
 * @property {"read" | "quiz-submitted" | "quiz-passed" | "all"} completeWhen
 * @property {ActivityOutline[]} activities
 *
 * @typedef {object} BadgeOutline
 * @property {string} id
 * @property {string} name
 * @property {string} description
 * @property {string[]} modules
 * @property {number} enough  how many of the modules are needed
 * @property {{quiz: string, minimum: number}[]} scores
 * @property {string[]} badges
 * @property {BadgeRule[]} rules  what it asks for, in words
 * @property {string} narrative  what the author adds, or ""
 *
 * @typedef {{module: string} | {quiz: string, minimum: number} | {badge: string}} BadgeTarget
 * @typedef {{intro: string, needs: {text: string, target: BadgeTarget}[]}} BadgeRule
 *
 * @typedef {object} Outline
 * @property {string} id
 * @property {string} title
 * @property {string} language
 * @property {string} version
 * @property {ModuleOutline[]} modules
 * @property {BadgeOutline[]} badges
 * @property {[string, string][]} was  a name in states of earlier publications, and the name of what has it now
 * @property {string[]} sides  the names of the pages that belong to no module
 * @property {string} words  the language of the sentences, where the course's own has none
 * @property {Record<string, string>} sentences  those that the run-time itself says
 * @property {Record<string, string[]>} plurals
 *
 * @typedef {{right: string | null, partial: string | null, wrong: string | null}} Outcomes  HTML by outcome
 *
 * @typedef {object} QuestionCommon
 * @property {string} id
 * @property {number} key
 * @property {number} points  0 for what does not count
 * @property {boolean} scored  false where nothing is right or wrong
 * @property {number | null} pool  the index of its pool, if it is drawn from one
 * @property {number} attempts  0 without limit
 * @property {Outcomes} feedback
 * @property {string | null} explanation
 * @property {string} objective  the id of an objective of the course, or ""
 *
 * @typedef {object} SelectData
 * @property {"select"} kind
 * @property {"choices" | "true-false" | "pictures" | "poll"} presentation
 * @property {boolean} multiple
 * @property {boolean} partial
 * @property {boolean[]} correct
 * @property {(string | null)[]} choiceFeedback
 * @property {string[]} [options]  the words of the choices, where they stand in a list
 *
 * @typedef {object} NumberData
 * @property {"number"} kind
 * @property {number} low
 * @property {number} high
 * @property {string} unit  may be typed, and need not
 * @property {string} solution
 * @property {{number: number, feedback: string}[]} near
 *
 * @typedef {object} TextData
 * @property {"text"} kind
 * @property {string[]} accepted
 * @property {{text: string, feedback: string}[]} rejected
 * @property {"loose" | "exact" | "regexp"} comparison
 * @property {string} solution
 *
 * @typedef {object} MatchData
 * @property {"match"} kind
 * @property {"pairs" | "categories" | "scale"} presentation
 * @property {boolean} partial
 * @property {number} lines
 * @property {number[]} correct  the option of each line; nothing for a scale
 * @property {string[]} options
 *
 * @typedef {object} OrderData
 * @property {"order"} kind
 * @property {boolean} partial
 * @property {string[]} items  their words, in the right order
 *
 * @typedef {SelectData | NumberData | TextData} BlankData
 *
 * @typedef {object} ClozeData
 * @property {"cloze"} kind
 * @property {boolean} partial
 * @property {BlankData[]} blanks
 *
 * @typedef {object} EssayData
 * @property {"essay"} kind
 * @property {boolean} required
 * @property {string | null} model
 *
 * @typedef {SelectData | NumberData | TextData | MatchData | OrderData | ClozeData | EssayData} InteractionData
 * @typedef {QuestionCommon & InteractionData} Question
 *
 * @typedef {number | string | null} Part  a chosen index, a typed text, or nothing yet
 * @typedef {{parts: Part[]}} Parts  one for each line of a match or blank of a cloze; for an order, the indexes of the items as they stand
 * @typedef {number[] | string | Parts | null} Response  chosen indexes, a typed text, parts, or nothing yet
 *
 * @typedef {object} Controls  what a question is answered with
 * @property {() => Response} read
 * @property {(response: Response) => void} write
 * @property {(grade: import("./grading.js").Grade, settled: boolean) => void} judge  says beside each part whether it is right; the answers only once settled
 * @property {(at: number) => HTMLElement | null} field  where the focus goes for a mistake in a part
 *
 * @typedef {object} Notes  texts that learners keep for themselves, on the device
 * @property {(name: string) => string} read
 * @property {(name: string, text: string) => boolean} write  no text deletes it; false where the device did not take it
 * @property {() => string[]} names  of the texts that say something
 * @property {() => boolean} isKept  false where they are only there until the course is left
 *
 * @typedef {{language: string, seed: number, notes: Notes}} Learner  who answers
 *
 * @typedef {object} Answer
 * @property {number} tries  how often it was checked
 * @property {boolean} checked  true while the response is the one last checked
 * @property {number} best  the best part of one so far
 * @property {Response} response
 *
 * @typedef {object} QuizRecord
 * @property {number} best  the score that counts, a part of one: the best so far, or the last
 * @property {boolean} submitted  every question was checked at least once
 * @property {boolean} passed
 * @property {Map<number, Answer>} answers  by question key
 * @property {number} recent  grows with use; the least recent answers are left out first when space runs short
 *
 * @typedef {object} State
 * @property {boolean} completed  the course was completed once
 * @property {number} seed  what this learner's draws and shuffles are made of, 0 while none is chosen
 * @property {Set<number>} marks  pages done, modules completed, badges earned, by key
 * @property {Map<number, QuizRecord>} quizzes  by key
 * @property {Set<number>} [known]  the keys of what the course has, once it is known; never saved
 *
 * @typedef {object} Snapshot  what a tracker saves
 * @property {string} state
 * @property {string} location
 * @property {number | null} score  0 to 100, null before the first graded answer
 * @property {boolean} mayFall  the score goes down with that of the last attempt
 * @property {"incomplete" | "completed" | "passed"} status
 *
 * @typedef {object} Launch  what a tracker found
 * @property {string} state
 * @property {string} location
 * @property {boolean} finished  the course was completed or passed before
 * @property {"none" | "lms" | "missing" | "closed" | "unkept"} kind  no LMS wanted, an LMS found, none found, one that
 *   has closed the session, none found or wanted and a device that keeps nothing
 * @property {number} limit  how many characters of state can be kept
 * @property {number} score  0 to 100, that of the platform; below 0 where it has none, NaN where that is not known
 * @property {string} learner  what stands for the learner on this device; "" for whoever it is
 * @property {import("./tracking/device.js").Kept | null} copy  what the device keeps beside the LMS
 *
 * @typedef {object} SaveReport
 * @property {Date | null} at
 * @property {boolean} failed
 * @property {boolean} isSure  false where the LMS may say that it took what never reached it
 * @property {boolean} isCopied  whether the device keeps it
 *
 * @typedef {object} Objective  a module or a graded quiz, as `cmi.objectives` tells it
 * @property {string} id
 * @property {"incomplete" | "completed" | "passed"} status
 * @property {number | null} score  0 to 100
 * @property {boolean} mayFall
 *
 * @typedef {object} Teller  an LMS that may be told of results
 * @property {(name: "LMSGetValue" | "LMSSetValue", ...given: string[]) => string} call
 * @property {() => void} commitSoon
 *
 * @typedef {object} AnswerReport  an answer that was just checked
 * @property {string} quiz  `module/quiz`
 * @property {Question} question
 * @property {Response} response
 * @property {number} part  what it is worth, a part of one
 * @property {"right" | "partial" | "wrong" | "noted"} outcome
 * @property {number | null} seconds  how long it took, null where that cannot be told
 * @property {string} language  numbers are typed in it
 *
 * @typedef {object} Tracker
 * @property {(courseId: string) => Launch | Promise<Launch>} open  later where an LMS may still appear
 * @property {(snapshot: Snapshot) => void} save
 * @property {() => void} flush  send what was saved without waiting for more
 * @property {() => {state: string, location: string} | null} elsewhere  what another window saved since this was last asked
 * @property {(launch: Launch) => void} confirm  the LMS gave back a state that can be read
 * @property {(aside: import("./tracking/device.js").Aside | null) => void} setAside  keep an older copy until the learner
 *   has decided about it; nothing, once that is so
 * @property {boolean} isTold  the LMS said that it took a save of this attempt
 * @property {() => Teller | null} teller  whom to tell of results: null where there is nobody, or nothing counts
 * @property {() => string} learnerName  as the platform writes it, often “Last, First”; or ""
 * @property {(listener: (report: SaveReport) => void) => void} onSave
 * @property {(listener: () => void) => void} onElsewhere
 */
export {};
