/** The engine reports it as an error of a thread of its own, and who has met it goes on. */
export function reportAlone(problem: unknown): void {
	task.spawn(() => error(problem, 0));
}
