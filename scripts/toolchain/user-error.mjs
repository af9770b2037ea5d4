/** Something the person at the keyboard can mend: shown as its one sentence, without a stack trace, exit code 2. */
export class UserError extends Error {
	exitCode = 2;
}

/** Runs a command's main function and turns a {@link UserError} into its sentence. @param {() => Promise<number>} main */
export async function runMain(main) {
	try {
		process.exitCode = await main();
	} catch (problem) {
		if (!(problem instanceof UserError)) throw problem;
		console.error(problem.message);
		process.exitCode = problem.exitCode;
	}
}
