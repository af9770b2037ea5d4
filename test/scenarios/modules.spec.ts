/// <reference types="@rbxts/testez/globals" />
import type { PlaceNode } from "../headless/host/control-api";
import { containing, findHeadless, holding } from "./support/headless";
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

	it("a module may be named by a path from the script that requires it", () => {
		const inner = 'return require("../sibling") .. " and " .. require("@game/ReplicatedStorage/sibling")';
		const universe = places.createUniverse();
		const module = (name: string, source: string) => containing("", "ModuleScript", name, source).children[0];
		const filled = (service: string, children: Array<PlaceNode>) => ({ ...holding(service), children });
		const server = (name: string, source: string) => ({ ...module(name, source), className: "Script" });
		places.headless.startServerWith(universe, [
			filled("ReplicatedStorage", [
				{ ...module("outer", 'return require("@self/inner")'), children: [module("inner", inner)] },
				module("sibling", 'return "a sibling"'),
				module("user", 'return require("./outer")'),
			]),
			filled("ServerScriptService", [
				server("main", 'print(require(game.ReplicatedStorage.user)) require("./nobody")'),
				server("unprefixed", 'require("outer")'),
			]),
		]);
		universe.runFor(1);
		expect(places.texts("print").join("|")).to.equal("a sibling and a sibling");
		const errors = places.texts("error").join("|");
		expect(
			errors.find('error requiring module "./nobody": could not resolve child component "nobody"', 1, true)[0],
		).to.be.ok();
		expect(errors.find("require path must start with a valid prefix", 1, true)[0]).to.be.ok();
	});
};
