// A message the formatting editor cannot hold whole is noticed before anything of it is dropped.
import { expect, test } from 'vitest'
import { isFaithful } from '../../src-renderer/features/email/editor/htmlFidelity.ts'

test('What the editor writes in other words is the same', () => {
  expect(isFaithful('<p>Bonjour <b>vous</b></p>', '<p>Bonjour <strong>vous</strong></p>')).toBe(
    true,
  )
  expect(
    isFaithful(
      '<p><a href="https://a.example">Lien</a></p>',
      '<p><a target="_blank" rel="noopener" href="https://a.example">Lien</a></p>',
    ),
  ).toBe(true)
  expect(isFaithful('', '<p></p>')).toBe(true)
})

test('Tables, styles and pictures that would be lost are noticed', () => {
  expect(
    isFaithful('<table><tr><td style="color:red">Bonjour</td></tr></table>', '<p>Bonjour</p>'),
  ).toBe(false)
  expect(isFaithful('<p>Photo <img src="data:image/png;base64,AA"></p>', '<p>Photo </p>')).toBe(
    false,
  )
})

test.each([
  '<!doctype html><p>Bonjour</p>',
  '<style>p{color:red}</style><p>Bonjour</p>',
  '<body bgcolor="#000"><p>Bonjour</p></body>',
  '<p>Bonjour</p><!--[if mso]><p>Outlook</p><![endif]-->',
])('What stands around the words would be lost, too: %s', (html) => {
  expect(isFaithful(html, '<p>Bonjour</p>')).toBe(false)
})
