import { begin } from "./main.js";
import { localTracker } from "./tracking/local.js";

begin(localTracker);
