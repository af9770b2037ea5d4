/**
 * What was found out of tables, until the outermost of calls inside one another returns. Without it who tries one thing after
 * the other at every level of a recursive value would try 2 to the power of its depth.
 */
export class Recall<R extends defined> {
	private found?: Map<object, R>;
	/** Who calls. One that was ended, or waits, in the midst of a call does not have others find what it has found. */
	private caller?: thread;

	constructor(private readonly compute: (value: object) => R) {}

	of(value: object): R {
		const running = coroutine.running();
		if (this.caller !== running) return this.begin(value, running);
		const known = this.found?.get(value);
		if (known !== undefined) return known;
		const result = this.compute(value);
		// Who has called from another thread meanwhile has ended what this one remembers.
		if (this.caller !== running) return result;
		this.found ??= new Map();
		this.found.set(value, result);
		return result;
	}

	private begin(value: object, running: thread): R {
		this.caller = running;
		this.found = undefined;
		const [ok, result] = pcall(this.compute, value);
		this.caller = undefined;
		this.found = undefined;
		return ok ? (result as R) : error(result, 0);
	}
}
