import { LibraryName } from "../sessions/libraries";

/** How coins go from one player to another, in the order of the tables' columns. */
export const WAYS = ["Holdfast", "ProfileStore", "ProfileStore, saved"] as const;

/** `ProfileStore` changes both profiles and leaves them to its clock; `saved` calls `:Save()` on both after each trade. */
export type Way = (typeof WAYS)[number];

/** A value for each way. */
export type ByWay<T> = Record<Way, T>;

export function forEachWay<T>(measure: (way: Way) => T): ByWay<T> {
	const results: Partial<ByWay<T>> = {};
	for (const way of WAYS) results[way] = measure(way);
	return results as ByWay<T>;
}

export function libraryOf(way: Way): LibraryName {
	return way === "Holdfast" ? "Holdfast" : "ProfileStore";
}

const HOLDFAST = `
	local function trade(from, to, coins)
		return manager:transact({ from.raw, to.raw }, function(drafts)
			drafts[1].coins -= coins
			drafts[2].coins += coins
		end):expect().kind == "committed"
	end
`;

const PROFILE_STORE = `
	local function trade(from, to, coins)
		if not (from.isOpen() and to.isOpen()) then return false end
		from.raw.Data.coins -= coins
		to.raw.Data.coins += coins
		return true
	end
`;

/** As a game does that tells its players of a trade when both profiles are stored. */
const PROFILE_STORE_SAVED = `
	local function trade(from, to, coins)
		if not (from.isOpen() and to.isOpen()) then return false end
		from.raw.Data.coins -= coins
		to.raw.Data.coins += coins
		local left, waiting = 2, coroutine.running()
		for _, session in { from, to } do
			local connection
			connection = session.raw.OnAfterSave:Connect(function()
				connection:Disconnect()
				left -= 1
				if left == 0 then task.spawn(waiting) end
			end)
		end
		from.raw:Save()
		to.raw:Save()
		coroutine.yield()
		return true
	end
`;

/** Luau that gives the game's script `trade`, which yields until the game may say that it is done. */
export const TRADES: ByWay<string> = {
	Holdfast: HOLDFAST,
	ProfileStore: PROFILE_STORE,
	"ProfileStore, saved": PROFILE_STORE_SAVED,
};

/** Hands to the bench what it asks of players on this server. */
export const DOOR = `
	local function find(userId)
		for player, session in sessions do
			if player.UserId == userId then return session end
		end
	end
	bench.ready({
		trade = function(from, to, coins, done)
			local giver, taker = find(from), find(to)
			if giver == nil or taker == nil then return done(false) end
			done(trade(giver, taker, coins))
		end,
		look = function(userId, done)
			local session = find(userId)
			done(if session then session.read().coins else nil)
		end,
		probe = function(done)
			local service = game:GetService("DataStoreService")
			service:GetDataStore("Probe"):UpdateAsync("probe", function() return 1 end)
			done()
		end,
	})
`;
