/// <reference types="@rbxts/testez/globals" />
import { DataMigration, DataMigrationOptions } from "../../../../src/server";
import { formatPath } from "../../../../src/shared/data";

interface First {
	coins: number;
	items: Array<{ id: string }>;
}

const FIRST: First = { coins: 5, items: [{ id: "torch" }] };

export = () => {
	let migration: DataMigration;

	const make = (options: DataMigrationOptions = {}) => {
		migration = new DataMigration(options);
		migration.registerMigrationStep({
			from: 1,
			to: 2,
			description: "coins become a wallet",
			up: (data: First & { wallet?: object }) => {
				data.wallet = { gold: data.coins };
				delete (data as Partial<First>).coins;
			},
		});
		migration.registerMigrationStep({ from: 2, to: 3, up: (data) => ({ ...data, level: 1 }) });
	};
	const said = (data: object, from = 1, target?: number) => {
		const result = migration.migrate(data, from, target);
		return result.ok ? "migrated" : `${result.error.kind}: ${result.error.message}`;
	};
	const has = (text: string, part: string) => expect(text.find(part, 1, true)[0]).to.be.ok();
	const withStep = (up: (data: Record<string, unknown>) => unknown, options?: DataMigrationOptions) => {
		migration = new DataMigration(options);
		migration.registerMigrationStep({ from: 1, to: 2, up });
	};

	beforeEach(() => make());

	describe("a migration", () => {
		it("runs the steps between, in place or by what they return, and leaves what it was given as it was", () => {
			const result = migration.migrate(FIRST, 1);
			if (!result.ok) return error(result.error.message);
			const data = result.value.data as {
				wallet: { gold: number };
				level: number;
				items: First["items"];
				coins?: number;
			};
			expect(data.wallet.gold).to.equal(5);
			expect(data.level).to.equal(1);
			expect(data.items[0].id).to.equal("torch");
			expect(data.coins).to.equal(undefined);
			expect(`${result.value.from} ${result.value.to} ${result.value.readableFrom}`).to.equal("1 3 3");
			expect(table.isfrozen(result.value.data)).to.equal(true);
			expect(FIRST.coins).to.equal(5);
		});

		it("that fails in the middle of the chain names its step, and nothing has changed", () => {
			migration.registerMigrationStep({ from: 3, to: 4, up: () => error("no", 0) });
			const result = migration.migrate(FIRST, 1);
			expect(!result.ok && result.error.kind).to.equal("migrationFailed");
			has(said(FIRST), "3 → 4 failed: no");
			expect(FIRST.coins).to.equal(5);
			expect(said(FIRST, 1, 3)).to.equal("migrated");
		});

		it("whose step yields, or is async, is refused", () => {
			withStep(() => task.wait());
			has(said({}), "waited");
			withStep(() => Promise.delay(0));
			has(said({}), "waited");
		});

		it("that makes what cannot be stored is refused with the place", () => {
			withStep((data) => {
				data.list = [{ bad: 0 / 0 }];
			});
			const result = migration.migrate({}, 1);
			const path = result.ok ? [] : (result.error.context.path ?? []);
			expect(formatPath(path)).to.equal("list[0].bad");
			withStep((data) => {
				data.own = data;
			});
			has(said({}), "cannot be stored");
		});

		it("that makes more than a document may hold is refused", () => {
			withStep((data) => {
				data.text = string.rep("x", 4_000_000);
			});
			has(said({}), "more than a document may hold");
		});

		it("is validated after each step, with all that is wrong", () => {
			const problem = { path: ["level"], rule: "range", expected: "at least 2", actual: "1" };
			make({ validate: (version) => (version === 3 ? [problem, problem] : []) });
			const result = migration.migrate(FIRST, 1);
			if (result.ok || result.error.kind !== "migrationFailed") return error("it was not refused");
			has(result.error.message, "level: expected at least 2, got 1");
			expect(result.error.problems.size()).to.equal(2);
			expect(`${result.error.from} ${result.error.to}`).to.equal("2 3");
			expect(said(FIRST, 1, 2)).to.equal("migrated");
		});

		it("cannot change what a step shares with other documents", () => {
			const shared = { amount: 1 };
			withStep((data) => {
				data.shared = shared;
			});
			migration.registerMigrationStep({
				from: 2,
				to: 3,
				up: (data: { shared: { amount: number } }) => {
					data.shared.amount += 1;
				},
			});
			expect(said({})).to.equal("migrated");
			expect(shared.amount).to.equal(1);
			expect(table.isfrozen(shared)).to.equal(false);
		});

		it("goes back where the steps have a way back", () => {
			migration = new DataMigration();
			migration.registerMigrationStep({
				from: 1,
				to: 2,
				up: (data: First) => ({ ...data, coins: data.coins * 100 }),
				down: (data: First) => ({ ...data, coins: data.coins / 100 }),
			});
			const result = migration.migrate({ coins: 700 }, 2, 1);
			expect(result.ok && (result.value.data as First).coins).to.equal(7);
		});
	});

	describe("strict mode", () => {
		it("finds a step that is not pure, and says where it differs", () => {
			let count = 0;
			const up = (data: Record<string, unknown>) => {
				count += 1;
				data.pets = [{ name: "rex" }, { name: `pet ${count}` }];
			};
			withStep(up);
			expect(said({})).to.equal("migrated");
			withStep(up, { strict: true });
			const result = migration.migrate({}, 1);
			expect(formatPath(result.ok ? [] : result.error.context.path!)).to.equal("pets[1].name");
			has(said({}), "not pure");
		});

		it("lets a pure chain pass", () => {
			make({ strict: true });
			expect(said(FIRST)).to.equal("migrated");
		});
	});

	describe("a plan", () => {
		it("lists the steps, and estimates no time before each has run", () => {
			const plan = migration.getMigrationPlan(1);
			if (!plan.ok) return error(plan.error.message);
			expect(plan.value.steps.map((one) => `${one.from}→${one.to}`).join(" ")).to.equal("1→2 2→3");
			expect(plan.value.steps[0].description).to.equal("coins become a wallet");
			expect(plan.value.estimatedSeconds).to.equal(undefined);
			migration.migrate(FIRST, 1, 2);
			const half = migration.getMigrationPlan(1);
			expect(half.ok && half.value.estimatedSeconds).to.equal(undefined);
		});

		it("estimates the sum of the means of what the steps have taken", () => {
			let seconds = 0;
			let pace = 1;
			make({
				now: () => {
					seconds += pace;
					return seconds;
				},
			});
			migration.migrate(FIRST, 1);
			pace = 3;
			migration.migrate(FIRST, 1);
			const plan = migration.getMigrationPlan(1);
			expect(plan.ok && plan.value.estimatedSeconds).to.equal(4);
			const rest = migration.getMigrationPlan(2);
			expect(rest.ok && rest.value.estimatedSeconds).to.equal(2);
		});

		it("knows the version of a record, and of data where it is told how", () => {
			const record = { format: 1, revision: 3, epoch: 1, stamps: [], schema: 2, data: {} };
			const plan = migration.getMigrationPlan(record);
			expect(plan.ok && plan.value.steps.size()).to.equal(1);
			const refused = migration.getMigrationPlan({ coins: 1 });
			expect(!refused.ok && refused.error.kind).to.equal("unknownVersion");
			make({ versionOf: (data) => (data as { v?: number }).v });
			const told = migration.getMigrationPlan({ v: 2 });
			expect(told.ok && told.value.from).to.equal(2);
		});
	});

	describe("a test of a migration", () => {
		it("says what would change, and measures nothing", () => {
			const tested = migration.testMigration(FIRST, 1);
			if (!tested.ok) return error(tested.error.message);
			const changes = tested.value.changes.map((one) => `${formatPath(one.path)}${one.removed ? " removed" : ""}`);
			expect(changes.join(", ")).to.equal("coins removed, level, wallet");
			const plan = migration.getMigrationPlan(1);
			expect(plan.ok && plan.value.estimatedSeconds).to.equal(undefined);
		});

		it("is strict, and gives the errors of the schema", () => {
			const problem = { path: [], rule: "whole", expected: "something", actual: "nothing" };
			make({ validate: () => [problem] });
			const tested = migration.testMigration(FIRST, 1);
			expect(!tested.ok && tested.error.kind === "migrationFailed" && tested.error.problems.size()).to.equal(1);
			let count = 0;
			withStep((data) => {
				count += 1;
				data.count = count;
			});
			expect(migration.testMigration({}, 1).ok).to.equal(false);
		});
	});

	it("of a player's data names the player when it fails", () => {
		make({ versionOf: () => 1 });
		const good = migration.migrateData(7, FIRST, 2);
		expect(good.ok && good.value.to).to.equal(2);
		migration.registerMigrationStep({ from: 3, to: 4, up: () => error("no", 0) });
		const bad = migration.migrateData(7, FIRST);
		expect(!bad.ok && bad.error.context.key).to.equal("7");
		const unknown = migration.migrateData(7, FIRST, 9);
		expect(!unknown.ok && unknown.error.kind).to.equal("unknownVersion");
	});

	it("of a whole collection needs to be told how", () => {
		expect(() => migration.forceGlobalMigration(2)).to.throw();
	});
};
