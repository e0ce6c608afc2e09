// Types of bundle.js for the tests that use it.
export function isBuilt(): boolean
