import { runSpecs } from "./run-specs";

/** Runs in Studio, in run-in-roblox and headless alike; the last line is the result. */
const serverStorage = game.GetService("ServerStorage");
const summary = runSpecs(serverStorage.GetChildren());
for (const failure of summary.failures) warn(`FAILED ${failure}`);
print(`${summary.passed} passed, ${summary.failed} failed, ${summary.skipped} skipped`);
