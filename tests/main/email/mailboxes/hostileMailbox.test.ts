// Servers and letters that mean harm: whatever they send, nobody is struck off, nothing stalls, and the
// reading ends with a reason.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MailboxKeeper, readingTiming } from '#main/features/email/mailboxes/mailboxKeeper.ts'
import { findMailbox } from '#main/features/email/mailboxes/mailboxes.repository.ts'
import { MailboxFailedError } from '#main/features/email/mailboxes/mailboxSession.ts'
import type { SweepCounts } from '#shared/contract/email/mailboxes.ts'
import { createMailApp, type MailApp } from '../../../support/mailApp.ts'
import {
  startScriptedImap,
  type Rule,
  type ScriptedImap,
} from '../../../support/mailbox/imapScript.ts'
import { deliveryReport } from '../../../support/mailbox/incomingMessages.ts'

let app: MailApp
let server: ScriptedImap | null = null
let keeper: MailboxKeeper

beforeEach(async () => {
  app = await createMailApp({ engine: false })
})
afterEach(async () => {
  await keeper.stop()
  await server?.stop()
  server = null
  await app.close()
})

/** A busy machine answers late; only tests of silence wait for less. */
const patient = { connection: 30_000, greeting: 30_000, silence: 30_000 }
const hasty = { connection: 2_000, greeting: 2_000, silence: 2_000 }

/** A mailbox on a server that answers as scripted. */
async function mailboxOn(rules: Rule[], banner?: string, timeouts = patient): Promise<number> {
  server = await startScriptedImap(rules, banner)
  keeper = new MailboxKeeper(app.services, { ...readingTiming, timeouts })
  const { id } = await app.client.email.mailboxes.create({
    ...{ host: '127.0.0.1', port: server.port, security: 'none' },
    ...{ user: 'somebody', password: 'secret' },
  })
  return id
}

async function sweep(id: number): Promise<SweepCounts | string> {
  const mailbox = findMailbox(app.services.database, id)
  if (mailbox === null) throw new Error('There is no such mailbox.')
  try {
    return await keeper.sweep(mailbox)
  } catch (error) {
    if (error instanceof MailboxFailedError) return error.failure.trouble
    throw error
  }
}

/** A row of FETCH, with its header or its source as a literal. */
const literal = (uid: number, part: string, content: string) =>
  `* ${uid} FETCH (UID ${uid} ${part} {${Buffer.byteLength(content, 'latin1')}}\r\n${content})\r\n`
const rowsFor = (messages: string[]): Rule[] => {
  const all = messages.map((_, index) => index + 1).join(' ')
  const answer =
    (of: (message: string, uid: number) => string): Rule[1] =>
    (socket, tag) => {
      for (const [index, message] of messages.entries())
        socket.write(of(message, index + 1), 'latin1')
      socket.write(`${tag} OK done\r\n`)
    }
  const head = (message: string) => message.split('\r\n\r\n', 1)[0] ?? ''
  return [
    [/^UID SEARCH/, `* SEARCH ${all}\r\n{tag} OK done\r\n`],
    [
      /^UID FETCH .*HEADER\.FIELDS/,
      answer((message, uid) =>
        literal(uid, 'BODY[HEADER.FIELDS (FROM)]', `${head(message)}\r\n\r\n`),
      ),
    ],
    [
      /^UID FETCH .*HEADER\]?/,
      answer((message, uid) => literal(uid, 'BODY[HEADER]<0>', head(message).slice(0, 16_384))),
    ],
    [/^UID FETCH/, answer((message, uid) => literal(uid, 'BODY[]<0>', message.slice(0, 262_144)))],
  ]
}
const crlf = (text: string) => text.replace(/\r?\n/g, '\r\n')
const report = crlf(deliveryReport({ recipient: 'a@b.example', messageId: 'x@y.example' }))

