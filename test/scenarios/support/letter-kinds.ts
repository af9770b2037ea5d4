import type * as Holdfast from "../../../src";
import type * as HoldfastServer from "../../../src/server";
import type { StoryData } from "./holdfast-world";

/** The kinds of messages of the stories, as one server declares them. */
export class LetterKinds {
	/** Coins. */
	readonly gift: HoldfastServer.MessageKind<{ coins: number }>;
	/** A word that is put behind those that came before. */
	readonly word: HoldfastServer.MessageKind<{ word: string }>;
	/** Its handler throws. */
	readonly broken: HoldfastServer.MessageKind<{ word: string }>;
	/** Its handler waits. */
	readonly waiting: HoldfastServer.MessageKind<{ word: string }>;
	/** Only newer servers take it. */
	readonly sword: HoldfastServer.MessageKind<{ word: string }>;

	constructor(holdfast: typeof HoldfastServer, s: typeof Holdfast.s) {
		const word = s.object({ word: s.string() });
		this.gift = holdfast.defineMessage("gift", s.object({ coins: s.integer({ min: 1 }) }));
		this.word = holdfast.defineMessage("word", word);
		this.broken = holdfast.defineMessage("broken", word);
		this.waiting = holdfast.defineMessage("waiting", word);
		this.sword = holdfast.defineMessage("sword", word);
	}
}

/** What the documents of the stories do about messages. */
export function declareInbox(
	kinds: LetterKinds,
	{ newer }: { readonly newer?: boolean },
): HoldfastServer.InboxDeclaration<StoryData> {
	return (on) => {
		const handlers = [
			on(kinds.gift, (draft, { coins }) => {
				draft.coins += coins;
			}),
			on(kinds.word, (draft, { word }) => {
				draft.text = draft.text === undefined ? word : `${draft.text} ${word}`;
			}),
			on(kinds.broken, (draft) => {
				draft.coins = 1_000_000;
				error("out of order");
			}),
			on(kinds.waiting, (draft) => {
				draft.coins = 1_000_000;
				task.wait(1);
			}),
		];
		const sword = on(kinds.sword, (draft) => {
			draft.sword = true;
		});
		return newer === true ? [...handlers, sword] : handlers;
	};
}
