import type * as HoldfastServer from "../../../src/server";
import type { OutboxEntry } from "../../../src/server/transfer/outbox";
import { HoldfastWorld, Host, KEY, StorySession } from "./holdfast-world";

/** What came of a message or a transfer; nothing while it is under way. */
export interface Posted {
	/** `sent`, `underWay`, or the kind of the error. */
	readonly said?: string;
	readonly id?: string;
}

/** Begins to send a message. */
export function send<B>(
	host: Host,
	kind: HoldfastServer.MessageKind<B>,
	body: B,
	options?: HoldfastServer.SendOptions & { readonly key?: string },
): Posted {
	const posted: { said?: string; id?: string } = {};
	host.inside(() => {
		const sent = host.manager.send(host.collection, options?.key ?? KEY, kind, body, options).expect();
		posted.said = sent.ok ? "sent" : sent.error.kind;
		posted.id = sent.ok ? sent.value.id : sent.error.id;
	});
	return posted;
}

export function sendGift(host: Host, coins: number, options?: Parameters<typeof send>[3]): Posted {
	return send(host, host.kinds.gift, { coins }, options);
}

/** Begins to transfer something. */
export function transfer(
	host: Host,
	session: StorySession,
	cargo: { readonly amount: number } | { readonly item: string },
	key: string,
	options?: HoldfastServer.TransferOptions,
): Posted {
	const posted: { said?: string; id?: string } = {};
	host.inside(() => {
		const from = "item" in cargo ? { path: ["items"] as const, ...cargo } : { path: ["coins"] as const, ...cargo };
		const to = { collection: host.collection, key };
		const done = host.manager.transfer(session, from as { path: ["coins"]; amount: number }, to, options).expect();
		posted.said = done.ok ? done.value.state : done.error.kind;
		posted.id = done.ok ? done.value.id : undefined;
	});
	return posted;
}

/** What the DataStore says of a message; nothing while it does not. */
export function status(host: Host, id: string, key = KEY): { readonly said?: string } {
	return host.ask(() => {
		const result = host.manager.messageStatus(host.collection, key, id).expect();
		return result.ok ? result.value : result.error.kind;
	});
}

/** Coins and items that the store has in documents, and those on their way: what a receiver has saved has arrived. */
export function stored(world: HoldfastWorld, keys: ReadonlyArray<string>) {
	let coins = 0;
	let underWay = 0;
	const items = new Array<string>();
	for (const key of keys) {
		const record = world.stored(key);
		coins += record?.data?.coins ?? 0;
		for (const [item] of pairs(record?.data?.items ?? {})) items.push(item as string);
		for (const [id, { to, cargo }] of pairs((record?.ledger?.outbox ?? {}) as Record<string, OutboxEntry>)) {
			if (world.stored(to.key)?.ledger?.inboxAck?.[id as string]?.state === "delivered") continue;
			underWay += cargo.amount ?? 0;
			if (cargo.item !== undefined) items.push(cargo.item);
		}
	}
	return { coins, underWay, all: coins + underWay, items: items.sort().join("+") };
}

/** `ann 50, ben 50`, and what is under way. */
export function coinsOf(world: HoldfastWorld, ...keys: ReadonlyArray<string>): string {
	const each = keys.map((key) => `${key} ${world.stored(key)?.data?.coins ?? "none"}`);
	const { underWay } = stored(world, keys);
	return underWay > 0 ? `${each.join(", ")}, under way ${underWay}` : each.join(", ");
}
