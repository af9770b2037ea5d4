/// <reference types="@rbxts/testez/globals" />
import { ClientWorld, standOf } from "./support/client-world";
import { findHeadless } from "./support/headless";

export = () => {
	if (findHeadless() === undefined) SKIP();

	describe("a log that errors", () => {
		it("is an error of the engine, and keeps no client from being answered", () => {
			const world = new ClientWorld();
			const host = world.startServer();
			const ann = world.joinWith(host);
			// What writes to it fails from now on.
			table.freeze(host.events);
			const broken = ann.ask((state) => state.mutate.broken());
			const later = ann.ask((state) => state.mutate.earn(5));
			world.run(1);
			expect(standOf(broken)).to.equal("rejected: failed It could not be done.");
			expect(standOf(later)).to.equal("confirmed");
			expect(host.violations.size()).to.equal(0);
			expect(world.problems().find("readonly", 1, true)[0]).to.be.ok();
		});
	});
};
