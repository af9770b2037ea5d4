/// <reference types="@rbxts/testez/globals" />
import { Acknowledgement, readAcknowledgement, writeAcknowledgement } from "../../../src/protocol/acknowledgement";
import { readChangesHead, writeChangesHead } from "../../../src/protocol/changes-body";
import {
	ClientSection,
	readClientSection,
	writeHello,
	writeIntentHead,
	writeResync,
} from "../../../src/protocol/client-section";
import { readHead, SectionKind, writeHead } from "../../../src/protocol/section-kind";
import { readServerMessage, showFlags } from "../../../src/protocol/server-section";
import { SeededRandom } from "../../../src/testing";
import { ByteReader } from "../../../src/wire/byte-reader";
import { bytesOf } from "../wire/support";

function randomBytes(random: SeededRandom): buffer {
	const bytes = buffer.create(random.nextInteger(0, 40));
	for (const index of $range(0, buffer.len(bytes) - 1)) buffer.writeu8(bytes, index, random.nextInteger(0, 255));
	return bytes;
}

export = () => {
	describe("an answer", () => {
		function crossed(ack: Acknowledgement): Acknowledgement {
			const reader = new ByteReader(bytesOf((writer) => writeAcknowledgement(writer, ack)));
			const read = readAcknowledgement(reader);
			expect(reader.atEnd()).to.equal(true);
			return read;
		}

		it("is one byte where all is well", () => {
			expect(buffer.len(bytesOf((writer) => writeAcknowledgement(writer, { acked: 63, rejected: [] })))).to.equal(1);
			expect(crossed({ acked: 63, rejected: [] }).acked).to.equal(63);
			expect(crossed({ acked: 64 * 5 + 9, rejected: [] }).acked).to.equal(9);
		});

		it("says which were rejected and why, when to come again, and what is missing", () => {
			const read = crossed({
				acked: 5,
				rejected: [
					{ sequence: 4, rejection: { code: "refused", message: "Zu wenig Münzen." } },
					{ sequence: 5, rejection: { code: "closed", message: "" } },
				],
				retryAfter: 1.2345,
				resend: true,
			});
			expect(
				read.rejected.map((it) => `${it.sequence} ${it.rejection.code} ${it.rejection.message}`).join("; "),
			).to.equal("4 refused Zu wenig Münzen.; 5 closed ");
			// Never earlier than it was meant.
			expect(read.retryAfter).to.equal(1.235);
			expect(read.resend).to.equal(true);
			expect(crossed({ acked: 5, rejected: [], resend: true }).retryAfter).to.equal(undefined);
		});
	});

	describe("the head of changes", () => {
		it("is three bytes where they are few, and holds any number of them", () => {
			for (const [revisions, count] of [
				[1, 1],
				[14, 14],
				[15, 0],
				[15, 15],
				[200, 3],
				[3, 70000],
			]) {
				const bytes = bytesOf((writer) => writeChangesHead(writer, { from: 70001, to: 70001 + revisions, count }));
				const head = readChangesHead(new ByteReader(bytes));
				expect(head.from).to.equal(70001 % 65536);
				expect(head.to - head.from).to.equal(revisions);
				expect(head.count).to.equal(count);
				if (revisions < 15 && count < 15) expect(buffer.len(bytes)).to.equal(3);
			}
		});
	});

	describe("the head of a section to a client", () => {
		it("is one byte for the first 31 streams, and holds any stream", () => {
			for (const stream of [0, 1, 30, 31, 32, 500]) {
				const bytes = bytesOf((writer) => writeHead(writer, SectionKind.RESET, stream));
				const [kind, read] = readHead(new ByteReader(bytes));
				expect(kind).to.equal(SectionKind.RESET);
				expect(read).to.equal(stream);
				expect(buffer.len(bytes) === 1).to.equal(stream < 31);
			}
		});
	});

	describe("a message to a client", () => {
		it("is its sections, one after the other; the last changes need no length", () => {
			const message = bytesOf((writer) => {
				writeHead(writer, SectionKind.SHOW, 2);
				writer.text("player");
				writer.text("12");
				writer.u8(showFlags("public", false));
				writer.varint(300);
				writer.varint(5);
				writeHead(writer, SectionKind.CHUNK, 2);
				writer.bytes(buffer.fromstring("hello"));
				writeHead(writer, SectionKind.CHANGES, 1);
				writeAcknowledgement(writer, { acked: 3, rejected: [] });
				writer.varint(2);
				writer.raw("ab");
				writeHead(writer, SectionKind.HASH, 1);
				writer.u16(9);
				writer.u32(2 ** 32 - 1);
				writeHead(writer, SectionKind.HIDE, 7);
				writeHead(writer, SectionKind.RESET, 1);
				writeAcknowledgement(writer, { acked: 4, rejected: [] });
				writer.varint(10);
				writer.varint(20);
				writeHead(writer, SectionKind.ACK, 0);
				writeAcknowledgement(writer, { acked: 8, rejected: [] });
				writeHead(writer, SectionKind.LAST_CHANGES, 0);
				writeAcknowledgement(writer, { acked: 9, rejected: [] });
				writer.raw("the rest");
			});
			const told = new Array<string>();
			readServerMessage(message, (it) => {
				let more = "";
				if (it.kind === "show") more = `${it.channel} ${it.key} ${it.view} ${it.isOwn} ${it.revision} ${it.size}`;
				else if (it.kind === "chunk") more = buffer.tostring(it.bytes);
				else if (it.kind === "changes") more = `${it.ack.acked} ${it.body.raw(it.body.left())}`;
				else if (it.kind === "hash") more = `${it.revision} ${it.hash}`;
				else if (it.kind === "reset") more = `${it.ack.acked} ${it.revision} ${it.size}`;
				else if (it.kind === "ack") more = `${it.ack.acked}`;
				told.push(`${it.kind} ${it.stream} ${more}`);
			});
			expect(told.join("; ")).to.equal(
				"show 2 player 12 public false 300 5; chunk 2 hello; changes 1 3 ab; hash 1 9 4294967295; hide 7 ; " +
					"reset 1 4 10 20; ack 0 8; changes 0 9 the rest",
			);
		});

		it("that is cut off anywhere is no message", () => {
			const whole = bytesOf((writer) => {
				writeHead(writer, SectionKind.HASH, 40);
				writer.u16(9);
				writer.u32(7);
			});
			for (const size of $range(1, buffer.len(whole) - 1)) {
				const cut = buffer.create(size);
				buffer.copy(cut, 0, whole, 0, size);
				expect(pcall(() => readServerMessage(cut, () => {}))[0]).to.equal(false);
			}
		});
	});

	describe("a message to the server", () => {
		function crossed(write: Parameters<typeof bytesOf>[0]): ClientSection {
			const reader = new ByteReader(bytesOf(write));
			const read = readClientSection(reader);
			expect(reader.atEnd()).to.equal(true);
			return read;
		}

		it("names the stream, number and mutator of an intent", () => {
			for (const stream of [0, 6, 7, 8, 300]) {
				for (const id of [0, 15, 16, 1000]) {
					const read = crossed((writer) => writeIntentHead(writer, stream, 64 + 5, id));
					if (read.kind !== "intent") throw read.kind;
					expect(read.stream).to.equal(stream);
					expect(read.id).to.equal(id);
					expect(read.sequence).to.equal(5);
				}
			}
			expect(buffer.len(bytesOf((writer) => writeIntentHead(writer, 6, 1, 15)))).to.equal(2);
		});

		it("says after which revision something is missing, or that all is", () => {
			const some = crossed((writer) => writeResync(writer, 3, 0));
			expect(some.kind === "resync" && some.stream === 3 && some.revision === 0).to.equal(true);
			const all = crossed((writer) => writeResync(writer, 300));
			expect(all.kind === "resync" && all.stream === 300 && all.revision === undefined).to.equal(true);
			const hello = crossed((writer) => writeHello(writer, 0x7fffffff));
			expect(hello.kind === "hello" && hello.nonce).to.equal(0x7fffffff);
		});

		it("of any other bytes is either a section or an error, and never reads on for ever", () => {
			const random = new SeededRandom(1);
			let errors = 0;
			for (const _ of $range(1, 2000)) {
				const reader = new ByteReader(randomBytes(random));
				const [ok] = pcall(() => {
					while (!reader.atEnd()) readClientSection(reader);
				});
				if (!ok) errors += 1;
			}
			expect(errors > 1000).to.equal(true);
		});
	});
};
