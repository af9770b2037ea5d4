/// <reference types="@rbxts/testez/globals" />
import type { ModuleEdit } from "../headless/host/control-api";
import { findHeadless } from "./support/headless";
import { HoldfastWorld, Host, KEY, StorySession } from "./support/holdfast-world";
import { edit } from "./support/stories";

// Until a janitor and whoever waits have found the server dead: twice what the design promises.
const OPEN_SECONDS = 60;
const POINTS_MAX = 120;

/** What is under way on a server when it dies, and what the document may hold afterwards. */
interface Scene {
	readonly name: string;
	/** Begins it on A, which has the document with coins 5 saved. Says which coins were promised so far. */
	readonly begin: (world: HoldfastWorld, a: Host, b: Host, session: StorySession) => () => number;
	/** B is the server that dies, and not A. */
	readonly onB?: boolean;
	/** Seconds from its beginning in which it is over. */
	readonly seconds: number;
	/** A rule without which something is lost at some point, and its edits. */
	readonly rule: string;
	readonly edits: ReadonlyArray<ModuleEdit>;
}

const NO_FOLD = [edit("server/journal/fold-entry", "if best ~= nil then", "if false then")];
const NEVER_DEAD = [edit("server/session/judge-owner", 'if sighting == "absent" and', "if false and")];
// A save that was sent is reported as one that was applied.
const EAGER_SAVE = [
	edit(
		"server/session/save-loop",
		"local result = self.parts.write({",
		"for _, one in self.waiting do one.resolve(succeed(one.revision)) end local result = self.parts.write({",
	),
];
// What was given to the journal is reported as what it has.
const EAGER_JOURNAL = [
	edit("server/journal/journal", "local journaled = trusted and durable >= one.revision", "local journaled = true"),
];

const SCENES: ReadonlyArray<Scene> = [
	{
		name: "an open",
		begin: (world, a, _, session) => {
			a.close(session);
			world.run(3);
			a.open();
			return () => 5;
		},
		seconds: 3,
		rule: "a dead owner's lock is taken over",
		edits: NEVER_DEAD,
	},
	{
		name: "a save",
		begin: (_, a, __, session) => {
			session.set(["coins"], 7);
			const answer = a.save(session);
			return () => (answer.said === "saved" ? 7 : 5);
		},
		seconds: 3,
		rule: "a save is reported when it was answered",
		edits: EAGER_SAVE,
	},
	{
		name: "a release",
		begin: (_, a, __, session) => {
			session.set(["coins"], 7);
			const answer = a.close(session);
			return () => (answer.said === "saved" ? 7 : 5);
		},
		seconds: 3,
		rule: "a save is reported when it was answered",
		edits: EAGER_SAVE,
	},
	{
		name: "a write of the journal",
		begin: (_, a, __, session) => {
			session.set(["coins"], 7);
			const answer = a.journaled(session);
			return () => (answer.said !== undefined ? 7 : 5);
		},
		seconds: 4,
		rule: "journaled is what was acknowledged",
		edits: EAGER_JOURNAL,
	},
	{
		name: "a hand-off",
		begin: (world, a, b, session) => {
			session.set(["coins"], 7);
			const answer = a.journaled(session);
			world.run(4);
			b.open();
			return () => (answer.said !== undefined ? 7 : 5);
		},
		seconds: 6,
		rule: "the journal of a dead owner is folded",
		edits: NO_FOLD,
	},
	{
		name: "a take-over with its fold",
		begin: (world, a, b, session) => {
			session.set(["coins"], 7);
			const answer = a.journaled(session);
			world.run(4);
			a.server.crash();
			b.open();
			world.run(15);
			return () => (answer.said !== undefined ? 7 : 5);
		},
		onB: true,
		seconds: 15,
		rule: "the journal of a dead owner is folded",
		edits: NO_FOLD,
	},
	{
		name: "a shutdown",
		begin: (world, a, _, session) => {
			session.set(["coins"], 7);
			const answer = a.journaled(session);
			world.run(4);
			a.server.close("DeveloperShutdown");
			return () => (answer.said !== undefined ? 7 : 5);
		},
		seconds: 8,
		rule: "the journal of a dead owner is folded",
		edits: NO_FOLD,
	},
];

/** What went wrong with the crash after so many resumptions; undefined if the scene was over before. */
function playUntil(scene: Scene, point: number, edits: ReadonlyArray<ModuleEdit>): string | undefined {
	const world = new HoldfastWorld(edits);
	const [a, session] = world.bootWith();
	const b = world.boot();
	session.set(["coins"], 5);
	a.save(session);
	world.run(3);
	const promised = scene.begin(world, a, b, session);
	const dying = scene.onB === true ? b : a;
	dying.server.crashAfterResumptions(point);
	world.run(scene.seconds);
	if (dying.server.state !== "crashed") return undefined;
	const finder = scene.onB === true ? world.boot() : b;
	// B may be waiting for it, or have it.
	if (finder.manager.get(finder.collection, KEY) === undefined) finder.open();
	world.run(OPEN_SECONDS);
	const found = finder.manager.get(finder.collection, KEY);
	const problems = world.problems();
	if (problems !== "") return problems;
	if (found === undefined) return `not open after ${OPEN_SECONDS} s`;
	return found.data.coins >= promised() ? "" : `coins ${found.data.coins}, promised ${promised()}`;
}

/** Every way in which the scene goes wrong, by the points at which its server died. */
function playAll(scene: Scene, edits: ReadonlyArray<ModuleEdit> = []): { points: number; problems: Array<string> } {
	const problems = new Array<string>();
	let points = 0;
	for (let point = 1; point <= POINTS_MAX; point += 1) {
		const problem = playUntil(scene, point, edits);
		if (problem === undefined) break;
		points += 1;
		if (problem !== "") problems.push(`${point}: ${problem}`);
		// One is enough to see that a broken library is caught.
		if (problem !== "" && !edits.isEmpty()) break;
	}
	return { points, problems };
}

export = () => {
	if (findHeadless() === undefined) SKIP();
	for (const scene of SCENES) {
		it(`${scene.name} loses nothing that was promised, wherever its server dies`, () => {
			const { points, problems } = playAll(scene);
			expect(problems.join("\n")).to.equal("");
			expect(points > 3).to.equal(true);
		});

		it(`${scene.name} – which takes this rule: ${scene.rule}`, () => {
			expect(playAll(scene, scene.edits).problems.isEmpty()).to.equal(false);
		});
	}
};
