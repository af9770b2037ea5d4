/** As much of EncodingService as Holdfast calls. */
export interface EncodingServiceLike {
	ComputeStringHash(text: string, algorithm: Enum.HashAlgorithm): string;
}

/** SHA-256 of a text by the engine's own code, as hexadecimal digits: what the engine gives are bytes, and no UTF-8. */
export function hashText(service: EncodingServiceLike, text: string): string {
	const [digits] = service
		.ComputeStringHash(text, Enum.HashAlgorithm.Sha256)
		.gsub(".", (byte: string) => "%02x".format(byte.byte()[0]));
	return digits;
}
