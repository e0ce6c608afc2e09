// By what a topic is known: in links, refusals and files. It never changes, and no other topic gets it.

/** Letters and digits that cannot be taken for one another. */
export const topicKeyPattern = /^[a-z2-7]{8}$/
export const isTopicKey = (key: string): boolean => topicKeyPattern.test(key)

/** As many topics as a business may have: more fit on no page that people read. */
export const maxTopics = 30
/** Longest name of one, in characters. */
export const maxTopicName = 60

/**
 * Subject of the mail that refuses by the mailbox of a message's header: everything, or one topic.
 * @param reference the token that says whose message it was
 */
export const withdrawalSubject = (reference: string, topic: string | null): string =>
  topic === null ? `unsubscribe ${reference}` : `unsubscribe ${reference} ${topic}`

const subjectPattern = /^unsubscribe ([a-z2-7]{16})(?: ([a-z2-7]{8}))?$/

/** What such a subject asks for; null for any other. `topic` is null where everything is refused. */
export function readWithdrawalSubject(
  subject: string,
): { reference: string; topic: string | null } | null {
  const found = subjectPattern.exec(subject)
  return found?.[1] === undefined ? null : { reference: found[1], topic: found[2] ?? null }
}
