/** The page of a platform: makes its API, opens the course, and tells the server what was asked of it. */
import { atLaunch, platform, sender } from "./platforms.js";

/** Written into the page by the server. */
const { kind, way, kept, course, session, opens, late } = window.launch;
const REPORT = `/left/${session}`;

/** How many commits of this session were sent, whoever sends them: a window of an earlier one may send its own here. */
const sent = { count: 0 };
const COMMIT = `/commit/${session}`;
const openRequest = XMLHttpRequest.prototype.open;
XMLHttpRequest.prototype.open = function (method, address, ...given) {
  this.address = address;
  return openRequest.call(this, method, address, ...given);
};
for (const [owner, name] of [
  [navigator, "sendBeacon"],
  [XMLHttpRequest.prototype, "send"],
  [window, "fetch"],
]) {
  const real = owner[name];
  owner[name] = function (...given) {
    const answer = real.apply(this, given);
    // A request that the browser refuses throws, and is not counted.
    sent.count += String(this?.address ?? given[0]).split("?")[0] === COMMIT && answer !== false ? 1 : 0;
    return answer;
  };
}

function report(lms, phase) {
  navigator.sendBeacon(REPORT, JSON.stringify({ sent: sent.count, calls: lms.calls, errors: lms.errors, phase }));
}

function again() {
  const real = new window.Scorm12API({
    autocommit: false,
    lmsCommitUrl: COMMIT,
    dataCommitFormat: "json",
    logLevel: 5,
  });
  real.loadFromJSON({ cmi: kept });
  const lms = { calls: [], errors: [], phase: "before", api: {} };
  for (const name of ["LMSInitialize", "LMSFinish", "LMSGetValue", "LMSSetValue", "LMSCommit", "LMSGetLastError"]) {
    lms.api[name] = (...given) => {
      const answer = real[name](...given);
      const code = String(real.LMSGetLastError());
      lms.calls.push([name, ...given, answer, code]);
      if (code !== "0" && name !== "LMSGetLastError") {
        lms.errors.push(`${code} ${name} ${given.join(" ")}`);
      }
      if (name === "LMSInitialize" && answer === "true") {
        lms.phase = "during";
      }
      return answer;
    };
  }
  return lms;
}

function strict() {
  const commit = sender(way, COMMIT, window);
  return platform(kind, atLaunch(kind, kept), { commit });
}

const lms = kind === "again" ? again() : strict();
const finish = lms.api.LMSFinish;
lms.api.LMSFinish = (...given) => {
  const answer = finish(...given);
  lms.phase = "after";
  report(lms, "after");
  return answer;
};
window.addEventListener("pagehide", () => {
  // A session that is open is about to be closed by the course: then it is reported.
  if (lms.phase !== "during") {
    report(lms, "gone");
  }
});
window.lms = lms;
if (opens !== "foreign") {
  setTimeout(() => Object.assign(window, { API: lms.api }), late);
}
if (late === 0 && opens !== "foreign") {
  Object.assign(window, { API: lms.api });
}
if (opens === "window") {
  document
    .querySelector("button")
    .addEventListener("click", () => window.open(course, session, "width=1000,height=700"));
} else {
  const frame = Object.assign(document.createElement("iframe"), { title: "Course", src: course });
  document.body.append(frame);
}
