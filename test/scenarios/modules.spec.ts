/// <reference types="@rbxts/testez/globals" />
import { containing, findHeadless } from "./support/headless";
import { serverScript, SmallPlaces } from "./support/small-places";

export = () => {
	if (findHeadless() === undefined) SKIP();

	let places: SmallPlaces;

	beforeEach(() => {
		places = new SmallPlaces();
	});

	/** What requiring a module prints, and the errors of it. */
	function requiring(source: string) {
		const universe = places.createUniverse();
		places.headless.startServerWith(universe, [
			containing("ReplicatedStorage", "ModuleScript", "module", source),
			serverScript('print("got", require(game.ReplicatedStorage.module))'),
		]);
		universe.runFor(1);
		return places.texts("print").join("|");
	}

	it("a module may return nil, as those do that only declare types", () => {
		expect(requiring("export type Coins = number return nil")).to.equal("got nil");
		expect(places.texts("error").size()).to.equal(0);
	});

	it("a module may return neither nothing nor more than one value", () => {
		for (const source of ["local unused = 1", "return", "return 1, 2", "return 1, nil"]) {
			places.lines.clear();
			expect(requiring(source)).to.equal("");
			expect(places.texts("error")[0].match("^Module code did not return exactly one value")[0]).to.be.ok();
		}
	});
};
