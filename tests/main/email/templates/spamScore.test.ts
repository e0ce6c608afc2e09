// What SpamAssassin says of each template, by its own rules and without the network. Where it is not
// installed (Debian: apt-get install spamassassin), this says so and is left out.
import { execFileSync, spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { layOutMail } from '#main/mail/mailLayout.ts'
import { compileMessage } from '#main/mail/messageContent.ts'
import { buildMime } from '#main/mail/mimeMessage.ts'
import { startedTemplates } from '../../../support/mailTemplates/startedTemplates.ts'

const mostPoints = 1
const isInstalled = spawnSync('spamassassin', ['--version']).status === 0
if (!isInstalled) console.warn('SpamAssassin is not installed: no template was scored.')

const links = { fr: 'https://www.atelier-zoe.example/', en: 'https://www.atelier-zoe.example/en' }

/** As it leaves: every place filled in, every button with an address. */
async function messageOf({ language, subject, tree }: ReturnType<typeof startedTemplates>[number]) {
  const finished = JSON.parse(
    JSON.stringify(tree)
      .replaceAll('"link":""', `"link":"${links[language]}"`)
      .replace(/\[\[[^\]]*\]\]/g, '12'),
  ) as typeof tree
  const { html, text } = await layOutMail(finished)
  const identity = { language, name: 'Atelier Zoé', address: '1 rue du Bois\n44000 Nantes' }
  const { content, render } = compileMessage({
    ...{ subject, preheader: '', html, text, identity, replyTo: null },
    ...{ fromName: 'Atelier Zoé', fromEmail: 'bonjour@atelier-zoe.example' },
  })
  const rendered = render({ first_name: 'Camille' }, 'a1b2c3', {
    page: 'https://relais.atelier-zoe.example/u/a1b2c3',
  })
  const mime = buildMime(
    {
      ...rendered,
      from: { name: content.fromName, address: content.fromEmail },
      ...{ to: 'camille@people.example', replyTo: null },
      messageId: 'a1b2c3d4.e5f6@atelier-zoe.example',
      date: new Date(),
    },
    null,
  )
  return Buffer.concat([...mime])
}

/** All in one box: the program takes a second and a half to start. */
const boxOf = (messages: Buffer[]) =>
  Buffer.concat(
    messages.flatMap((message) => [
      Buffer.from('From bonjour@atelier-zoe.example Mon Nov 30 09:00:00 2026\n'),
      Buffer.from(
        message
          .toString('latin1')
          .replace(/\r\n/g, '\n')
          .replace(/^From /gm, '>From '),
        'latin1',
      ),
      Buffer.from('\n\n'),
    ]),
  )

describe.skipIf(!isInstalled)('SpamAssassin, by its own rules', () => {
  it('gives each template less than a point', { timeout: 240_000 }, async () => {
    const all = startedTemplates()
    const answer = execFileSync('spamassassin', ['--local', '--mbox'], {
      input: boxOf(await Promise.all(all.map(messageOf))),
      encoding: 'utf8',
      maxBuffer: 100_000_000,
    })
    const verdicts = [
      ...answer.matchAll(/^X-Spam-Status:[^]*?score=(-?[\d.]+)[^]*?tests=([A-Z0-9_,\s]+)/gm),
    ]
    expect(verdicts).toHaveLength(all.length)
    const told = verdicts.flatMap(([, points, rules = ''], index) =>
      Number(points) >= mostPoints ? [`${all[index]?.name}: ${points} (${rules.trim()})`] : [],
    )
    expect(told).toEqual([])
  })
})
