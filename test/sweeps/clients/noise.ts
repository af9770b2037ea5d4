import type { ClientWorld } from "./client-world";

/** Creates instances on one machine. */
export interface InstanceMaker {
	readonly new: (className: string) => Instance;
}

interface Globals {
	readonly game: DataModel;
	readonly Instance: InstanceMaker;
}

const EVERY_SECONDS = 0.15;
// The engine drops what a client sends above 500 events a second.
const FLOOD = 550;

/**
 * What the game itself sends beside Holdfast. An UnreliableRemoteEvent says where things are, many times a second: only the
 * newest counts, some are lost, some come late, and none of it is Holdfast's, which sends nothing unreliably. A RemoteEvent
 * of the game's is flooded now and then, and then the engine drops what Holdfast sends beside it.
 */
export class Noise {
	private newest = 0;
	private readonly positions: UnreliableRemoteEvent;
	private readonly chatter: RemoteEvent;

	/** Run in a thread of the server. */
	constructor(
		private readonly world: ClientWorld,
		globals: Record<string, unknown>,
	) {
		const { game: place, Instance: maker } = globals as unknown as Globals;
		const container = place.GetService("ReplicatedStorage");
		this.positions = maker.new("UnreliableRemoteEvent") as UnreliableRemoteEvent;
		this.positions.Name = "Positions";
		this.positions.Parent = container;
		this.chatter = maker.new("RemoteEvent") as RemoteEvent;
		this.chatter.Name = "Chatter";
		this.chatter.Parent = container;
		this.chatter.OnServerEvent.Connect(() => {});
	}

	/** Sends until all is calm. */
	begin(inside: (body: () => void) => void): void {
		this.world.later(EVERY_SECONDS, () => {
			if (this.world.isCalm()) return;
			this.newest += 1;
			inside(() => this.positions.FireAllClients(this.newest));
			this.begin(inside);
		});
	}
}

/** A client's side of it: the last one wins, whatever order they come in. Run in a thread of the client. */
export function hearNoise(globals: Record<string, unknown>, stale: () => void): void {
	const container = (globals as unknown as Globals).game.GetService("ReplicatedStorage");
	const positions = container.WaitForChild("Positions") as UnreliableRemoteEvent;
	let newest = 0;
	positions.OnClientEvent.Connect((number: number) => {
		if (number < newest) stale();
		newest = math.max(newest, number);
	});
}

/** More events at once than the engine takes. Run in a thread of the client. */
export function flood(globals: Record<string, unknown>): void {
	const container = (globals as unknown as Globals).game.GetService("ReplicatedStorage");
	const chatter = container.WaitForChild("Chatter") as RemoteEvent;
	for (const number of $range(1, FLOOD)) chatter.FireServer(number);
}
