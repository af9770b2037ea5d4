import type { Universe } from "../headless/universe/universe";
import { readStored } from "./game-rules";
import type { PlayerModel } from "./player-model";

interface StoredDocument {
	readonly epoch?: number;
	readonly lock?: unknown;
	readonly data?: unknown;
}

/** What the store was seen to do. */
export interface StoreCounts {
	opens: number;
	saves: number;
	releases: number;
}

export const STORE = "Players";

/** Reads the envelope from outside: opens, saves and releases are told by its lock and epoch alone. */
export class StoreWatch {
	readonly counts: StoreCounts = { opens: 0, saves: 0, releases: 0 };

	constructor(
		universe: Universe,
		modelOf: (key: string) => PlayerModel | undefined,
		complain: (problem: string) => void,
	) {
		universe.cloud.observe((write) => {
			const model = write.store === STORE ? modelOf(write.key) : undefined;
			if (model === undefined) return;
			this.count(write.previous as StoredDocument | undefined, write.value as StoredDocument);
			const belongings = readStored((write.value as StoredDocument).data);
			const problem =
				belongings === undefined
					? `${model.name}: what was written is no document of the game, or holds an item twice`
					: model.written(belongings, universe.scheduler.now);
			if (problem !== undefined) complain(problem);
		});
	}

	private count(previous: StoredDocument | undefined, value: StoredDocument): void {
		if (previous === undefined || previous.epoch !== value.epoch) {
			this.counts.opens += 1;
		} else if (value.lock === undefined) {
			this.counts.releases += 1;
		} else {
			this.counts.saves += 1;
		}
	}
}
