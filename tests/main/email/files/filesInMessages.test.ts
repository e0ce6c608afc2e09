// What people get: pictures where the message shows them, attachments byte by byte, the same for
// everybody, and as they were when the campaign started.
import fc from 'fast-check'
import PostalMime, { type Attachment } from 'postal-mime'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { encodeFiles, encodeFilesInSlices, type MessageFile } from '#main/mail/mimeFiles.ts'
import { buildMime } from '#main/mail/mimeMessage.ts'
import { smtpMessage } from '#main/mail/smtpMessage.ts'
import { fileNameOf } from '#main/features/email/files/attachmentRules.ts'
import { createMailApp, until, type MailApp } from '../../../support/mailApp.ts'
import { fileOf, gifPicture, jpegPicture, pngPicture } from '../../../support/pictures.ts'
import { startSink, type Sink } from '../../../support/smtp.ts'

let app: MailApp
let sink: Sink | null = null
beforeEach(async () => {
  app = await createMailApp()
})
afterEach(async () => {
  await app.close()
  await sink?.stop()
  sink = null
})

const bytesOf = ({ content }: Attachment): Buffer =>
  Buffer.from(typeof content === 'string' ? content : new Uint8Array(content))
const parts = {
  from: { name: 'Atelier', address: 'atelier@exemple.fr' },
  to: 'zoe@exemple.fr',
  replyTo: null,
  subject: 'Soldes',
  html: '<p>Été</p>',
  text: 'Été',
  messageId: 'abc@exemple.fr',
  unsubscribe: null,
  date: new Date(0),
}
/** What a mail program reads of a message, as it crosses the wire. */
async function read(files: MessageFile[], more: Partial<typeof parts> = {}) {
  const message = { ...parts, ...more }
  const mime = buildMime(message, encodeFiles(files, message.html !== ''))
  const { head, shared, tail, size } = smtpMessage({ from: 'a@b.fr', to: 'c@d.fr' }, mime)
  const wire = Buffer.concat([head, shared ?? Buffer.alloc(0), tail])
  expect(wire.subarray(-5).toString('latin1')).toBe('\r\n.\r\n')
  const raw = wire.subarray(0, -3)
  expect(raw).toEqual(Buffer.concat(mime))
  expect(size).toBe(raw.length)
  return { mail: await PostalMime.parse(raw), raw: raw.toString('latin1') }
}
const picture = (content: Buffer, contentId = 'a@webox'): MessageFile => ({
  ...{ kind: 'picture', contentId, name: 'logo.png', type: 'image/png' },
  content,
})
const attachment = (name: string, content: Buffer | Uint8Array): MessageFile => ({
  ...{ kind: 'attachment', contentId: 'x@webox', name, type: 'application/octet-stream' },
  content,
})

