// What the templates, and every block, ask of Outlook, Gmail and Apple Mail: nothing that the table of
// caniemail.com does not know, and nothing that one of them does not draw without something in its place.
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { defaultMailTheme } from '#shared/blocks/mail/mailTheme.ts'
import type { MailTree } from '#shared/contract/mailTree.ts'
import { layOutMail } from '#main/mail/mailLayout.ts'
import { compileMessage } from '#main/mail/messageContent.ts'
import { mailBlockVariations } from '../../../support/blockVariations.ts'
import { featuresOf } from '../../../support/mailTemplates/mailFeatures.ts'
import { startedTemplates } from '../../../support/mailTemplates/startedTemplates.ts'

const Support = z.record(z.string(), z.enum(['y', 'a', 'n', 'u']))
const Table = z.object({
  features: z.record(
    z.string(),
    z.object({
      source: z.string(),
      tested: z.string().nullable(),
      outlook: Support,
      gmail: Support,
      'apple-mail': Support,
    }),
  ),
})
const { features } = Table.parse(
  JSON.parse(readFileSync(new URL('../../../fixtures/mailClients.json', import.meta.url), 'utf8')),
)

/** What is seen where a feature is not drawn, or only partly; each was looked at in the HTML. */
const inItsPlace: Record<string, string> = {
  'css-at-media':
    'columns lie side by side by their inline width; margins stay those of a computer',
  'css-background': 'a colour only, which Outlook takes',
  'css-border': 'on cells, blocks and links only: a link in Outlook has no room inside its border',
  'css-border-radius': 'square corners',
  'css-border-spacing': 'tables have cellspacing="0"',
  'css-cursor': 'a button is a link, and has the hand of one',
  'css-direction': 'all words are from left to right, as without it',
  'css-display': 'inline-block columns are cells of a table in Outlook, by conditional comments',
  'css-display-none': 'the preview line has no height, size or opacity either, and mso-hide',
  'css-font-size': 'in pixels, which Outlook takes',
  'css-font-weight': '600 is drawn as bold',
  'css-height': 'on cells and pictures, where Outlook takes it, beside the attribute',
  'css-important': 'only in style sheets that make a telephone comfortable',
  'css-line-height': 'Outlook takes it by mso-line-height-rule, or lines are a little apart',
  'css-margin': 'never negative or auto alone: tables are centred by align="center"',
  'css-max-height': 'of the preview line only, which is hidden by others too',
  'css-max-width': 'a table of that width around it in Outlook, by conditional comments',
  'css-opacity': 'of the preview line only, which is hidden by others too',
  'css-outline': 'pictures have no outline where it is not known',
  'css-overflow': 'of the preview line only, which is hidden by others too',
  'css-padding': 'on cells, where Outlook takes it; a link loses the room around its words',
  'css-pseudo-class-last-child': 'a line more of room at the end of a box',
  'css-selector-chaining': 'of pictures as wide as a telephone, which the width does too',
  'css-selector-class': 'all that matters is in style attributes',
  'css-selector-descendant': 'all that matters is in style attributes',
  'css-selector-grouping': 'all that matters is in style attributes',
  'css-selector-id': 'of Outlook alone',
  'css-selector-type': 'all that matters is in style attributes',
  'css-sytem-ui': 'Arial and its like follow in the list of fonts',
  'css-text-align': 'left and center only',
  'css-text-decoration': 'a line below a link or none',
  'css-text-transform': 'none only',
  'css-width': 'on cells and tables, beside the attribute',
  'css-word-break': 'a long word may reach beyond its column',
  'css-word-spacing': 'normal, as without it',
  'html-align': 'text-align stands beside it',
  'html-body': 'the colour stands on the block inside it too',
  'html-dir': 'all words are from left to right, as without it',
  'html-height': 'of pictures it is auto, and of cells the style stands beside it',
  'html-lists': 'with margins and padding of their own in style attributes',
  'html-style': 'all that matters is in style attributes',
  'html-target': 'a link opens as the program opens links',
  'html-width': 'in pixels or 100%, beside the style',
}

/** The whole message, with its preview line and its last lines. */
async function messageOf(tree: MailTree): Promise<string> {
  const { html, text } = await layOutMail(tree)
  const identity = { language: tree.language, name: 'Atelier', address: '1 rue du Bois' }
  const content = { subject: 's', preheader: 'p', html, text, fromName: 'Atelier', identity }
  const written = { ...content, fromEmail: 'a@atelier.example', replyTo: null }
  return compileMessage(written).render({ first_name: 'Zoé' }, 'x').html
}

const isWhole = (feature: string) => {
  const { outlook, gmail, 'apple-mail': apple } = features[feature] ?? {}
  return [outlook, gmail, apple].every(
    (family) => family !== undefined && Object.values(family).every((drawn) => drawn === 'y'),
  )
}

async function asked(): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  const messages = [
    ...startedTemplates().map(({ name, tree }) => ({ name, tree })),
    ...mailBlockVariations.map((block) => ({
      name: block.kind,
      tree: { language: 'fr' as const, theme: defaultMailTheme, blocks: [block] },
    })),
  ]
  for (const { name, tree } of messages)
    for (const feature of featuresOf(await messageOf(tree)))
      if (!found.has(feature)) found.set(feature, name)
  return found
}

it('is known, and has something in its place where a program does not draw it', async () => {
  const used = await asked()
  const unknown = [...used].filter(([feature]) => features[feature] === undefined)
  expect(unknown).toEqual([])
  const bare = [...used].filter(
    ([feature]) => !isWhole(feature) && inItsPlace[feature] === undefined,
  )
  expect(bare).toEqual([])
  // What nobody uses any more is taken out of the list above.
  expect(Object.keys(inItsPlace).filter((feature) => !used.has(feature))).toEqual([])
})

it('finds what a program does not draw', () => {
  expect(featuresOf('<div style="display:flex;gap:4px"><video></video></div>')).toEqual([
    ...['css-display', 'css-gap', 'css-unit-px', 'html-div', 'html-video'],
  ])
  expect(features['html-video']).toBeUndefined()
  expect(isWhole('css-border-radius')).toBe(false)
})

it('stands in tables for Outlook, which knows no widths of blocks', async () => {
  for (const { name, tree } of startedTemplates()) {
    const html = await messageOf(tree)
    const wide = html.match(/max-width:600px/g) ?? []
    const tables = html.match(/<!--\[if mso \| IE\]>(?:<\/[a-z]+>)*<table[^>]*width:600px/g) ?? []
    expect(wide.length, name).toBeGreaterThan(0)
    expect(tables.length, name).toBeGreaterThan(0)
    for (const [image] of html.matchAll(/<img\b[^>]*>/g)) expect(image, name).toMatch(/\swidth="\d/)
  }
})
