/// <reference types="@rbxts/testez/globals" />
import { findHeadless } from "./support/headless";
import { serverScript, SmallPlaces } from "./support/small-places";

export = () => {
	if (findHeadless() === undefined) SKIP();

	let places: SmallPlaces;

	beforeEach(() => {
		places = new SmallPlaces();
	});

	/** What a server's script prints. */
	function printedBy(source: string): string {
		const universe = places.createUniverse();
		places.headless.startServerWith(universe, [serverScript(source)]);
		universe.runFor(60);
		return places.texts("print").join("|");
	}

	for (const clock of ["os.clock()", "time()", "tick()", "os.time()", "DateTime.now().UnixTimestampMillis / 1000"]) {
		it(`lets a busy loop on ${clock} come to its end`, () => {
			const source = `local began = ${clock} while ${clock} - began < 0.05 do end print("over")`;
			expect(printedBy(source)).to.equal("over");
		});
	}

	it("gives back what a busy loop took, once time has gone on", () => {
		const source = `
			local began = os.clock()
			while os.clock() - began < 0.5 do end
			task.wait(2)
			local waited = os.clock() - began
			print(waited >= 2 and waited < 2.05)
		`;
		expect(printedBy(source)).to.equal("true");
	});

	it("never lets a server's clock go backwards, by whichever clock and thread", () => {
		const source = `
			local last, ok = 0, true
			local function look(now)
				ok = ok and now >= last
				last = now
			end
			task.spawn(function() for _ = 1, 30 do task.wait() look(time()) end end)
			for _ = 1, 30 do
				for _ = 1, 30000 do look(os.clock()) end
				task.wait()
			end
			print(ok)
		`;
		expect(printedBy(source)).to.equal("true");
	});

	describe("a thread that never yields", () => {
		const dies = (loop: string) => {
			const universe = places.createUniverse();
			places.headless.startServerWith(universe, [
				serverScript(`task.delay(1, print, "later")\ntask.spawn(function()\n${loop}\nend)\nprint("at once")`),
			]);
			universe.runFor(5);
			expect(places.texts("print").join("|")).to.equal("at once|later");
			expect(universe.errors.size()).to.equal(1);
			const expected = "ServerScriptService.main:3: Script timeout: exhausted allowed execution time";
			expect(universe.errors[0].text.sub(1, expected.size())).to.equal(expected);
		};

		it("dies of it alone when it looks at the clock", () => dies("while true do local _ = os.clock() end"));
		it("dies of it alone when it looks at an instance", () => dies("while not workspace:GetAttribute('on') do end"));
	});
};
