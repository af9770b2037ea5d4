import type * as Holdfast from "../../../src";
import type * as HoldfastClient from "../../../src/client";
import type { Client } from "../../headless/universe/client";
import { loadModule } from "../find-module";
import type { Ask } from "./checkers/client-checker";
import { ClientHost, GUILD } from "./client-host";
import { ClientDocument, ClientRules, declareRules } from "./client-rules";
import type { ClientWorld } from "./client-world";
import { isSaidOnce, LossyRemote, Mail } from "./lossy-remote";
import { hearNoise } from "./noise";
import { findDifference } from "./visible-part";

export type GuestState = HoldfastClient.StateManager<
	Omit<ClientDocument, "luck" | "secret">,
	NonNullable<ClientRules["own"]["mutators"]["_args"]>
>;

/** The parts of the library's client that only a sweep looks into. */
interface Insides {
	readonly synchronizer: { readonly replica?: { root?: Record<string, unknown> } };
}

/** A player's machine from its joining to its leaving, with the library on it. */
export class Guest implements Mail {
	/** What it asked for. */
	readonly asks = new Array<Ask>();
	private readonly client: Client;
	private readonly states = new Map<string, GuestState>();
	private readonly shows = new Map<string, number>();
	private left = false;
	/** Not all that the server has sent has come. */
	hasLost = false;

	constructor(
		private readonly world: ClientWorld,
		readonly host: ClientHost,
		readonly userId: number,
		/** Another one for each join. */
		readonly name: string,
	) {
		this.client = host.server.join({ name: `P${userId}`, userId });
		// What the server has made is there when the connection is.
		world.later(world.plan.latency[1] + 0.1, () => this.isHere() && this.begin());
	}

	isHere(): boolean {
		return !this.left;
	}

	leave(): void {
		this.left = true;
		this.host.server.leave(this.client);
	}

	/** Runs in a thread of the client. */
	inside(body: () => void): void {
		this.client.realm.spawn(body);
	}

	/** The keys of what was ever shown to it. */
	keys(): ReadonlyArray<string> {
		const keys = new Array<string>();
		for (const [key] of this.states) keys.push(key);
		return keys.sort();
	}

	state(key: string): GuestState | undefined {
		return this.states.get(key);
	}

	/** How often a document has begun to be shown. */
	showsOf(key: string): number {
		return this.shows.get(key) ?? 0;
	}

	/** Everything it asked for is confirmed or rejected. */
	isSettled(): boolean {
		return this.asks.every(
			({ mutation }) => mutation.getStatus() === "confirmed" || mutation.getStatus() === "rejected",
		);
	}

	/** Asks for something with an id of its own; run in a thread of the client. */
	ask(key: string, name: string, move: (state: GuestState, id: string) => HoldfastClient.Mutation): void {
		const { world } = this;
		const state = this.states.get(key)!;
		const number = this.asks.size() + 1;
		const id = `${this.name}/${number}`;
		// Whoever watches knows of it before it happens.
		const stop = state.addChangeListener(["log", id], () => {
			for (const checker of world.checkers) checker.noticed?.(id);
		});
		const ask = { id, guest: this.name, number, key, name, mutation: move(state, id), shows: this.showsOf(key) };
		this.asks.push(ask);
		for (const checker of world.checkers) checker.asked?.(ask);
		this.inside(() => {
			const result = ask.mutation.settled.expect();
			world.note(`${id} ${result.ok ? "confirmed" : `rejected ${result.error.code}`}`);
			world.later(3, stop);
		});
	}

	/** What is confirmed on this client becomes wrong, as by a fault of the library that nobody has found yet. */
	damage(key: string): boolean {
		const { replica } = (this.states.get(key) as unknown as Insides).synchronizer;
		if (replica?.root?.coins === undefined) return false;
		const broken = table.clone(replica.root);
		broken.coins = (broken.coins as number) + 1;
		replica.root = table.freeze(broken);
		return true;
	}

	/** Who they are to their server. */
	player(): Player {
		return this.client.player.proxy as Player;
	}

	losesToServer(): boolean {
		return this.loses("message to server lost");
	}

	doublesToServer(): boolean {
		return this.loses("message to server doubled");
	}

	losesToClient(message: buffer): boolean {
		if (!this.loses(undefined) || isSaidOnce(message)) return false;
		this.world.count("message to client lost");
		this.hasLost = true;
		return true;
	}

	globals(): Record<string, unknown> {
		return this.client.scripts.globals;
	}

	private loses(kind: string | undefined): boolean {
		const { world } = this;
		if (world.isCalm() || !world.random.chance(world.plan.loss)) return false;
		if (kind !== undefined) world.count(kind);
		return true;
	}

	private begin(): void {
		const { client, world } = this;
		const rules = declareRules(loadModule<typeof Holdfast>(client, "ReplicatedStorage", "holdfast"));
		const library = loadModule<typeof HoldfastClient>(client, "ReplicatedStorage", "holdfast", "client");
		this.inside(() => {
			const real = library.createRobloxClient();
			const ports = { ...real, remote: new LossyRemote(real.remote, this) };
			const log = ({ event }: { readonly event: string }) => world.count(`client ${event}`);
			const states = new library.StateClient({ channels: [rules.own, rules.guild], ports, log });
			states.shown.subscribe((state, key) => this.meet(state as unknown as GuestState, key));
			states.start();
			hearNoise(client.scripts.globals, () => world.count("unreliable message late"));
		});
		this.host.admit(this);
	}

	private meet(state: GuestState, key: string): void {
		this.shows.set(key, this.showsOf(key) + 1);
		if (this.states.get(key) !== undefined) return;
		this.states.set(key, state);
		state.subscribe((now, before) => this.compare(key, now, before));
	}

	/** Nobody is to be told of what has not changed. */
	private compare(key: string, now: object, before: object | undefined): void {
		if (before === undefined) return;
		let isDifferent = false;
		const [values, olds] = [now as Record<string, unknown>, before as Record<string, unknown>];
		// Either may have fields that the other has not: a document may be shown again by another view.
		for (const [field] of pairs({ ...olds, ...values })) {
			const [value, old] = [values[field], olds[field]];
			if (value === old) continue;
			isDifferent = true;
			if (findDifference(value, old) !== undefined) continue;
			for (const checker of this.world.checkers) checker.toldOfNothing?.(this.name, key, tostring(field));
		}
		if (isDifferent) return;
		for (const checker of this.world.checkers) checker.toldOfNothing?.(this.name, key, "a change");
	}
}

/** Whether a player may ask for anything in this document. */
export function isAskable(guest: Guest, key: string): boolean {
	return key === GUILD || key === tostring(guest.userId);
}