describe('a server that lies', () => {
  it('is read where it tells the truth', async () => {
    expect(await sweep(await mailboxOn(rowsFor([report])))).toMatchObject({ read: 1, bounce: 1 })
    expect(server?.said().join('\n')).not.toMatch(/SELECT|STORE|EXPUNGE|COPY|MOVE|APPEND|BODY\[/)
  })

  it.each<[string, Rule[], string?]>([
    ['never greets', [], 'hang'],
    ['greets with rubbish', [], 'SSH-2.0-OpenSSH\r\n'],
    ['never answers', [[/^UID SEARCH/, 'hang']]],
    ['closes midway', [[/^UID FETCH/, 'drop']]],
    ['answers nothing where it named messages', [[/^UID FETCH/, '{tag} OK done\r\n']]],
    [
      'announces a literal without end',
      [[/^UID FETCH/, '* 1 FETCH (UID 1 BODY[HEADER] {4294967290}\r\n']],
    ],
    [
      'sends rows without end',
      [
        [
          /^UID FETCH/,
          (socket) => {
            const rows = Array.from(
              { length: 500 },
              (_, n) => `* ${n + 1} FETCH (UID ${n + 900})\r\n`,
            )
            const more = () => {
              if (!socket.destroyed && socket.write(rows.join(''))) setImmediate(more)
              else socket.once('drain', more)
            }
            more()
          },
        ],
      ],
    ],
    [
      'sends a line without end',
      [
        [
          /^UID SEARCH/,
          (socket) => {
            socket.write('* SEARCH ')
            const more = () => {
              if (!socket.destroyed && socket.write('1 '.repeat(50_000))) setImmediate(more)
              else socket.once('drain', more)
            }
            more()
          },
        ],
      ],
    ],
    [
      'opens for writing',
      [[/^EXAMINE/, '* 1 EXISTS\r\n* OK [UIDVALIDITY 1] ok\r\n{tag} OK [READ-WRITE] done\r\n']],
    ],
    ['refuses the search', [[/^UID SEARCH/, '{tag} NO not today\r\n']]],
  ])('that %s is left with a reason, and waited for', async (_, rules, banner) => {
    const id = await mailboxOn(rules, banner, hasty)
    expect(['network', 'refused']).toContain(await sweep(id))
    await expect
      .poll(() => findMailbox(app.services.database, id)?.trouble, { timeout: 20_000 })
      .not.toBeNull()
    const row = findMailbox(app.services.database, id)
    expect(row?.retryAt).toBeGreaterThan(app.host.clock.now())
    expect(row?.lastReadAt).toBeNull()
  })

  it('that names four billion messages has those it can show read', async () => {
    const id = await mailboxOn([
      [
        /^EXAMINE/,
        '* FLAGS ()\r\n* 4294967295 EXISTS\r\n* OK [UIDVALIDITY 1] ok\r\n* OK [UIDNEXT 4294967295] ok\r\n{tag} OK [READ-ONLY] done\r\n',
      ],
      ...rowsFor([report]),
    ])
    expect(await sweep(id)).toMatchObject({ read: 1, bounce: 1 })
  })

  it('that deletes a message while it is read is read to its end', async () => {
    const rows = rowsFor([report])
    const id = await mailboxOn([
      [/^UID SEARCH UID 2$/, '* SEARCH\r\n{tag} OK done\r\n'],
      [/^UID SEARCH/, '* SEARCH 1 2\r\n{tag} OK done\r\n'],
      ...rows,
    ])
    expect(await sweep(id)).toMatchObject({ read: 2, bounce: 1 })
  })

  it('that refuses the login is asked once, and not again before something is changed', async () => {
    const id = await mailboxOn([
      [/^AUTHENTICATE|^LOGIN/, '{tag} NO [AUTHENTICATIONFAILED] Wrong password\r\n'],
    ])
    expect(await sweep(id)).toBe('login')
    await expect
      .poll(() => findMailbox(app.services.database, id)?.trouble, { timeout: 20_000 })
      .toBe('login')
    expect(findMailbox(app.services.database, id)).toMatchObject({
      retryAt: null,
      troubleReply: expect.stringContaining('Wrong password') as unknown,
    })
    const asked = server?.connections()
    keeper.start()
    await new Promise((resolve) => setTimeout(resolve, 500))
    expect(server?.connections()).toBe(asked)
  })
})

describe('a letter that means harm', () => {
  const bomb = (parts: number) =>
    crlf(
      `From: MAILER-DAEMON@x.example\nReturn-Path: <>\nMessage-ID: <bomb${parts}@x>\nContent-Type: multipart/report; boundary=b\n\n` +
        '--b\nContent-Type: text/plain\n\nx\n'.repeat(parts),
    )
  const nested = crlf(
    `From: MAILER-DAEMON@x.example\nMessage-ID: <nested@x>\n${Array.from({ length: 2_000 }, (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\n\n--b${n}\n`).join('')}\nend`,
  )
  const endless = crlf(
    `From: MAILER-DAEMON@x.example\nMessage-ID: <endless@x>\nSubject: ${'long '.repeat(400_000)}\n\nx`,
  )
  it.each([
    ['ten thousand parts', bomb(10_000)],
    ['parts in parts without end', nested],
    ['a header without end', endless],
    ['nothing', ''],
    ['zeros', '\0'.repeat(5_000)],
  ])('with %s is passed by, and those around it are read', async (_, letter) => {
    const second = crlf(deliveryReport({ recipient: 'c@d.example', messageId: 'z@y.example' }))
    const id = await mailboxOn(rowsFor([report, letter, second]))
    const counts = await sweep(id)
    expect(counts).toMatchObject({ read: 3 })
    if (typeof counts === 'string') return
    expect(counts.bounce).toBeGreaterThanOrEqual(2)
    expect((await app.client.email.suppressions.list({ limit: 10 })).total).toBe(0)
    expect(findMailbox(app.services.database, id)?.lastReadAt).not.toBeNull()
  })
})
