import { Session } from "./session";

interface Entry {
	/** Undefined while the open is under way. */
	session?: Session<object>;
	userId?: number;
}

/** The documents that are open here or on their way, by collection and key; a document is open once. */
export class SessionTable {
	private readonly entries = new Map<string, Entry>();
	private waiting = new Array<() => void>();

	size(): number {
		return this.all().size();
	}

	/** Keeps a place for an open that begins; false if the document is open or being opened. */
	reserve(collection: string, key: string): boolean {
		const id = this.idOf(collection, key);
		if (this.entries.has(id)) return false;
		this.entries.set(id, {});
		return true;
	}

	unreserve(collection: string, key: string): void {
		this.entries.delete(this.idOf(collection, key));
		this.announceIfEmpty();
	}

	/** Puts an opened session into its reserved place, until it ends. */
	add(session: Session<object>, userId: number | undefined): void {
		this.entries.set(this.idOf(session.collection, session.key), { session, userId });
		session.ended.subscribe(() => this.unreserve(session.collection, session.key));
	}

	/** Resolves when no session of that document is on its way out: at once, if there is none. */
	whenNotClosing(collection: string, key: string): Promise<void> {
		const session = this.find(collection, key);
		if (session?.getState() !== "closing") return Promise.resolve();
		return new Promise((resolve) => {
			const unsubscribe = session.ended.subscribe(() => {
				unsubscribe();
				resolve();
			});
		});
	}

	find(collection: string, key: string): Session<object> | undefined {
		return this.entries.get(this.idOf(collection, key))?.session;
	}

	/** In the order of their keys, which is the same in every run. */
	all(): Array<Session<object>> {
		return this.sessionsWhere(() => true);
	}

	ofUser(userId: number): Array<Session<object>> {
		return this.sessionsWhere((entry) => entry.userId === userId);
	}

	/** Resolves when nothing is open any more, nor being opened. */
	whenEmpty(): Promise<void> {
		return new Promise((resolve) => {
			this.waiting.push(resolve);
			this.announceIfEmpty();
		});
	}

	private sessionsWhere(matches: (entry: Entry) => boolean): Array<Session<object>> {
		const ids = new Array<string>();
		for (const [id, entry] of this.entries) {
			if (entry.session !== undefined && matches(entry)) ids.push(id);
		}
		ids.sort((a, b) => a < b);
		return ids.map((id) => this.entries.get(id)!.session!);
	}

	private announceIfEmpty(): void {
		if (!this.entries.isEmpty()) return;
		const waiting = this.waiting;
		this.waiting = [];
		for (const resolve of waiting) resolve();
	}

	private idOf(collection: string, key: string): string {
		return `${collection}/${key}`;
	}
}
