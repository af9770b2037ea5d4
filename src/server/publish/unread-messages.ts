import { ByteReader } from "../../wire/byte-reader";

interface Letter {
	readonly message: string;
	readonly receivedAt: number;
}

/** What a message takes beside its bytes: without it there would be room for any number of empty ones. */
const MESSAGE_ROOM = 32;

/** What a client has sent and nobody has read, in its order; there is room for only so much. */
export class UnreadMessages {
	private letters = new Array<Letter>();
	private bytes = 0;
	private reader?: ByteReader;
	private receivedAt = 0;

	/** False: there is no room for it. `room`: bytes, for all that is not read. */
	add(message: string, receivedAt: number, room: number): boolean {
		const taken = this.bytes + roomOf(message);
		if (taken > room) return false;
		this.letters.push({ message, receivedAt });
		this.bytes = taken;
		return true;
	}

	/** What is to be read next: the rest of a message, or the next one. */
	next(): ByteReader | undefined {
		if (this.reader !== undefined && !this.reader.atEnd()) return this.reader;
		const letter = this.letters.shift();
		this.reader = letter !== undefined ? ByteReader.ofClient(buffer.fromstring(letter.message)) : undefined;
		if (letter === undefined) return undefined;
		this.receivedAt = letter.receivedAt;
		this.bytes -= roomOf(letter.message);
		return this.reader;
	}

	/** When what was read last had come. */
	whenReceived(): number {
		return this.receivedAt;
	}

	/** Leaves the rest of a message that cannot be read: where the next section would begin is not known. */
	skip(): void {
		this.reader = undefined;
	}

	isEmpty(): boolean {
		return this.letters.isEmpty() && (this.reader === undefined || this.reader.atEnd());
	}

	clear(): void {
		this.letters = [];
		this.bytes = 0;
		this.reader = undefined;
	}
}

function roomOf(message: string): number {
	return message.size() + MESSAGE_ROOM;
}