describe('a message with files', () => {
  it.each([
    [
      'a picture',
      [picture(pngPicture())],
      'alternative',
      /alternative[^]*text\/plain[^]*related[^]*text\/html[^]*image\/png/,
    ],
    [
      'an attachment',
      [attachment('a.pdf', Buffer.from('pdf'))],
      'mixed',
      /mixed[^]*alternative[^]*text\/plain[^]*text\/html[^]*octet-stream/,
    ],
    [
      'both',
      [attachment('a.pdf', Buffer.from('pdf')), picture(pngPicture())],
      'mixed',
      /mixed[^]*alternative[^]*text\/plain[^]*related[^]*text\/html[^]*image\/png[^]*octet-stream/,
    ],
  ] as const)('holds %s where mail programs look for it', async (_, files, outermost, order) => {
    const { mail, raw } = await read([...files])
    expect(raw).toMatch(new RegExp(`^Content-Type: multipart/${outermost}`, 'm'))
    expect(raw).toMatch(order)
    expect([mail.html, mail.text]).toEqual(['<p>Été</p>', 'Été'])
    // Each part that was opened is closed, once.
    for (const boundary of ['mixed', 'alternative', 'related']) {
      const isOpened = raw.includes(`boundary="=_webox_${boundary}"`)
      expect(raw.split(`--=_webox_${boundary}--`)).toHaveLength(isOpened ? 2 : 1)
    }
  })

  it('tells pictures from attachments, and names them by their content', async () => {
    const { mail, raw } = await read([
      picture(pngPicture()),
      attachment('a.pdf', Buffer.from('pdf')),
    ])
    expect(mail.attachments).toMatchObject([
      { disposition: 'inline', related: true, contentId: '<a@webox>', mimeType: 'image/png' },
      { disposition: 'attachment', filename: 'a.pdf' },
    ])
    expect(raw).toMatch(/Content-Disposition: inline; filename=logo\.png/)
  })

  it('without HTML has its attachments beside the text, and no pictures', async () => {
    const { mail } = await read([picture(pngPicture()), attachment('a.pdf', Buffer.from('pdf'))], {
      html: '',
    })
    expect(mail.text).toBe('Été')
    expect(mail.attachments.map(({ filename }) => filename)).toEqual(['a.pdf'])
  })

  it('brings every name and every byte through', async () => {
    const names = fc.oneof(
      fc.string({ minLength: 1, maxLength: 60 }),
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }),
      fc.constantFrom(
        'a"b\\c;d=e.pdf',
        "l'été 100%.pdf",
        '.',
        '--=_webox_mixed--',
        '=?utf-8?q?a?=.txt',
      ),
    )
    const file = fc.tuple(names, fc.uint8Array({ minLength: 1, maxLength: 400 }))
    await fc.assert(
      fc.asyncProperty(fc.array(file, { minLength: 1, maxLength: 4 }), async (given) => {
        const files = given.map(([name, content]) => attachment(fileNameOf(name), content))
        const { mail, raw } = await read(files)
        expect(mail.attachments.map((one) => [one.filename, bytesOf(one)])).toEqual(
          files.map(({ name, content }) => [name, Buffer.from(content)]),
        )
        for (const line of raw.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998)
        expect(raw.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
      }),
      { numRuns: 150 },
    )
  })

  it('is encoded the same in slices as at once', async () => {
    const files = [
      picture(Buffer.alloc(1_000_003, 'p')),
      attachment('a.bin', Buffer.alloc(57 * 8_000, 'a')),
    ]
    const [sliced, whole] = [await encodeFilesInSlices(files, true), encodeFiles(files, true)]
    expect(whole?.parts.equals(sliced?.parts ?? Buffer.alloc(0))).toBe(true)
  })
})

