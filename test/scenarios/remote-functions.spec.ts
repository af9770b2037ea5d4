/// <reference types="@rbxts/testez/globals" />
import { findHeadless, holding } from "./support/headless";
import { ANN, localScript, serverScript, SmallPlaces } from "./support/small-places";

// platform.md 6: an error on the other side is one here; only a callback that never returns is waited for for ever.
export = () => {
	if (findHeadless() === undefined) SKIP();

	const CALL = "game.ReplicatedStorage:WaitForChild('call')";
	let places: SmallPlaces;

	beforeEach(() => {
		places = new SmallPlaces();
	});

	/** What the client prints of a call that the server answers as its script says. */
	function answerTo(server: string, client = `print(pcall(${CALL}.InvokeServer, ${CALL}))`): string {
		const universe = places.createUniverse();
		const running = places.headless.startServerWith(universe, [
			holding("ReplicatedStorage", ["RemoteFunction", "call"]),
			serverScript(server),
			localScript(client),
		]);
		running.join(ANN);
		universe.runFor(30);
		return places.texts("print").join("|");
	}

	it("answers with an error when the result cannot cross", () => {
		const answer = answerTo(`${CALL}.OnServerInvoke = function() local t = {} t.t = t return t end`);
		expect(answer).to.equal("false tables cannot be cyclic, nor nested too deeply");
	});

	it("answers with an error when the callback throws, whatever it throws", () => {
		expect(answerTo(`${CALL}.OnServerInvoke = function() error("no", 0) end`)).to.equal("false no");
		places = new SmallPlaces();
		expect(answerTo(`${CALL}.OnServerInvoke = function() error({}) end`)).to.equal(
			"false an error value of type table",
		);
	});

	it("answers with an error when the remote is gone by the time the call arrives", () => {
		const client = `
			local call = ${CALL}
			task.wait(2)
			print(pcall(call.InvokeServer, call))
		`;
		expect(answerTo("task.wait(2) game.ReplicatedStorage.call:Destroy()", client)).to.equal(
			"false call is not there to be invoked",
		);
	});

	it("answers with an error when the remote goes while the call waits for a callback", () => {
		expect(answerTo("task.wait(5) game.ReplicatedStorage.call:Destroy()")).to.equal(
			"false ReplicatedStorage.call was destroyed before OnServerInvoke was set",
		);
	});

	it("keeps a call until there is a callback, and loses no nil of its results", () => {
		expect(
			answerTo(
				`task.wait(5) ${CALL}.OnServerInvoke = function() return 1, nil, nil end`,
				`print(select("#", ${CALL}:InvokeServer()))`,
			),
		).to.equal("3");
	});
};
