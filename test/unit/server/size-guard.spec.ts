/// <reference types="@rbxts/testez/globals" />
import { DATA_SIZE_MAX, SizeGuard } from "../../../src/server/commit/size-guard";
import { Edit } from "../../../src/shared/data/edit";
import { jsonSize } from "../../../src/shared/data/json-size";

interface Texts {
	readonly a: string;
	readonly b?: string;
}

/** What putting a text into a field gives. */
function put(root: Texts, field: "a" | "b", text: string): Edit<Texts> {
	return { root: { ...root, [field]: text }, changes: [{ path: [field], value: text }] };
}

/** A text that makes a document with nothing else in it exactly as large as can be. */
function fullText(): string {
	return string.rep("x", DATA_SIZE_MAX - jsonSize({ a: "" }));
}

export = () => {
	it("takes a document of exactly the largest size, and refuses one byte more with both figures", () => {
		const root: Texts = { a: "" };
		expect(new SizeGuard().check(root, put(root, "a", fullText()))).to.equal(undefined);
		const problem = new SizeGuard().check(root, put(root, "a", `${fullText()}x`))!;
		expect(problem.kind).to.equal("tooLarge");
		expect(problem.context.expected).to.equal(`at most ${DATA_SIZE_MAX} bytes of JSON`);
		expect(problem.context.actual).to.equal(`${DATA_SIZE_MAX + 1} bytes`);
	});

	it("counts what was put in by and by, not only the last change", () => {
		const guard = new SizeGuard();
		const half = string.rep("x", DATA_SIZE_MAX / 2);
		const first = put({ a: "" }, "a", half);
		expect(guard.check({ a: "" }, first)).to.equal(undefined);
		expect(guard.check(first.root, put(first.root, "b", half))!.kind).to.equal("tooLarge");
	});

	it("measures again before it refuses: what was replaced does not count", () => {
		const guard = new SizeGuard();
		let root: Texts = { a: "" };
		for (let turn = 1; turn <= 5; turn += 1) {
			const edit = put(root, "a", string.rep("x", DATA_SIZE_MAX / 2));
			expect(guard.check(root, edit)).to.equal(undefined);
			root = edit.root;
		}
		expect(guard.about(root) <= DATA_SIZE_MAX).to.equal(true);
	});

	it("a refused change does not count against the next one", () => {
		const guard = new SizeGuard();
		const root: Texts = { a: "" };
		expect(guard.check(root, put(root, "a", `${fullText()}x`))).to.be.ok();
		expect(guard.about(root) < 1024).to.equal(true);
		expect(guard.check(root, put(root, "a", "small"))).to.equal(undefined);
	});
};
