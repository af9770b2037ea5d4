/** Opens so many documents and hands them to the bench; closes them when it is told to. */
export const OPENER = `
	bench.ready(function(count)
		for index = 1, count do
			task.spawn(function()
				local session = open("d" .. index)
				bench.add(session)
			end)
		end
	end)
`;

/** What the engine's own calls cost by themselves. */
export const RAW_CALLS = `
	local service = game:GetService("DataStoreService")
	local raw = service:GetDataStore("Raw")
	local function same(stored) return stored or {} end
	bench.update = function() raw:UpdateAsync("raw", same) end
	bench.look = function() service:GetRequestBudgetForRequestType(Enum.DataStoreRequestType.UpdateAsync) end
`;
