// A failed query as the interface tells it.
export type QueryFailure = { reason: string; detail: string | null; technical: string }
