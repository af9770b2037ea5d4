/// <reference types="@rbxts/testez/globals" />
import type { Mutation } from "../../../src/client";
import { SeededRandom } from "../../../src/testing";
import { standOf, WiredClient, WiredGame } from "./support/wired-game";

const SEEDS = 30;
const FRAMES = 250;

/** A client that asks for this and that, and a server that changes the same; messages of the client are lost now and then. */
class Play {
	readonly problems = new Array<string>();
	private readonly random: SeededRandom;
	private readonly wired: WiredGame;
	private readonly ann: WiredClient;
	private readonly asked = new Array<[name: string, mutation: Mutation]>();
	private taps = 0;
	/** Where a document was hidden meanwhile, guesses are taken back. */
	private wasHidden = false;

	constructor(seed: number) {
		const random = new SeededRandom(seed);
		this.random = random;
		this.wired = new WiredGame({
			config: {
				chunkBytes: random.pick([100, 100, 1000, 12000]),
				recentChanges: random.pick([1, 3, 64]),
				hashSeconds: 2,
				tokensMax: random.pick([5, 60, 1000]),
				tokensPerSecond: random.pick([20, 1000]),
			},
		});
		this.ann = this.wired.joinWith(12);
		this.wired.run(1);
		// The server changes neither: what goes back is a right guess that went out of view.
		this.ann.state().addChangeListener(["coins"], (value, before, why) => {
			if (!this.wasHidden && value! < before!) this.problems.push(`coins ${before} → ${value} ${why}`);
		});
		this.ann.state().addChangeListener(["volume"], (value, before, why) => {
			if (!this.wasHidden && why !== "predicted") this.problems.push(`volume ${before} → ${value} ${why}`);
		});
	}

	/** Plays, and gives what was wrong. */
	run(): ReadonlyArray<string> {
		for (const frame of $range(1, FRAMES)) {
			this.ask(frame);
			this.change(frame);
			if (this.random.chance(0.05)) this.wired.clearPost();
			if (this.random.chance(0.01)) this.hide();
			if (this.random.chance(0.005)) this.beginAnew();
			this.wired.run();
		}
		this.wired.run(40);
		this.judge();
		this.wired.stop();
		return this.problems;
	}

	private ask(frame: number): void {
		const { random, asked } = this;
		const { mutate } = this.ann.state();
		const state = this.ann.state();
		if (this.taps < 80 && random.chance(0.15)) {
			this.taps += 1;
			asked.push(["tap", mutate.tap()]);
		}
		if (random.chance(0.05)) asked.push(["level", mutate.setLevel(random.nextInteger(1, 5), frame)]);
		if (random.chance(0.05)) asked.push(["dial", mutate.dial(random.nextInteger(0, 8) / 8)]);
		if (random.chance(0.03)) asked.push(["pray", mutate.pray()]);
		if (random.chance(0.05)) {
			asked.push(["mark", state.setState(["marks", `k${random.nextInteger(1, 3)}`], random.nextInteger(1, 3))]);
		}
		if (random.chance(0.03)) asked.push(["loud", state.setState(["settings"], { loud: random.chance(0.5) })]);
		if (random.chance(0.03)) asked.push(["item", mutate.addItem({ id: "a", amount: frame })]);
	}

	private change(frame: number): void {
		const { random } = this;
		const session = this.wired.session("12");
		if (random.chance(0.05)) session.set(["text"], string.rep(`${frame % 10}!`, random.nextInteger(1, 700)));
		if (random.chance(0.05)) session.set(["title"], `t${frame}`);
		if (random.chance(0.05)) session.update((draft) => draft.levels.set(random.nextInteger(1, 5), frame));
	}

	private hide(): void {
		this.wasHidden = true;
		this.wired.hide(this.wired.session("12"), this.ann);
		if (this.random.chance(0.5)) this.wired.run(0.05);
		this.wired.show(this.wired.session("12"), this.ann);
	}

	private beginAnew(): void {
		this.wasHidden = true;
		this.ann.states.stop();
		this.ann.states.start();
	}

	private judge(): void {
		const { problems, wired, ann } = this;
		const [view, data] = [ann.state().getState()!, wired.session("12").data];
		for (const field of ["coins", "text", "title", "volume"] as const) {
			if (view[field] !== data[field]) problems.push(`${field}: ${view[field]} in view, ${data[field]} on the server`);
		}
		for (const [key, level] of data.levels) if (view.levels.get(key) !== level) problems.push(`level ${key} differs`);
		for (const [key, mark] of data.marks) if (view.marks.get(key) !== mark) problems.push(`mark ${key} differs`);
		if (view.settings.loud !== data.settings.loud) problems.push("settings differ");
		if (view.items.size() !== data.items.size()) problems.push("items differ");
		if (ann.state().getStatus() !== "confirmed") problems.push("something is still pending");
		for (const [name, mutation] of this.asked) this.judgeOne(name, mutation);
		for (const { kind } of wired.violations) problems.push(`an honest client is ${kind}`);
		for (const { event } of ann.events) problems.push(event);
	}

	private judgeOne(name: string, mutation: Mutation): void {
		const stand = standOf(mutation);
		const code = mutation.getRejection()?.code;
		if (stand === "predicted" || stand === "waiting") this.problems.push(`${name} is ${stand}`);
		if (this.wasHidden || code === "tooMany") return;
		if (name === "pray" && code !== "invalid") this.problems.push(`pray is ${stand}`);
		if (name === "tap" && stand !== "confirmed") this.problems.push(`tap is ${stand}`);
	}
}

export = () => {
	it("a client's play ends as the server has it, and nothing that was right goes out of view meanwhile", () => {
		const found = new Array<string>();
		for (const seed of $range(1, SEEDS)) {
			const [problem] = new Play(seed).run();
			if (problem !== undefined) found.push(`seed ${seed}: ${problem}`);
		}
		expect(found.join("; ")).to.equal("");
	});
};
