import { ClientHost, ClientSession, GUILD } from "./client-host";
import { ClientDocument, ownMark, SECRET_MARK } from "./client-rules";
import type { ClientWorld } from "./client-world";

const COINS_MAX = 900_000;
const BADGES_MAX = 150;

/** Lets a server do things at random by itself, until all is calm. */
export function runServer(world: ClientWorld, host: ClientHost): void {
	world.later(world.plan.actEvery * (0.2 + 1.6 * world.random.nextNumber()), () => {
		if (world.isCalm()) return;
		const sessions = host.openSessions();
		if (!sessions.isEmpty()) host.inside(() => act(world, host, world.random.pick(sessions)));
		runServer(world, host);
	});
}

function act(world: ClientWorld, host: ClientHost, session: ClientSession): void {
	const fate = world.random.nextNumber();
	if (fate < 0.6) change(world, session);
	else if (fate < 0.75) hideOrShow(world, host, session);
	else if (fate < 0.82) close(world, host, session);
	else if (fate < 0.9) hold(world, host, session);
	else if (fate < 0.93) freeze(world, host);
	else for (const _ of $range(1, 3)) change(world, session);
}

function change(world: ClientWorld, session: ClientSession): void {
	const { random } = world;
	const fate = random.nextInteger(1, 7);
	world.count(fate === 1 ? "private change" : fate === 2 ? "list replaced" : "server change");
	session.update((draft) => {
		if (fate === 1) draft.secret = `${SECRET_MARK} ${random.nextInteger(1, 1e6)}`;
		else if (fate === 2) draft.badges = drawBadges(world);
		else if (fate === 3) draft.coins = math.min(COINS_MAX, draft.coins + random.nextInteger(1, 300));
		else if (fate === 4) draft.coins = random.nextInteger(0, 300);
		else if (fate === 5) draft.title = `title ${random.nextInteger(1, 1e6)}`;
		else if (fate === 6) draft.bio = `${ownMark(session.key)} ${random.nextInteger(1, 1e6)}`;
		else rearrange(world, draft);
	});
}

function drawBadges({ random }: ClientWorld): ClientDocument["badges"] {
	const badges: ClientDocument["badges"] = [];
	for (const index of $range(1, random.nextInteger(0, BADGES_MAX))) {
		badges.push({ name: `badge ${index} ${random.nextInteger(1, 100)}`, level: random.nextInteger(1, 1e6) });
	}
	return badges;
}

function rearrange({ random }: ClientWorld, draft: ClientDocument): void {
	draft.items = random.shuffle(draft.items);
	draft.items.push({ id: `found ${random.nextInteger(1, 1e6)}`, amount: 2, seal: SECRET_MARK });
	const other = draft.items[0];
	other.seal = `${SECRET_MARK} ${random.nextInteger(1, 1e6)}`;
	other.amount += 1;
}

/** Shown to somebody again, by another view, or no more for a while. */
function hideOrShow(world: ClientWorld, host: ClientHost, session: ClientSession): void {
	const { random } = world;
	const guests = world.guestsOf(host).filter(({ userId }) => session.key !== tostring(userId));
	if (guests.isEmpty()) return;
	const guest = random.pick(guests);
	const view = session.key === GUILD && random.chance(0.6) ? "owner" : "public";
	if (random.chance(0.5)) {
		world.count("shown again");
		host.show(guest, session, view);
		return;
	}
	world.count("document hidden");
	host.hide(guest, session);
	world.later(random.nextNumber() * 2, () => host.inside(() => host.show(guest, session, view)));
}

/** It ends here, and begins anew: what nobody owns perhaps on another server. */
function close(world: ClientWorld, host: ClientHost, session: ClientSession): void {
	world.count("document closed");
	session.close().expect();
	if (session.key === GUILD) {
		world.pickHost().openGuild();
		return;
	}
	const guest = world.guestsOf(host).find(({ userId }) => tostring(userId) === session.key);
	if (guest !== undefined) host.admit(guest);
}

/** Two documents change together; until that is stored, intents have to wait. */
function hold(world: ClientWorld, host: ClientHost, session: ClientSession): void {
	const others = host.openSessions().filter((other) => other !== session);
	if (others.isEmpty()) return;
	world.count("document held");
	host.manager
		.transact([session, world.random.pick(others)], (drafts) => {
			for (const draft of drafts) draft.luck += 1;
			const [giver, taker] = [drafts[0], drafts[1]];
			if (giver.coins < 10) return;
			giver.coins -= 10;
			taker.coins += 10;
		})
		.expect();
}

function freeze(world: ClientWorld, host: ClientHost): void {
	host.server.freeze(world.random.pick([0.5, 2]));
}
