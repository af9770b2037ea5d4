/// <reference types="@rbxts/testez/globals" />
import { Belongings, describeBelongings, Press } from "../../journey/game-rules";
import { ScreenModel } from "../../journey/screen-model";

const MINE: Press = { kind: "mine" };
const TORCH: Press = { kind: "buy", item: "torch" };

function having(coins: number, torches: number): Belongings {
	return { coins, items: torches > 0 ? new Map([["torch", torches]]) : new Map<string, number>() };
}

export = () => {
	it("expects what was pressed to be seen before it is answered, and no other when it is done", () => {
		const screen = new ScreenModel(having(0, 0));
		expect(screen.pressed(1, MINE, 5)).to.equal(true);
		expect(describeBelongings(screen.view())).to.equal("10 coins");
		expect(screen.answered(1, undefined, 6).kind).to.equal("right");
		expect(describeBelongings(screen.view())).to.equal("10 coins");
	});

	it("expects what the shop does not have to be seen, and taken back", () => {
		const screen = new ScreenModel(having(20, 4));
		expect(screen.pressed(1, TORCH, 5)).to.equal(true);
		expect(describeBelongings(screen.view())).to.equal("0 coins, 5 torch");
		screen.pressed(2, MINE, 5.5);
		const answer = screen.answered(1, "Sold out.", 6);
		expect(answer.kind === "corrected" && answer.afterSeconds).to.equal(1);
		expect(describeBelongings(screen.view())).to.equal("30 coins, 4 torch");
	});

	it("expects what the player can know to be refused without asking", () => {
		const screen = new ScreenModel(having(10, 0));
		expect(screen.pressed(1, TORCH, 5)).to.equal(false);
		expect(describeBelongings(screen.view())).to.equal("10 coins");
		expect(screen.answered(1, "Too few coins.", 5).kind).to.equal("refusedAtOnce");
	});

	it("finds answers wrong that break the rules or the order", () => {
		const screen = new ScreenModel(having(20, 0));
		screen.pressed(1, TORCH, 5);
		expect(screen.answered(1, "Sold out.", 6).kind).to.equal("problem");
		screen.pressed(2, MINE, 7);
		screen.pressed(3, MINE, 7);
		expect(screen.answered(3, undefined, 8).kind).to.equal("problem");
	});
};
