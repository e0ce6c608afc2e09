// The little formatting a page knows: paragraphs, lists, bold, italic, safe links.
import { describe, expect, it } from 'vitest'
import { inlineHtml, plainText, richTextHtml } from '#shared/rules/pages/pageText.ts'

describe('rich text', () => {
  it('has paragraphs, lists, bold, italic and links', () => {
    expect(
      richTextHtml('Un **deux** *trois*\nquatre\n\n- a\n- b\n\n[lien](https://e.example/?a=1&b=2)'),
    ).toBe(
      '<p>Un <strong>deux</strong> <em>trois</em><br>quatre</p><ul><li>a</li><li>b</li></ul><p><a href="https://e.example/?a=1&amp;b=2" rel="noopener noreferrer">lien</a></p>',
    )
    expect(richTextHtml('avant\n- a\naprès')).toBe('<p>avant</p><ul><li>a</li></ul><p>après</p>')
    expect(inlineHtml('[écrire](mailto:a@e.example)')).toContain('href="mailto:a@e.example"')
  })

  it('leaves links alone that are neither https nor mailto', () => {
    for (const address of [
      'javascript:x',
      'http://e.example',
      'data:text/html,x',
      '//e.example',
      'file:///x',
      'vbscript:x',
    ])
      expect(inlineHtml(`[x](${address})`)).not.toContain('<a')
  })

  it('becomes plain words for search engines', () => {
    expect(inlineHtml('**10 * 3 *cm***, *a* et 2 * 3 * 4')).toContain('2 * 3 * 4')
    expect(inlineHtml('**a *b* c** 10 * 3')).toBe('<strong>a <em>b</em> c</strong> 10 * 3')
    expect(plainText('**Bonjour** [vous](https://e.example)\n- a')).toBe('Bonjour vous a')
  })
})
