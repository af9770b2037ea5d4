import { cpSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";

import { root, runTool } from "../toolchain/run-tool.mjs";
import { writeEnums } from "./enums.mjs";
import { whenChanged } from "./when-changed.mjs";

/** @param {string[]} parts */
const at = (...parts) => path.join(root, ...parts);

// A change of the toolchain, or of how it is called, makes every build an old one.
const TOOLCHAIN = [at("package-lock.json"), at("tsconfig.base.json"), at("scripts", "build")];

/** Old output must not outlive its source: a removed spec would still run. @param {string} folder */
function compileFresh(folder) {
	rmSync(path.join(folder, "out"), { recursive: true, force: true });
	// A scoped package's tests are inferred as a package; they are a game, with the runtime library beside them.
	runTool("rbxtsc", ["-p", ".", "--type", "game", "-i", "include"], folder);
}

/** `out/`: what `npm pack` ships. */
export function buildPackage() {
	whenChanged(at("out", ".stamp"), [...TOOLCHAIN, at("src"), at("tsconfig.json"), at("package.json")], () => {
		rmSync(at("out"), { recursive: true, force: true });
		runTool("rbxtsc", ["-p", "."]);
	});
}

/** The headless engine itself, as the place that its boot file loads. */
export function buildEngine() {
	const folder = at("test", "headless");
	const sources = [...TOOLCHAIN, at("src"), folder, at("test", "journey"), at("test", "bench"), at("test", "sweeps")];
	whenChanged(path.join(folder, "out", ".stamp"), sources, () => {
		compileFresh(folder);
		writeEnums(path.join(folder, "out", "enums.json"));
		runTool("rojo", ["build", folder, "-o", path.join(folder, "out", "host.rbxl")]);
	});
}

/** The place with every spec. @returns {string} its path */
export function buildTestPlace() {
	const folder = at("test");
	const place = path.join(folder, "out", "test.rbxl");
	whenChanged(path.join(folder, "out", ".stamp"), [...TOOLCHAIN, at("src"), folder], () => {
		compileFresh(folder);
		runTool("rojo", ["build", folder, "-o", place]);
	});
	return place;
}

/** The place of the sweeps: the library alone, as it was compiled for the specs. @returns {string} its path */
export function buildSweepPlace() {
	buildTestPlace();
	const [place, project] = [at("test", "out", "sweep.rbxl"), at("test", "sweep.project.json")];
	whenChanged(at("test", "out", ".sweep-stamp"), [at("test", "out", ".stamp"), project], () => {
		runTool("rojo", ["build", project, "-o", place]);
	});
	return place;
}

/** The place of the benchmarks: the library as it was compiled for the specs, and its peers as npm delivers them. @returns {string} its path */
export function buildBenchPlace() {
	buildTestPlace();
	const [place, project] = [at("test", "out", "bench.rbxl"), at("test", "bench.project.json")];
	whenChanged(at("test", "out", ".bench-stamp"), [at("test", "out", ".stamp"), project], () => {
		runTool("rojo", ["build", project, "-o", place]);
	});
	return place;
}

/**
 * Puts an example's packages where npm would: this package as it is packed, the others as they are installed here.
 * @param {string} folder
 */
function installExample(folder) {
	rmSync(path.join(folder, "node_modules"), { recursive: true, force: true });
	/** @param {string} home */
	const dependenciesOf = (home) => JSON.parse(readFileSync(path.join(home, "package.json"), "utf8")).dependencies;
	for (const name of Object.keys({ ...dependenciesOf(root), ...dependenciesOf(folder) })) {
		const own = name === "@rbxts/holdfast";
		const source = own ? root : at("node_modules", name);
		const parts = own ? ["out", "package.json", "default.project.json"] : ["."];
		for (const part of parts) {
			cpSync(path.join(source, part), path.join(folder, "node_modules", name, part), { recursive: true });
		}
	}
}

/** An example game, with this package built first. @param {string} name @returns {string} the path of its place */
export function buildExample(name) {
	buildPackage();
	const folder = at("examples", name);
	const place = path.join(folder, "out", "place.rbxl");
	whenChanged(path.join(folder, "out", ".stamp"), [...TOOLCHAIN, at("src"), folder], () => {
		installExample(folder);
		rmSync(path.join(folder, "out"), { recursive: true, force: true });
		runTool("rbxtsc", ["-p", ".", "-i", "include"], folder);
		runTool("rojo", ["build", folder, "-o", place]);
	});
	return place;
}
