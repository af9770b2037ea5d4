/** What one operation costs, in microseconds. */
export interface Measured {
	readonly name: string;
	/** The median of the rounds: what a quiet machine shows. */
	readonly microseconds: number;
	/** Fastest round. */
	readonly best: number;
	readonly operations: number;
}

const ROUNDS = 9;
const ROUND_SECONDS = 0.06;

/** Seconds of ten operations: reading the clock once for ten keeps it out of the figure. */
function timeTen(clock: () => number, operation: (iteration: number) => void, iteration: number): number {
	const began = clock();
	for (let index = 0; index < 10; index += 1) operation(iteration + index);
	return clock() - began;
}

/** Seconds of ten operations that have to be undone in between; what undoes them is not counted. */
function timeTenUndone(
	clock: () => number,
	operation: (iteration: number) => void,
	iteration: number,
	undo: () => void,
): number {
	let spent = 0;
	for (let index = 0; index < 10; index += 1) {
		const began = clock();
		operation(iteration + index);
		spent += clock() - began;
		undo();
	}
	return spent;
}

/** Times an operation in rounds of a fixed length, after one round to warm up. `clock` gives real seconds. */
export function measure(
	clock: () => number,
	name: string,
	operation: (iteration: number) => void,
	undo?: () => void,
): Measured {
	let iteration = 0;
	const round = () => {
		let [spent, count] = [0, 0];
		while (spent < ROUND_SECONDS) {
			spent +=
				undo === undefined ? timeTen(clock, operation, iteration) : timeTenUndone(clock, operation, iteration, undo);
			iteration += 10;
			count += 10;
		}
		return (spent / count) * 1e6;
	};
	round();
	const times = new Array<number>();
	for (let index = 0; index < ROUNDS; index += 1) times.push(round());
	times.sort((a, b) => a < b);
	return { name, microseconds: times[math.floor(ROUNDS / 2)], best: times[0], operations: iteration };
}
