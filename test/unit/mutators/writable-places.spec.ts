/// <reference types="@rbxts/testez/globals" />
import { findWritablePlaces, freeSegments, pathOf, writableAt } from "../../../src/mutators/writable-places";
import { s, Schema } from "../../../src/schema";
import { declareMutators } from "./support";

export = () => {
	const places = findWritablePlaces(declareMutators().schema.node);

	it("are what the schema declares, and nothing inside of what is private", () => {
		const told = places.map(({ pattern }) => pattern.map((segment) => `${segment}`).join("."));
		told.sort();
		expect(told.join(" ")).to.equal("keys.* nickname pets.*.name volume");
	});

	it("are counted alike by both sides, who each declare the schema", () => {
		const other = findWritablePlaces(declareMutators().schema.node);
		expect(other.map(({ pattern }) => pattern.join("."))[2]).to.equal(
			places.map(({ pattern }) => pattern.join("."))[2],
		);
		expect(other.size()).to.equal(places.size());
	});

	it("are found by a path that leads to one, and by no other", () => {
		const found = (...path: Array<string | number>) => {
			const index = writableAt(places, path);
			return index !== undefined ? places[index].pattern.join(".") : "none";
		};
		expect(found("volume")).to.equal("volume");
		expect(found("pets", 3, "name")).to.equal("pets.*.name");
		expect(found("keys", "gold")).to.equal("keys.*");
		expect(found("pets", 3, "age")).to.equal("none");
		expect(found("pets", 3)).to.equal("none");
		expect(found("volume", "x")).to.equal("none");
		expect(found("hidden", "flag")).to.equal("none");
		expect(found()).to.equal("none");
	});

	it("are the whole of what is declared, not its parts", () => {
		const whole = s.object({ settings: s.object({ loud: s.boolean().clientWritable() }).clientWritable() });
		expect(
			findWritablePlaces(whole.node)
				.map(({ pattern }) => pattern.join("."))
				.join(" "),
		).to.equal("settings");
	});

	it("of a schema that contains itself end", () => {
		interface Folder {
			label: string;
			inner?: Folder;
		}
		const folder: Schema<Folder> = s.lazy<Folder>(() => s.object({ label: s.string(), inner: folder.optional() }));
		const found = findWritablePlaces(s.object({ root: folder, top: s.number().clientWritable() }).node);
		expect(found.map(({ pattern }) => pattern.join(".")).join(" ")).to.equal("top");
	});

	it("are refused, when they are declared, where no path could name them", () => {
		const loud = s.object({ loud: s.boolean().clientWritable() });
		for (const into of [
			s.union(s.string(), loud),
			s.lazy(() => loud),
			s.map(s.number(), loud),
			s.array(s.map(s.number(), s.string().clientWritable())),
		]) {
			const [ok, problem] = pcall(() => findWritablePlaces(s.object({ held: into as Schema<unknown> }).node));
			expect(ok).to.equal(false);
			expect(string.find(tostring(problem), "no path leads into held", 1, true)[0]).to.be.ok();
		}
		const whole = s.union(s.string(), s.number()).clientWritable();
		expect(findWritablePlaces(s.object({ whole }).node).size()).to.equal(1);
	});

	it("take a path apart and make it again", () => {
		const pattern = ["pets", "*", "bag", "*"];
		const path = ["pets", 3, "bag", "gold"];
		const free = freeSegments(pattern, path);
		expect(free.map((segment) => `${segment}`).join(" ")).to.equal("3 gold");
		expect(
			pathOf(pattern, free)
				.map((segment) => `${segment}`)
				.join("."),
		).to.equal("pets.3.bag.gold");
	});
};
