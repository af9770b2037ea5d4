import { UserError } from "./user-error.mjs";

const VARIABLE = "HOLDFAST_WATCHDOG_SECONDS";
const SECONDS_DEFAULT = 60;

const BEAT = /^\u0001heartbeat (.*)$/;

/** How long the engine may be silent, in seconds; 0: for ever. @param {NodeJS.ProcessEnv} environment */
export function watchdogSeconds(environment) {
	const text = environment[VARIABLE];
	if (text === undefined || text === "") return SECONDS_DEFAULT;
	const seconds = Number(text);
	if (!Number.isInteger(seconds) || seconds < 0)
		throw new UserError(`${VARIABLE} takes a whole number of seconds, or 0 for no watchdog, not "${text}".`);
	return seconds;
}

/**
 * Takes the engine's heartbeats out of the lines it prints: under Lune there is no other way out for a thread that must
 * not yield.
 * @param {(line: string) => void} onLine gets every other line
 * @param {(doing: string) => void} onBeat
 */
export function splitHeartbeats(onLine, onBeat) {
	let rest = "";
	/** @param {string} line */
	const take = (line) => {
		const beat = BEAT.exec(line);
		if (beat !== null) onBeat(beat[1]);
		else onLine(line);
	};
	return {
		/** @param {string} chunk */
		write(chunk) {
			const lines = (rest + chunk).split("\n");
			rest = lines.pop() ?? "";
			for (const line of lines) take(line);
		},
		end() {
			if (rest !== "") take(rest);
		},
	};
}

/**
 * Calls `onSilence` when the engine has been silent for too long: Luau cannot be interrupted, so a script that never
 * yields and never calls the engine can only be ended with its process. Counts seconds in which this process itself
 * ran, so that a machine that slept trips nothing; and only from the first heartbeat on.
 * @param {number} seconds @param {(doing: string) => void} onSilence
 */
export function watchHeartbeats(seconds, onSilence) {
	/** @type {string | undefined} */
	let doing;
	let silent = 0;
	const timer = setInterval(() => {
		if (doing === undefined || seconds === 0) return;
		silent += 1;
		if (silent < seconds) return;
		clearInterval(timer);
		onSilence(doing);
	}, 1000);
	return {
		/** @param {string} text */
		beat(text) {
			silent = 0;
			doing = text;
		},
		stop: () => clearInterval(timer),
	};
}

/** @param {number} seconds @param {string} doing */
export const silenceMessage = (seconds, doing) =>
	`Stopped: the headless engine has been silent for ${seconds} s, so a script never yields. ` +
	`The last thread known to be resumed: ${doing}. (${VARIABLE} sets the seconds, 0 for no limit.)`;
