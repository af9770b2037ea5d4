import type { SeededRandom } from "../../../src/testing";

/** So many tables inside one another. */
function nest(depth: number): unknown {
	let value: unknown = 1;
	for (const _ of $range(1, depth)) value = { a: value };
	return value;
}

/** Values that no game means to be sent, but that the wire form has bytes for. */
const ODD: ReadonlyArray<() => unknown> = [
	() => 0 / 0,
	() => math.huge,
	() => -math.huge,
	() => 2 ** 53,
	() => -1,
	() => 0,
	() => 0.5,
	() => 1e308,
	() => 1001,
	() => "",
	() => "torch",
	() => "castle",
	() => "\0\xff\xfe",
	() => string.rep("long ", 60),
	() => true,
	() => false,
	() => undefined,
	() => [],
	() => [1, 2, 3],
	() => ({ coins: 1e9, luck: 1e9 }),
	() => nest(30),
	() => nest(100),
	() => new Vector3(0 / 0, math.huge, 1),
	() => new CFrame(),
	() => buffer.create(9),
	() => DateTime.fromUnixTimestampMillis(0),
	() => Enum.NormalId.Top,
];

/** A value that an argument may be replaced by. */
export function oddValue(random: SeededRandom): unknown {
	return ODD[random.nextInteger(0, ODD.size() - 1)]();
}

/** Arguments of a remote that are no message at all. */
export function oddArguments(random: SeededRandom, instance: unknown): Array<unknown> {
	const choice = random.nextInteger(0, 7);
	if (choice === 0) return [];
	if (choice === 1) return ["\x02", "and more"];
	if (choice === 2) return [instance];
	if (choice === 3) return [{ message: "\x02" }];
	if (choice === 4) return [buffer.fromstring("\x02")];
	if (choice === 5) return [string.rep("x", 9000)];
	if (choice === 6) return ["", 1, 2, 3, 4, 5, 6, 7, 8, 9];
	return [oddValue(random) ?? 7];
}
