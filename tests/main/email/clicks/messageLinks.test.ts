// Which addresses of a message are links that may be measured, and that nothing else of it changes.
import { describe, expect, it } from 'vitest'
import { compileMessage, linksOfMessage, type MessageContent } from '#main/mail/messageContent.ts'

const content = (html: string, text: string | null = null): MessageContent => ({
  ...{ subject: 'Offre', preheader: '', html, text, fromName: 'Atelier' },
  ...{ fromEmail: 'a@atelier.example', replyTo: null },
  identity: { language: 'fr', name: 'Atelier', address: '1 rue du Port' },
})
const page = 'https://relais.example/u/abc'
const render = (given: MessageContent, values = {}) => {
  const asked: string[] = []
  const leadOn = (address: string, place: number) => {
    asked.push(`${place} ${address}`)
    return `https://relais.example/l/${place}`
  }
  return {
    ...compileMessage(given).render(values, 'reference1', { page, leadOn }),
    asked: [...new Set(asked)],
  }
}
const hrefs = (html: string) => [...html.matchAll(/href="([^"]*)"/g)].map(([, address]) => address)

describe('the links of a message', () => {
  it('are those of anchors and of the text, each once, in their order', () => {
    const html =
      '<p><a class="x" href="https://a.example/?x=1&amp;y=2">A</a> <a href=\'http://b.example\'>B</a> <a href="https://a.example/?x=1&amp;y=2">A2</a></p>'
    const text = 'Voir https://a.example/?x=1&y=2. Et (https://c.example/d_(e))!'
    expect(linksOfMessage(content(html, text))).toEqual([
      ...['https://a.example/?x=1&y=2', 'http://b.example', 'https://c.example/d_(e)'],
    ])
  })

  it('are led on in HTML and text, with what was filled in, and known as they are written', () => {
    const html = '<p><a href="https://a.example/?m={{email}}&amp;x=1">A</a></p>'
    const given = content(html, 'Voir https://a.example/?m={{email}}&x=1 vite.')
    const rendered = render(given, { email: 'lea@exemple.fr' })
    expect(hrefs(rendered.html)[0]).toBe('https://relais.example/l/0')
    expect(rendered.text).toContain('Voir https://relais.example/l/0 vite.')
    expect(linksOfMessage(given)).toEqual(['https://a.example/?m={{email}}&x=1'])
    expect(rendered.asked[0]).toMatch(/^0 https:\/\/a\.example\/\?m=lea(@|%40)exemple\.fr&x=1$/)
  })

  it('are none that refuse, write or call, none of pictures, and none that begin with a field', () => {
    const html =
      '<p><a href="mailto:a@b.example">m</a> <a href="tel:+33102030405">t</a> <a href="{{unsubscribe}}">u</a> <img src="https://p.example/x.png" alt=""> <a href="#up">#</a></p>'
    const given = content(html, 'Écrire à a@b.example')
    expect(linksOfMessage(given)).toEqual([])
    const { asked, ...rendered } = render(given)
    expect(asked).toEqual([])
    expect(rendered).toEqual(compileMessage(given).render({}, 'reference1', { page }))
  })

  it('lead nowhere that a contact chose, whatever is filled in', () => {
    const mark = '\ufdd10\ufdd2'
    const hostile = `https://evil.example${mark}`
    const html =
      '<p><a href="https://{{company}}">S</a> <a href="https://a.example{{company}}/x">T</a> <a href="https://a.example/ok">A</a> <img src="https://p.example/x.png" alt="{{first_name}}"></p>'
    const text =
      'Bonjour {{first_name}}, https://{{company}}/x https://a.example/ok?n={{last_name}}'
    const { asked, ...rendered } = render(content(html, text), {
      ...{ first_name: hostile, company: '.evil.example', last_name: 'x https://evil.example/y' },
    })
    expect(asked.filter((address) => /^\d+ https?:[/][/][^/]*evil/.test(address))).toEqual([])
    expect(asked).toContain('0 https://a.example/ok')
    expect(`${rendered.html}${rendered.text}`).not.toMatch(/[\ufdd0-\ufdef]/)
  })

  it('leave the way to refuse that the message ends with as it is', () => {
    const { html, text } = render(content('<p><a href="https://a.example">A</a></p>'))
    expect(hrefs(html)).toEqual(['https://relais.example/l/0', page])
    expect(text.trimEnd().endsWith(page)).toBe(true)
  })

  it('leave no mark anywhere, and nothing else changed, where an address cannot be led on', () => {
    const html =
      '<p title="https://t.example">Prix <a href="https://a.example/{{first_name}}">A</a> <a href = \'https://q.example\' >Q</a></p>'
    const given = content(html, 'https://a.example/{{first_name}} et https://b.example/x!')
    const values = { first_name: 'Jean "Paul" <b>' }
    const plain = compileMessage(given).render(values, 'reference1', { page })
    const led = compileMessage(given).render(values, 'reference1', { page, leadOn: () => null })
    expect(led).toEqual(plain)
    expect(`${led.html}${led.text}`).not.toMatch(/[\ufdd0-\ufdef]/)
  })

  it('are found in an HTML that is hostile, in no time', () => {
    const html = `${'<a '.repeat(200_000)}${'<a href="https://x.example'.repeat(1_000)}`
    const began = performance.now()
    linksOfMessage(content(html, 'https://x.example '.repeat(20_000)))
    expect(performance.now() - began).toBeLessThan(2_000)
  })
})
