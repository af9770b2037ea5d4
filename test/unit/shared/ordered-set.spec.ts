/// <reference types="@rbxts/testez/globals" />
import { OrderedSet } from "../../../src/shared/ordered-set";

interface Member {
	readonly name: string;
}

const namesOf = (members: ReadonlyArray<Member>) => members.map(({ name }) => name).join("");

export = () => {
	let members: OrderedSet<Member>;
	const [a, b, c]: [Member, Member, Member] = [{ name: "a" }, { name: "b" }, { name: "c" }];

	beforeEach(() => {
		members = new OrderedSet<Member>();
		members.add(c);
		members.add(a);
	});

	it("a set is gone through in the order in which its members came, each once", () => {
		members.add(b);
		members.add(c);
		expect(namesOf(members.values())).to.equal("cab");
	});

	it("who goes through a set sees it as it was, whatever is added or deleted meanwhile", () => {
		const seen = new Array<Member>();
		for (const member of members.values()) {
			seen.push(member);
			members.add(b);
			members.delete(a);
		}
		expect(namesOf(seen)).to.equal("ca");
		expect(namesOf(members.values())).to.equal("cb");
	});

	it("values that were taken out of a set once do not change when more are added", () => {
		const before = members.values();
		members.add(b);
		expect(namesOf(before)).to.equal("ca");
		const taken = members.takeAll();
		members.add(a);
		expect(namesOf(taken)).to.equal("cab");
		expect(namesOf(members.values())).to.equal("a");
	});

	it("a set whose members were all taken is empty, and takes them again", () => {
		members.takeAll();
		expect(members.isEmpty()).to.equal(true);
		expect(members.has(a)).to.equal(false);
		members.add(a);
		expect(members.has(a)).to.equal(true);
	});
};
