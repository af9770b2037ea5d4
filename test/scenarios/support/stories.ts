/// <reference types="@rbxts/testez/globals" />
import type { ModuleEdit } from "../../headless/host/control-api";
import { HoldfastWorld } from "./holdfast-world";

/** A rule of the library, what takes it out of the compiled code, and what the story then tells instead. */
export interface Rule {
	readonly rule: string;
	readonly edits: ReadonlyArray<ModuleEdit>;
	readonly tells: string;
}

/** One trace, played on the library as it is and on the library without each of the rules that are there for it. */
export interface Story {
	/** A sentence, and the trace that it is about. */
	readonly name: string;
	/** Plays it, and says in a few words what came of it. */
	readonly play: (world: HoldfastWorld) => string;
	readonly tells: string;
	readonly without: ReadonlyArray<Rule>;
}

export function edit(module: string, sound: string, broken: string): ModuleEdit {
	return { module, sound, broken };
}

/** What a story tells, errors that killed a thread included. */
function tell(story: Story, edits?: ReadonlyArray<ModuleEdit>): string {
	const world = new HoldfastWorld(edits);
	const [ok, answer] = pcall(() => story.play(world));
	const told = ok ? answer : `stopped: ${tostring(answer)}`;
	const problems = world.problems();
	return problems === "" ? told : `${told}; ${problems}`;
}

/**
 * A test for each story, and one for each of its rules: without the rule the story tells what the trace warns of. `test`
 * is the spec's own `it`.
 */
export function proveStories(stories: ReadonlyArray<Story>, test: typeof it): void {
	for (const story of stories) {
		test(story.name, () => {
			expect(tell(story)).to.equal(story.tells);
		});
		for (const { rule, edits, tells } of story.without) {
			test(`${story.name} – which takes this rule: ${rule}`, () => {
				expect(tells).never.to.equal(story.tells);
				expect(tell(story, edits)).to.equal(tells);
			});
		}
	}
}
