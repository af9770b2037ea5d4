/// <reference types="@rbxts/testez/globals" />
import { guess, predict, RunGuess } from "../../../src/client/predict";
import { deepFreeze } from "../../../src/shared/data/deep-freeze";
import { guessOf } from "./guesses";

interface Data {
	coins: number;
	items: Array<string>;
	settings: { loud: boolean };
}

const run: RunGuess = (draft, intent) => {
	if (intent.kind === "set") return undefined;
	const data = draft as Data;
	const value = intent.args.values.get(1);
	if (intent.name === "earn") data.coins += value as number;
	else if (intent.name === "pay") {
		if (data.coins < (value as number)) return "Too few coins.";
		data.coins -= value as number;
	} else if (intent.name === "take") data.items.push(value as string);
	else if (intent.name === "wait") task.wait();
	else error("no such mutator");
	return undefined;
};

export = () => {
	let base: Data;

	beforeEach(() => {
		base = deepFreeze({ coins: 10, items: ["a"], settings: { loud: true } }) as Data;
	});

	describe("guess", () => {
		it("gives the root that an intent makes, its changes, and shares what is the same", () => {
			const made = guess(run, base, guessOf("earn", [5]).intent);
			if (!made.ok) throw made.error.message;
			const root = made.value.root as Data;
			expect(root.coins).to.equal(15);
			expect(root.items).to.equal(base.items);
			expect(made.value.changes.map((change) => change.path.join(".")).join(" ")).to.equal("coins");
			expect(base.coins).to.equal(10);
		});

		it("gives why not, be it said, thrown or waited", () => {
			const outcome = (name: string, args: Array<unknown>) => {
				const made = guess(run, base, guessOf(name, args).intent);
				return made.ok ? "done" : made.error.code;
			};
			expect(outcome("pay", [50])).to.equal("refused");
			expect(outcome("nonsense", [])).to.equal("failed");
			expect(outcome("wait", [])).to.equal("failed");
			expect(outcome("pay", [10])).to.equal("done");
		});
	});

	describe("predict", () => {
		it("runs all again in their order", () => {
			const view = predict(run, base, [guessOf("earn", [40]), guessOf("pay", [45])], base) as Data;
			expect(view.coins).to.equal(5);
		});

		it("leaves out what does not fit, and nothing of it stays", () => {
			const misfit = guessOf("pay", [45]);
			const view = predict(run, base, [guessOf("take", ["b"]), misfit, guessOf("earn", [1])], base) as Data;
			expect(view.coins).to.equal(11);
			expect(view.items.join(" ")).to.equal("a b");
			expect(misfit.shown).to.equal(false);
		});

		it("leaves out what is not to be shown", () => {
			const view = predict(run, base, [guessOf("earn", [1], { shown: false })], base);
			expect(view).to.equal(base);
		});

		it("is the view before, by reference, where it says the same", () => {
			const before = predict(run, base, [guessOf("earn", [1])], base);
			const confirmed = deepFreeze({ coins: 11, items: ["a"], settings: { loud: true } });
			expect(predict(run, confirmed, [], before)).to.equal(before);
		});

		it("keeps what the client wins by as it was, whatever it would be now", () => {
			const mine = guessOf("earn", [5], {
				conflicts: "client_wins",
				changes: [{ path: ["coins"], value: 15 }],
			});
			const changed = deepFreeze({ coins: 100, items: [], settings: { loud: false } });
			const view = predict(run, changed, [mine], base) as Data;
			expect(view.coins).to.equal(15);
			expect(view.settings.loud).to.equal(false);
		});
	});
};
