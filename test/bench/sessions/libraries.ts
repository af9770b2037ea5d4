/** The libraries that are compared, in the order of the tables' columns. */
export const LIBRARIES = ["Holdfast", "ProfileStore", "ProfileService", "Lapis"] as const;

export type LibraryName = (typeof LIBRARIES)[number];

/** A value for each library. */
export type ByLibrary<T> = Record<LibraryName, T>;

export function forEachLibrary<T>(measure: (library: LibraryName) => T): ByLibrary<T> {
	const results: Partial<ByLibrary<T>> = {};
	for (const library of LIBRARIES) results[library] = measure(library);
	return results as ByLibrary<T>;
}

const PACKAGES = `
	local ReplicatedStorage = game:GetService("ReplicatedStorage")
	local modules = ReplicatedStorage.rbxts_include.node_modules["@rbxts"]
`;

/*
 * Each as a game would use it, with its own defaults and nothing turned off: `open(key, player)` gives a session, or nil
 * if it was refused. `change` puts a value into a field, `bump` adds one to a number, `changeItem` sets a field of one
 * item of the inventory, and `rewrite` is an update of the whole document. `raw` is the library's own session.
 */

const HOLDFAST = `
	local ReplicatedStorage = game:GetService("ReplicatedStorage")
	local Holdfast = require(ReplicatedStorage.holdfast.server)
	local s = require(ReplicatedStorage.holdfast).s
	local item = s.object({
		id = s.string({ min = 1, max = 40 }),
		amount = s.number({ min = 0, max = 1e9 }),
		level = s.integer({ min = 0, max = 100 }),
		bound = s.boolean(),
	})
	local sample = s.object({
		coins = s.integer({ min = 0, max = 1e9 }),
		stats = s.object({ wins = s.integer(), losses = s.integer(), playSeconds = s.number({ min = 0 }) }),
		inventory = s.array(item, { max = 1000 }),
		settings = s.object({ music = s.number(), effects = s.number(), language = s.enum({ "en", "de" }) }),
	})
	local players = Holdfast.defineCollection({
		name = "Players",
		defaults = bench.template,
		schema = if bench.checked then sample else nil,
		backups = if bench.backups == "default" then nil else bench.backups or "off",
	})
	local manager = Holdfast.DataManager.new({ cloud = Holdfast.createRobloxCloud() })
	manager:start()
	local function open(key, player)
		local opened = manager:open(players, key, { player = player }):expect()
		local session = opened.value
		return if not opened.ok then nil else {
			raw = session,
			read = function() return session.data end,
			isOpen = function() return session:getState() == "open" end,
			change = function(field, value) session:set({ field }, value) end,
			bump = function() session:increment({ "coins" }, 1) end,
			changeItem = function(index, amount) session:set({ "inventory", index - 1, "amount" }, amount) end,
			rewrite = function(index, amount)
				session:update(function(draft)
					draft.coins += 1
					draft.inventory[index].amount = amount
				end)
			end,
			save = function() session:save() end,
			autosave = function() session:autosave() end,
			close = function() session:close() end,
		}
	end
`;

const PROFILE = `
	local function wrap(profile, release)
		local data = profile.Data
		return {
			raw = profile,
			read = function() return data end,
			isOpen = function() return profile:IsActive() end,
			change = function(field, value) data[field] = value end,
			bump = function() data.coins += 1 end,
			changeItem = function(index, amount) data.inventory[index].amount = amount end,
			rewrite = function(index, amount)
				data.coins += 1
				data.inventory[index].amount = amount
			end,
			save = function() profile:Save() end,
			autosave = function() profile:Save() end,
			close = function() if profile:IsActive() then release(profile) end end,
		}
	end
`;

const PROFILE_STORE = `${PACKAGES}${PROFILE}
	local ProfileStore = require(modules["profile-store"].src)
	local store = ProfileStore.New("Players", bench.template())
	local function open(key)
		local profile = store:StartSessionAsync(key)
		return profile and wrap(profile, function() profile:EndSession() end)
	end
`;

const PROFILE_SERVICE = `${PACKAGES}${PROFILE}
	local ProfileService = require(modules.profileservice.src)
	local store = ProfileService.GetProfileStore("Players", bench.template())
	local function open(key)
		local profile = store:LoadProfileAsync(key, "ForceLoad")
		return profile and wrap(profile, function() profile:Release() end)
	end
`;

/** Its entry module runs only where RuntimeLib imports it, as compiled roblox-ts code does. */
const LAPIS = `${PACKAGES}
	local TS = require(ReplicatedStorage.rbxts_include.RuntimeLib)
	local Lapis = TS.import(script, ReplicatedStorage, "rbxts_include", "node_modules", "@rbxts", "lapis", "out")
	local players = Lapis.createCollection("Players", { defaultData = bench.template })
	local function copyDeep(value)
		if type(value) ~= "table" then return value end
		local copy = table.clone(value)
		for key, item in copy do copy[key] = copyDeep(item) end
		return copy
	end
	local function open(key)
		local opened, document = players:load(key):await()
		return if not opened then nil else {
			read = function() return document:read() end,
			isOpen = function() return not document.closed end,
			change = function(field, value)
				local data = table.clone(document:read())
				data[field] = value
				document:write(data)
			end,
			bump = function()
				local data = table.clone(document:read())
				data.coins += 1
				document:write(data)
			end,
			changeItem = function(index, amount)
				local data = table.clone(document:read())
				data.inventory = table.clone(data.inventory)
				data.inventory[index] = table.clone(data.inventory[index])
				data.inventory[index].amount = amount
				document:write(data)
			end,
			rewrite = function(index, amount)
				local data = copyDeep(document:read())
				data.coins += 1
				data.inventory[index].amount = amount
				document:write(data)
			end,
			save = function() document:save():catch(function() end) end,
			autosave = function() document:save():catch(function() end) end,
			close = function() document:close():catch(function() end) end,
		}
	end
`;

/** Luau that gives a script of the game `open`. */
export const PRELUDES: ByLibrary<string> = {
	Holdfast: HOLDFAST,
	ProfileStore: PROFILE_STORE,
	ProfileService: PROFILE_SERVICE,
	Lapis: LAPIS,
};

/** A document as each of them stores it. */
interface AnyRecord {
	readonly data?: BenchData;
	readonly Data?: BenchData;
	readonly lock?: unknown;
	readonly lockId?: unknown;
	readonly MetaData?: { readonly ActiveSession?: unknown };
}

/** What the game keeps of a player. */
export interface BenchData {
	readonly playedUntil?: number;
}

/** What a library has stored of a document, and whether it is free. */
export function readStored(value: unknown): { readonly data: BenchData | undefined; readonly free: boolean } {
	if (!typeIs(value, "table")) return { data: undefined, free: true };
	const record = value as AnyRecord;
	const locked = record.lock ?? record.lockId ?? record.MetaData?.ActiveSession;
	return { data: record.data ?? record.Data, free: locked === undefined };
}
