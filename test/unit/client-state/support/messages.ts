import { writeIntentHead } from "../../../../src/protocol/client-section";
import { ByteWriter } from "../../../../src/wire/byte-writer";
import type { WiredGame } from "./wired-game";

/** A message of a client, as it is written. */
export function message(write: (writer: ByteWriter) => void): string {
	const writer = new ByteWriter();
	write(writer);
	return buffer.tostring(writer.toBuffer());
}

/** An intent for the first document that is shown, with arguments as they are written. */
export function intentFor(wired: WiredGame, sequence: number, name: string, write: (writer: ByteWriter) => void) {
	return message((writer) => {
		writeIntentHead(writer, 0, sequence, wired.game.channel.mutators.names.indexOf(name) + 1);
		write(writer);
	});
}
