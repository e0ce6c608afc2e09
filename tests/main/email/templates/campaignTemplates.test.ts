// Every template of a campaign as it is drawn: whole, light enough, with what is left to choose named.
import { expect, test } from 'vitest'
import { unlinkedLabels } from '#shared/blocks/mail/mailBlocks.ts'
import { MailTree } from '#shared/contract/mailTree.ts'
import { placesOfMessage } from '#shared/rules/placesToFill.ts'
import { layOutMail } from '../../../../src-main/mail/mailLayout.ts'
import { blocksOf } from '../../../../src-renderer/features/email/campaigns/campaignStarts.ts'
import { startedIn, templates } from '../../../support/mailTemplates/startedTemplates.ts'

/** From where Gmail cuts a message off. */
const maxBytes = 102_000

test('There are fifteen templates, and each is composed differently', () => {
  expect(templates).toHaveLength(15)
  const kinds = templates.map((start) =>
    start === 'letter' || start === 'html'
      ? ''
      : blocksOf(start, (key) => key)
          .map((block) => ('look' in block ? block.look : block.kind))
          .join(' '),
  )
  expect(new Set(kinds).size).toBe(15)
})

test.each(['fr', 'en'] as const)('Each template is a message in %s', async (language) => {
  for (const start of templates) {
    const { blocks, subject = '' } = startedIn(language, start)
    const tree = MailTree.parse(blocks)
    const { html, text, bytes } = await layOutMail(tree)
    expect(bytes, start).toBeLessThan(maxBytes / 4)
    expect(subject.length, start).toBeGreaterThan(4)
    for (const said of [html, text]) {
      expect(said, start).toContain(subject)
      expect(said, start).toContain('{{ first_name | vous }}')
      expect(said, start).not.toMatch(/undefined|email\.starts|\*\*/)
    }
    expect(new Set(keysOf(tree)).size, start).toBe(keysOf(tree).length)
  }
})

const keysOf = ({ blocks }: MailTree): string[] =>
  blocks.flatMap((block) => [
    block.key,
    ...(block.kind === 'columns' ? block.columns.flatMap((one) => one.blocks) : []).map(
      ({ key }) => key,
    ),
  ])

test('What only the business knows keeps a template from leaving until it is filled in', () => {
  const offer = MailTree.parse(startedIn('fr', 'offer').blocks)
  expect(unlinkedLabels(offer.blocks)).toEqual(['En profiter'])
  const selection = MailTree.parse(startedIn('fr', 'selection').blocks)
  expect(unlinkedLabels(selection.blocks)).toEqual(['Voir', 'Voir', 'Voir', 'Voir'])
  const { left } = placesOfMessage({
    ...{ subject: '', preheader: '', fromName: '', html: '', text: '', blocks: selection },
  })
  expect(left.map(({ name }) => name)).toEqual(['prix', 'prix', 'vos conditions'])
})