describe('a campaign with files', () => {
  const contents = {
    'logo.png': pngPicture(40, 40, 7),
    'pas à pas.gif': gifPicture(3, 2, 4),
    'photo.jpg': jpegPicture(),
  }
  const documents = {
    'Tarif été 2026 “promo”.pdf': Buffer.alloc(700_000, '%PDF .\r\n.\r\n'),
    'liste.csv': Buffer.from('.a;b\r\n.\r\n'),
  }

  it('reaches everybody through a server with every byte of every file', async () => {
    sink = await startSink(app.host.dataFolder, { kind: 'polite', keep: true })
    await app.addLeads(12)
    const id = await app.addCampaign(await app.addAccount(sink.port, { maxConnections: 3 }))
    const { files } = app.client.email.campaigns
    const addresses: string[] = []
    for (const [name, content] of Object.entries(contents))
      addresses.push(
        (await files.add({ id, kind: 'picture', file: fileOf(content, name) })).address ?? '',
      )
    for (const [name, content] of Object.entries(documents))
      await files.add({ id, kind: 'attachment', file: fileOf(content, name) })
    const html = `<p>Bonjour {{ first_name }}</p>${addresses.map((src) => `<img src="${src}" alt="">`).join('')}`
    await app.client.email.campaigns.update({ id, html })
    await app.client.email.campaigns.send({ id })
    await until(async () => (await app.client.email.campaigns.get({ id })).status === 'completed')
    const arrived = await sink.messages()
    expect(arrived).toHaveLength(12)
    for (const { raw } of arrived) {
      const mail = await PostalMime.parse(Buffer.from(raw, 'latin1'))
      expect(mail.html).toMatch(/Bonjour First \d+/)
      const got = new Map(mail.attachments.map((one) => [one.filename, one]))
      for (const [name, content] of Object.entries(documents)) {
        const one = got.get(name)
        const isWhole = one !== undefined && bytesOf(one).equals(content)
        expect([one?.disposition, isWhole]).toEqual(['attachment', true])
      }
      const shown = mail.attachments.filter(({ disposition }) => disposition === 'inline')
      expect(shown.map((one) => `cid:${one.contentId?.slice(1, -1)}`)).toEqual(addresses)
      expect(shown[0] === undefined ? null : bytesOf(shown[0])).toEqual(contents['logo.png'])
      expect(new Set(mail.attachments.map(({ contentId }) => contentId)).size).toBe(4)
    }
  })

  it('in the sandbox and as a test has the files it was sent with, whatever is changed later', async () => {
    await app.addLeads(1)
    const id = await app.addCampaign(null)
    const { files } = app.client.email.campaigns
    const { address } = await files.add({
      id,
      kind: 'picture',
      file: fileOf(pngPicture(), 'a.png'),
    })
    const attached = await files.add({ id, kind: 'attachment', file: fileOf('texte', 'a.txt') })
    await app.client.email.campaigns.update({ id, html: `<p>a</p><img src="${address}">` })
    await app.client.email.campaigns.testSend({ id, to: 'moi@exemple.fr' })
    await files.delete({ id, fileId: attached.id })
    await app.client.email.campaigns.update({ id, html: '<p>Sans image</p>' })
    await app.client.email.campaigns.send({ id })
    await until(async () => (await app.client.email.sandbox.list({})).total === 2)
    const { items } = await app.client.email.sandbox.list({})
    const shown = await Promise.all(
      items.map(async ({ id: one }) => app.client.email.sandbox.get({ id: one })),
    )
    expect(
      shown.map(({ to, files: with_ }) => [to, with_.map(({ name, bytes }) => [name, bytes])]),
    ).toEqual([
      ['person1@people.example', []],
      [
        'moi@exemple.fr',
        [
          ['a.png', pngPicture().length],
          ['a.txt', 5],
        ],
      ],
    ])
  })

  it('keeps what waits as it was when its message is changed under way', async () => {
    sink = await startSink(app.host.dataFolder, { kind: 'polite', keep: true })
    await app.addLeads(2)
    const id = await app.addCampaign(
      await app.addAccount(sink.port, { maxPerMinute: 1, maxConnections: 1 }),
    )
    const { files } = app.client.email.campaigns
    await files.add({ id, kind: 'attachment', file: fileOf('première version', 'a.txt') })
    await app.client.email.campaigns.send({ id })
    await until(() => (sink as Sink).arrived().length === 1)
    // Nothing of the interface can do this; whatever does changes nothing of what waits.
    await app.services.database.write([], (transaction) =>
      transaction.sql('DELETE FROM campaign_files'),
    )
    app.host.clock.advance(61_000)
    await until(() => (sink as Sink).arrived().length === 2)
    for (const { raw } of await sink.messages())
      expect((await PostalMime.parse(raw)).attachments.map(({ filename }) => filename)).toEqual([
        'a.txt',
      ])
  })

  it.each([
    ['is missing', ''],
    ['lacks a piece', 'WHERE position = 1'],
  ])('is not sent without a file that %s: the message fails and says so', async (_, which) => {
    sink = await startSink(app.host.dataFolder, { kind: 'polite', keep: true })
    await app.addLeads(1)
    const id = await app.addCampaign(await app.addAccount(sink.port))
    await app.client.email.campaigns.files.add({
      id,
      kind: 'attachment',
      file: fileOf(Buffer.alloc(600_000, 'a'), 'a.txt'),
    })
    await app.services.database.write([], (transaction) =>
      transaction.sql(`DELETE FROM file_pieces ${which}`),
    )
    const test = app.client.email.campaigns.testSend({ id, to: 'moi@exemple.fr' })
    await expect(test).rejects.toThrow()
    await app.client.email.campaigns.send({ id })
    await until(() => app.rows().some(({ state }) => state === 'failed'))
    expect(sink.arrived()).toEqual([])
  })
})
