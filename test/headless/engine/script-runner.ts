import type { Chunk } from "../host/native";
import { createGlobals } from "./environment";
import { findRequired } from "./find-required";
import { InstanceNode, nodeOf } from "./instances/instance-node";
import { ScriptRun } from "./script-run";
import * as threads from "./threads";
import type { World } from "./world";

interface LoadedModule {
	state: "loading" | "loaded" | "failed";
	value: unknown;
	readonly waiting: Array<thread>;
}

/** Runs the scripts of one realm, each in an environment of its own, and keeps what its modules returned. */
export class ScriptRunner {
	readonly globals: Record<string, unknown>;
	private readonly runs = new Map<InstanceNode, ScriptRun>();
	private readonly modules = new Map<InstanceNode, LoadedModule>();
	/** Modules whose body is running right now, innermost last: requiring one of them again can never end. */
	private readonly running = new Array<InstanceNode>();

	constructor(private readonly world: World) {
		this.globals = createGlobals(world);
		this.globals.require = (target: unknown) => this.require(target);
	}

	/** Starts a Script or LocalScript in a thread of its own, unless it runs already. */
	run(source: InstanceNode): void {
		if (this.runs.has(source)) return;
		const [chunk, problem] = this.load(source);
		if (chunk === undefined) {
			this.world.realm.reportError(problem, undefined);
			return;
		}
		const run = new ScriptRun();
		this.runs.set(source, run);
		this.world.realm.spawnFor(run, chunk);
	}

	/** Ends everything that a script has started. It can run again, from its beginning. */
	stop(source: InstanceNode): void {
		const run = this.runs.get(source);
		if (run === undefined) return;
		this.runs.delete(source);
		this.world.realm.stop(run);
	}

	/** What a module returns; its body runs at the first call in this realm. May yield when the body does. */
	require(target: unknown): unknown {
		const node = nodeOf(target);
		if (node === undefined || !node.isA("ModuleScript")) {
			error("Attempted to call require with invalid argument(s).", 0);
		}
		const module = this.modules.get(node!) ?? this.begin(node!);
		if (module.state === "loading") {
			if (this.running.includes(node!)) error("Requested module was required recursively", 0);
			module.waiting.push(coroutine.running());
			coroutine.yield();
		}
		if (module.state === "failed") error("Requested module experienced an error while loading", 0);
		return module.value;
	}

	private begin(node: InstanceNode): LoadedModule {
		const module: LoadedModule = { state: "loading", value: undefined, waiting: [] };
		this.modules.set(node, module);
		const [chunk, problem] = this.load(node);
		if (chunk === undefined) {
			this.world.realm.reportError(problem, undefined);
			module.state = "failed";
			return module;
		}
		const body = () => {
			const values = threads.packResults(chunk);
			if (values.n !== 1) error("Module code did not return exactly one value", 0);
			module.value = values[1];
			module.state = "loaded";
		};
		this.running.push(node);
		// Of no script: other scripts need it when the one that required it first is gone.
		const thread = this.world.realm.spawnFor(undefined, body);
		this.running.pop();
		if (coroutine.status(thread) === "dead") {
			if (module.state === "loading") module.state = "failed";
		} else {
			this.finishLater(thread, module);
		}
		return module;
	}

	/** A module that yields: whoever requires it meanwhile is woken when it has ended one way or the other. */
	private finishLater(thread: thread, module: LoadedModule): void {
		const realm = this.world.realm;
		const check = () => {
			if (coroutine.status(thread) !== "dead") {
				realm.schedule(realm.frameAt(realm.scheduler.now), check);
				return;
			}
			if (module.state === "loading") module.state = "failed";
			for (const waiting of module.waiting) realm.resume(waiting);
		};
		realm.schedule(realm.frameAt(realm.scheduler.now), check);
	}

	private load(source: InstanceNode): LuaTuple<[Chunk | undefined, string | undefined]> {
		const environment = table.clone(this.globals);
		environment.script = source.proxy;
		environment.require = (target: unknown) => {
			return this.require(typeIs(target, "string") ? findRequired(source, target).proxy : target);
		};
		return this.world.native.loadChunk(source.getValue("Source") as string, source.fullName(), environment);
	}
}
