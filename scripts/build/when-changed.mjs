import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";

// What a build leaves behind, and what it brings along from elsewhere.
const NOT_SOURCE = new Set(["out", "include", "node_modules"]);

/** @param {import("node:crypto").Hash} hash @param {string} entry */
function addTo(hash, entry) {
	if (!statSync(entry).isDirectory()) {
		hash.update(`${entry}\0`).update(readFileSync(entry));
		return;
	}
	for (const name of readdirSync(entry).sort()) {
		if (!NOT_SOURCE.has(name)) addTo(hash, path.join(entry, name));
	}
}

/**
 * Builds unless the last build that succeeded was of the very same sources.
 * @param {string} stamp a file that stands for that build; it must go when what was built goes
 * @param {string[]} sources files and folders, by content
 * @param {() => void} build
 */
export function whenChanged(stamp, sources, build) {
	const hash = createHash("sha256");
	for (const source of sources) addTo(hash, source);
	const digest = hash.digest("hex");
	if (existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return;
	rmSync(stamp, { force: true });
	build();
	writeFileSync(stamp, digest);
}
