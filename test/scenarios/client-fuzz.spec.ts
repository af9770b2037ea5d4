/// <reference types="@rbxts/testez/globals" />
import * as holdfast from "../../src";
import type { Mutators } from "../../src/mutators/define-mutators";
import { IntentCodec } from "../../src/mutators/intent-codec";
import { writeIntentHead } from "../../src/protocol/client-section";
import { nearest } from "../../src/protocol/sequence";
import { readServerMessage } from "../../src/protocol/server-section";
import type { PublishConfig } from "../../src/server";
import { SeededRandom } from "../../src/testing";
import { ByteWriter } from "../../src/wire/byte-writer";
import { declareGame, GameData } from "./support/client-game";
import { ANN, BEN, ClientWorld, GameClient, GameServer, standOf } from "./support/client-world";
import { judgeChange } from "./support/game-judge";
import { findHeadless } from "./support/headless";
import { HostileMessages } from "./support/hostile-messages";

const SECRET = "nobody may read this!";
const FRAME = 1 / 60;

/** Ann's machine is another one than the game's; Ben's is not. */
class Attack {
	readonly world: ClientWorld;
	readonly host: GameServer;
	readonly ann: GameClient;
	readonly ben: GameClient;
	/** What was wrong about changes of Ann's document. */
	readonly wrong = new Array<string>();
	/** Commits of Ann's document, by the time of their frame. */
	readonly commits = new Map<number, number>();
	/** How long Ben waited for each answer at most. */
	slowest = 0;
	private readonly messages: HostileMessages;
	private readonly codec: IntentCodec;
	private read = 0;
	private acked = 0;
	/** The stream of Ann's own document. */
	private own = 0;

	constructor(seed: number, config: Partial<PublishConfig>) {
		this.world = new ClientWorld({ seed, config, latency: [0, 0.002] });
		this.host = this.world.startServer();
		this.ann = this.world.joinWith(this.host, ANN);
		this.ben = this.world.joinWith(this.host, BEN);
		this.host.show(this.host.session("13"), ANN);
		this.host.change("12", (draft) => {
			draft.diary = SECRET;
		});
		this.host.change("13", (draft) => {
			draft.bio = SECRET;
		});
		this.watch();
		const declared = declareGame(holdfast);
		const place = this.ann.client.scripts.globals.game as DataModel;
		this.codec = new IntentCodec(declared.channel.mutators);
		this.messages = new HostileMessages(
			new SeededRandom(seed),
			this.codec,
			declared.channel.mutators as unknown as Mutators,
			place,
		);
		this.world.run(0.5);
		for (const what of ["a", "b"]) {
			this.ann.ask((state) => state.mutate.count(what, 1));
			this.ann.ask((state) => state.mutate.rename(what));
			this.ann.ask((state) => state.mutate.earn(5));
			this.world.run(0.3);
		}
		for (const message of this.ann.sent) this.messages.learn(message);
	}

	/** So many messages a frame. */
	run(frames: number, each: number): void {
		for (const frame of $range(1, frames)) {
			for (const index of $range(1, each)) {
				this.ann.fire(...this.messages.make(this.expected() + math.floor(index / 2), this.own));
			}
			if (frame % 20 === 0) this.askAsBen();
			this.world.run(FRAME);
		}
	}

	/** One message that asks for so much, from some number on. */
	manyEarnings(sequence: number, count: number): string {
		const writer = new ByteWriter();
		const id = this.codec.idOf({ kind: "call", name: "earn", args: { count: 1, values: new Map() } });
		for (const index of $range(0, count - 1)) {
			writeIntentHead(writer, this.own, this.expected() + sequence + index - 1, id);
			writer.varint(1);
		}
		return buffer.tostring(writer.toBuffer());
	}

	private askAsBen(): void {
		const asked = this.world.universe.scheduler.now;
		const mutation = this.ben.ask((state) => state.mutate.count("honest", 1));
		this.ben.inside(() => {
			const settled = mutation.settled.expect();
			if (!settled.ok) this.wrong.push(`Ben: ${standOf(mutation)}`);
			this.slowest = math.max(this.slowest, this.world.universe.scheduler.now - asked);
		});
	}

