import { Collection, DataManager, Session, TransactOutcome } from "../../src/server";
import { Equal, Expect } from "./expect";

interface Wallet {
	coins: number;
	items: Map<string, number>;
}

interface Guild {
	treasury: number;
}

declare const manager: DataManager;
declare const ann: Session<Wallet>;
declare const ben: Session<Wallet>;
declare const guild: Session<Guild>;
declare const many: Array<Session<Wallet>>;
declare const guilds: Collection<Guild>;

// Each draft has its own document's type, and may be changed.
const _outcome = manager.transact([ann, guild], (drafts) => {
	type Drafts = typeof drafts;
	type Checks = [Expect<Equal<Drafts[0], Wallet>>, Expect<Equal<Drafts[1], Guild>>];
	const [own, shared] = drafts;
	own.coins -= 1;
	shared.treasury += 1;
	return undefined as never as Checks;
});

export type Checks = [Expect<Equal<Awaited<typeof _outcome>, TransactOutcome>>];

// As many as there are.
const _outcome1 = manager.transact(many, (drafts) => {
	for (const draft of drafts) draft.coins += 1;
});

const _outcome2 = manager.transactAcross(ann, guilds, "g", ([own, other]) => {
	own.coins -= other.treasury;
});

const _outcome3 = manager.transact([ann, ben], ([from]) => {
	// @ts-expect-error a wallet has no treasury
	from.treasury = 1;
});

// @ts-expect-error what is no session
const _outcome4 = manager.transact([{ coins: 1 }], () => undefined);

const _outcome5 = manager.transactAcross(ann, guilds, "g", ([, other]) => {
	// @ts-expect-error a guild has no coins
	other.coins = 1;
});
