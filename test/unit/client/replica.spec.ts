/// <reference types="@rbxts/testez/globals" />
import { Replica } from "../../../src/client/replica";
import { writeChangesHead } from "../../../src/protocol/changes-body";
import { s } from "../../../src/schema";
import { ByteReader } from "../../../src/wire/byte-reader";
import { WireSchema } from "../../../src/wire/wire-schema";
import { bytesOf, changesOf } from "../wire/support";

interface Data {
	readonly coins: number;
	readonly items: ReadonlyArray<string>;
}

const schema = s.object({ coins: s.integer(), items: s.array(s.string()) });

export = () => {
	let wire: WireSchema;
	let replica: Replica;

	function of(coins: number, ...items: ReadonlyArray<string>): Data {
		return { coins, items };
	}

	function snapshotOf(data: Data): buffer {
		return bytesOf((writer) => wire.writeRoot(writer, data));
	}

	/** What leads from one root to another. */
	function step(from: number, before: Data, after: Data, revisions = 1): ByteReader {
		const { count, bytes } = changesOf(wire, before, after);
		const body = bytesOf((writer) => {
			writeChangesHead(writer, { from, to: from + revisions, count });
			writer.append(bytes);
		});
		return new ByteReader(body);
	}

	function part(bytes: buffer, from: number, to: number): buffer {
		const made = buffer.create(to - from);
		buffer.copy(made, 0, bytes, from, to - from);
		return made;
	}

	function begin(revision: number, data: Data): void {
		wire = new WireSchema(schema.node, "owner");
		const bytes = snapshotOf(data);
		replica = new Replica(0, wire, { revision, size: buffer.len(bytes) });
		replica.addChunk(bytes);
	}

	function told(): string {
		const root = replica.getRoot() as Data | undefined;
		return root !== undefined ? `${root.coins} ${root.items.join(" ")} @${replica.getRevision()}` : "nothing";
	}

	beforeEach(() => begin(7, of(1, "a")));

	describe("a snapshot", () => {
		it("counts when all its parts are there", () => {
			const bytes = snapshotOf(of(5, "one", "two"));
			const half = math.floor(buffer.len(bytes) / 2);
			replica.begin({ revision: 9, size: buffer.len(bytes) });
			expect(told()).to.equal("nothing");
			expect(replica.addChunk(part(bytes, 0, half)).kind).to.equal("waiting");
			expect(replica.progress() > 0 && replica.progress() < 1).to.equal(true);
			expect(replica.addChunk(part(bytes, half, buffer.len(bytes))).kind).to.equal("whole");
			expect(replica.progress()).to.equal(1);
			expect(told()).to.equal("5 one two @9");
		});

		it("has what came meanwhile done on it, in its order", () => {
			const bytes = snapshotOf(of(5));
			replica.begin({ revision: 9, size: buffer.len(bytes) });
			expect(replica.apply(step(9, of(5), of(6))).kind).to.equal("waiting");
			expect(replica.apply(step(10, of(6), of(6, "b"))).kind).to.equal("waiting");
			expect(replica.addChunk(bytes).kind).to.equal("whole");
			expect(told()).to.equal("6 b @11");
		});

		it("passes over what it has already", () => {
			const bytes = snapshotOf(of(6));
			replica.begin({ revision: 10, size: buffer.len(bytes) });
			replica.apply(step(9, of(5), of(6)));
			expect(replica.addChunk(bytes).kind).to.equal("whole");
			expect(told()).to.equal("6  @10");
		});

		it("of which nothing is expected is nothing", () => {
			expect(replica.addChunk(buffer.create(3)).kind).to.equal("nothing");
			expect(told()).to.equal("1 a @7");
		});
	});

	describe("changes", () => {
		it("lead to the revision that they say, and name what changed", () => {
			const made = replica.apply(step(7, of(1, "a"), of(2, "a"), 3));
			expect(made.kind === "whole" && made.paths!.map((path) => path.join(".")).join()).to.equal("coins");
			expect(told()).to.equal("2 a @10");
		});

		it("that come again do nothing", () => {
			const before = of(1, "a");
			replica.apply(step(7, before, of(2, "a")));
			expect(replica.apply(step(7, before, of(2, "a"))).kind).to.equal("nothing");
			expect(told()).to.equal("2 a @8");
		});

		it("of which one before is missing do nothing, and say so", () => {
			expect(replica.apply(step(8, of(2), of(3))).kind).to.equal("gap");
			expect(told()).to.equal("1 a @7");
		});

		it("begin where this revision lies in the middle of: that is a gap", () => {
			expect(replica.apply(step(6, of(0), of(3), 2)).kind).to.equal("gap");
		});

		it("are known by the last bits of their revision, also where these begin again", () => {
			begin(65535, of(1));
			expect(replica.apply(step(65535, of(1), of(2))).kind).to.equal("whole");
			expect(replica.getRevision()).to.equal(65536);
			expect(replica.apply(step(65535, of(1), of(2))).kind).to.equal("nothing");
			expect(replica.apply(step(65536, of(2), of(3))).kind).to.equal("whole");
			expect(replica.apply(step(65539, of(2), of(3))).kind).to.equal("gap");
		});

		it("that are none throw, and leave everything as it is", () => {
			const body = bytesOf((writer) => {
				writeChangesHead(writer, { from: 7, to: 8, count: 3 });
				writer.raw("\xff\xff\xff");
			});
			expect(pcall(() => replica.apply(new ByteReader(body)))[0]).to.equal(false);
			expect(told()).to.equal("1 a @7");
		});
	});

	describe("compare", () => {
		it("tells the same from another content and from another revision", () => {
			const hash = wire.hash(of(1, "a"));
			expect(replica.compare(7, hash)).to.equal("same");
			expect(replica.compare(7, wire.hash(of(2, "a")))).to.equal("different");
			expect(replica.compare(8, hash)).to.equal("older");
			replica.begin({ revision: 9, size: 10 });
			expect(replica.compare(9, hash)).to.equal("unknown");
		});
	});
};
