import type { BackupPolicy } from "../../../src/server";
import type { SimulatedCloudOptions } from "../../../src/testing";
import { setParent } from "../../headless/engine/instances/tree";
import type { OutputLine, PlaceNode } from "../../headless/host/control-api";
import type { Native } from "../../headless/host/native";
import type { Client } from "../../headless/universe/client";
import type { Server } from "../../headless/universe/server";
import { Universe } from "../../headless/universe/universe";
import { GAME } from "./game";
import { LibraryName, PRELUDES } from "./libraries";

/** What a session of the game can do; see `libraries.ts`. Functions, for they come from Luau. */
export interface GuestSession {
	readonly read: () => object;
	readonly change: (field: string, value: unknown) => void;
	readonly bump: () => void;
	readonly changeItem: (index: number, amount: number) => void;
	readonly rewrite: (index: number, amount: number) => void;
	/** A save that the game asks for. */
	readonly save: () => void;
	/** A save as the library makes it by the clock. */
	readonly autosave: () => void;
	readonly close: () => void;
}

/** What a world is like. Everything else is as the universe has it by default, for every library alike. */
export interface WorldOptions {
	readonly library: LibraryName;
	readonly seed: number;
	/** Seconds between a player's changes; 0 for none. */
	readonly rhythm?: number;
	/** What a player does then. Default: notes until when they have played. */
	readonly act?: (session: GuestSession, now: number) => void;
	/** What a new document holds. */
	readonly template?: () => object;
	/** Holdfast checks documents by a schema, which has to be that of the sample document. */
	readonly checked?: boolean;
	/** When Holdfast makes automatic backups; `default`: as it does if nothing is said. Default here: never. */
	readonly backups?: BackupPolicy | "default";
	readonly cloud?: SimulatedCloudOptions;
	/** Changes a server, and what its script sees as `bench`, before the script runs. */
	readonly prepare?: (server: Server, bench: Record<string, unknown>) => void;
}

/** A player's document was opened on a server. */
export interface OpenNote {
	readonly key: string;
	readonly server: Server;
	readonly at: number;
	/** Until when they had played, by what was loaded. */
	readonly playedUntil: number | undefined;
}

/** A universe in which every server runs the same game with one of the libraries, unmodified. */
export class BenchWorld {
	readonly universe: Universe;
	readonly opens = new Array<OpenNote>();
	/** How often opening a document was refused, by its key. */
	readonly refusals = new Map<string, number>();
	/** The last moment that a player has played, by their document's key. */
	readonly played = new Map<string, number>();
	readonly warnings = new Array<OutputLine>();

	constructor(
		native: Native,
		private readonly place: PlaceNode,
		private readonly options: WorldOptions,
	) {
		this.universe = new Universe(native, {
			seed: options.seed,
			cloud: options.cloud ?? {},
			onOutput: (line) => line.kind === "warn" && this.warnings.push(line),
		});
	}

	/** A server of the game; `source` replaces the game's own script. */
	startServer(source = GAME): Server {
		const server = this.universe.startServer(this.place);
		const { library, rhythm = 0, act, template, checked, backups } = this.options;
		const bench: Record<string, unknown> = {
			rhythm,
			checked,
			backups,
			template: template ?? (() => ({ coins: 0 })),
			act: act ?? ((session: GuestSession, now: number) => session.change("playedUntil", now)),
			now: () => this.now(),
			opened: (key: string, playedUntil: number | undefined) =>
				this.opens.push({ key, server, at: this.now(), playedUntil }),
			refused: (key: string) => this.refusals.set(key, this.refusalsOf(key) + 1),
			played: (key: string, now: number) => this.played.set(key, now),
		};
		this.options.prepare?.(server, bench);
		server.scripts.globals.bench = bench;
		const node = server.world.create("Script")!;
		node.name = "game";
		node.setValue("Source", PRELUDES[library] + source);
		setParent(node, server.world.service("ServerScriptService")!);
		server.scripts.run(node);
		return server;
	}

	join(server: Server, userId: number): Client {
		return server.join({ name: `P${userId}`, userId });
	}

	now(): number {
		return this.universe.scheduler.now;
	}

	at(seconds: number, action: () => void): void {
		this.universe.scheduler.at(seconds, undefined, action);
	}

	runFor(seconds: number): void {
		this.universe.runFor(seconds);
		const problem = this.universe.errors[0];
		if (problem !== undefined) error(`${this.options.library}: ${problem.realm}: ${problem.text}`);
	}

	/** Runs until something is so, or for so long at most; true if it was. */
	runUntil(isSo: () => boolean, secondsMax: number): boolean {
		const deadline = this.now() + secondsMax;
		while (!isSo() && this.now() < deadline) this.runFor(1);
		return isSo();
	}

	refusalsOf(key: string): number {
		return this.refusals.get(key) ?? 0;
	}

	/** The first time that a document was opened on this server at or after a moment. */
	firstOpen(server: Server, key: string, since: number): OpenNote | undefined {
		return this.opens.find((note) => note.server === server && note.key === key && note.at >= since);
	}
}

export function keyOf(userId: number): string {
	return `p${userId}`;
}
