import { MemoryPort } from "../cloud/ports";

const KEPT_SECONDS = 60;
const LETTERS_MAX = 100;

/** A request to another server that is kept until it reads its mail, in case the message is lost. */
export class Mailbox {
	constructor(
		private readonly memory: MemoryPort,
		private readonly map: string,
		/** This server. */
		private readonly owner: string,
	) {}

	/** Puts a letter into another server's box, once; with too many in it the oldest go, for askers ask again. Yields. */
	send(to: string, id: string, letter: object): void {
		this.memory.update(
			this.map,
			to,
			(stored) => {
				const letters = lettersOf(stored).filter((one) => one.id !== id);
				letters.push({ id, letter });
				while (letters.size() > LETTERS_MAX) letters.shift();
				return { letters };
			},
			KEPT_SECONDS,
		);
	}

	/** Takes what is in this server's own box. Yields. */
	collect(): ReadonlyArray<unknown> {
		const read = this.memory.read(this.map, this.owner);
		if (!read.ok || lettersOf(read.value).isEmpty()) return [];
		let taken: ReadonlyArray<Letter> = [];
		const emptied = this.memory.update(
			this.map,
			this.owner,
			(stored) => {
				taken = lettersOf(stored);
				return { letters: [] };
			},
			KEPT_SECONDS,
		);
		// If the box was emptied and the answer lost, the letters are here all the same; twice does no harm.
		return emptied.ok || !taken.isEmpty() ? taken.map((one) => one.letter) : [];
	}

	/** Takes the box away. Yields. */
	close(): void {
		this.memory.remove(this.map, this.owner);
	}
}

interface Letter {
	readonly id: string;
	readonly letter: object;
}

function lettersOf(stored: unknown): Array<Letter> {
	const letters = typeIs(stored, "table") ? (stored as { letters?: unknown }).letters : undefined;
	return typeIs(letters, "table") ? [...(letters as Array<Letter>)] : [];
}
