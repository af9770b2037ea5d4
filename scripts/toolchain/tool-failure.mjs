/** A tool of the toolchain that did not succeed, with what it printed. */
export class ToolFailure extends Error {
	/** @param {string} step @param {string} output */
	constructor(step, output) {
		super(`${step} failed`);
		this.output = output;
	}
}
