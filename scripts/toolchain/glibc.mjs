/**
 * A newer glibc for the Lune binary, unpacked into a cache folder of the user: no root, nothing of the system touched.
 * Works where `apt-get` and `dpkg` are (Debian and what descends from it), about 3.6 MB, once per machine.
 */
import { spawnSync } from "node:child_process";
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";

const SUITE = "trixie";
const PACKAGES = ["libc6", "libgcc-s1", "libstdc++6"];
const LAYOUTS = {
	x64: { loader: "usr/lib64/ld-linux-x86-64.so.2", libraries: "usr/lib/x86_64-linux-gnu" },
	arm64: { loader: "usr/lib/aarch64-linux-gnu/ld-linux-aarch64.so.1", libraries: "usr/lib/aarch64-linux-gnu" },
};

/** The mirror that the system itself uses; the first Debian archive among its apt sources. */
function systemMirror() {
	const folder = "/etc/apt/sources.list.d";
	const files = [
		"/etc/apt/sources.list",
		...(existsSync(folder) ? readdirSync(folder).map((f) => `${folder}/${f}`) : []),
	];
	for (const file of files.filter(existsSync)) {
		const active = readFileSync(file, "utf8").replace(/^\s*#.*$/gm, "");
		const mirror = /https?:\/\/\S+\/debian(?=[\s/]|$)/.exec(active);
		if (mirror !== null) return mirror[0];
	}
	return undefined;
}

/** @param {string} work a folder of its own @param {string} mirror @param {NodeJS.ProcessEnv} env */
function fetchInto(work, mirror, env) {
	/** @param {string} command @param {string[]} args */
	const succeeds = (command, args) =>
		spawnSync(command, args, { cwd: work, stdio: "ignore", timeout: 180_000, env }).status === 0;

	for (const folder of ["lists/partial", "cache/archives/partial", "parts", "state"]) {
		mkdirSync(path.join(work, folder), { recursive: true });
	}
	const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";
	const signed = existsSync(keyring) ? `[signed-by=${keyring}] ` : "";
	writeFileSync(path.join(work, "sources.list"), `deb ${signed}${mirror} ${SUITE} main\n`);
	writeFileSync(path.join(work, "status"), "");
	const options = {
		"Dir::Etc::sourcelist": path.join(work, "sources.list"),
		"Dir::Etc::sourceparts": path.join(work, "parts"),
		"Dir::State": path.join(work, "state"),
		"Dir::State::lists": path.join(work, "lists"),
		"Dir::State::status": path.join(work, "status"),
		"Dir::Cache": path.join(work, "cache"),
		"Acquire::Languages": "none",
		"APT::Sandbox::User": "",
	};
	const flags = Object.entries(options).flatMap(([key, value]) => ["-o", `${key}=${value}`]);
	return (
		succeeds("apt-get", [...flags, "update"]) &&
		succeeds("apt-get", [...flags, "download", ...PACKAGES]) &&
		readdirSync(work)
			.filter((file) => file.endsWith(".deb"))
			.every((file) => succeeds("dpkg", ["-x", file, "root"]))
	);
}

/**
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<{ loader: string, libraries: string } | undefined>}
 */
export async function prepareGlibc(environment) {
	const layout = LAYOUTS[/** @type {keyof typeof LAYOUTS} */ (process.arch)];
	const mirror = systemMirror();
	if (layout === undefined || mirror === undefined) return undefined;

	const caches = path.join(environment.XDG_CACHE_HOME ?? path.join(os.homedir(), ".cache"), "holdfast");
	const home = path.join(caches, `glibc-${SUITE}-${process.arch}`);
	if (!existsSync(path.join(home, layout.loader))) {
		console.error("Preparing Lune for this machine (once): fetching a newer glibc into", home);
		mkdirSync(caches, { recursive: true });
		const work = mkdtempSync(path.join(caches, "fetch-"));
		try {
			if (!fetchInto(work, mirror, environment)) return undefined;
			// Whole or not at all, also when two commands prepare it at the same time: the first rename wins.
			if (!existsSync(home)) renameSync(path.join(work, "root"), home);
		} finally {
			rmSync(work, { recursive: true, force: true });
		}
	}
	return { loader: path.join(home, layout.loader), libraries: path.join(home, layout.libraries) };
}
