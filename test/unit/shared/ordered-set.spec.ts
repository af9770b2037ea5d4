/// <reference types="@rbxts/testez/globals" />
import { OrderedSet } from "../../../src/shared/ordered-set";

export = () => {
	const [a, b, c] = [{ name: "a" }, { name: "b" }, { name: "c" }];
	let members: OrderedSet<{ readonly name: string }>;

	beforeEach(() => {
		members = new OrderedSet();
		for (const member of [b, a, c]) members.add(member);
	});

	function told(): string {
		return members
			.values()
			.map(({ name }) => name)
			.join(" ");
	}

	it("has its members in the order in which they came, each once", () => {
		members.add(b);
		expect(told()).to.equal("b a c");
		members.delete(b);
		members.add(b);
		expect(told()).to.equal("a c b");
	});

	it("may be changed by who goes through it", () => {
		const seen = new Array<string>();
		for (const member of members.values()) {
			seen.push(member.name);
			members.delete(member);
			members.add({ name: `${member.name}2` });
		}
		expect(seen.join(" ")).to.equal("b a c");
		expect(told()).to.equal("b2 a2 c2");
	});

	it("knows who is in it", () => {
		members.delete(a);
		members.delete(a);
		expect(members.has(a)).to.equal(false);
		expect(members.has(c)).to.equal(true);
		expect(members.isEmpty()).to.equal(false);
	});

	it("gives all away at once, and takes them in again", () => {
		expect(members.takeAll().size()).to.equal(3);
		expect(members.isEmpty()).to.equal(true);
		expect(members.has(a)).to.equal(false);
		members.add(a);
		expect(told()).to.equal("a");
	});
};
