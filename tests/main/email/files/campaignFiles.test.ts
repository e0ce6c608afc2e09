// Pictures and attachments of a campaign: judged by their bytes, kept once, gone when nothing uses
// them.
import { isDefinedError, safe } from '@orpc/client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { removeUnusedFiles } from '#main/features/email/files/unusedFiles.service.ts'
import { purgeDeletedCampaigns } from '#main/features/email/campaigns/deletedCampaigns.service.ts'
import { createMailApp, until, type MailApp } from '../../../support/mailApp.ts'
import {
  fileOf,
  gifPicture,
  jpegPicture,
  pngPicture,
  pngThatSays,
} from '../../../support/pictures.ts'

let app: MailApp
beforeEach(async () => {
  app = await createMailApp()
})
afterEach(() => app.close())

const day = 24 * 60 * 60 * 1000
const files = () => app.client.email.campaigns.files
const addPicture = (id: number, content = pngPicture(), name = 'logo.png') =>
  files().add({ id, kind: 'picture', file: fileOf(content, name) })
const attach = (id: number, content: Buffer | string, name: string) =>
  files().add({ id, kind: 'attachment', file: fileOf(content, name) })
async function refusal(call: Promise<unknown>): Promise<string> {
  const { error } = await safe(call)
  if (error === null) return 'taken'
  return isDefinedError(error) || 'data' in error
    ? ((error as { data?: { reason?: string } }).data?.reason ?? error.message)
    : error.message
}
const contents = () => app.services.database.count('SELECT count(*) AS n FROM file_contents')
const bytesOf = async (file: File) => Buffer.from(await file.arrayBuffer())
const hashIn = (address: string | null) => /cid:([0-9a-f]{64})@/.exec(address ?? '')?.[1] ?? ''

