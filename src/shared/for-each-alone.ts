import { reportAlone } from "./report-alone";

/** What goes wrong with one is reported by the engine as an error of its own thread, and the others have their turn. */
export function forEachAlone<T extends defined>(all: ReadonlyArray<T>, body: (one: T) => void): void {
	let at = 0;
	while (at < all.size()) {
		const [ok, problem] = pcall(() => {
			while (at < all.size()) {
				at += 1;
				body(all[at - 1]);
			}
		});
		if (!ok) reportAlone(problem);
	}
}
