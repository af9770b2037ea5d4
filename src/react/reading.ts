import type { StateManager } from "../client/state-manager";

/** What a component wants to know. */
export interface Question {
	readonly state: StateManager;
	readonly selector: (view: object) => unknown;
	readonly isEqual: (left: unknown, right: unknown) => boolean;
}

/** What it was told, and of which view. */
export interface Reading {
	readonly question: Question;
	/** Undefined: there was none. */
	readonly view: object | undefined;
	readonly value: unknown;
}

/** The answer as of now; with the value of the answer before, by reference, if it is still the same. */
export function read(question: Question, before: Reading | undefined): Reading {
	const view = question.state.getState();
	if (view === undefined) return { question, view, value: undefined };
	const known = before?.view !== undefined && before.question.state === question.state ? before : undefined;
	if (known?.view === view && known.question.selector === question.selector) return { ...known, question };
	const value = question.selector(view);
	const isKnown = known !== undefined && question.isEqual(known.value, value);
	return { question, view, value: isKnown ? known.value : value };
}

/** Whether it would be answered differently now. A selector that throws does so when the component renders. */
export function differs(reading: Reading): boolean {
	const { state } = reading.question;
	if (state.getState() === reading.view) return false;
	const [ok, now] = pcall(() => read(reading.question, reading));
	return !ok || (now as Reading).value !== reading.value;
}
