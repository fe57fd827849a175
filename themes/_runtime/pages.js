import { App } from "./app.js";
import { receive } from "./parts.js";
import { toggleSettings } from "./views/settings.js";

/** What a learner needs from the first move on: a script of its own, which the first page does without. */
receive("pages", { App, toggleSettings });
