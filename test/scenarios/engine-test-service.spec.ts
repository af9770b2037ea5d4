/// <reference types="@rbxts/testez/globals" />
import { findHeadless } from "./support/headless";
import { serverScript, SmallPlaces } from "./support/small-places";

export = () => {
	if (findHeadless() === undefined) SKIP();

	it("TestService prints what tests say to it, by its kind, and counts it", () => {
		const places = new SmallPlaces();
		const universe = places.createUniverse();
		places.headless.startServerWith(universe, [
			serverScript(`
				local tests = game:GetService("TestService")
				local heard = {}
				game:GetService("LogService").MessageOut:Connect(function(_, kind) table.insert(heard, kind.Name) end)
				tests:Message("begins")
				tests:Checkpoint("half way")
				tests:Check(true, "holds")
				tests:Check(false, "does not hold")
				tests:Warn(false, "careful")
				tests:Error("wrong")
				local ok = pcall(tests.Fail, tests, "fatal")
				print(ok, tests.TestCount, tests.WarnCount, tests.ErrorCount)
				print(table.concat(heard, " "))
			`),
		]);
		universe.runFor(1);
		expect(places.lines.map((line) => `${line.kind} ${line.text}`).join("|")).to.equal(
			"print TestService: begins|print TestService: half way|error TestService: does not hold|" +
				"warn TestService: careful|error TestService: wrong|error TestService: fatal|" +
				"print false 2 1 3|print MessageOutput MessageOutput MessageError MessageWarning " +
				"MessageError MessageError MessageOutput",
		);
	});
};