	/** What comes after what the server has said of Ann's own document. */
	private expected(): number {
		const { received } = this.ann;
		while (this.read < received.size()) {
			readServerMessage(received[this.read], (section) => {
				if (section.kind === "show" && section.isOwn) {
					this.own = section.stream;
					this.acked = 0;
				}
				if (!("ack" in section) || section.stream !== this.own) return;
				this.acked = nearest(section.ack.acked, this.acked + 1);
			});
			this.read += 1;
		}
		return this.acked + 1;
	}

	private watch(): void {
		const session = this.host.session("12");
		const { schema } = declareGame(holdfast);
		const valid = (data: unknown) => schema.is(data);
		let before = session.data as GameData;
		this.host.inside(() => {
			session.committed.subscribe(({ context }) => {
				const after = session.data as GameData;
				const problem = judgeChange(tostring(context?.intent), before, after, valid);
				if (problem !== undefined) this.wrong.push(problem);
				before = after;
				const { now } = this.world.universe.scheduler;
				this.commits.set(now, (this.commits.get(now) ?? 0) + 1);
			});
		});
	}

	kinds(): string {
		const kinds = new Set<string>();
		for (const { kind } of this.host.violations) kinds.add(kind);
		const told = [...kinds];
		told.sort();
		return told.join(" ");
	}

	hasRead(text: string): boolean {
		return this.ann.received.some((message) => buffer.tostring(message).find(text, 1, true)[0] !== undefined);
	}
}

export = () => {
	if (findHeadless() === undefined) SKIP();

	describe("a client that sends whatever it likes", () => {
		const patient = { violationsMax: 1e9, tokensPerSecond: 1e6, tokensMax: 1e6, intentsPerFrame: 24 };

		it("changes nothing but what mutators and schema allow, reads nothing that is not for it, and slows nobody", () => {
			for (const seed of [1, 2]) {
				const attack = new Attack(seed, patient);
				attack.run(180, 7);
				attack.world.run(5);
				expect(attack.world.problems()).to.equal("");
				expect(attack.wrong.join("; ")).to.equal("");
				expect(attack.hasRead(SECRET)).to.equal(false);
				expect(attack.commits.size() > 20).to.equal(true);
				expect(attack.slowest < 0.2).to.equal(true);
				expect(attack.host.session("13").data.stats.get("honest")).to.equal(9);
				expect(attack.host.session("13").data.title).to.equal("new");
				expect(attack.kinds()).to.equal("forbidden invalid malformed oversized");
			}
		});

		it("is not read any more after a while, and again when it has kept still", () => {
			const attack = new Attack(3, {});
			attack.run(60, 7);
			const { host, world, ann } = attack;
			const last = host.violations[host.violations.size() - 1];
			expect(last.isOverLimit).to.equal(true);
			expect(last.player.UserId).to.equal(ANN.userId);
			const before = host.violations.size();
			const { revision } = host.session("12");
			attack.run(60, 7);
			world.run(1);
			// Each takes ten seconds to be forgiven.
			expect(host.violations.size() <= before + 1).to.equal(true);
			expect(host.session("12").revision).to.equal(revision);
			expect(attack.slowest < 0.2).to.equal(true);
			world.run(300);
			host.hide(host.session("12"), ANN);
			host.show(host.session("12"), ANN);
			world.run(1);
			const mutation = ann.ask((state) => state.mutate.count("late", 1));
			world.run(2);
			expect(standOf(mutation)).to.equal("confirmed");
			expect(world.problems()).to.equal("");
		});

		it("costs the server no more a frame than anybody, however much it sends", () => {
			const attack = new Attack(4, { ...patient, intentsPerFrame: 4 });
			const { ann, host, world } = attack;
			for (const round of $range(0, 19)) {
				for (const _ of $range(1, 5)) ann.fire(attack.manyEarnings(1 + round * 4, 2500));
				world.run(FRAME);
			}
			expect(attack.commits.size() > 10).to.equal(true);
			for (const [, count] of attack.commits) expect(count <= 4).to.equal(true);
			expect(host.violations.some(({ kind }) => kind === "flooding")).to.equal(true);
			const mutation = attack.ben.ask((state) => state.mutate.earn(1));
			world.run(0.2);
			expect(standOf(mutation)).to.equal("confirmed");
			expect(world.problems()).to.equal("");
		});
	});
};
