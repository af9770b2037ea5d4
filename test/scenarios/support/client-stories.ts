/// <reference types="@rbxts/testez/globals" />
import type { ModuleEdit } from "../../headless/host/control-api";
import { ClientWorld } from "./client-world";

/** A rule of the protocol, what takes it out of the compiled code, and what the story then tells instead. */
export interface ClientRule {
	readonly rule: string;
	readonly edits: ReadonlyArray<ModuleEdit>;
	readonly tells: string;
}

/** Something that happens between a server and its clients, played with and without the rules that are there for it. */
export interface ClientStory {
	readonly name: string;
	/** Plays it, and says in a few words what came of it. */
	readonly play: (world: ClientWorld) => string;
	readonly tells: string;
	readonly without: ReadonlyArray<ClientRule>;
}

function tell(story: ClientStory, edits?: ReadonlyArray<ModuleEdit>): string {
	const world = new ClientWorld({ edits });
	const told = story.play(world);
	const problems = world.problems();
	return problems === "" ? told : `${told}; ${problems}`;
}

/** A test for each story, and one for each of its rules: without the rule it ends another way. */
export function proveClientStories(stories: ReadonlyArray<ClientStory>, test: typeof it): void {
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
