import type { GameData } from "./client-game";

/** What a document says of itself, as far as it may be changed: `coins 100; title new; …` */
export function tellGame(data: Readonly<GameData>): ReadonlyMap<string, string> {
	const told = new Map<string, string>();
	told.set("coins", `${data.coins}`);
	told.set("title", data.title);
	told.set("bio", data.bio);
	told.set("volume", `${data.settings.volume}`);
	told.set("music", `${data.settings.music}`);
	told.set("inventory", data.inventory.map(({ id, amount }) => `${id} ${amount}`).join(" "));
	const stats = new Array<string>();
	for (const [name, count] of data.stats) stats.push(`${name} ${count}`);
	stats.sort();
	told.set("stats", stats.join(" "));
	told.set("nickname", data.nickname ?? "");
	told.set("note", data.note);
	told.set("look", `${data.look.hat} ${data.look.colour}`);
	const labels = new Array<string>();
	for (const [name, label] of data.labels) labels.push(`${name} ${label}`);
	labels.sort();
	told.set("labels", labels.join(" "));
	told.set("luck", `${data.luck}`);
	told.set("diary", data.diary);
	return told;
}

/** The places that a mutator may change. */
const TOUCHES: Readonly<Record<string, ReadonlyArray<string>>> = {
	buyItem: ["coins", "inventory"],
	earn: ["coins"],
	gamble: ["coins"],
	roll: ["coins"],
	expensive: ["coins"],
	rename: ["title"],
	describe: ["bio"],
	count: ["stats"],
	dial: ["volume"],
	write: ["note"],
	keep: ["inventory"],
	set: ["volume", "music", "nickname", "look", "labels"],
};

const FIELDS = "bio coins diary inventory labels look luck nickname note settings stats title";

/** What is in a document that its game knows nothing of: a schema lets it be. */
function findStranger(data: Readonly<GameData>): string | undefined {
	for (const item of data.inventory) {
		const stranger = strangerIn(item, "amount id");
		if (stranger !== undefined) return stranger;
	}
	return strangerIn(data, FIELDS) ?? strangerIn(data.settings, "music volume") ?? strangerIn(data.look, "colour hat");
}

function strangerIn(value: object, known: string): string | undefined {
	const names = known.split(" ");
	for (const [key] of pairs(value as Record<string, unknown>)) if (!names.includes(key)) return tostring(key);
	return undefined;
}

/** What is wrong about a change by an intent of this name, written apart from the mutators themselves; nothing if it is right. */
export function judgeChange(
	name: string,
	before: Readonly<GameData>,
	after: Readonly<GameData>,
	valid: (data: unknown) => boolean,
): string | undefined {
	if (!valid(after)) return `${name} left an invalid document`;
	const stranger = findStranger(after);
	if (stranger !== undefined) return `${name} brought ${stranger}`;
	const was = tellGame(before);
	for (const [place, text] of tellGame(after)) {
		if (was.get(place) !== text && !(TOUCHES[name] ?? []).includes(place)) return `${name} changed ${place}`;
	}
	const gain = after.coins - before.coins;
	if (name === "earn") return gain >= 1 && gain <= 1000 && gain % 1 === 0 ? undefined : `earned ${gain}`;
	if (name === "roll") return gain === 7 ? undefined : `rolled ${gain}`;
	if (name === "gamble" || name === "expensive") return gain === 1 ? undefined : `${name} gave ${gain}`;
	if (name === "buyItem") {
		const [bought] = after.inventory;
		const price = bought.id === "torch" ? 20 : 150;
		const isOne = after.inventory.size() === before.inventory.size() + 1 && bought.amount === 1;
		return gain === -price && isOne ? undefined : `bought ${bought.id} for ${-gain}`;
	}
	return undefined;
}
