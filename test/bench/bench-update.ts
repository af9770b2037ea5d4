import type { CloudPorts } from "../../src/server/cloud/ports";
import { RequestScheduler } from "../../src/server/cloud/request-scheduler";
import { Document } from "../../src/server/commit/document";
import { DataMigration } from "../../src/server/migrate/data-migration";
import { Session } from "../../src/server/session/session";
import { DocumentForm } from "../../src/server/validate/document-form";
import { deepFreeze } from "../../src/shared/data/deep-freeze";
import type { DeepReadonly } from "../../src/shared/data/deep-readonly";
import { succeed } from "../../src/shared/result";
import type { Native } from "../headless/host/native";
import { measure, Measured } from "./measure";
import { createSampleDocument, ITEM_COUNT, SampleDocument } from "./sample-document";

/** Ports that answer at once: what is measured here is the library alone. */
function createInstantCloud(clock: () => number): CloudPorts {
	return {
		stores: {
			update(_store, _key, transform) {
				transform(undefined, []);
				return succeed(undefined);
			},
			read() {
				return succeed(undefined);
			},
			listKeys() {
				return succeed({ keys: [] });
			},
			listVersions() {
				return succeed([]);
			},
			readVersion() {
				return succeed(undefined);
			},
			remove() {
				return succeed(undefined);
			},
			updateBudget() {
				return math.huge;
			},
			readBudget() {
				return math.huge;
			},
		},
		memory: {
			update() {
				return succeed(undefined);
			},
			read() {
				return succeed(undefined);
			},
			remove() {
				return succeed(undefined);
			},
			list() {
				return succeed([]);
			},
		},
		messages: {
			publish() {
				return succeed(undefined);
			},
			subscribe() {
				return succeed(() => undefined);
			},
		},
		clock: {
			now() {
				return clock();
			},
			unixSeconds() {
				return 0;
			},
		},
		players: {
			isHere() {
				return true;
			},
			count() {
				return 1;
			},
			kick() {},
			onLeaving() {
				return () => undefined;
			},
		},
		lifecycle: { onClose() {} },
		createId() {
			return "bench";
		},
		hash: (text) => text,
		placeId: 0,
		realm: "bench",
	};
}

function openSample(native: Native): Session<SampleDocument> {
	const cloud = createInstantCloud(native.realClock);
	const { clock, stores } = cloud;
	const collection = { name: "Bench", defaults: () => createSampleDocument() };
	return new Session<SampleDocument>({
		cloud,
		scheduler: new RequestScheduler({ clock, stores, inFlightMax: 20 }),
		journal: {
			whenJournaled() {
				return Promise.resolve(false);
			},
		},
		collection,
		form: new DocumentForm(collection, new DataMigration()),
		label: { schema: 1, readableFrom: 1 },
		key: "k",
		id: { owner: "bench", epoch: 1, nonce: "bench" },
		userIds: [],
		document: new Document<DeepReadonly<SampleDocument> & object>(deepFreeze(createSampleDocument()), 0),
		opening: { source: "store", attempts: 1, seconds: 0 },
		beforeCloseSeconds: 5,
		markers: { toSettle: () => [], toForget: () => [], wrote: () => undefined },
	});
}

/** A change that is refused or changes nothing would look very fast. */
function expectCommit(result: { readonly ok: boolean; readonly value?: unknown }): void {
	if (!result.ok || result.value === undefined) error("the benchmark's update did not commit");
}

/** What an update costs on a document of about 10 KB, through a session: checked, committed, with its patch. */
export function benchUpdate(native: Native): Array<Measured> {
	const session = openSample(native);
	const timed = (name: string, operation: (iteration: number) => void) => measure(native.realClock, name, operation);
	const middle = ITEM_COUNT / 2;
	return [
		timed("increment", () => expectCommit(session.increment(["coins"], 1))),
		timed("field of one item in 150", (iteration) =>
			expectCommit(session.set(["inventory", middle, "amount"], iteration + 1000)),
		),
		measure(
			native.realClock,
			"head insert",
			(iteration) => {
				const item = { id: `new_${iteration}`, amount: 1, level: 1, bound: false };
				expectCommit(session.insert(["inventory"], item, 0));
			},
			() => expectCommit(session.remove(["inventory", 0])),
		),
		timed("scan of 150 items that changes one", (iteration) =>
			expectCommit(
				session.update(["inventory"], (items) => {
					for (const item of items) if (item.id === "weapon_of_light_075") item.amount = iteration + 2000;
				}),
			),
		),
		timed("whole-document update", (iteration) =>
			expectCommit(
				session.update((draft) => {
					draft.coins = iteration + 5000;
					draft.inventory[middle].amount = iteration + 3000;
				}),
			),
		),
	];
}

export function sampleSize(native: Native): number {
	return native.jsonEncode(createSampleDocument()).size();
}
