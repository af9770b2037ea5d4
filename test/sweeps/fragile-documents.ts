import type * as HoldfastServer from "../../src/server";
import type { SeededRandom } from "../../src/testing";
import type { NothingGone } from "./checkers/nothing-gone";
import type { SweepServer } from "./sweep-server";

/** What those who break documents work with. */
export interface FragileWorld {
	readonly random: SeededRandom;
	isCalm(): boolean;
	pickServer(): SweepServer | undefined;
	later(seconds: number, action: () => void): void;
	countDamage(): void;
}

const KEYS = ["vase1", "vase2"];

/** Documents that somebody else's script damages in the store while nobody has them open, and servers that open them. */
export class FragileDocuments {
	private damages = 0;

	constructor(
		private readonly world: FragileWorld,
		private readonly checker: NothingGone,
	) {}

	begin(): void {
		for (const key of KEYS) {
			this.visit(key);
			this.damage(key);
		}
	}

	private visit(key: string): void {
		const { world, checker } = this;
		world.later(3 + world.random.nextNumber() * 15, () => {
			const host = world.pickServer();
			host?.inside(() => {
				const opened = host.manager.open(host.fragile, key).expect();
				if (!opened.ok) return;
				const session = opened.value as HoldfastServer.Session<{ total: number }>;
				checker.openedFragile(key, session.data.total, session.id.nonce);
				for (const _ of $range(1, 3)) {
					session.increment(["total"]);
					session.save().expect();
				}
				session.close().expect();
			});
			if (!world.isCalm()) this.visit(key);
		});
	}

	private damage(key: string): void {
		const { world, checker } = this;
		world.later(30 + world.random.nextNumber() * 40, () => {
			if (world.isCalm()) return;
			const form = world.random.nextInteger(1, 3);
			this.damages += 1;
			const mark = `damage ${this.damages} of ${key}`;
			const host = world.pickServer();
			host?.inside(() => {
				// What waits in the queue is to be Holdfast's fault alone (seeds 82578, 91249, 95587).
				if (!host.hasBudget()) return;
				const store = host.rawStore("Fragile");
				pcall(() =>
					store.UpdateAsync(key, (stored: unknown) => {
						const record = stored as { lock?: unknown; data?: unknown } | undefined;
						if (record?.data === undefined || record.lock !== undefined) return undefined;
						// The transform may run and its write fail: only what is seen to be stored counts.
						if (form === 1) return { mark };
						return { ...record, data: form === 2 ? { total: mark } : mark };
					}),
				);
			});
			checker.expectDamage(key, mark);
			world.countDamage();
			this.damage(key);
		});
	}
}
