import type { Mutation } from "../../../src/client";
import { StatePriority } from "../../../src/mutators/state-priority";
import type { SeededRandom } from "../../../src/testing";
import { ownMark } from "./client-rules";
import type { ClientWorld } from "./client-world";
import { Guest, GuestState, isAskable } from "./guest";
import { flood } from "./noise";

type Move = (state: GuestState, id: string, key: string, random: SeededRandom) => Mutation;

/** A few of it do not fit into one message. */
const LONG = string.rep("and so on, ", 80);

/** What a client may ask for, as often as it stands here. */
const MOVES: ReadonlyArray<readonly [name: string, move: Move]> = [
	["earn", (state, id, _, random) => state.mutate.earn(id, random.nextInteger(1, 100))],
	["earn", (state, id, _, random) => state.mutateAs(StatePriority.LOW).earn(id, random.nextInteger(1, 100))],
	["buy", (state, id, _, random) => state.mutate.buy(id, random.nextInteger(1, 200))],
	["buy", (state, id, _, random) => state.mutateAs(StatePriority.HIGH).buy(id, random.nextInteger(1, 200))],
	["consume", (state, id, _, random) => state.mutate.consume(id, random.nextInteger(0, 4))],
	["gamble", (state, id) => state.mutate.gamble(id)],
	["tryLuck", (state, id) => state.mutate.tryLuck(id)],
	["roll", (state, id) => state.mutate.roll(id)],
	["rename", (state, id) => state.mutate.rename(id, id)],
	["rename", (state, id) => state.mutateAs(StatePriority.LOW).rename(id, id)],
	["describe", (state, id, key) => state.mutate.describe(id, `${ownMark(key)} ${id}`)],
	["describe", (state, id, key) => state.mutate.describe(id, `${ownMark(key)} ${id} ${LONG}`)],
	["dial", (state, id, _, random) => state.mutate.dial(id, random.nextInteger(1, 9))],
	["dial", (state, id, _, random) => state.mutate.dial(id, random.nextInteger(1, 9))],
	["set", (state, id) => state.setState(["aim"], id, StatePriority.LOW)],
	["set", (state, id) => state.setState(["aim"], id)],
	["rush", (state, id) => state.mutate.rush(id)],
	["heavy", (state, id) => state.mutate.heavy(id)],
	["denied", (state, id) => state.mutate.denied(id)],
	["overdraw", (state, id) => state.mutate.overdraw(id)],
];

/** One kind of thing alone, which is asked for again and again within a moment. */
const RUNS: ReadonlyArray<string> = ["earn", "dial", "set", "buy", "describe"];

/** Lets a client ask for things at random, until it leaves or all is calm. */
export function playAlong(world: ClientWorld, guest: Guest): void {
	const { random, plan } = world;
	world.later(plan.askEvery * (0.2 + 1.6 * random.nextNumber()), () => {
		if (!guest.isHere() || world.isCalm()) return;
		guest.inside(() => act(world, guest));
		playAlong(world, guest);
	});
}

function act(world: ClientWorld, guest: Guest): void {
	const { random } = world;
	const keys = guest.keys();
	if (keys.isEmpty()) return;
	const key = random.pick(keys);
	const fate = random.nextNumber();
	if (!isAskable(guest, key)) {
		if (fate < 0.2) askFor(world, guest, key);
		return;
	}
	if (fate < 0.02) {
		if (guest.damage(key)) world.count("base damaged");
	} else if (fate < 0.025) {
		world.count("game flooded its remote");
		flood(guest.globals());
		// At once, before the engine takes anything again.
		askFor(world, guest, key, "rush");
	} else if (fate < 0.06) {
		world.count("burst");
		for (const _ of $range(1, random.nextInteger(10, 40))) askFor(world, guest, key);
	} else if (fate < 0.15) {
		const name = random.pick(RUNS);
		for (const _ of $range(1, random.nextInteger(2, 12))) askFor(world, guest, key, name);
	} else {
		askFor(world, guest, key);
	}
}

function askFor(world: ClientWorld, guest: Guest, key: string, only?: string): void {
	const { random } = world;
	const choice = only !== undefined ? MOVES.filter(([name]) => name === only) : MOVES;
	const [name, move] = random.pick(choice);
	guest.ask(key, name, (state, id) => move(state, id, key, random));
}
