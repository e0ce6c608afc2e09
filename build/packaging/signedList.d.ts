// Types of signedList.js, for its tests.
export function signText(name: string, text: string, key: string): string
export function signList(list: string, key: string): string
export function isKnownKey(key: string, known: string): boolean
