import { defineChannel, defineMutators, s } from "../../../src";
import { StateManager } from "../../../src/client";
import { RoundTrip } from "../../../src/client/round-trip";
import { Synchronizer } from "../../../src/client/synchronizer";
import { ChannelWire } from "../../../src/mutators/channel-wire";
import { writeChangesHead } from "../../../src/protocol/changes-body";
import { ByteReader } from "../../../src/wire/byte-reader";
import { ByteWriter } from "../../../src/wire/byte-writer";
import { WireSchema } from "../../../src/wire/wire-schema";

/** Makes a state as a client has it, and the server that it hears. */
export function createShownState() {
	const schema = s.object({ coins: s.integer().default(0), title: s.string().default("new") });
	const mutators = defineMutators(schema, {
		earn: {
			args: [s.integer()],
			run: (draft, amount) => {
				draft.coins += amount;
			},
		},
		rename: {
			args: [s.string()],
			run: (draft, title) => {
				draft.title = title;
			},
		},
	});
	const channel = defineChannel("bindings", mutators);
	const synchronizer = new Synchronizer({
		wire: new ChannelWire(channel as never),
		userId: 1,
		now: () => 0,
		roundTrip: new RoundTrip(),
		hurry: () => {},
	});
	const state = new StateManager(channel, synchronizer);
	return { state, server: new ShownServer(synchronizer, new WireSchema(schema.node, "owner")) };
}

/** The server's side: what it says goes straight to the state. */
class ShownServer {
	private acked = 0;
	private revision = 1;
	private root: object = {};

	constructor(
		private readonly synchronizer: Synchronizer,
		private readonly wire: WireSchema,
	) {}

	/** The document arrives. */
	show(root: { coins: number; title: string }): void {
		this.root = root;
		const writer = new ByteWriter();
		this.wire.writeRoot(writer, root);
		const bytes = writer.toBuffer();
		this.synchronizer.receive({
			kind: "show",
			stream: 0,
			channel: "bindings",
			key: "a",
			view: "owner",
			isOwn: true,
			revision: this.revision,
			size: buffer.len(bytes),
		});
		this.synchronizer.receive({ kind: "chunk", stream: 0, bytes });
	}

	/** Somebody has changed the document. */
	change(root: { coins: number; title: string }, answered = 0): void {
		const writer = new ByteWriter();
		const count = this.wire.writeChanges(writer, this.root, root);
		const changes = writer.toBuffer();
		writer.clear();
		writeChangesHead(writer, { from: this.revision, to: this.revision + 1, count });
		writer.append(changes);
		this.revision += 1;
		this.root = root;
		this.acked += answered;
		const body = new ByteReader(writer.toBuffer());
		this.synchronizer.receive({ kind: "changes", stream: 0, ack: { acked: this.acked, rejected: [] }, body });
	}

	/** The oldest of what was asked for is not done. */
	refuse(message: string): void {
		this.acked += 1;
		const rejected = [{ sequence: this.acked, rejection: { code: "refused", message } as const }];
		this.synchronizer.receive({ kind: "ack", stream: 0, ack: { acked: this.acked, rejected } });
	}

	/** What was asked for is on its way. */
	hear(): void {
		this.synchronizer.write(new ByteWriter(), () => {});
	}
}
