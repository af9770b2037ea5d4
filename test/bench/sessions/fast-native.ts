import type { Chunk, Native } from "../../headless/host/native";

/*
 * Luau's own globals, which a game has on Roblox as fast calls. In an environment of a realm's own they would be plain
 * ones, and what is measured would be the stand-in.
 */
const OWN = new Set(
	(
		"assert,error,getmetatable,setmetatable,ipairs,pairs,next,pcall,xpcall,rawequal,rawget,rawset,rawlen,select," +
		"tonumber,tostring,type,typeof,unpack,getfenv,setfenv,newproxy,gcinfo,bit32,buffer,string,table,utf8,debug,vector," +
		"math,_VERSION"
	).split(","),
);

/** Loads scripts so that they run as fast as on Roblox; what they draw at random is not the seed's any more. */
export function fastNative(native: Native): Native {
	return {
		...native,
		loadChunk: (source, chunkName, environment) => {
			const [names, values] = [new Array<string>(), new Array<defined>()];
			for (const [name, value] of pairs(environment as Record<string, defined>)) {
				if (OWN.has(name)) continue;
				names.push(name);
				values.push(value);
			}
			const chunk = native.loadFast(`return function(...) ${source}\nend`, chunkName, names, values);
			return $tuple(chunk as Chunk, undefined);
		},
	};
}
