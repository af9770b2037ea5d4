/** A set that is gone through in the order in which its members came: a Luau table's own order is not the same each time. */
export class OrderedSet<T extends object> {
	private list: ReadonlyArray<T> = [];
	private readonly members = new Set<T>();

	add(member: T): void {
		if (this.members.has(member)) return;
		this.members.add(member);
		this.list = [...this.list, member];
	}

	delete(member: T): void {
		if (this.members.delete(member)) this.list = this.list.filter((other) => other !== member);
	}

	has(member: T): boolean {
		return this.members.has(member);
	}

	isEmpty(): boolean {
		return this.list.isEmpty();
	}

	/** As they are now: whoever goes through them may add and delete. */
	values(): ReadonlyArray<T> {
		return this.list;
	}

	/** All of them, and then there are none. */
	takeAll(): ReadonlyArray<T> {
		const { list } = this;
		if (!list.isEmpty()) {
			this.list = [];
			this.members.clear();
		}
		return list;
	}
}
