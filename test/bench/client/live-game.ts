import type { LatencyRange, PlaceNode } from "../../headless/host/control-api";
import type { Native } from "../../headless/host/native";
import type { Client } from "../../headless/universe/client";
import { FIELD_REMOTES, FieldClient, FieldServer } from "./field-way";
import { HoldfastClientSide, HoldfastSide } from "./holdfast-way";
import { createRemotes } from "./outlet";
import { REFLEX_REMOTES, ReflexClient, ReflexServer } from "./reflex-way";
import { Stage } from "./stage";
import { TABLE_REMOTES, TableClient, TableServer } from "./table-way";
import type { ClientSide, ServerSide, Way } from "./ways";

function startServer(stage: Stage, way: Way): ServerSide {
	if (way === "Holdfast") return new HoldfastSide(stage);
	if (way === "Reflex") return new ReflexServer(stage, createRemotes(stage, REFLEX_REMOTES));
	if (way === "whole table") return new TableServer(createRemotes(stage, TABLE_REMOTES));
	return new FieldServer(createRemotes(stage, FIELD_REMOTES));
}

function startClient(stage: Stage, client: Client, way: Way): ClientSide {
	if (way === "Holdfast") return new HoldfastClientSide(stage, client);
	if (way === "Reflex") return new ReflexClient(stage, client);
	return way === "whole table" ? new TableClient(stage, client) : new FieldClient(stage, client);
}

/** A server with the document and a player's client, over the stand-in's real remotes and frames. */
export class LiveGame {
	readonly stage: Stage;
	readonly server: ServerSide;
	readonly client: ClientSide;

	constructor(
		native: Native,
		place: PlaceNode,
		readonly way: Way,
		latency?: LatencyRange,
	) {
		this.stage = new Stage(native, place, latency);
		let server: ServerSide | undefined;
		if (way === "Holdfast") server = startServer(this.stage, way);
		else this.onServer(() => (server = startServer(this.stage, way)));
		this.server = server!;
		this.stage.runFor(1);
		let client: ClientSide | undefined;
		this.onClient(() => (client = startClient(this.stage, this.stage.client, way)));
		this.client = client!;
		this.stage.runFor(1);
	}

	/** The first time that the player sees the document. */
	show(): void {
		// Reflex's clients ask for it themselves.
		if (this.way !== "Reflex") this.onServer(() => this.server.show(this.stage.player()));
		this.stage.runFor(1);
		if (this.client.read() === undefined) error(`${this.way}: the document did not arrive`);
	}

	onServer(body: () => void): void {
		this.stage.on(this.stage.server, body);
	}

	onClient(body: () => void): void {
		this.stage.on(this.stage.client, body);
	}
}
