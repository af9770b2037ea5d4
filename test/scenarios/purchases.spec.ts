/// <reference types="@rbxts/testez/globals" />
import type { ControlledServer, ControlledUniverse, HeadlessControlApi } from "../headless/host/control-api";
import { containing, findHeadless } from "./support/headless";

const ANN = { name: "Ann", userId: 1 };

// platform.md 5: ProcessReceipt and BindReceiptHandler
export = () => {
	if (findHeadless() === undefined) SKIP();

	let headless: HeadlessControlApi;
	let universe: ControlledUniverse;
	let printed: Array<string>;

	const start = (source: string, receiptRecordFailure = 0): ControlledServer => {
		universe = headless.createUniverse({
			receiptRecordFailure,
			promptAcceptance: 1,
			onOutput: (line) => line.kind === "print" && printed.push(line.text),
		});
		return headless.startServerWith(universe, [
			containing(
				"ServerScriptService",
				"Script",
				"main",
				`local MPS = game:GetService("MarketplaceService") ${source}`,
			),
		]);
	};

	const GRANT = `MPS.ProcessReceipt = function(receipt)
		print(receipt.ProductId, receipt.PlayerId, #receipt.PurchaseId)
		return Enum.ProductPurchaseDecision.PurchaseGranted
	end`;

	beforeEach(() => {
		headless = findHeadless()!;
		printed = [];
	});

	it("hands a purchase to ProcessReceipt, once it is granted never again", () => {
		const server = start(GRANT);
		const client = server.join(ANN);
		universe.runFor(1);
		universe.purchases.buy(client, 77);
		universe.runFor(1);
		server.leave(client);
		server.join(ANN);
		universe.runFor(5);
		expect(printed.join("|")).to.equal("77 1 36");
		expect(universe.purchases.countUnresolved(1)).to.equal(0);
	});

	it("hands what was not granted out again when the player buys or joins, and not by itself", () => {
		const server = start(`MPS.ProcessReceipt = function(receipt)
			print(receipt.ProductId)
			return Enum.ProductPurchaseDecision.NotProcessedYet
		end`);
		const client = server.join(ANN);
		universe.runFor(1);
		universe.purchases.buy(client, 1);
		universe.runFor(600);
		expect(printed.join(" ")).to.equal("1");
		universe.purchases.buy(client, 2);
		universe.runFor(1);
		expect(printed.size()).to.equal(3);
		server.leave(client);
		universe.runFor(1);
		server.join(ANN);
		universe.runFor(1);
		expect(printed.size()).to.equal(5);
		expect(universe.purchases.countUnresolved(1)).to.equal(2);
	});

	it("keeps a receipt whose handler fails, or whose server dies while it works", () => {
		const failing = start('MPS.ProcessReceipt = function() error("no") end');
		universe.runFor(1);
		universe.purchases.buy(failing.join(ANN), 1);
		universe.runFor(1);
		expect(universe.purchases.countUnresolved(1)).to.equal(1);

		const dying = start(`MPS.ProcessReceipt = function()
			task.wait(5) return Enum.ProductPurchaseDecision.PurchaseGranted
		end`);
		universe.runFor(1);
		universe.purchases.buy(dying.join(ANN), 1);
		universe.runFor(2);
		dying.crash();
		universe.runFor(10);
		expect(universe.purchases.countUnresolved(1)).to.equal(1);
	});

	it("may fail to record a grant, so that the same receipt comes again", () => {
		const server = start(GRANT, 1);
		universe.runFor(1);
		const client = server.join(ANN);
		universe.runFor(1);
		universe.purchases.buy(client, 5);
		universe.runFor(1);
		expect(universe.purchases.countUnresolved(1)).to.equal(1);
		server.leave(client);
		universe.runFor(1);
		server.join(ANN);
		universe.runFor(1);
		expect(printed.join("|")).to.equal("5 1 36|5 1 36");
	});

	it("prefers a bound handler to ProcessReceipt, for the products that it names and while it is bound", () => {
		const server = start(`${GRANT}
			local bound = MPS:BindReceiptHandler(Enum.ReceiptType.DeveloperProduct, function(receipt)
				print("bound", receipt.ProductId)
				return Enum.ReceiptDecision.Processed
			end, { 8 })
			task.wait(5)
			bound:Disconnect()`);
		const client = server.join(ANN);
		universe.runFor(1);
		universe.purchases.buy(client, 8);
		universe.runFor(1);
		universe.purchases.buy(client, 9);
		universe.runFor(6);
		universe.purchases.buy(client, 8);
		universe.runFor(1);
		expect(printed.join("|")).to.equal("bound 8|9 1 36|8 1 36");
	});

	it("takes a purchase for granted when no script handles it", () => {
		const server = start("");
		universe.purchases.buy(server.join(ANN), 3);
		universe.runFor(1);
		expect(universe.purchases.countUnresolved(1)).to.equal(0);
	});

	it("tells the server what the player answered to a prompt", () => {
		start(`${GRANT}
			MPS.PromptProductPurchaseFinished:Connect(function(...) print(...) end)
			game.Players.PlayerAdded:Connect(function(player) MPS:PromptProductPurchase(player, 4) end)`).join(ANN);
		universe.runFor(10);
		printed.sort((a, b) => a < b);
		expect(printed.join("|")).to.equal("1 4 true|4 1 36");
	});

	it("takes players to another server with what was sent along", () => {
		const source = `game.Players.PlayerAdded:Connect(function(player)
			local data = player:GetJoinData().TeleportData
			print(player.Name, data and data.score)
			if data then return end
			local options = Instance.new("TeleportOptions")
			options:SetTeleportData({ score = 12 })
			game:GetService("TeleportService"):TeleportAsync(game.PlaceId, { player }, options)
		end)`;
		const first = start(source);
		headless.startServerWith(universe, [containing("ServerScriptService", "Script", "main", source)]);
		first.join(ANN);
		universe.runFor(10);
		expect(printed.join("|")).to.equal("Ann nil|Ann 12");
		expect(first.connectedClients().size()).to.equal(0);
	});

	it("announces a restart before the server closes", () => {
		const server = start(`
			game.ServerRestartScheduled:Connect(function(moment, source) print("restart", typeof(moment), source) end)
			game:BindToClose(function(reason) print("close", reason) end)`);
		universe.runFor(1);
		server.scheduleRestart(60);
		universe.runFor(30);
		expect(server.state).to.equal("running");
		universe.runFor(40);
		expect(printed.join("|")).to.equal(
			"restart DateTime Enum.CloseReason.DeveloperUpdate|close Enum.CloseReason.DeveloperUpdate",
		);
		expect(server.state).to.equal("closed");
	});
};
