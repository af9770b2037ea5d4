/** The names that the engine has for what is printed: items of `Enum.MessageType`. */
export const MESSAGE_TYPES = { print: "MessageOutput", warn: "MessageWarning", error: "MessageError" };
