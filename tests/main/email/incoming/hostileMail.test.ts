// What nobody writes in good faith: it is told as far as it can be, or refused, and ends.
import { describe, expect, it } from 'vitest'
import { classifyMail } from '../../../../src-main/mail/incoming/classifyMail.ts'

const head = 'From: a@x.example\r\nTo: b@y.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n'
const bytes = (text: string) => new TextEncoder().encode(text)

const parts = (count: number) =>
  `${head}Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\nContent-Type: text/plain\r\n\r\nx\r\n'.repeat(count)}--b--`

const nested = (depth: number) => {
  const open = Array.from(
    { length: depth },
    (_, at) => `Content-Type: multipart/mixed; boundary=b${String(at)}\r\n\r\n--b${String(at)}\r\n`,
  )
  return head + open.join('') + 'Content-Type: text/plain\r\n\r\nhello'
}

const forwarded = (depth: number) =>
  head +
  'Content-Type: message/rfc822\r\n\r\n' +
  `${head}Content-Type: message/rfc822\r\n\r\n`.repeat(depth)

const text = (words: string) => `${head}Content-Type: text/plain; charset=utf-8\r\n\r\n${words}`
const status = (fields: string) =>
  `${head}Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n${fields}\r\n--b--`

const hostile: [string, string][] = [
  ['ten thousand parts', parts(10_000)],
  ['a megabyte of dashes', text('-'.repeat(1_000_000))],
  ['a megabyte of spaces', text(' '.repeat(1_000_000))],
  ['a megabyte of quotes', text('> '.repeat(500_000))],
  ['beginnings of quotes without an end', text('Le le le Le \n'.repeat(80_000))],
  ['addresses without an end', text('a.'.repeat(500_000))],
  ['addresses everywhere', text('<a@b.fr>:\n'.repeat(90_000))],
  [
    'HTML of nested tables',
    `${head}Content-Type: text/html\r\n\r\n${'<table><tr><td>'.repeat(60_000)}`,
  ],
  ['a header of a hundred kilobytes', `In-Reply-To: ${'<a'.repeat(50_000)}\r\n${text('x')}`],
  ['recipients without an end', status(`Final-Recipient: rfc822; ${'a'.repeat(900_000)}`)],
  [
    'ten thousand recipients',
    status('\r\nFinal-Recipient: rfc822; a@b.fr\r\nAction: failed\r\n'.repeat(10_000)),
  ],
  [
    'a diagnostic of a megabyte',
    status(
      `\r\nFinal-Recipient: rfc822; a@b.fr\r\nAction: failed\r\nDiagnostic-Code: smtp; ${'550 5.1 '.repeat(120_000)}`,
    ),
  ],
  ['messages in messages', forwarded(2000)],
  ['no bytes', ''],
  ['no text', '\u0000\u0001\ufffd'.repeat(1000)],
  [
    'a broken encoding',
    `${head}Content-Type: text/plain; charset=none-such\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%%`,
  ],
]

// Long on a busy machine; without the bounds it is minutes.
describe('hostile mail', { timeout: 60_000 }, () => {
  it.each(hostile)('%s ends, and names nobody a hundred times', async (_, message) => {
    const { bounces, about } = await classifyMail(bytes(message))
    expect(bounces.length).toBeLessThanOrEqual(200)
    expect(about.length).toBeLessThanOrEqual(30)
  })

  it.each([
    ['nested forty levels deep', nested(200)],
    ['with headers of half a megabyte', `X-A: ${'a'.repeat(500_000)}\r\n${text('x')}`],
  ])('%s is told as nothing', async (_, message) => {
    expect((await classifyMail(bytes(message))).kind).toBe('other')
  })

  it('takes no address for failed that only stands in the message that came back', async () => {
    const { kind } = await classifyMail(
      bytes(
        `From: Anne <anne@x.example>\r\nSubject: Re: x\r\nIn-Reply-To: <a@b>\r\n\r\nMerci\r\n> Undelivered Mail Returned to Sender <z@z.example>: 550 5.1.1 User unknown`,
      ),
    )
    expect(kind).toBe('reply')
  })
})
