// Random games of a story in ink: node walk_inkjs.cjs FOLDER_WITH_INKJS STORY.ink SECONDS
// Prints one line of JSON: seconds to compile the story, and the choices and seconds (real and of the processor) of playing.
const { createRequire } = require("node:module");
const { readFileSync } = require("node:fs");
const { join, resolve } = require("node:path");

const [folder, file, seconds] = process.argv.slice(2);
const { Compiler } = createRequire(join(resolve(folder), "here.js"))("inkjs/full");
const now = () => Number(process.hrtime.bigint()) / 1e9;

const started = now();
const story = new Compiler(readFileSync(file, "utf8")).Compile();
const compiled = now() - started;

let choices = 0;
let letters = 0;
const before = process.cpuUsage();
const began = now();
while (now() - began < Number(seconds)) {
  for (let step = 0; step < 200; step++) {
    letters += story.ContinueMaximally().length;
    const open = story.currentChoices.length;
    if (open === 0) {
      story.ResetState();
      continue;
    }
    story.ChooseChoiceIndex(Math.floor(Math.random() * open));
    choices += 1;
  }
}
const used = process.cpuUsage(before);
console.log(JSON.stringify({ compiled, choices, seconds: now() - began, processor: (used.user + used.system) / 1e6, letters }));
