import type { SeededRandom } from "../../../src/testing/seeded-random";
import { createDatatypeGlobals } from "./datatypes/globals";
import { InstanceNode, nodeOf } from "./instances/instance-node";
import { setParent } from "./instances/tree";
import type { Realm } from "./realm";
import { createLegacyScheduling, createTaskLibrary } from "./task-library";
import * as threads from "./threads";
import { typeOfValue } from "./userdata";
import type { World } from "./world";

// What one look at `os.clock` costs: a busy loop on it must come to an end although virtual time stands still.
const CLOCK_READ_SECONDS = 1e-6;

type Library = Record<string, unknown>;

/**
 * `tostring` with addresses that are the same in every process: tables, functions and threads are numbered in the order
 * in which they are first shown.
 */
function createToString(): (value: unknown) => string {
	const numbers = new WeakMap<object, number>();
	let last = 0;
	return (value) => {
		const text = tostring(value);
		const [kind] = text.match("^(%l+): 0x%x+$");
		if (kind === undefined || typeIs(value, "string")) return text;
		let number = numbers.get(value as object);
		if (number === undefined) {
			last += 1;
			number = last;
			numbers.set(value as object, number);
		}
		return "%s: 0x%016x".format(kind as string, number);
	};
}

function textOf(values: threads.Packed, text: (value: unknown) => string): string {
	const words = new Array<string>();
	for (let index = 1; index <= values.n; index += 1) words.push(text(values[index]));
	return words.join(" ");
}

function createOsLibrary(realm: Realm): Library {
	let reads = 0;
	const clock = () => {
		reads += 1;
		return realm.scheduler.now + reads * CLOCK_READ_SECONDS;
	};
	const unixSeconds = () => math.floor(realm.unixTime());
	return {
		clock,
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
		print: threads.variadic((values) => realm.say("print", textOf(values, text))),
		warn: threads.variadic((values) => realm.say("warn", textOf(values, text))),
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
		...createDatatypeGlobals(realm, world.random),
		...createOutput(realm),
		...proxies,
		Game: proxies.game,
		Workspace: proxies.workspace,
		Instance: createInstanceLibrary(world),
		Enum: world.enums.proxy,
		task: createTaskLibrary(realm),
		wait: legacy.wait,
		spawn: legacy.spawn,
		delay: legacy.delay,
		time: () => realm.scheduler.now,
		tick: () => realm.unixTime(),
		elapsedTime: () => realm.scheduler.now,
		typeof: (value: unknown) => typeOfValue(value),
		coroutine: threads.library,
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
	names.push(
		"getfenv",
		"setfenv",
		"newproxy",
		"gcinfo",
		"bit32",
		"buffer",
		"string",
		"table",
		"utf8",
		"debug",
		"vector",
	);
	const globals: Library = {};
	const own = threads.ownGlobals();
	for (const name of names) globals[name] = own[name];
	return globals;
}
