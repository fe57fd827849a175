/** What a learner does and sees in the course, for the tests: put into every page before its own scripts. */
window.acts = (() => {
  const LONGEST = 30_000;
  const one = (selector) => document.querySelector(selector);
  const words = (selector) => {
    const found = one(selector);
    return found && !found.hidden && found.checkVisibility() ? found.textContent.trim() : "";
  };

  function until(test, longest = LONGEST) {
    const end = performance.now() + longest;
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = test();
        if (found) {
          resolve(found);
        } else if (performance.now() > end) {
          reject(new Error(`it never came at ${location.hash}: ${test}`));
        } else {
          setTimeout(look, 10);
        }
      };
      look();
    });
  }

  const isThere = (name) =>
    one("#plan-list [aria-current]")?.getAttribute("href") === `#/${name}` && !one("#activity").hidden;

  async function open(name) {
    location.hash = `#/${name}`;
    await until(() => isThere(name));
  }

  async function view(name, isReady) {
    location.hash = `#/${name}`;
    await until(() => !one(`[data-view="${name}"]`).hidden && isReady());
  }

  /** Finish a page with its button, which leads on. */
  async function read(name) {
    await open(name);
    const button = one('#pager [data-slot="finish"]');
    if (!button.hidden) {
      button.click();
      await until(() => location.hash !== `#/${name}` && !isThere(name));
    }
  }

  async function answer(quiz, question, choice) {
    await open(quiz);
    const form = one(`form[data-question="${question}"]`);
    form.querySelector(`[data-choice] input[value="${choice}"]`).click();
    await until(() => !form.querySelector(".result"));
    form.querySelector('[data-slot="check"]').click();
    await until(() => form.querySelector(".result"));
  }

  /** Everything that the course says of the progress, as a list of facts. */
  async function facts() {
    const found = [];
    await view("plan", () => one("#full-plan [data-kind]"));
    const quizzes = [...document.querySelectorAll('#full-plan [data-kind="quiz"] a')].map((link) =>
      link.getAttribute("href").slice(2),
    );
    for (const item of document.querySelectorAll("#full-plan [data-kind]")) {
      if (item.dataset.state !== "open") {
        const name = item.querySelector("a").getAttribute("href").slice(2);
        found.push(item.dataset.state === "done" ? name : `${name} begun`);
      }
    }
    for (const item of document.querySelectorAll("#full-plan > [data-state='done']")) {
      found.push(`module ${item.querySelector("a").getAttribute("href").slice(2).split("/")[0]}`);
    }
    await view("badges", () => one("#badge-list [data-badge]"));
    for (const item of document.querySelectorAll('#badge-list [data-state="earned"][data-badge]')) {
      found.push(`badge ${item.dataset.badge}`);
    }
    await view("results", () => one("#results .result-list > *"));
    const score = words('#results [data-slot="score"]').match(/\d+/)?.[0];
    if (score) {
      found.push(`score ${score}`);
    }
    if (words('#results [data-slot="verdict"]') === "You have completed this course.") {
      found.push("course");
    }
    for (const quiz of quizzes) {
      await open(quiz);
      for (const form of document.querySelectorAll("form.question")) {
        if (form.querySelector(".result")) {
          const given = [...form.querySelectorAll("[data-choice] input:checked")].map((input) => input.value);
          found.push(`answer ${form.dataset.question} ${given}`);
        }
      }
    }
    return found;
  }

  /** Take up what the device kept, where the page asks; tells whether it did. */
  async function takeUp() {
    await view("plan", () => one("#full-plan [data-kind]"));
    const isAsked = words('[data-slot="recovery-choice"]') !== "";
    if (isAsked) {
      one('[data-slot="take-up"]').click();
    }
    return isAsked;
  }

  /** What the page says of where the progress is kept. */
  function said() {
    const notices = [...document.querySelectorAll("[data-notice]")];
    return {
      saved: words('[data-slot="saved"]'),
      unsaved: words('[data-slot="unsaved"]'),
      problem: words('[data-slot="problem"]'),
      recovery: words('[data-slot="recovered"]'),
      notice: notices.filter((notice) => !notice.hidden).map((notice) => notice.dataset.notice)[0] ?? "",
      resume: one('[data-slot="start"]')?.getAttribute("href")?.slice(2) ?? "",
    };
  }

  /** Damage what the device keeps. */
  function spoil() {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith("parcours:"))) {
      localStorage.setItem(key, "2!!{}");
    }
  }

  return { until, open, read, answer, facts, takeUp, said, spoil };
})();
