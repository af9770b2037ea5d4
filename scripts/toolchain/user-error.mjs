import { ToolFailure } from "./tool-failure.mjs";

/** Something the person at the keyboard can mend: shown as its one sentence, without a stack trace, exit code 2. */
export class UserError extends Error {
	exitCode = 2;
}

/**
 * Runs a command's main function. A {@link UserError} is shown as its sentence, a tool that failed as what it said.
 * @param {() => Promise<number>} main gives the exit code
 */
export async function runMain(main) {
	try {
		process.exitCode = await main();
	} catch (problem) {
		if (problem instanceof UserError) {
			console.error(problem.message);
			process.exitCode = problem.exitCode;
		} else if (problem instanceof ToolFailure) {
			console.error(`${problem.output.trim()}\n${problem.message}`);
			process.exitCode = 1;
		} else {
			throw problem;
		}
	}
}
