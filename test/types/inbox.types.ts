import { s } from "../../src";
import { DataManager, defineCollection, defineMessage, MessageKind, Session } from "../../src/server";
import { Equal, Expect } from "./expect";

const gift = defineMessage("gift", s.object({ item: s.string(), count: s.integer().optional() }));

export type Checks = [Expect<Equal<typeof gift, MessageKind<{ item: string; count?: number }>>>];

const players = defineCollection({
	name: "Players",
	schema: s.object({
		coins: s.integer().default(0),
		items: s.record(s.string()),
		tags: s.map(s.string(), s.boolean()),
	}),
	inbox: (on) => [
		on(gift, (draft, { item, count }, { id }) => {
			const _types: [number, Record<string, string>, string, number | undefined, string] = [
				draft.coins,
				draft.items,
				item,
				count,
				id,
			];
			draft.items[item] = id;
		}),
	],
});

defineCollection({
	name: "Wrong",
	defaults: () => ({ coins: 0 }),
	inbox: (on) => [
		on(gift, (draft, body) => {
			draft.coins += 1;
			// @ts-expect-error there is no such field in the document
			draft.items = {};
			// @ts-expect-error nor in the message
			body.coins = 1;
		}),
	],
});

interface Data {
	coins: number;
	items: Record<string, string>;
	tags: Map<string, boolean>;
	name: string;
}

declare const manager: DataManager;
declare const session: Session<Data>;
const to = { collection: players, key: "1" };

const _call1 = manager.send(players, "1", gift, { item: "sword" });
// @ts-expect-error the body is not of this kind
const _call2 = manager.send(players, "1", gift, { thing: "sword" });
const _call3 = manager.transfer(session, { path: ["coins"], amount: 5 }, to);
const _call4 = manager.transfer(session, { path: ["items"], item: "sword" }, to, { expirySeconds: 60 });
const _call5 = manager.transfer(session, { path: ["tags"], item: "x" }, { ...to, path: ["tags"] });
// @ts-expect-error there is no such field
const _call6 = manager.transfer(session, { path: ["gems"], amount: 5 }, to);
// @ts-expect-error a text is no amount
const _call7 = manager.transfer(session, { path: ["name"], amount: 5 }, to);
// @ts-expect-error what is sent is an amount or an item
const _call8 = manager.transfer(session, { path: ["coins"] }, to);
export const path = manager.inTransit(session)[0].cargo.path;
