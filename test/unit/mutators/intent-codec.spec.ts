/// <reference types="@rbxts/testez/globals" />
import type { Intent } from "../../../src/mutators/intent";
import { IntentCodec } from "../../../src/mutators/intent-codec";
import { SeededRandom } from "../../../src/testing";
import { ByteReader } from "../../../src/wire/byte-reader";
import { bytesOf } from "../wire/support";
import { callOf, declareMutators } from "./support";

export = () => {
	let codec: IntentCodec;

	beforeEach(() => {
		codec = new IntentCodec(declareMutators());
	});

	function crossed(intent: Intent): Intent {
		const reader = new ByteReader(bytesOf((writer) => codec.write(writer, intent)));
		const read = codec.read(reader, codec.idOf(intent));
		expect(reader.atEnd()).to.equal(true);
		return read;
	}

	it("carries arguments of any form, also where one is nothing", () => {
		const read = crossed(callOf("mixed", "hello", [1, 2.5, -3], undefined, new Vector3(1, 2, 3)));
		if (read.kind !== "call") throw read.kind;
		expect(read.name).to.equal("mixed");
		expect(read.args.count).to.equal(4);
		expect(read.args.values.get(1)).to.equal("hello");
		expect((read.args.values.get(2) as Array<number>).join(" ")).to.equal("1 2.5 -3");
		expect(read.args.values.get(3)).to.equal(undefined);
		expect(read.args.values.get(4)).to.equal(new Vector3(1, 2, 3));
	});

	it("carries also what the schema does not allow, for the check to refuse", () => {
		const read = crossed(callOf("earn", "a text"));
		expect(read.kind === "call" && read.args.values.get(1)).to.equal("a text");
	});

	it("carries a value with the place that it is for", () => {
		const place = codec.places.findIndex(({ pattern }) => pattern[0] === "pets");
		const read = crossed({ kind: "set", place, path: ["pets", 2, "name"], value: "Rex" });
		if (read.kind !== "set") throw read.kind;
		expect(read.path.map((segment) => `${segment}`).join(".")).to.equal("pets.2.name");
		expect(read.path[1]).to.equal(2);
		expect(read.value).to.equal("Rex");
	});

	it("numbers the mutators by their names, behind the one that sets", () => {
		const ids = ["careless", "earn", "free", "mixed", "zero"].map((name) => codec.idOf(callOf(name)));
		expect(ids.join(" ")).to.equal("1 2 3 4 5");
		expect(codec.idOf({ kind: "set", place: 0, path: ["volume"], value: 1 })).to.equal(0);
	});

	it("takes one byte for a small whole number, and none for no argument", () => {
		expect(buffer.len(bytesOf((writer) => codec.write(writer, callOf("earn", 5))))).to.equal(1);
		expect(buffer.len(bytesOf((writer) => codec.write(writer, callOf("zero"))))).to.equal(0);
	});

	it("of any other bytes reads an intent or throws, and never one of a place that is not declared", () => {
		const random = new SeededRandom(7);
		let read = 0;
		for (const _ of $range(1, 3000)) {
			const bytes = buffer.create(random.nextInteger(0, 20));
			for (const index of $range(0, buffer.len(bytes) - 1)) {
				buffer.writeu8(bytes, index, random.nextInteger(0, random.chance(0.7) ? 9 : 255));
			}
			const [ok, intent] = pcall(() => codec.read(new ByteReader(bytes), random.nextInteger(0, 6)));
			if (!ok) continue;
			read += 1;
			const found = intent as Intent;
			if (found.kind === "set") expect(found.path[0] === "hidden" || found.path[0] === "coins").to.equal(false);
			else expect(codec.idOf(found) > 0).to.equal(true);
		}
		expect(read > 300).to.equal(true);
	});
};
