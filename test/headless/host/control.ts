import type { InstanceNode } from "../engine/instances/instance-node";
import { setParent } from "../engine/instances/tree";
import type { Client } from "../universe/client";
import type { Server } from "../universe/server";
import { Universe } from "../universe/universe";
import type { HeadlessControlApi, ModuleEdit, PlaceNode, ServerOptions, UniverseOptions } from "./control-api";
import { editPlace } from "./edit-place";
import type { Native } from "./native";

/**
 * What specs find as `_G.headless` when they run headless, and nowhere else: universes of their own to play with, each
 * with its own clock, cloud and seed. Running one runs it to the end of the time asked for before the call returns.
 */
export class HeadlessControl implements HeadlessControlApi {
	constructor(
		private readonly native: Native,
		/** The place that this spec itself is part of. */
		private readonly place: PlaceNode,
	) {}

	createUniverse(options: Partial<UniverseOptions> = {}): Universe {
		return new Universe(this.native, options);
	}

	/** A server of the spec's own place in which no script has run: specs start there what they need. */
	startServer(universe: Universe, options?: Partial<ServerOptions>): Server {
		return universe.startServer(this.place, options);
	}

	/** A server that has the spec's ReplicatedStorage alone, with the library edited. */
	startLibraryServer(universe: Universe, edits: ReadonlyArray<ModuleEdit>): Server {
		const children = this.place.children.filter((child) => child.name === "ReplicatedStorage");
		const library: PlaceNode = { ...this.place, children };
		return universe.startServer(edits.reduce((place, edit) => editPlace(place, edit), library));
	}

	/** A server of a place that is written in the spec: scripts by the service they stand in. */
	startServerWith(universe: Universe, scripts: ReadonlyArray<PlaceNode>, options?: Partial<ServerOptions>): Server {
		const server = universe.startServer(
			{
				className: "DataModel",
				name: "Game",
				properties: {},
				attributes: {},
				tags: [],
				children: scripts,
			},
			options,
		);
		server.runScripts();
		return server;
	}

	/** Runs Luau source as a server script there, at once. */
	run(server: Server, source: string): void {
		const node = server.world.create("Script")!;
		node.name = "spec";
		node.setValue("Source", source);
		setParent(node, server.world.service("ServerScriptService")!);
		server.scripts.run(node);
	}

	/** What a module returns inside that server or client, by its full name. */
	load<T>(machine: Server | Client, ...path: ReadonlyArray<string>): T {
		let node: InstanceNode | undefined = machine.world.game;
		for (const name of path) node = node?.findChild(name);
		if (node === undefined) error(`there is no ${path.join(".")} in ${machine.realm.name}`, 2);
		return machine.scripts.require(node.proxy) as T;
	}
}
