// A link to a video and its place: nothing of a third party is loaded until the visitor asks.
import { z } from 'zod'
import { finishedLine, finishedText, isUnfinished } from '../../rules/finishedText.ts'
import { escapeHtml } from '../../rules/pages/pageText.ts'
import { pageWords, type PageLanguage } from '../../rules/pages/pageWords.ts'
import { placeToFill } from '../../rules/placesToFill.ts'
import { always, blockSchema, never, noneOf } from '../blockSchema.ts'
import type { PageBlockDefinition } from './pageBlock.ts'
import { Heading, RichText } from './pageFields.ts'
import { headingHtml, richHtml, section } from './pageMarkup.ts'

const schema = blockSchema('video', {
  title: Heading,
  url: z.union([z.literal(''), z.url({ protocol: /^https$/ }).max(2_000)]),
  text: RichText,
})
export interface VideoBlock extends z.infer<typeof schema> {}

export const videoBlock: PageBlockDefinition<VideoBlock> = {
  kind: 'video',
  schema,
  draw(block, page) {
    if (block.url === '' && !page.isDraft) return ''
    const link =
      block.url === ''
        ? `<p class="center">${escapeHtml(placeToFill(pageWords[page.language].video))}</p>`
        : linkHtml(block.url, page.language)
    return section('', `${headingHtml(block.title, page)}${link}${richHtml(block.text)}`)
  },
  style: ({
    colour,
    radius,
  }) => `.video{display:grid;place-items:center;gap:.9rem;min-height:15rem;padding:2rem;text-decoration:none;text-align:center;background:${colour.accent};color:${colour.onAccent};border-radius:${radius};font-weight:700;font-size:1.15rem}
.video:hover{text-decoration:underline}
.play{width:4.2rem;height:4.2rem;border:3px solid currentColor;border-radius:50%;display:grid;place-items:center}
.play::after{content:"";border-left:1.35rem solid currentColor;border-top:.85rem solid transparent;border-bottom:.85rem solid transparent;margin-left:.35rem}`,
  isDrawn: always,
  saysSomething: ({ title }) => title.trim() !== '',
  finished: (block) =>
    block.url === '' || isUnfinished(block.url)
      ? null
      : { ...block, title: finishedLine(block.title), text: finishedText(block.text) },
  heading: ({ title }) => title,
  hasInnerHeadings: never,
  opening: ({ text }) => text,
  summary: ({ title }) => title,
  buttons: noneOf,
  images: noneOf,
  problem: ({ url }) => (url === '' ? 'video_without_address' : null),
}

function linkHtml(url: string, language: PageLanguage): string {
  const { elsewhere, watch } = pageWords[language]
  const host = /^https:\/\/([^/?#:@]+)/.exec(url)?.[1] ?? ''
  const where = elsewhere.replace('{host}', () => escapeHtml(host))
  return `<a class="video" href="${escapeHtml(url)}" target="_blank" rel="noopener noreferrer"><span class="play" aria-hidden="true"></span><span>${watch} <span class="hidden">(${where})</span></span></a>`
}
