import { DataManager, defineCollection, Session } from "../../src/server";
import type { DeepReadonly } from "../../src/shared/data/deep-readonly";
import { Equal, Expect } from "./expect";

interface Item {
	id: string;
	amount: number;
}

const collection = defineCollection({
	name: "Players",
	defaults: () => ({ coins: 0, inventory: [] as Array<Item>, flags: new Map<string, boolean>() }),
});

declare const manager: DataManager;
const _opening = manager.open(collection, "k");
type Opened = Extract<Awaited<typeof _opening>, { ok: true }>["value"];
declare const session: Opened;

interface Data {
	coins: number;
	inventory: Array<Item>;
	flags: Map<string, boolean>;
}

export type Checks = [
	Expect<Equal<Opened, Session<Data>>>,
	Expect<Equal<Opened["data"], DeepReadonly<Data>>>,
	Expect<Equal<Opened["data"]["inventory"][number], DeepReadonly<Item>>>,
];

session.increment(["coins"], 1);
session.increment(["coins"]);
session.increment(["inventory", 0, "amount"], 2);
session.set(["flags", "met_king"], true);
session.insert(["inventory"], { id: "torch", amount: 1 }, 0);
session.remove(["inventory", 0]);
session.update(["inventory"], (items) => {
	items.push({ id: "torch", amount: 1 });
});
session.update((draft) => {
	draft.coins += 1;
});

// @ts-expect-error the data is read-only
session.data.coins = 5;
// @ts-expect-error and so is what is in it
session.data.inventory.push({ id: "torch", amount: 1 });
// @ts-expect-error there is no such field
session.increment(["cions"], 1);
// @ts-expect-error a text is no number
session.set(["coins"], "many");
// @ts-expect-error an item has more fields
session.insert(["inventory"], { id: "torch" });
// @ts-expect-error coins are no array
session.insert(["coins"], 1);
// @ts-expect-error nothing to add to
session.increment(["inventory"], 1);
