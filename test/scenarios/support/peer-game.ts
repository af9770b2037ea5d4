import type { FaultPlan } from "../../../src/testing";
import type { ControlledClient, ControlledServer, OutputLine, PlayerProfile } from "../../headless/host/control-api";
import { LAPIS } from "./lapis";
import { PeerUniverse } from "./peer";

/**
 * One small game for every library: a player's data is opened when they join, they earn a coin a second while they play,
 * and it is closed when they leave. What it prints is what its players have seen.
 */
const GAME = `
	local sessions = {}
	game.Players.PlayerRemoving:Connect(function(player)
		local session = sessions[player]
		sessions[player] = nil
		if session then session.close() end
	end)
	game.Players.PlayerAdded:Connect(function(player)
		local session = open("p" .. player.UserId)
		if session == nil then print("refused", player.Name) return end
		print("loaded", player.Name, session.read())
		sessions[player] = session
		while true do
			task.wait(1)
			if sessions[player] == nil then break end
			session.earn()
			print("has", player.Name, session.read())
		end
	end)
`;

const PROFILE_STORE = `
	local modules = game.ReplicatedStorage.rbxts_include.node_modules["@rbxts"]
	local ProfileStore = require(modules["profile-store"].src)
	local store = ProfileStore.New("Players", { Coins = 0 })
	local function open(key)
		local profile = store:StartSessionAsync(key)
		return profile and {
			read = function() return profile.Data.Coins end,
			earn = function() profile.Data.Coins += 1 end,
			close = function() profile:EndSession() end,
		}
	end
`;

const PROFILE_SERVICE = `
	local modules = game.ReplicatedStorage.rbxts_include.node_modules["@rbxts"]
	local ProfileService = require(modules.profileservice.src)
	local store = ProfileService.GetProfileStore("Players", { Coins = 0 })
	local function open(key)
		local profile = store:LoadProfileAsync(key, "ForceLoad")
		return profile and {
			read = function() return profile.Data.Coins end,
			earn = function() profile.Data.Coins += 1 end,
			close = function() profile:Release() end,
		}
	end
`;

const LAPIS_GAME = `${LAPIS}
	local function open(key)
		local opened, document = players:load(key):await()
		return if not opened then nil else {
			read = function() return document:read().coins end,
			earn = function() document:write({ coins = document:read().coins + 1 }) end,
			close = function() document:close():catch(function() end) end,
		}
	end
`;

/** The libraries that the game can be played with. */
export const PEERS = { ProfileStore: PROFILE_STORE, ProfileService: PROFILE_SERVICE, Lapis: LAPIS_GAME };

export type Peer = keyof typeof PEERS;

/** Something that a player saw, and when. */
export interface Sighting {
	readonly seconds: number;
	readonly what: "loaded" | "has" | "refused";
	readonly player: string;
	readonly coins: number;
}

/** The game with one of the libraries, unmodified, on one server. */
export class PeerGame {
	readonly sightings = new Array<Sighting>();
	readonly peer: PeerUniverse;
	readonly server: ControlledServer;
	private readonly clients = new Map<number, ControlledClient>();
	/** Called with everything that a player sees. */
	onSighting?: (sighting: Sighting) => void;

	constructor(peer: Peer, seed: number, faults?: FaultPlan) {
		this.peer = new PeerUniverse(PEERS[peer], seed, { faults, onPrint: (line) => this.note(line) });
		this.server = this.peer.boot();
		this.peer.run(this.server, GAME);
	}

	/** Lets a player join now. */
	join(profile: PlayerProfile): void {
		this.clients.set(profile.userId, this.server.join(profile));
	}

	/** Lets a player who is on the server leave it now. */
	leave(profile: PlayerProfile): void {
		this.server.leave(this.clients.get(profile.userId)!);
	}

	at(seconds: number, action: () => void): void {
		this.peer.universe.scheduler.at(seconds, undefined, action);
	}

	private note({ time, text }: OutputLine): void {
		const [what, player, coins] = text.split(" ");
		const sighting = { seconds: time, what: what as Sighting["what"], player, coins: tonumber(coins) ?? 0 };
		this.sightings.push(sighting);
		this.onSighting?.(sighting);
	}
}
