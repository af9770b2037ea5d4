import type { Mutation } from "../../../../src/client";
import type { View } from "../../../../src/wire/wire-schema";
import type { ClientDocument } from "../client-rules";

/** Something that a client has asked for. */
export interface Ask {
	/** Nobody else's. */
	readonly id: string;
	/** The client, another one after each join. */
	readonly guest: string;
	/** Goes up with each that this client asks for. */
	readonly number: number;
	/** Of the document. */
	readonly key: string;
	/** The mutator, `set` for the built-in one. */
	readonly name: string;
	readonly mutation: Mutation;
	/** How often the document had begun to be shown to this client. */
	readonly shows: number;
}

/** A client and a document that is shown to it, when all is quiet. */
export interface Showing {
	readonly guest: string;
	readonly key: string;
	readonly view: View;
	/** What the server has. */
	readonly data: ClientDocument;
	/** What the client shows. */
	readonly state: unknown;
}

/** Looks at what happens between a server and its clients, and complains about what must not. One idea each. */
export interface ClientChecker {
	readonly name: string;
	/** A client has asked for something. */
	asked?(ask: Ask): void;
	/** A server has done what was asked for by this id, for the so manieth time. */
	ran?(key: string, id: string, times: number): void;
	/** A server sends something to a player. */
	sent?(userId: number, bytes: string): void;
	/** A document is shown to a player from here on. */
	shown?(userId: number, key: string, view: View): void;
	/** What a client was told of has changed what it shows of something it has asked for. */
	noticed?(id: string): void;
	/** What a client was told to have changed says the same as before. */
	toldOfNothing?(guest: string, key: string, what: string): void;
	/** All is quiet. */
	finished?(quiet: Quiet): void;
}

/** What is known when all is quiet. */
export interface Quiet {
	readonly showings: ReadonlyArray<Showing>;
	/** Clients that are still there. */
	readonly guests: ReadonlySet<string>;
	/** How often a document has begun to be shown to a client. */
	readonly shows: (guest: string, key: string) => number;
	/** Clients to which all has come that a server has sent. */
	readonly intact: ReadonlySet<string>;
}
