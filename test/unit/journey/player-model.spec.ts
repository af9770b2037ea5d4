/// <reference types="@rbxts/testez/globals" />
import { afterPress, Belongings, NOTHING, Press, readStored } from "../../journey/game-rules";
import { PlayerModel } from "../../journey/player-model";

const MINE: Press = { kind: "mine" };

function coins(amount: number): Belongings {
	return { coins: amount, items: new Map() };
}

/** A player who has mined three times and seen two answers. */
function playing(): PlayerModel {
	const model = new PlayerModel("Ann");
	for (const _ of [1, 2, 3]) model.pressed(MINE, true);
	for (const request of [1, 2]) model.pressAnswered(request);
	return model;
}

export = () => {
	it("knows the rules of the game on its own", () => {
		let belongings = NOTHING;
		for (const _ of [1, 2, 3]) belongings = afterPress(belongings, MINE);
		belongings = afterPress(belongings, { kind: "buy", item: "torch" });
		belongings = afterPress(belongings, { kind: "buy", item: "sword" });
		expect(belongings.coins).to.equal(10);
		expect(belongings.items.get("torch")).to.equal(1);
		expect(belongings.items.get("sword")).to.equal(undefined);
	});

	it("accepts after a normal end what was answered, or more", () => {
		expect(playing().resumed(coins(20))).to.equal(undefined);
		expect(playing().resumed(coins(30))).to.equal(undefined);
	});

	it("complains after a normal end about anything answered that is gone", () => {
		expect(playing().resumed(coins(10))).to.be.ok();
	});

	it("complains about anything that was never pressed", () => {
		expect(playing().resumed(coins(40))).to.be.ok();
		expect(playing().written(coins(15), 1)).to.be.ok();
	});

	it("complains when an older state is written over a newer one", () => {
		const model = playing();
		expect(model.written(coins(20), 1)).to.equal(undefined);
		expect(model.written(coins(10), 2)).to.be.ok();
	});

	it("counts what a crash took, and complains if it took what was stored", () => {
		const lucky = playing();
		lucky.written(coins(10), 4);
		lucky.crashed(9);
		expect(lucky.resumed(coins(10))).to.equal(undefined);
		expect(lucky.losses[0].actions).to.equal(1);
		expect(lucky.losses[0].seconds).to.equal(5);

		const robbed = playing();
		robbed.written(coins(20), 4);
		robbed.crashed(9);
		expect(robbed.resumed(coins(10))).to.be.ok();
	});

	it("does not take an answer for one to the presses before it", () => {
		const model = new PlayerModel("Ann");
		for (const _ of [1, 2]) model.pressed(MINE, true);
		model.pressed({ kind: "buy", item: "sword" }, false);
		model.pressAnswered(3);
		expect(model.settled()).to.equal(false);
		expect(model.resumed(coins(0))).to.equal(undefined);
	});

	it("finds a document that holds an item twice, or not what the shop has left, unreadable", () => {
		expect(readStored({ coins: 10, inventory: [{ id: "torch", amount: 1 }], stock: 2 })).to.be.ok();
		const twice = [
			{ id: "torch", amount: 1 },
			{ id: "torch", amount: 1 },
		];
		expect(readStored({ coins: 10, inventory: twice, stock: 1 })).to.equal(undefined);
		expect(readStored({ coins: "many", inventory: [], stock: 3 })).to.equal(undefined);
		expect(readStored({ coins: 10, inventory: [], stock: 2 })).to.equal(undefined);
	});
};
