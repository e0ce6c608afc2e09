// Sending a campaign with every durability rule on, against bare pooled nodemailer into the same
// kind of server, in the same run.
import { createTransport } from 'nodemailer'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  compileHtml,
  compileText,
  renderTemplate,
} from '#shared/rules/mergeFields/mergeTemplate.ts'
import { smtpMessage } from '#main/mail/smtpMessage.ts'
import { defaultTimeouts } from '#main/mail/smtpServer.ts'
import { openSmtpSession } from '#main/mail/smtpSession.ts'
import { systemClock } from '#main/platform/clock.ts'
import { startSink } from '../support/smtp.ts'
import { createTestApp } from '../support/testApp.ts'
import type { BenchRow } from './benchReport.ts'
import { withStallMeasured } from './eventLoopStall.ts'
import { generatedLead } from './generatedLeads.ts'
import { insertBare } from './importBench.ts'

const connections = 5
const subject = '{{ first_name | Bonjour }}, la lettre de novembre'
const paragraph =
  '<p style="font-family:sans-serif;color:#333">Bonjour {{ first_name | à vous }}, voici les nouvelles de {{ company | votre entreprise }} : horaires, offres et rendez-vous de la saison à venir.</p>'
/** About 15 kB, as a usual newsletter. */
const html = `<h1>Lettre</h1>${paragraph.repeat(78)}`

async function bareNodemailer(folder: string, messages: number): Promise<number> {
  const sink = await startSink(folder, { kind: 'quick' })
  const transport = createTransport({
    host: '127.0.0.1',
    port: sink.port,
    secure: false,
    ignoreTLS: true,
    pool: true,
    maxConnections: connections,
    maxMessages: Number.POSITIVE_INFINITY,
  })
  const [subjectTemplate, htmlTemplate] = [compileText(subject), compileHtml(html)]
  const began = performance.now()
  await Promise.all(
    Array.from({ length: messages }, (_, index) => {
      const lead = generatedLead(index)
      const values = { first_name: lead.firstName, company: lead.company }
      const body = renderTemplate(htmlTemplate, values)
      return transport.sendMail({
        from: 'moi@exemple.example',
        to: lead.email,
        subject: renderTemplate(subjectTemplate, values),
        html: body,
        text: body.replace(/<[^>]+>/g, ' '),
      })
    }),
  )
  const seconds = (performance.now() - began) / 1000
  transport.close()
  if (sink.arrived().length !== messages)
    throw new Error(`The server has ${sink.arrived().length} of ${messages}.`)
  await sink.stop()
  return seconds
}

/**
 * What the server can take: messages that are ready, over as many connections, with commands sent
 * ahead and nothing written down by the sender.
 */
async function ceiling(folder: string, messages: number): Promise<number> {
  const sink = await startSink(folder, { kind: 'quick' })
  const server = {
    host: '127.0.0.1',
    port: sink.port,
    security: 'none',
    user: null,
    trustedCertificate: null,
  } as const
  const body = renderTemplate(compileHtml(html), {})
  const ready = Array.from({ length: messages }, (_, index) => {
    const { email } = generatedLead(index)
    const raw = `Message-ID: <${index}@bench.example>\r\nTo: <${email}>\r\n\r\n${body}\r\n`
    return smtpMessage({ from: 'moi@exemple.example', to: email }, [Buffer.from(raw)])
  })
  const began = performance.now()
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const session = await openSmtpSession({ ...server, password: null }, defaultTimeouts)
      const begin = () => {
        const message = ready.pop()
        return message === undefined ? null : session.begin(message)
      }
      for (let transaction = begin(); transaction !== null;) {
        await transaction.invited
        const accepted = transaction.finish()
        transaction = begin()
        await accepted
      }
      session.quit()
    }),
  )
  const seconds = (performance.now() - began) / 1000
  await sink.stop()
  return seconds
}

async function campaign(
  folder: string,
  messages: number,
): Promise<{ seconds: number; stall: number }> {
  const sink = await startSink(folder, { kind: 'quick' })
  const app = await createTestApp({
    sending: 'on',
    clock: { ...systemClock, advance: () => undefined, set: () => undefined },
  })
  insertBare(app.services.database.path, 0, messages, Date.now())
  const account = await app.client.email.accounts.create({
    ...{
      name: 'Bench',
      host: '127.0.0.1',
      port: sink.port,
      security: 'none',
      fromEmail: 'moi@exemple.example',
    },
    ...{ maxPerMinute: 60_000, maxConnections: connections },
  })
  const { id } = await app.client.email.campaigns.create({
    name: 'Bench',
    subject,
    html,
    fromName: 'Bench',
    fromEmail: 'moi@exemple.example',
    accountId: account.id,
    recipients: {},
  })
  const began = performance.now()
  const { stall } = await withStallMeasured(async () => {
    await app.client.email.campaigns.send({ id })
    for (;;) {
      const { stats, status } = await app.client.email.campaigns.get({ id })
      if (status === 'completed') {
        if (stats.sent !== messages) throw new Error(`Sent ${stats.sent} of ${messages}.`)
        return
      }
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  })
  const seconds = (performance.now() - began) / 1000
  if (new Set(sink.arrived().map((message) => message.recipient)).size !== messages)
    throw new Error('The server does not have every recipient once.')
  await app.remove()
  await sink.stop()
  return { seconds, stall }
}

/**
 * Both ways twice, taking turns, the better of each: a neighbour on the machine then spoils neither
 * alone.
 */
export async function benchSending(messages: number): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'webox-bench-'))
  let bare = Number.POSITIVE_INFINITY
  let ours = Number.POSITIVE_INFINITY
  let sink = Number.POSITIVE_INFINITY
  let maxStall = 0
  for (let turn = 0; turn < 2; turn += 1) {
    sink = Math.min(sink, await ceiling(folder, messages))
    bare = Math.min(bare, await bareNodemailer(folder, messages))
    const { seconds, stall } = await campaign(folder, messages)
    ours = Math.min(ours, seconds)
    maxStall = Math.max(maxStall, stall)
  }
  await rm(folder, { recursive: true })
  const ratio = bare / ours
  return [
    {
      name: 'sending, what the server takes at most',
      leads: messages,
      value: messages / sink,
      unit: 'messages/s',
      ratio: bare / sink,
      target: 'faster than a campaign',
      ok: sink < ours,
    },
    {
      name: 'sending, bare pooled nodemailer',
      leads: messages,
      value: messages / bare,
      unit: 'messages/s',
      ratio: null,
      target: '',
      ok: true,
    },
    {
      name: 'sending a campaign',
      leads: messages,
      value: messages / ours,
      unit: 'messages/s',
      ratio,
      target: '>= 2 of bare',
      ok: ratio >= 2,
    },
    {
      name: 'longest event-loop stall during sending',
      leads: messages,
      value: maxStall,
      unit: 'ms',
      ratio: null,
      target: '<= 50 ms',
      ok: maxStall <= 50,
    },
  ]
}
