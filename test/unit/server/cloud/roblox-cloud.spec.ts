/// <reference types="@rbxts/testez/globals" />
import { createRobloxCloud } from "../../../../src/server/cloud/roblox-cloud";
import { createSimulatedCloud } from "../../../../src/testing";

export = () => {
	it("works on the services that it is given", () => {
		const cloud = createSimulatedCloud();
		const { DataStoreService, MemoryStoreService, MessagingService } = cloud.connect();
		const ports = createRobloxCloud({
			dataStoreService: DataStoreService,
			memoryStoreService: MemoryStoreService,
			messagingService: MessagingService,
		});
		ports.stores.update("Store", "k", () => ({ value: { coins: 1 }, userIds: [] }));
		ports.memory.update("Map", "k", () => 1, 60);
		ports.messages.publish("topic", {});
		expect(cloud.inspect("Store", "k")).to.be.ok();
		expect(cloud.requests["MemoryStoreHashMap.UpdateAsync"]).to.equal(1);
		expect(cloud.requests["MessagingService.PublishAsync"]).to.equal(1);
	});

	it("is of the realm that it is told, else Studio's or the live game's", () => {
		const isStudio = game.GetService("RunService").IsStudio();
		expect(createRobloxCloud().realm).to.equal(isStudio ? "studio" : "live");
		expect(createRobloxCloud({ realm: "qa" }).realm).to.equal("qa");
	});

	it("counts the players, and kicks nobody who is not here", () => {
		const { players } = createRobloxCloud();
		expect(players.count()).to.equal(game.GetService("Players").GetPlayers().size());
		expect(players.isHere(-12345)).to.equal(false);
		players.kick(-12345, "nobody");
	});

	it("gives a text the same short name each time, that a DataStore can hold", () => {
		const { hash } = createRobloxCloud();
		expect(hash("abc")).to.equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
		expect(hash("abd")).never.to.equal(hash("abc"));
		expect(hash("").size()).to.equal(64);
	});

	it("makes names that nobody has had before", () => {
		const ports = createRobloxCloud();
		expect(ports.createId()).never.to.equal(ports.createId());
	});
};
