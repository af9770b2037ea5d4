import { parseArgs } from "node:util";

import { UserError } from "./user-error.mjs";

/** @typedef {{ kind: "integer", min: number, max: number } | { kind: "number", min: number, max: number } | { kind: "flag" } | { kind: "text" }} OptionRule */

/**
 * Checks a command's arguments; anything else than what is declared ends in one clear sentence and exit code 2.
 * @param {Record<string, OptionRule>} rules
 * @param {string} usage
 * @param {string[]} argv
 */
export function readArguments(rules, usage, argv = process.argv.slice(2)) {
	const options = Object.fromEntries(
		Object.entries(rules).map(([name, rule]) => [
			name,
			{ type: rule.kind === "flag" ? /** @type {const} */ ("boolean") : /** @type {const} */ ("string") },
		]),
	);
	let parsed;
	try {
		parsed = parseArgs({ args: argv, options, allowPositionals: true, strict: true });
	} catch (problem) {
		const sentence = /** @type {Error} */ (problem).message.split(". ")[0].replace(/\.$/, "");
		throw new UserError(`${sentence}. Usage: ${usage}`);
	}
	for (const [name, value] of Object.entries(parsed.values)) {
		const rule = rules[name];
		if (rule.kind === "flag" || rule.kind === "text") continue;
		const number = Number(value);
		const whole = rule.kind === "integer";
		if (
			value === "" ||
			!Number.isFinite(number) ||
			(whole && !Number.isInteger(number)) ||
			number < rule.min ||
			number > rule.max
		) {
			const expected = `${whole ? "a whole number" : "a number"} from ${rule.min} to ${rule.max}`;
			throw new UserError(`--${name} takes ${expected}, not "${value}". Usage: ${usage}`);
		}
	}
	return parsed;
}

/** The parsed options as the engine reads them: `--name value`. @param {Record<string, string | boolean | undefined>} values */
export function engineArguments(values) {
	return Object.entries(values).flatMap(([name, value]) => [`--${name}`, String(value)]);
}
