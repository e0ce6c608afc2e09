// A message that came in, told: what it is, and by what it could be about one of ours. Nothing of it is
// believed here.
import { createHash } from 'node:crypto'
import { readWithdrawalSubject } from '#shared/rules/topics/topicKeys.ts'
import { classifyMail } from '#main/mail/incoming/classifyMail.ts'
import { readIncomingMail } from '#main/mail/incoming/incomingMail.ts'
import { ownWords } from '#main/mail/incoming/ownWords.ts'
import type { FoundMessage } from './readingMessages.ts'

/** Characters kept of what a person wrote, and of a subject. */
const maxWords = 4_000
const maxSubject = 300
/** A message names no more of ours than this; a longer list is no answer. */
const most = 60

const ourMessageId = /[a-z2-7]{26}\.[a-z0-9]{1,12}@[a-z0-9.-]{1,253}/gi
const ourToken = /unsubscribe(?:%20|[ _+])([a-z2-7]{16})(?![a-z2-7])/gi

/** @param source the message as it came, or its beginning */
export async function foundMessage(
  uid: number,
  source: Uint8Array,
  receivedAt: number,
): Promise<FoundMessage> {
  const told = await classifyMail(source)
  const mail = await readIncomingMail(source)
  const subject = (mail?.subject ?? '').replace(/\s+/g, ' ').trim().slice(0, maxSubject)
  const asked = readWithdrawalSubject(subject.toLowerCase())
  const isWritten =
    told.kind === 'reply' || told.kind === 'unsubscribe' || told.kind === 'auto_reply'
  // Reports repeat our headers in shapes of their own.
  const raw = Buffer.from(source)
    .toString('latin1')
    .replace(/=\r?\n/g, '')
  const ids = [...told.about, ...(raw.match(ourMessageId) ?? [])]
  return {
    uid,
    key: keyOf(mail?.header('Message-ID')[0], source),
    kind: told.kind,
    bounces: told.bounces,
    person: told.person,
    about: [...new Set(ids)].slice(0, most),
    references: [...new Set([...raw.matchAll(ourToken)].map((found) => found[1] ?? ''))].slice(
      0,
      most,
    ),
    asked: asked?.reference ?? null,
    askedTopic: asked?.topic ?? null,
    subject,
    words: isWritten ? ownWords(mail?.text ?? '', maxWords) : '',
    receivedAt,
  }
}

function keyOf(messageId: string | undefined, source: Uint8Array): string {
  const id = /<([^<>\s]{3,250})>/.exec(messageId ?? '')?.[1]
  return id === undefined
    ? `sha256:${createHash('sha256').update(source).digest('hex')}`
    : `id:${id}`
}
