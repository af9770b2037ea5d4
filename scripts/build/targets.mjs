import { cpSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";

import { root, runTool } from "../toolchain/run-tool.mjs";
import { writeEnums } from "./enums.mjs";

/** Old output must not outlive its source: a removed spec would still run. @param {string} folder */
function compileFresh(folder) {
	rmSync(path.join(folder, "out"), { recursive: true, force: true });
	// A scoped package's tests are inferred as a package; they are a game, with the runtime library beside them.
	runTool("rbxtsc", ["-p", ".", "--type", "game", "-i", "include"], folder);
}

/** `out/`: what `npm pack` ships. */
export function buildPackage() {
	rmSync(path.join(root, "out"), { recursive: true, force: true });
	runTool("rbxtsc", ["-p", "."]);
}

/** The headless engine itself, as the place that its boot file loads. */
export function buildEngine() {
	const folder = path.join(root, "test", "headless");
	compileFresh(folder);
	writeEnums(path.join(folder, "out", "enums.json"));
	runTool("rojo", ["build", folder, "-o", path.join(folder, "out", "host.rbxl")]);
}

/** The place with every spec. @returns {string} its path */
export function buildTestPlace() {
	const folder = path.join(root, "test");
	compileFresh(folder);
	const place = path.join(folder, "out", "test.rbxl");
	runTool("rojo", ["build", folder, "-o", place]);
	return place;
}

/** Puts an example's packages where npm would: this package as it is packed, the others as they are installed here. @param {string} folder */
function installExample(folder) {
	const target = path.join(folder, "node_modules", "@rbxts");
	rmSync(target, { recursive: true, force: true });
	const { dependencies } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
	for (const name of Object.keys(dependencies)) {
		const own = name === "@rbxts/holdfast";
		const source = own ? root : path.join(root, "node_modules", name);
		const parts = own ? ["out", "package.json", "default.project.json"] : ["."];
		for (const part of parts) {
			cpSync(path.join(source, part), path.join(folder, "node_modules", name, part), { recursive: true });
		}
	}
}

/** An example game. Needs `buildPackage`. @param {string} name @returns {string} the path of its place */
export function buildExample(name) {
	const folder = path.join(root, "examples", name);
	installExample(folder);
	rmSync(path.join(folder, "out"), { recursive: true, force: true });
	runTool("rbxtsc", ["-p", ".", "-i", "include"], folder);
	const place = path.join(folder, "out", "place.rbxl");
	runTool("rojo", ["build", folder, "-o", place]);
	return place;
}
