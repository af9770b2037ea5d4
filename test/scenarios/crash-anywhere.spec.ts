/// <reference types="@rbxts/testez/globals" />
import { findHeadless } from "./support/headless";
import { serverScript, SmallPlaces } from "./support/small-places";

// Ten waits of a script, each of which is a place where its server may die.
const COUNTING = serverScript("for i = 1, 10 do print(i) task.wait(0.1) end");

export = () => {
	if (findHeadless() === undefined) SKIP();

	// design.md 9: server crash at any resumption point
	it("a server crashes after as many resumptions as are asked for, and not one later", () => {
		for (let count = 1; count <= 10; count += 1) {
			const places = new SmallPlaces();
			const universe = places.createUniverse();
			const server = places.headless.startServerWith(universe, [COUNTING]);
			server.crashAfterResumptions(count);
			universe.runFor(5);
			expect(places.texts().size()).to.equal(count);
			expect(server.state).to.equal("crashed");
			expect(universe.cloud.faults.counts["server crash"]).to.equal(1);
		}
	});

	it("a universe's plan draws the moment for each server, the same for the same seed", () => {
		const linesOf = (seed: number) => {
			const places = new SmallPlaces();
			const universe = places.headless.createUniverse({
				seed,
				crashAfterResumptions: [1, 10],
				onOutput: (line) => places.lines.push(line),
			});
			for (let server = 1; server <= 3; server += 1) places.headless.startServerWith(universe, [COUNTING]);
			universe.runFor(5);
			expect(universe.cloud.faults.counts["server crash"]).to.equal(3);
			return places.lines.map((line) => `${line.realm} ${line.text}`).join("|");
		};
		expect(linesOf(1)).to.equal(linesOf(1));
		expect(linesOf(1)).never.to.equal(linesOf(2));
	});
};
