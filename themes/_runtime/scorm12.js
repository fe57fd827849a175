import { begin } from "./main.js";
import { scorm12Tracker } from "./tracking/scorm12.js";

begin(scorm12Tracker);
