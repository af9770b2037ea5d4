/// <reference types="@rbxts/testez/globals" />
import { findHeadless } from "./support/headless";
import { serverScript, SmallPlaces } from "./support/small-places";

export = () => {
	if (findHeadless() === undefined) SKIP();

	let places: SmallPlaces;

	beforeEach(() => {
		places = new SmallPlaces();
	});

	function printedBy(source: string): string {
		const universe = places.createUniverse();
		places.headless.startServerWith(universe, [serverScript(source)]);
		universe.runFor(1);
		return places.texts().join("|");
	}

	it("numbers tables, functions, threads and userdata in the order in which they are first shown", () => {
		const text = printedBy(`
			local t, f = {}, function() end
			print(t, f)
			print(tostring(f), string.format("%s %5d %*", t, 7, f))
			print(coroutine.create(f), newproxy(), buffer.create(1))
		`);
		const first = "table: 0x0000000000000001";
		const second = "function: 0x0000000000000002";
		const third = "thread: 0x0000000000000003 userdata: 0x0000000000000004 buffer: 0x0000000000000005";
		expect(text).to.equal(`${first} ${second}|${second} ${first}     7 ${second}|${third}`);
	});

	it("formats all else as Luau does, with its errors", () => {
		const text = printedBy(`
			local named = setmetatable({}, { __tostring = function() return "named" end })
			print(string.format("%d%% %s %5.2f", 50, named, 1), pcall(string.format, "%d", {}))
		`);
		expect(text).to.equal("50% named  1.00 false invalid argument #2 to 'format' (number expected, got table)");
	});

	it("shows an address that interpolation has put into a text as none", () => {
		const source = `
			local t = {}
			print(\`{t}\`, ("%*"):format(t))
			warn(\`{function() end}\`)
			game:GetService("LogService").MessageOut:Once(function(message) print(message == \`at {t}\`) end)
			print(\`at {t}\`)
		`;
		expect(printedBy(source)).to.equal(
			"table: 0x???????????????? table: 0x????????????????|function: 0x????????????????|at table: 0x????????????????|false",
		);
	});

	it("says the same of its memory in every process", () => {
		expect(printedBy('print(gcinfo() == collectgarbage("count"), pcall(collectgarbage, "collect"))')).to.equal(
			"true false collectgarbage must be called with 'count'; use gcinfo() instead",
		);
	});
};
