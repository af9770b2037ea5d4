import { AccessTransaction, DataManager, defineCollection, mergeBy, RunOutcome, Session } from "../../src/server";
import type { DeepReadonly } from "../../src/shared/data/deep-readonly";
import { Equal, Expect } from "./expect";

interface Item {
	id: string;
	amount: number;
}

interface Data {
	coins: number;
	inventory: Array<Item>;
}

const collection = defineCollection({ name: "Players", defaults: (): Data => ({ coins: 0, inventory: [] }) });

declare const manager: DataManager;
declare const session: Session<Data>;
declare const tx: AccessTransaction;

type Value<T extends { readonly ok: boolean }> = Extract<T, { ok: true }> extends { value: infer V } ? V : never;

const _whole = tx.read(session);
const _place = tx.read(session, ["inventory", 0, "amount"]);
const _byKey = tx.read(collection, "k");
const _placeByKey = tx.read(collection, "k", ["inventory", 0]);
const _run = manager.dataAccess().run((own) => own.read(session).ok);
const _async = manager.dataAccess().run(async () => "done");

export type Checks = [
	Expect<Equal<Value<typeof _whole>, DeepReadonly<Data>>>,
	Expect<Equal<Value<typeof _place>, number | undefined>>,
	Expect<Equal<Value<typeof _byKey>, DeepReadonly<Data>>>,
	Expect<Equal<Value<typeof _placeByKey>, DeepReadonly<Item> | undefined>>,
	Expect<Equal<Awaited<typeof _run>, RunOutcome<boolean>>>,
	Expect<Equal<Awaited<typeof _async>, RunOutcome<string>>>,
];

tx.write(session, ["coins"], 5);
tx.write(session, (draft) => {
	draft.inventory.push({ id: "torch", amount: 1 });
});
tx.write(collection, "k", ["inventory", 0, "amount"], 2);
tx.write(collection, "k", (draft) => {
	draft.coins += 1;
});
mergeBy(collection, (base, theirs, mine) => ({ ...theirs, coins: theirs.coins + mine.coins - base.coins }));

// @ts-expect-error there is no such field
tx.read(session, ["cions"]);
// @ts-expect-error a text is no number
tx.write(session, ["coins"], "many");
// @ts-expect-error a place needs a value
tx.write(session, ["coins"]);
// @ts-expect-error an item has more fields
tx.write(collection, "k", ["inventory", 0], { id: "torch" });
// @ts-expect-error a collection needs a key
tx.read(collection);
// @ts-expect-error a merger makes a whole document
mergeBy(collection, () => ({ coins: 1 }));
// @ts-expect-error there is no such strategy
manager.dataAccess({ strategy: "mine" });
declare const read: Extract<typeof _whole, { ok: true }>;
// @ts-expect-error what is read is read-only
read.value.inventory.push({ id: "torch", amount: 1 });
