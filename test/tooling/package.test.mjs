import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
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
				shared: { $path: "out/shared" },
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
};

const PAGES = {
	readme: "README.md",
	"test-your-data": "docs/test-your-data.md",
	receipts: "docs/receipts.md",
	inbox: "docs/inbox.md",
	transactions: "docs/transactions.md",
};

/** A game that uses the bindings, with what that page shows. */
const BOUND = {
	...GAME,
	"tsconfig.json": JSON.stringify({
		compilerOptions: {
			...compilerOptions,
			jsx: "react",
			jsxFactory: "React.createElement",
			jsxFragmentFactory: "React.Fragment",
		},
		include: ["src"],
	}),
	"src/client/bindings.client.ts": `
		import React, { createElement } from "@rbxts/react";
		import { createRoot } from "@rbxts/react-roblox";
		import { CoinsLabel } from "./points-label";
		import "./charm";

		// The stand-in of the engine has no labels: what the component says is put into a value.
		function Said() {
			const label = CoinsLabel() as unknown as { props: { Text: string } };
			return createElement("StringValue", { Value: label.props.Text });
		}
		const folder = new Instance("Folder");
		createRoot(folder).render(createElement(Said));
		task.wait(5);
		print("react", folder.FindFirstChildWhichIsA("StringValue", true)!.Value);
	`,
};

/**
 * The code of a page as files of a game: what it shows has to compile, and to run. Blocks with a name are modules, which
 * others can import by it.
 * @param {string} name @param {string} page
 */
function filesOf(name, page) {
	const text = readFileSync(path.join(root, page), "utf8");
	const blocks = [...text.matchAll(/```(tsx?) (server|client|shared)(?: ([\w-]+))?\n([\s\S]*?)```/g)];
	return blocks.map(([, type, side, module, code], index) => [
		module !== undefined ? `src/${side}/${module}.${type}` : `src/${side}/${name}-${index}.${side}.${type}`,
		code,
	]);
}

/** @param {string} folder @param {string[]} packages */
function install(folder, ...packages) {
	npm(["install", "--no-audit", "--no-fund", "--prefer-offline", ...packages], folder);
}

/** @param {string} folder */
function compileAndRun(folder) {
	runTool("rbxtsc", ["-p", "."], folder);
	return runScript("headless.mjs", [path.join(folder, "default.project.json"), "--minutes", "1"]);
}

/** @param {string} folder @returns {{ tarball: string, files: string[] }} */
function pack(folder) {
	const json = npm(["pack", "--json", "--silent", "--pack-destination", folder], root).replace(/^[^[]*/, "");
	const [packed] = JSON.parse(json);
	const files = packed.files.map((/** @type {{ path: string }} */ file) => file.path);
	return { tarball: path.join(folder, packed.filename), files };
}

const ENGINE_TYPES = ["@rbxts/compiler-types@3.0.0-types.0", "@rbxts/types@1.0.954"];

test("a fresh game installs the packed tarball, imports every entry, compiles and runs", (context) => {
	const pages = Object.entries(PAGES).flatMap(([name, page]) => filesOf(name, page));
	assert.equal(new Set(pages.map(([file]) => file)).size, pages.length, "two pages name the same module");
	const folder = scratchFolder(context, { ...GAME, ...Object.fromEntries(pages) });
	const { tarball, files } = pack(folder);
	assert.ok(files.includes("out/init.luau") && files.includes("LICENSE"));
	assert.ok(!files.some((file) => /^(src|test|scripts)\/|tsbuildinfo/.test(file)), files.join("\n"));

	install(folder, tarball, ...ENGINE_TYPES);
	assert.ok(!existsSync(path.join(folder, "node_modules", "@rbxts", "react")), "an optional package was installed");
	assert.ok(!existsSync(path.join(folder, "node_modules", "@rbxts", "charm")), "an optional package was installed");
	const run = compileAndRun(folder);
	assert.equal(run.code, 0, run.out + run.err);
	assert.match(run.out, /server true true ann/);
	assert.match(run.out, /server 1 {3}Player1 10/);
	assert.match(run.out, /client Player1 {3}coins 6/);
	assert.match(run.out, /server 1 {3}in memory 10 stored 10/);
	assert.match(run.out, /server 1 {3}answered true coins 5 times asked 2 unanswered 1/);
	assert.match(run.out, /server 1 {3}first open, then the second: 1 coins/);
	assert.match(run.out, /server 1 {3}on its way: 0\n/);
	assert.match(run.out, /server 1 {3}arrived: ben 1/);
	assert.match(run.out, /server 1 {3}10000\n/);
});

test("a fresh game shows a document to its client, with plain listeners, React and Charm", (context) => {
	const page = filesOf("client-state", "docs/client-state.md");
	const folder = scratchFolder(context, { ...BOUND, ...Object.fromEntries(page) });
	const bindings = ["@rbxts/charm@0.11.0", "@rbxts/react@17.2.3", "@rbxts/react-roblox@17.2.3"];
	install(folder, pack(folder).tarball, ...ENGINE_TYPES, ...bindings);
	const run = compileAndRun(folder);
	assert.equal(run.code, 0, run.out + run.err);
	const client = run.lines
		.filter((line) => line.includes("client Player1"))
		.map((line) => line.replace(/.*Player1 {3}/, ""));
	const expected = [
		"coins nil 100 remote",
		"coins 100 80 predicted",
		"predicted 80 pending",
		"true confirmed",
		"Too few coins.",
		"charm nil",
		"charm 100",
		"charm 80",
		"react 80 coins",
	];
	assert.deepEqual(client.toSorted(), expected.toSorted(), run.out);
});
