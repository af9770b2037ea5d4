/// <reference types="@rbxts/testez/globals" />
import type { HeadlessControlApi, PlaceNode } from "../../headless/host/control-api";
import { containing, findHeadless, holding } from "../../scenarios/support/headless";

export = () => {
	if (findHeadless() === undefined) SKIP();

	let headless: HeadlessControlApi;

	beforeEach(() => {
		headless = findHeadless()!;
	});

	/** What the scripts of a place print when Ann plays it. */
	function printedBy(place: ReadonlyArray<PlaceNode>, seed = 1): string {
		const lines = new Array<string>();
		const universe = headless.createUniverse({ seed, onOutput: (line) => lines.push(line.text) });
		headless.startServerWith(universe, place).join({ name: "Ann", userId: 1 });
		universe.runFor(20);
		return lines.join("|");
	}

	it("cross a remote unchanged, but for what has a state of its own", () => {
		const sent =
			"Vector3.new(1, 2, 3), CFrame.new(4, 5, 6), { color = Color3.new(1, 0, 0) }, DateTime.fromUnixTimestamp(7)";
		const equal = "at == Vector3.new(1, 2, 3), frame == CFrame.new(4, 5, 6), t.color == Color3.new(1, 0, 0)";
		expect(
			printedBy([
				holding("ReplicatedStorage", ["RemoteEvent", "event"]),
				containing(
					"ServerScriptService",
					"Script",
					"main",
					`game.ReplicatedStorage.event.OnServerEvent:Connect(function(_, at, frame, t, moment, random)
						print(${equal}, moment == DateTime.fromUnixTimestamp(7), random, typeof(at))
					end)`,
				),
				containing(
					"StarterPlayerScripts",
					"LocalScript",
					"main",
					`game.ReplicatedStorage.event:FireServer(${sent}, Random.new(1))`,
				),
			]),
		).to.equal("true true true true nil Vector3");
	});

	it("draw without a seed what the universe's seed says", () => {
		const place = [
			containing(
				"ServerScriptService",
				"Script",
				"main",
				"print(Random.new():NextInteger(1, 1e9), Random.new():NextNumber())",
			),
		];
		expect(printedBy(place, 3)).to.equal(printedBy(place, 3));
		expect(printedBy(place, 3)).never.to.equal(printedBy(place, 4));
	});

	it("tell the time by the clock of their machine, which need not be right", () => {
		const source = "print(DateTime.now().UnixTimestamp == os.time(), DateTime.now().UnixTimestampMillis)";
		const lines = new Array<string>();
		const universe = headless.createUniverse({ onOutput: (line) => lines.push(line.text) });
		for (const _ of $range(1, 2)) {
			headless.startServerWith(universe, [containing("ServerScriptService", "Script", "main", source)]);
		}
		universe.runFor(1);
		expect(lines.size()).to.equal(2);
		expect(lines.every((line) => line.find("^true ")[0] !== undefined)).to.equal(true);
		expect(lines[0]).never.to.equal(lines[1]);
	});
};
