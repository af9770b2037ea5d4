/// <reference types="@rbxts/testez/globals" />
import type { ModuleEdit } from "../../headless/host/control-api";
import { HoldfastWorld } from "./holdfast-world";

/** A rule of the library, what takes it out of the compiled code, and what the story then tells instead. */
export interface Rule {
	readonly rule: string;
	readonly edits: ReadonlyArray<ModuleEdit>;
	readonly tells: string;
}

/** Where a story is played. */
interface StoryWorld {
	/** Errors that killed a thread. */
	problems(): string;
}

/** One trace, played on the library as it is and on the library without each of the rules that are there for it. */
export interface Story<W = HoldfastWorld> {
	/** A sentence, and the trace that it is about. */
	readonly name: string;
	/** Plays it, and says in a few words what came of it. */
	readonly play: (world: W) => string;
	readonly tells: string;
	readonly without: ReadonlyArray<Rule>;
}

export function edit(module: string, sound: string, broken: string): ModuleEdit {
	return { module, sound, broken };
}

/** Makes a world of the library without what is edited. */
type CreateWorld<W> = (edits: ReadonlyArray<ModuleEdit>) => W;

/** What a story tells, errors that killed a thread included. */
function tell<W extends StoryWorld>(story: Story<W>, create: CreateWorld<W>, edits: ReadonlyArray<ModuleEdit>): string {
	const world = create(edits);
	const [ok, answer] = pcall(() => story.play(world));
	const told = ok ? answer : `stopped: ${tostring(answer)}`;
	const problems = world.problems();
	return problems === "" ? told : `${told}; ${problems}`;
}

/**
 * A test for each story, and one for each of its rules: without the rule the story tells what the trace warns of. `test`
 * is the spec's own `it`.
 */
export function proveStoriesIn<W extends StoryWorld>(
	create: CreateWorld<W>,
	stories: ReadonlyArray<Story<W>>,
	test: typeof it,
): void {
	for (const story of stories) {
		test(story.name, () => {
			expect(tell(story, create, [])).to.equal(story.tells);
		});
		for (const { rule, edits, tells } of story.without) {
			test(`${story.name} – which takes this rule: ${rule}`, () => {
				expect(tells).never.to.equal(story.tells);
				expect(tell(story, create, edits)).to.equal(tells);
			});
		}
	}
}

/** The same in a universe of servers alone. */
export function proveStories(stories: ReadonlyArray<Story>, test: typeof it): void {
	proveStoriesIn((edits) => new HoldfastWorld(edits), stories, test);
}
