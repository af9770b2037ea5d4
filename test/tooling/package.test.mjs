import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { root, runTool } from "../../scripts/toolchain/run-tool.mjs";
import { runScript, scratchFolder } from "./support.mjs";

/** @param {string[]} args @param {string} cwd */
function npm(args, cwd) {
	const run = spawnSync("npm", args, { cwd, encoding: "utf8", shell: process.platform === "win32" });
	assert.equal(run.status, 0, run.stdout + run.stderr);
	return run.stdout;
}

const compilerOptions = {
	allowSyntheticDefaultImports: true,
	downlevelIteration: true,
	module: "commonjs",
	moduleDetection: "force",
	moduleResolution: "Node",
	noLib: true,
	// The published types of the engine do not pass their own check.
	skipLibCheck: true,
	strict: true,
	target: "ESNext",
	typeRoots: ["node_modules/@rbxts"],
	rootDir: "src",
	outDir: "out",
};

const GAME = {
	"package.json": JSON.stringify({ name: "fresh-game", version: "1.0.0", private: true }),
	"tsconfig.json": JSON.stringify({ compilerOptions, include: ["src"] }),
	"default.project.json": JSON.stringify({
		name: "fresh-game",
		tree: {
			$className: "DataModel",
			ReplicatedStorage: {
				rbxts_include: {
					$path: "include",
					node_modules: { $className: "Folder", "@rbxts": { $path: "node_modules/@rbxts" } },
				},
			},
			ServerScriptService: { server: { $path: "out/server" } },
			StarterPlayer: { StarterPlayerScripts: { client: { $path: "out/client" } } },
		},
	}),
	"src/server/main.server.ts": `
		import { Result, ServiceLocator } from "@rbxts/holdfast";
		import { cloudToken, createRobloxCloud, dataManagerToken, defineCollection, registerServer } from "@rbxts/holdfast/out/server";
		import { createSimulatedCloud } from "@rbxts/holdfast/out/testing";

		const simulated = createSimulatedCloud();
		const locator = new ServiceLocator();
		const dataStoreService = simulated.connect().DataStoreService;
		locator.register(cloudToken, { factory: () => createRobloxCloud({ dataStoreService }) });
		registerServer(locator);
		locator.start().expect();
		const pets = defineCollection({ name: "Pets", defaults: () => ({ names: new Array<string>() }) });
		const opened = locator.resolve(dataManagerToken).open(pets, "ann").expect();
		if (!opened.ok) error(opened.error.message);
		const changed: Result<unknown, unknown> = opened.value.insert(["names"], "Rex");
		const saved = opened.value.save().expect();
		print("server", changed.ok, saved.ok, simulated.keys("Pets").join(","));
	`,
	"src/client/main.client.ts": `
		import { StateManager } from "@rbxts/holdfast/out/client";

		const state = new StateManager<{ coins: number }>();
		state.hydrate({ revision: 1, data: { coins: 1 } });
		const outcome = state.apply({ from: 1, to: 2, changes: [{ path: ["coins"], value: 5 }] });
		print("client", outcome, state.getState()!.coins);
	`,
};

const PAGES = {
	readme: "README.md",
	"test-your-data": "docs/test-your-data.md",
	receipts: "docs/receipts.md",
	inbox: "docs/inbox.md",
	transactions: "docs/transactions.md",
};

/** The code of the pages as files of a game: what they show has to compile, and to run. */
function pageFiles() {
	return Object.fromEntries(
		Object.entries(PAGES).flatMap(([name, page]) => {
			const text = readFileSync(path.join(root, page), "utf8");
			const blocks = [...text.matchAll(/```ts (server|client)\n([\s\S]*?)```/g)];
			return blocks.map(([, side, code], index) => [`src/${side}/${name}-${index}.${side}.ts`, code]);
		}),
	);
}

test("a fresh game installs the packed tarball, imports every entry, compiles and runs", (context) => {
	const folder = scratchFolder(context, { ...GAME, ...pageFiles() });
	const [packed] = JSON.parse(
		npm(["pack", "--json", "--silent", "--pack-destination", folder], root).replace(/^[^[]*/, ""),
	);
	const files = packed.files.map((/** @type {{ path: string }} */ file) => file.path);
	assert.ok(files.includes("out/init.luau") && files.includes("LICENSE"));
	assert.ok(
		!files.some((/** @type {string} */ file) => /^(src|test|scripts)\/|tsbuildinfo/.test(file)),
		files.join("\n"),
	);

	const dependencies = [
		path.join(folder, packed.filename),
		"@rbxts/compiler-types@3.0.0-types.0",
		"@rbxts/types@1.0.954",
	];
	npm(["install", "--no-audit", "--no-fund", "--prefer-offline", ...dependencies], folder);
	runTool("rbxtsc", ["-p", "."], folder);
	const args = [path.join(folder, "default.project.json"), "--minutes", "1"];
	const run = runScript("headless.mjs", args);
	assert.equal(run.code, 0, run.out + run.err);
	assert.match(run.out, /server true true ann/);
	assert.match(run.out, /client applied 5/);
	assert.match(run.out, /server 1 {3}Player1 10/);
	assert.match(run.out, /client Player1 {3}coins 6/);
	assert.match(run.out, /server 1 {3}in memory 10 stored 10/);
	assert.match(run.out, /server 1 {3}answered true coins 5 times asked 2 unanswered 1/);
	assert.match(run.out, /server 1 {3}first open, then the second: 1 coins/);
	assert.match(run.out, /server 1 {3}on its way: 0\n/);
	assert.match(run.out, /server 1 {3}arrived: ben 1/);
	assert.match(run.out, /server 1 {3}10000\n/);
});
