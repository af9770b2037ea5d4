import type { SeededRandom } from "../../../src/testing/seeded-random";
import { createToString } from "./addresses";
import { createDatatypeGlobals } from "./datatypes/globals";
import { InstanceNode, nodeOf } from "./instances/instance-node";
import { setParent } from "./instances/tree";
import type { Realm } from "./realm";
import { createLegacyScheduling, createTaskLibrary } from "./task-library";
import * as threads from "./threads";
import { typeOfValue } from "./userdata";
import type { World } from "./world";

// Of no meaning but that it is a number of kilobytes.
const MEMORY_KB = 4096;

type Library = Record<string, unknown>;

function textOf(values: threads.Packed, text: (value: unknown) => string): string {
	const words = new Array<string>();
	for (let index = 1; index <= values.n; index += 1) words.push(text(values[index]));
	return words.join(" ");
}

function createOsLibrary(realm: Realm): Library {
	const unixSeconds = () => math.floor(realm.readUnixTime());
	return {
		clock: () => realm.readClock(),
		time: (parts?: unknown) => (parts !== undefined ? os.time(parts as never) : unixSeconds()),
		date: (format?: unknown, time?: unknown) =>
			os.date((format ?? "%c") as never, (time ?? unixSeconds()) as number) as unknown,
		difftime: (a: number, b: number) => a - b,
	};
}

function createMathLibrary(random: SeededRandom): Library {
	const library = table.clone(math as unknown as Library);
	library.random = (low?: number, high?: number) => {
		if (low === undefined) return random.nextNumber();
		return high === undefined ? random.nextInteger(1, low) : random.nextInteger(low, high);
	};
	library.randomseed = () => undefined;
	return library;
}

function createStringLibrary(text: (value: unknown) => string): Library {
	const library = table.clone(string as unknown as Library);
	library.format = threads.formatWith(text);
	return table.freeze(library) as Library;
}

/** How much memory there is to collect: always the same, since what the host's collector has done is nobody's plan. */
function createMemoryFunctions(): Library {
	return {
		gcinfo: () => MEMORY_KB,
		collectgarbage: (option: unknown) =>
			option === "count" ? MEMORY_KB : error("collectgarbage must be called with 'count'; use gcinfo() instead", 0),
	};
}

function createInstanceLibrary(world: World): Library {
	return {
		new: (className: unknown, parent: unknown) => {
			const definition = typeIs(className, "string") ? world.classes.find(className) : undefined;
			if (definition === undefined || !definition.creatable) {
				error(`Unable to create an Instance of type "${tostring(className)}"`, 0);
			}
			const node = world.create(className as string) as InstanceNode;
			const parentNode = nodeOf(parent);
			if (parentNode !== undefined) setParent(node, parentNode);
			return node.proxy;
		},
	};
}

function createOutput(realm: Realm): Library {
	const text = createToString();
	return {
		tostring: text,
		string: createStringLibrary(text),
		print: threads.variadic((values) => {
			realm.countCall();
			realm.say("print", textOf(values, text));
		}),
		warn: threads.variadic((values) => {
			realm.countCall();
			realm.say("warn", textOf(values, text));
		}),
	};
}

/**
 * Every global that a script of this realm has, but `script` and `require`. Nothing of Lune's own is in it, and every
 * table that a script could change is a copy of this realm's.
 */
export function createGlobals(world: World): Library {
	const realm = world.realm;
	const legacy = createLegacyScheduling(realm);
	const proxies = { game: world.game.proxy, workspace: world.service("Workspace")!.proxy };
	return {
		...nativeGlobals(),
		...createDatatypeGlobals(world),
		...createOutput(realm),
		...createMemoryFunctions(),
		...proxies,
		Game: proxies.game,
		Workspace: proxies.workspace,
		Instance: createInstanceLibrary(world),
		Enum: world.enums.proxy,
		task: createTaskLibrary(realm),
		wait: legacy.wait,
		spawn: legacy.spawn,
		delay: legacy.delay,
		time: () => realm.readClock(),
		tick: () => realm.readUnixTime(),
		elapsedTime: () => realm.readClock(),
		typeof: (value: unknown) => typeOfValue(value),
		coroutine: threads.libraryWith((body) => realm.createThread(body)),
		os: createOsLibrary(realm),
		math: createMathLibrary(world.random.derive("math.random")),
		_G: new Map(),
		shared: new Map(),
		_VERSION: "Luau",
	};
}

/** Luau's own, which know nothing of the outside. */
function nativeGlobals(): Library {
	const names = ["assert", "error", "getmetatable", "setmetatable", "ipairs", "pairs", "next", "pcall", "xpcall"];
	names.push("rawequal", "rawget", "rawset", "rawlen", "select", "tonumber", "tostring", "type", "unpack");
	names.push("getfenv", "setfenv", "newproxy", "bit32", "buffer", "table", "utf8", "debug", "vector");
	const globals: Library = {};
	const own = threads.ownGlobals();
	for (const name of names) globals[name] = own[name];
	return globals;
}
