import { Break, edit } from "../breaks";

/** Ways to break what clients rely on. Each is noticed by the checker that is its name's first half. */
export const CLIENT_BREAKS: Readonly<Record<string, Break | undefined>> = {
	"views-agree/never-healed": {
		what: "a client never finds that it is wrong",
		edits: [edit("client/replica", "if self.schema:hash(root) == hash then", "if true then")],
	},
	"views-agree/gap-unseen": {
		what: "changes are taken for the next ones whatever came before, and no hash tells",
		edits: [
			edit("client/replica", "if ahead ~= 0 then", "if false then"),
			edit("client/replica", "if root == nil then", "if true then"),
		],
	},
	"once/again": {
		what: "what comes again is done again",
		edits: [
			edit(
				"server/publish/client-line",
				"return stream:answerAgain(",
				"self.parts.desk:perform(stream.shown, self.parts.codecOf(stream), intent, self.parts.player.UserId) return stream:answerAgain(",
			),
		],
	},
	"in-order/newest-first": {
		what: "what is asked for in one frame is sent the other way round",
		edits: [
			edit("client/intent-log", "table.insert(_entries, _guess)", "table.insert(_entries, self.sent + 1, _guess)"),
		],
	},
	"nothing-private/all-visible": {
		what: "what is private is sent",
		edits: [edit("wire/visibility", "if node.settings.isPrivate then", "if false then")],
	},
	"nothing-private/public-as-owner": {
		what: "everybody gets what the owner gets",
		edits: [edit("server/publish/publisher", "known:schemaOf(view)", 'known:schemaOf("owner")')],
	},
	"settled/refusals-forgotten": {
		what: "a refusal is heard as a consent",
		edits: [edit("client/intent-log", "local rejection = refusals[_acked]", "local rejection = nil")],
	},
	"settled/never-again": {
		what: "what is lost is not sent again",
		edits: [edit("client/intent-log", "if self:isResendDue(now) then", "if false then")],
	},
	"quiet-listeners/flicker": {
		what: "what is not answered goes out of view when anything else changes",
		edits: [edit("client/predict", "while not (#shown == 0) do", "while false do")],
	},
	"quiet-listeners/not-shared": {
		what: "a new view shares nothing with the one before",
		edits: [edit("client/predict", "return if made.ok then made.value.root else root", "return root")],
	},
	"no-errors/frame": {
		what: "a frame of the server ends in an error when a client asks for what it has missed",
		edits: [
			edit(
				"server/publish/client-line",
				"function ClientLine:resync(_param)",
				"function ClientLine:resync(_param) error('broken on purpose')",
			),
		],
	},
};
