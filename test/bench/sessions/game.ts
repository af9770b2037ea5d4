/**
 * One game for every library: a player's document is opened when they join, asked for again after a second where that
 * was refused, changed at a steady rhythm while they play, and closed when they leave.
 */
export const GAME = `
	local sessions = {}
	local Players = game:GetService("Players")
	Players.PlayerRemoving:Connect(function(player)
		local session = sessions[player]
		sessions[player] = nil
		if session then session.close() end
	end)
	Players.PlayerAdded:Connect(function(player)
		local key = "p" .. player.UserId
		local session
		while true do
			session = open(key, player)
			if session then break end
			bench.refused(key)
			task.wait(1)
			if player.Parent == nil then return end
		end
		if player.Parent == nil then session.close() return end
		sessions[player] = session
		bench.opened(key, session.read().playedUntil)
		if bench.rhythm <= 0 then return end
		-- Players who joined together do not play in step.
		task.wait(bench.rhythm * math.random())
		while sessions[player] == session and session.isOpen() do
			local now = bench.now()
			bench.played(key, now)
			bench.act(session, now)
			task.wait(bench.rhythm)
		end
	end)
`;
