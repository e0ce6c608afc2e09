// Blocks that are kept under a name: kept, renamed, deleted and back, with the pictures in them.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MailBlock } from '#shared/blocks/mail/mailBlocks.ts'
import { defaultMailTheme } from '#shared/blocks/mail/mailTheme.ts'
import { purgeDeletedCampaigns } from '#main/features/email/campaigns/deletedCampaigns.service.ts'
import { removeUnusedFiles } from '#main/features/email/files/unusedFiles.service.ts'
import { purgeSavedBlocks } from '#main/features/email/savedBlocks/savedBlocks.service.ts'
import { createMailApp, type MailApp } from '../../../support/mailApp.ts'
import { fileOf, pngPicture } from '../../../support/pictures.ts'

let app: MailApp
beforeEach(async () => void (app = await createMailApp({ engine: false })))
afterEach(() => app.close())

const day = 24 * 60 * 60 * 1000
const saved = () => app.client.email.savedBlocks
const campaigns = () => app.client.email.campaigns
const text = (key: string): MailBlock => ({ key, kind: 'text', text: 'Mot', look: 'plain' })
const names = async () => (await saved().list()).items.map(({ name }) => name)
const contents = () => app.services.database.count('SELECT count(*) AS n FROM file_contents')
const withBlocks = (...blocks: MailBlock[]) => ({
  blocks: { language: 'fr' as const, theme: defaultMailTheme, blocks },
})

describe('saved blocks', () => {
  it('are listed by name, renamed, and deleted for a month', async () => {
    const first = await saved().create({ name: 'Horaires', blocks: [text('aaaa'), text('bbbb')] })
    await saved().create({ name: 'avis', blocks: [text('aaaa')] })
    expect(await names()).toEqual(['avis', 'Horaires'])
    const renamed = await saved().update({ id: first.id, name: 'Horaires d’été' })
    expect(renamed).toMatchObject({ name: 'Horaires d’été', blocks: first.blocks })
    await saved().delete({ id: first.id })
    expect(await names()).toEqual(['avis'])
    expect(await saved().deleted()).toMatchObject([{ id: first.id, name: 'Horaires d’été' }])
    await expect(saved().update({ id: first.id, name: 'x' })).rejects.toMatchObject({
      data: { reason: 'unknown_id' },
    })
    expect(await saved().restore({ id: first.id })).toEqual(renamed)
    await saved().delete({ id: first.id })
    app.host.clock.advance(31 * day)
    await expect(saved().restore({ id: first.id })).rejects.toMatchObject({
      data: { reason: 'unknown_id' },
    })
    await purgeSavedBlocks(app.services)
    expect(app.services.database.count('SELECT count(*) AS n FROM saved_blocks')).toBe(1)
  })

  it('are whole: what no message could hold is refused', async () => {
    await expect(saved().create({ name: 'a', blocks: [] })).rejects.toThrow()
    await expect(
      saved().create({ name: 'a', blocks: [text('aaaa'), text('aaaa')] }),
    ).rejects.toThrow()
    const asking = { all: [{ field: 'nowhere', op: 'is' as const, value: 'x' }] }
    await expect(
      saved().create({ name: 'a', blocks: [{ ...text('aaaa'), when: asking }] }),
    ).rejects.toMatchObject({ data: { reason: 'filter_invalid' } })
    expect(await names()).toEqual([])
  })

  it('keep how they differ from a message, and so do campaigns and their copies', async () => {
    const appearance = {
      align: 'center' as const,
      background: '#102a43',
      spaceAbove: 'none' as const,
    }
    const block = { ...text('aaaa'), appearance }
    const kept = await saved().create({ name: 'Centré', blocks: [block] })
    expect(kept.blocks).toEqual([block])
    const { id } = await campaigns().create({ name: 'Nouvelles', ...withBlocks(block) })
    const copy = await campaigns().duplicate({ id })
    for (const one of [id, copy.id]) {
      const { blocks, html } = await campaigns().get({ id: one })
      expect(blocks?.blocks).toEqual([block])
      expect(html).toContain('#102a43')
    }
    const wrong = { ...block, appearance: { ...appearance, background: 'red' } }
    await expect(campaigns().update({ id, ...withBlocks(wrong) })).rejects.toThrow(
      'Input validation failed',
    )
    expect((await campaigns().get({ id })).blocks?.blocks).toEqual([block])
  })

  it('are two hundred at most, those that are brought back included', async () => {
    const first = await saved().create({ name: 'Horaires', blocks: [text('aaaa')] })
    await saved().delete({ id: first.id })
    await app.services.database.write([], (transaction) =>
      transaction.sql(`INSERT INTO saved_blocks (name, blocks, created_at, updated_at)
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200)
        SELECT 'Bloc ' || i, blocks, created_at, updated_at FROM n, saved_blocks WHERE id = 1`),
    )
    const full = { data: { reason: 'saved_blocks_full' } }
    await expect(
      saved().create({ name: 'Un de trop', blocks: [text('aaaa')] }),
    ).rejects.toMatchObject(full)
    await expect(saved().restore({ id: first.id })).rejects.toMatchObject(full)
    expect(await saved().deleted()).toMatchObject([{ id: first.id }])
    const [other] = (await saved().list()).items
    await saved().delete({ id: other?.id ?? 0 })
    await saved().restore({ id: first.id })
    expect(await names()).toHaveLength(200)
  })

  it('bring their pictures into another campaign, long after theirs is gone', async () => {
    const { id } = await campaigns().create({ name: 'a', subject: 's' })
    const file = fileOf(pngPicture(), 'logo.png')
    const { address } = await campaigns().files.add({ id, kind: 'picture', file })
    const picture = { key: 'aaaa', kind: 'image' as const, alt: 'Logo', link: '' }
    const blocks: MailBlock[] = [{ ...picture, url: address ?? '' }]
    await campaigns().update({ id, ...withBlocks(...blocks) })
    const kept = await saved().create({ name: 'Logo', blocks })
    await campaigns().delete({ id })
    app.host.clock.advance(40 * day)
    await purgeDeletedCampaigns(app.services)
    await removeUnusedFiles(app.services)
    expect(contents()).toBe(1)
    const other = await campaigns().create({
      name: 'b',
      subject: 's',
      ...withBlocks(...kept.blocks),
    })
    const { items } = await campaigns().files.list({ id: other.id })
    expect(items).toMatchObject([{ kind: 'picture', address, isUsed: true }])
    // Once nothing has it any more, it goes: a saved block that can be brought back still has it.
    await campaigns().delete({ id: other.id })
    await saved().delete({ id: kept.id })
    app.host.clock.advance(29 * day)
    await purgeSavedBlocks(app.services)
    await removeUnusedFiles(app.services)
    expect(contents()).toBe(1)
    app.host.clock.advance(2 * day)
    await purgeSavedBlocks(app.services)
    await purgeDeletedCampaigns(app.services)
    await removeUnusedFiles(app.services)
    expect(contents()).toBe(0)
  })
})
