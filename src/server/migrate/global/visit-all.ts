/** Calls `visit` for every key, a few at a time, until `mayGo` says no. Yields until the last one has returned. */
export function visitAll(
	keys: ReadonlyArray<string>,
	parallel: number,
	mayGo: () => boolean,
	visit: (key: string) => void,
): void {
	let index = 0;
	const work = () => {
		// Asked before a key is taken, for it may yield and end with no.
		while (index < keys.size() && mayGo() && index < keys.size()) {
			const key = keys[index];
			index += 1;
			visit(key);
		}
	};
	const workers = new Array<Promise<void>>();
	for (let count = 1; count <= math.min(parallel, keys.size()); count += 1) {
		workers.push(new Promise<void>((resolve) => resolve(work())));
	}
	Promise.all(workers).expect();
}
