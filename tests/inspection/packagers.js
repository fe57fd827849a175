// Has a packager of npm make a package of a folder: node packagers.js NAME VERSION SOURCE OUT
import { createRequire } from "node:module";

const [name, version, source, outputFolder] = process.argv.slice(2);
const pack = createRequire(import.meta.url)(name);
pack(
  {
    version,
    organization: "Exemple",
    title: "Un cours",
    language: "fr-FR",
    identifier: "un-cours",
    masteryScore: 80,
    startingPage: "index.html",
    source,
    package: { version: "1", zip: true, name: "cours", outputFolder },
  },
  () => {},
);
