/// <reference types="@rbxts/testez/globals" />
import { ANN, BEN, ClientWorld, GameClient, GameServer, GameSession, standOf } from "./support/client-world";
import { findHeadless } from "./support/headless";

const CAT = { name: "Cat", userId: 14 };

export = () => {
	if (findHeadless() === undefined) SKIP();

	let world: ClientWorld;
	let host: GameServer;
	let guild: GameSession;
	let ann: GameClient;
	let ben: GameClient;
	let cat: GameClient;

	/** Cat has a document of her own as well, so the guild has another number on her line. */
	beforeEach(() => {
		world = new ClientWorld();
		host = world.startServer();
		ann = world.join(host, ANN);
		ben = world.join(host, BEN);
		cat = world.joinWith(host, CAT);
		guild = host.open("guild");
		for (const profile of [ANN, BEN, CAT]) host.show(guild, profile, { view: "owner" });
		world.run(1);
		for (const client of [ann, ben, cat]) client.received.clear();
	});

	afterEach(() => {
		expect(world.problems()).to.equal("");
	});

	const coins = () => [ann, ben, cat].map((client) => `${client.other("guild").getState(["coins"])}`).join(" ");
	const last = ({ received }: GameClient) => buffer.tostring(received[received.size() - 1]);

	it("a change of a document that many see is the same message for all who know it by the same number", () => {
		host.inside(() => guild.set(["coins"], 7));
		world.run(1);
		expect(coins()).to.equal("7 7 7");
		expect(last(ann)).to.equal(last(ben));
		expect(last(ann)).never.to.equal(last(cat));
		expect(last(ann).size()).to.equal(last(cat).size());
	});

	it("what one of many has asked for is answered to that one alone, in the message of the change", () => {
		const asked = ben.ask(() => ben.other("guild").mutate.earn(5));
		world.run(1);
		expect(standOf(asked)).to.equal("confirmed");
		expect(coins()).to.equal("105 105 105");
		for (const client of [ann, ben, cat]) expect(client.received.size()).to.equal(1);
		expect(last(ann)).never.to.equal(last(ben));
	});

	it("a client whose own document changes in the same frame hears of both", () => {
		host.inside(() => {
			guild.set(["coins"], 9);
			host.session("14").set(["coins"], 3);
		});
		world.run(1);
		expect(coins()).to.equal("9 9 9");
		expect(cat.coins()).to.equal(3);
		expect(cat.received.size()).to.equal(1);
	});

	it("one who is refused something in a frame with a change is told both, and the others only the change", () => {
		const asked = ben.ask(() => ben.other("guild").mutate.tryLuck());
		// It arrives in one of these frames.
		for (const value of $range(11, 16)) {
			world.run(1 / 60);
			host.inside(() => guild.set(["coins"], value));
		}
		world.run(1);
		expect(standOf(asked)).to.equal("rejected: refused Not today.");
		expect(coins()).to.equal("16 16 16");
	});
};
