/**
 * Loads Lapis as compiled roblox-ts code does: its entry module runs only where RuntimeLib imports it. The collection is
 * kept, since one name can be taken only once in a server.
 */
export const LAPIS = `
	local ReplicatedStorage = game:GetService("ReplicatedStorage")
	local TS = require(ReplicatedStorage:WaitForChild("rbxts_include"):WaitForChild("RuntimeLib"))
	local Lapis = TS.import(script, ReplicatedStorage, "rbxts_include", "node_modules", "@rbxts", "lapis", "out")
	local players = _G.players or Lapis.createCollection("Players", { defaultData = { coins = 0 } })
	_G.players = players
`;

/** A document of the collection as the store holds it. */
export interface LapisRecord {
	data: { coins: number };
	lockId?: string;
}