describe('a picture of a campaign', () => {
  it('is kept as it is, and told with its size and whether the message shows it', async () => {
    const id = await app.addCampaign(null)
    const added = await addPicture(id)
    expect(added).toMatchObject({
      kind: 'picture',
      name: 'logo.png',
      type: 'image/png',
      ...{ width: 3, height: 2, bytes: pngPicture().length, isUsed: false },
    })
    await app.client.email.campaigns.update({ id, html: `<img src="${added.address}">` })
    expect(await files().list({ id })).toMatchObject({
      items: [{ id: added.id, isUsed: true }],
      pictureBytes: pngPicture().length,
    })
    const content = await files().content({ hash: hashIn(added.address) })
    expect([await bytesOf(content), content.type]).toEqual([pngPicture(), 'image/png'])
  })

  it('is told by its bytes, never by its name', async () => {
    const id = await app.addCampaign(null)
    expect((await addPicture(id, gifPicture(), 'photo.png')).type).toBe('image/gif')
    expect((await addPicture(id, jpegPicture(), 'photo.txt')).type).toBe('image/jpeg')
    expect(await refusal(addPicture(id, Buffer.from('MZ not a picture'), 'photo.png'))).toBe(
      'picture_unreadable',
    )
    const svg = Buffer.from('<?xml version="1.0"?><svg onload="x()"/>')
    expect(await refusal(addPicture(id, svg, 'photo.png'))).toBe('picture_svg')
    const drawn = Buffer.from(
      '<?xml version="1.0"?>\n<!-- Generator: Adobe -->\n<svg viewBox="0"/>',
    )
    expect(await refusal(addPicture(id, drawn, 'logo.svg'))).toBe('picture_svg')
  })

  it('loses where it was taken, and what hangs behind it', async () => {
    const id = await app.addCampaign(null)
    const html = Buffer.from('<script>alert(1)</script>PK\x03\x04')
    for (const made of [jpegPicture(), pngPicture(), gifPicture()]) {
      const { address } = await addPicture(id, Buffer.concat([made, html, html]))
      const kept = await bytesOf(await files().content({ hash: hashIn(address) }))
      expect(kept.toString('latin1')).not.toMatch(/GPS|script|PK/)
    }
  })

  it('of a hostile kind is refused, and nothing is kept', async () => {
    const id = await app.addCampaign(null)
    const hostile: [string, Buffer, string][] = [
      ['says it is 60,000 × 60,000', pngThatSays(60_000, 60_000), 'picture_unreadable'],
      ['has 2,000 frames', gifPicture(100, 100, 2_000), 'picture_unreadable'],
      ['has frames of 300 million pixels', gifPicture(10_000, 5_000, 6), 'picture_unreadable'],
      ['is cut short', pngPicture().subarray(0, 50), 'picture_unreadable'],
      ['has no bytes', Buffer.alloc(0), 'picture_unreadable'],
      ['weighs 20 MB', Buffer.concat([pngPicture(), Buffer.alloc(20 << 20)]), 'picture_too_large'],
    ]
    for (const [what, content, reason] of hostile)
      expect([what, await refusal(addPicture(id, content))]).toEqual([what, reason])
    expect([contents(), (await files().list({ id })).items]).toEqual([0, []])
  })

  it('is stored once, however often and wherever it is used', async () => {
    const [one, other] = [await app.addCampaign(null), await app.addCampaign(null)]
    const added = await addPicture(one)
    expect((await addPicture(one)).id).toBe(added.id)
    await addPicture(other, pngPicture(), 'autre.png')
    expect(contents()).toBe(1)
  })

  it('goes along with its text into another campaign, and with a copy', async () => {
    const id = await app.addCampaign(null)
    const { address } = await addPicture(id)
    await attach(id, 'Conditions', 'conditions.txt')
    const html = `<p>Bonjour</p><img src="${address}" alt="Logo">`
    await app.client.email.campaigns.update({ id, html })
    const pasted = await app.addCampaign(null, { html })
    expect((await files().list({ id: pasted })).items).toMatchObject([
      { name: 'logo.png', isUsed: true, width: 3 },
    ])
    const copy = await app.client.email.campaigns.duplicate({ id })
    expect((await files().list({ id: copy.id })).items.map(({ name }) => name)).toEqual([
      'logo.png',
      'conditions.txt',
    ])
  })

  it('has in a copy the name it has in the original, whatever it is called elsewhere', async () => {
    await addPicture(await app.addCampaign(null), pngPicture(), 'Mme Martin, refus.png')
    const id = await app.addCampaign(null)
    const { address } = await addPicture(id, pngPicture(), 'logo.png')
    await app.client.email.campaigns.update({ id, html: `<p>a</p><img src="${address}" alt="">` })
    const copy = await app.client.email.campaigns.duplicate({ id })
    expect((await files().list({ id: copy.id })).items.map(({ name }) => name)).toEqual([
      'logo.png',
    ])
  })

  it('is not copied at all where its files cannot be', async () => {
    const id = await app.addCampaign(null)
    await attach(id, 'Conditions', 'conditions.txt')
    await app.services.database.write([], (transaction) =>
      transaction.sql(
        `CREATE TRIGGER full BEFORE INSERT ON campaign_files BEGIN SELECT raise(ABORT, 'disk full'); END`,
      ),
    )
    await expect(app.client.email.campaigns.duplicate({ id })).rejects.toThrow()
    expect(app.services.database.count('SELECT count(*) AS n FROM campaigns')).toBe(1)
  })

  it('cannot be taken out while the message shows it', async () => {
    const id = await app.addCampaign(null)
    const added = await addPicture(id)
    await app.client.email.campaigns.update({ id, html: `<img src="${added.address}">` })
    expect(await refusal(files().delete({ id, fileId: added.id }))).toBe('picture_in_use')
    await app.client.email.campaigns.update({ id, html: '<p>Sans image</p>' })
    await files().delete({ id, fileId: added.id })
    expect((await files().list({ id })).items).toEqual([])
  })

  it('cannot be added or taken out once the campaign has started', async () => {
    await app.addLeads(1)
    const id = await app.addCampaign(null)
    const { id: fileId } = await attach(id, 'texte', 'a.txt')
    await app.client.email.campaigns.send({ id })
    expect(await refusal(addPicture(id))).toBe('campaign_already_started')
    expect(await refusal(files().delete({ id, fileId }))).toBe('campaign_already_started')
  })
})

