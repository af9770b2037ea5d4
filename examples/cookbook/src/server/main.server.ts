import { ServiceLocator } from "@rbxts/holdfast";
import { DataManager, dataManagerToken, registerServer } from "@rbxts/holdfast/out/server";

import { achievements } from "./recipes/achievements";
import { backupAndRestore } from "./recipes/backup-and-restore";
import { batchWork } from "./recipes/batch-work";
import { everyError } from "./recipes/every-error";
import { playtime } from "./recipes/playtime";
import { weaponRules } from "./recipes/weapon-rules";

/** Runs a recipe, which throws if anything is not as it says, and tells in a sentence what it did. */
type Recipe = (manager: DataManager) => string;

const recipes: ReadonlyArray<readonly [name: string, cook: Recipe]> = [
	["playtime", playtime],
	["weapon-rules", weaponRules],
	["backup-and-restore", backupAndRestore],
	["batch-work", batchWork],
	["achievements", achievements],
	["every-error", everyError],
];

const locator = new ServiceLocator();
registerServer(locator);
const started = locator.start().expect();
if (!started.ok) error(started.error.message);
const manager = locator.resolve(dataManagerToken);

let done = 0;
for (const [name, cook] of recipes) {
	print(`${name}: ${cook(manager)}`);
	done += 1;
}
print(`cookbook: ${done} of ${recipes.size()} recipes done`);
