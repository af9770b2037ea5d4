/** A set that is gone through in the order in which its members came: a Luau table's own order is not the same each time. */
export class OrderedSet<T extends object> {
	private list = new Array<T>();
	/** Somebody may be going through the list: it is not changed any more. */
	private isShared = false;
	private readonly members = new Set<T>();

	add(member: T): void {
		if (this.members.has(member)) return;
		this.members.add(member);
		// Only then: a hundred that are added in a row would be copied a hundred times.
		if (this.isShared) this.list = table.clone(this.list);
		this.isShared = false;
		this.list.push(member);
	}

	delete(member: T): void {
		if (!this.members.delete(member)) return;
		this.list = this.list.filter((other) => other !== member);
		this.isShared = false;
	}

	has(member: T): boolean {
		return this.members.has(member);
	}

	isEmpty(): boolean {
		return this.list.isEmpty();
	}

	/** As they are now: whoever goes through them may add and delete. */
	values(): ReadonlyArray<T> {
		this.isShared = true;
		return this.list;
	}

	/** All of them, and then there are none. */
	takeAll(): ReadonlyArray<T> {
		const { list } = this;
		if (!list.isEmpty()) {
			this.list = [];
			this.isShared = false;
			this.members.clear();
		}
		return list;
	}
}
