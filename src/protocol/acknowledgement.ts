import type { Rejection } from "../mutators/rejection";
import { REJECTION_CODES } from "../mutators/rejection";
import type { ByteReader } from "../wire/byte-reader";
import type { ByteWriter } from "../wire/byte-writer";
import { SEQUENCE_BITS } from "./sequence";

/** What has become of a client's intents: all up to `acked` are done with, these with nothing done. */
export interface Acknowledgement {
	/** On the wire only its last six bits. */
	readonly acked: number;
	readonly rejected: ReadonlyArray<Rejected>;
	/** Seconds for which nothing more of this client is taken; what comes after `acked` has to be sent again. */
	readonly retryAfter?: number;
	/** Something after `acked` is missing: it has to be sent again. */
	readonly resend?: boolean;
}

/** An intent of which nothing was done. */
export interface Rejected {
	/** On the wire only its last six bits. */
	readonly sequence: number;
	readonly rejection: Rejection;
}

const EXTRAS = 64;
const HAS_REJECTED = 1;
const HAS_RETRY = 2;
const HAS_RESEND = 4;
const MILLISECONDS = 1000;

/** One byte where all is well. */
export function writeAcknowledgement(
	writer: ByteWriter,
	{ acked, rejected, retryAfter, resend }: Acknowledgement,
): void {
	let extras = 0;
	if (!rejected.isEmpty()) extras += HAS_REJECTED;
	if (retryAfter !== undefined) extras += HAS_RETRY;
	if (resend === true) extras += HAS_RESEND;
	writer.u8((acked % SEQUENCE_BITS) + (extras > 0 ? EXTRAS : 0));
	if (extras === 0) return;
	writer.u8(extras);
	if (!rejected.isEmpty()) {
		writer.varint(rejected.size());
		for (const { sequence, rejection } of rejected) {
			writer.u8(sequence % SEQUENCE_BITS);
			writer.u8(math.max(REJECTION_CODES.indexOf(rejection.code), 0));
			writer.text(rejection.message);
		}
	}
	if (retryAfter !== undefined) writer.varint(math.ceil(retryAfter * MILLISECONDS));
}

export function readAcknowledgement(reader: ByteReader): Acknowledgement {
	const first = reader.u8();
	const acked = first % SEQUENCE_BITS;
	if (first < EXTRAS) return { acked, rejected: [] };
	const extras = reader.u8();
	const rejected = new Array<Rejected>();
	if ((extras & HAS_REJECTED) !== 0) {
		for (const _ of $range(1, reader.varint())) {
			const sequence = reader.u8();
			const code = REJECTION_CODES[reader.u8()] ?? "failed";
			rejected.push({ sequence, rejection: { code, message: reader.text() } });
		}
	}
	const retryAfter = (extras & HAS_RETRY) !== 0 ? reader.varint() / MILLISECONDS : undefined;
	return { acked, rejected, retryAfter, resend: (extras & HAS_RESEND) !== 0 };
}
