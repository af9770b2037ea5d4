import { ClassDefinition } from "../instances/class-definition";
import { method } from "../instances/method";
import { typeOfValue } from "../userdata";
import { worldOf } from "../world";
import { base64Decode, base64Encode } from "./base64";

function bytesOf(value: unknown): buffer {
	if (!typeIs(value, "buffer")) error(`Unable to cast ${typeOfValue(value)} to buffer`, 0);
	return value as buffer;
}

const HASHES: ReadonlyMap<string, string> = new ReadonlyMap([
	["Enum.HashAlgorithm.Md5", "md5"],
	["Enum.HashAlgorithm.Sha1", "sha1"],
	["Enum.HashAlgorithm.Sha256", "sha256"],
	["Enum.HashAlgorithm.Blake3", "blake3"],
]);

function hashName(algorithm: unknown): string {
	return HASHES.get(tostring(algorithm)) ?? (error(`${tostring(algorithm)} is not a hash algorithm`, 0) as never);
}

/** Hexadecimal digits as the bytes they stand for. */
function fromHex(text: string): buffer {
	const bytes = buffer.create(text.size() / 2);
	for (let index = 0; index < buffer.len(bytes); index += 1) {
		buffer.writeu8(bytes, index, tonumber(text.sub(index * 2 + 1, index * 2 + 2), 16)!);
	}
	return bytes;
}

/**
 * EncodingService. Lune has no zstd, so compression is zlib's here: sizes differ from the engine's, the round trip does
 * not.
 */
export const encodingServiceClass: ClassDefinition = {
	name: "EncodingService",
	inherits: "Instance",
	service: true,
	methods: {
		Base64Encode: method((_, bytes) => base64Encode(bytesOf(bytes))),
		Base64Decode: method((_, bytes) => base64Decode(bytesOf(bytes))),
		CompressBuffer: method((node, bytes) =>
			buffer.fromstring(worldOf(node).native.compress(buffer.tostring(bytesOf(bytes)))),
		),
		DecompressBuffer: method((node, bytes) => {
			const [ok, text] = pcall(worldOf(node).native.decompress, buffer.tostring(bytesOf(bytes)));
			return ok ? buffer.fromstring(text as string) : error("Buffer is not compressed data", 0);
		}),
		GetDecompressedBufferSize: method((node, bytes) => {
			const [ok, text] = pcall(worldOf(node).native.decompress, buffer.tostring(bytesOf(bytes)));
			return ok ? (text as string).size() : undefined;
		}),
		ComputeBufferHash: method((node, bytes, algorithm) =>
			fromHex(worldOf(node).native.hash(hashName(algorithm), buffer.tostring(bytesOf(bytes)))),
		),
		ComputeStringHash: method((node, text, algorithm) =>
			buffer.tostring(fromHex(worldOf(node).native.hash(hashName(algorithm), text as string))),
		),
	},
};
