// Moments a link may narrow the list to: figures elsewhere lead here with them.

export const momentNames = ['createdFrom', 'createdTo', 'wonFrom', 'wonTo', 'quietSince'] as const
export type MomentName = (typeof momentNames)[number]