describe('an attachment', () => {
  it('keeps its name but for what a name cannot hold', async () => {
    const id = await app.addCampaign(null)
    const named = async (name: string) => (await attach(id, `x${name}`, name)).name
    expect(await named('Devis été "2026"; 100 %.pdf')).toBe('Devis été "2026"; 100 %.pdf')
    expect(await named('名前.pdf')).toBe('名前.pdf')
    expect(await named('a\r\nBcc: tous@exemple.fr\r\n.pdf')).toBe('a Bcc: tous@exemple.fr .pdf')
    expect(await named('../../etc/passwd')).toBe('passwd')
    expect(await named('factu\u202Etxt.pdf')).toBe('factutxt.pdf')
    expect(Array.from(await named(`${'long'.repeat(100)}.pdf`))).toHaveLength(150)
    expect(await named('..')).toBe('file')
  })

  it('that providers would drop the message for is refused by name, by bytes and inside archives', async () => {
    const id = await app.addCampaign(null)
    const zipped = Buffer.concat([
      Buffer.from('PK\x03\x04', 'latin1'),
      Buffer.from('PK\x01\x02', 'latin1'),
      Buffer.alloc(24),
      Buffer.from([8, 0]),
      Buffer.alloc(16),
      Buffer.from('jeu1.exe'),
    ])
    const refused: [string, Buffer | string][] = [
      ['jeu.exe', 'x'],
      ['Jeu.EXE. ', 'x'],
      ['facture.pdf.js', 'x'],
      ['facture\u202Efdp.exe', 'x'],
      ['lien.lnk', 'x'],
      ['image.iso', 'x'],
      ['facture.pdf', 'MZ\x90\0'],
      ['page.html', '<p onclick="x()">'],
      ['dessin.svg', '<svg><script>x()</script></svg>'],
      ['facture.pdf', ' <!DOCTYPE html><script>x()</script>'],
      ['archive.zip', zipped],
    ]
    for (const [name, content] of refused)
      expect([name, await refusal(attach(id, content, name))]).toEqual([name, 'attachment_refused'])
    expect(await refusal(attach(id, '', 'vide.pdf'))).toBe('attachment_empty')
    expect((await attach(id, '<p>Sans rien</p>', 'page.html')).type).toBe('text/html')
  })

  it('is refused where all would weigh more than 10 MB, and the others stay', async () => {
    const id = await app.addCampaign(null)
    await attach(id, Buffer.alloc(6 << 20, 'a'), 'un.bin')
    expect(await refusal(attach(id, Buffer.alloc(5 << 20, 'b'), 'deux.bin'))).toBe(
      'attachments_too_large',
    )
    expect(await files().list({ id })).toMatchObject({
      attachmentBytes: 6 << 20,
      items: [{ name: 'un.bin' }],
    })
  })
})

describe('contents', () => {
  it('go when nothing uses them, and stay while anything does', async () => {
    const id = await app.addCampaign(null)
    const added = await addPicture(id)
    await files().delete({ id, fileId: added.id })
    // It may be about to be put into a text.
    await removeUnusedFiles(app.services)
    expect(contents()).toBe(1)
    app.host.clock.advance(day)
    const used = await addPicture(id, pngPicture(5, 5))
    app.host.clock.advance(day)
    await removeUnusedFiles(app.services)
    expect(contents()).toBe(1)
    expect(
      (await bytesOf(await files().content({ hash: hashIn(used.address) }))).length,
    ).toBeGreaterThan(0)
    expect(app.services.database.count('SELECT count(*) AS n FROM file_pieces')).toBe(1)
  })

  it('of a deleted campaign stay while it can be brought back', async () => {
    const id = await app.addCampaign(null)
    await addPicture(id)
    await app.client.email.campaigns.delete({ id })
    app.host.clock.advance(29 * day)
    await removeUnusedFiles(app.services)
    expect(contents()).toBe(1)
    app.host.clock.advance(2 * day)
    await purgeDeletedCampaigns(app.services)
    await removeUnusedFiles(app.services)
    expect(contents()).toBe(0)
  })

  it('of a message that may still be looked at or sent stay after its campaign is gone', async () => {
    await app.addLeads(1)
    const id = await app.addCampaign(null)
    const { address } = await addPicture(id)
    await app.client.email.campaigns.update({ id, html: `<p>a</p><img src="${address}">` })
    await app.client.email.campaigns.send({ id })
    await until(async () => (await app.client.email.sandbox.list({})).total === 1)
    await app.client.email.campaigns.delete({ id })
    app.host.clock.advance(40 * day)
    await removeUnusedFiles(app.services)
    expect(contents()).toBe(1)
    await app.client.email.sandbox.clear()
    await removeUnusedFiles(app.services)
    expect(contents()).toBe(0)
  })

  it('half written when the application was killed are written whole the next time', async () => {
    const id = await app.addCampaign(null)
    const large = Buffer.alloc(1_000_000, 'l')
    await attach(id, large, 'a.bin')
    await app.services.database.write([], async (transaction) => {
      await transaction.sql('UPDATE file_contents SET is_whole = 0')
      await transaction.sql('DELETE FROM file_pieces WHERE position = 2')
    })
    const hash =
      app.services.database.query<{ hash: string }>('SELECT hash FROM file_contents')[0]?.hash ?? ''
    expect(await refusal(files().content({ hash }))).toBe('unknown_id')
    await attach(id, large, 'b.bin')
    expect(await bytesOf(await files().content({ hash }))).toEqual(large)
  })
})
