import { reconcile } from "../../../src/shared/data";
import { SeededRandom } from "../../../src/testing";
import { frozen, thaw, valueOf } from "../shared/data/support";

type Loose = Map<string | number, defined>;

const EDITS = 5;
const JUNK: ReadonlyArray<defined> = [
	0,
	-1,
	3,
	0.5,
	1e12,
	0 / 0,
	math.huge,
	"",
	"x",
	"xa",
	"\xff",
	true,
	[1],
	{ a: 1 },
];

/** The frozen successor of a document, by a few edits: by the way of `reconcile` it shares what it can, else nothing. */
export function edited(random: SeededRandom, before: object, fresh: () => defined, junk: boolean): object {
	const draft = thaw(before);
	for (const _ of $range(1, random.nextInteger(0, EDITS))) edit(random, draft as Loose, fresh() as Loose, junk);
	return random.chance(0.7) ? valueOf(reconcile(before, draft)).root : frozen(draft);
}

/** One change somewhere, mostly with something that another value has in the same place. */
function edit(random: SeededRandom, root: Loose, other: Loose, junk: boolean): void {
	let [place, source] = [root, other];
	while (random.chance(0.75)) {
		const keys = keysOf(place).filter((key) => typeIs(place.get(key), "table"));
		if (keys.isEmpty()) break;
		const key = random.pick(keys);
		place = place.get(key) as Loose;
		const found = source.get(key);
		source = typeIs(found, "table") ? (found as Loose) : new Map();
	}
	const list = place as unknown as Array<defined>;
	if (list.size() > 0 && random.chance(0.6)) return editList(random, list, [...(source as unknown as Array<defined>)]);
	const keys = keysOf(random.chance(0.5) ? place : source);
	if (keys.isEmpty()) return;
	const key = random.pick(keys);
	if (junk && random.chance(0.3)) place.set(random.chance(0.2) ? "unknown" : key, thaw(random.pick(JUNK)));
	else if (random.chance(0.2)) place.delete(key);
	else if (source.get(key) !== undefined) place.set(key, thaw(source.get(key)!));
}

function editList(random: SeededRandom, list: Array<defined>, others: ReadonlyArray<defined>): void {
	const index = random.nextInteger(0, list.size() - 1);
	const item = others.isEmpty() ? list[index] : random.pick(others);
	const form = random.nextInteger(0, 4);
	if (form === 0) list.remove(index);
	else if (form === 1) list.insert(index, thaw(item));
	else if (form === 2) list.push(thaw(item));
	else if (form === 3) list[index] = thaw(item);
	else list.push(thaw(list.remove(index)!));
}

function keysOf(place: Loose): Array<string | number> {
	const keys = new Array<string | number>();
	for (const [key] of pairs(place)) keys.push(key);
	return keys.sort((left, right) => `${typeOf(left)}${left}` < `${typeOf(right)}${right}`);
}
