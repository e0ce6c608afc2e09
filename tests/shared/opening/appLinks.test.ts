// Links of the application lead to views; whatever is not one of them, to the letter, leads nowhere.
import { expect, it } from 'vitest'
import { isContactFile } from '#shared/rules/opening/contactFiles.ts'
import { isAppLink, viewOfLink } from '#shared/rules/opening/appLinks.ts'

it.each([
  ['webox://lead/123', '/crm?lead=123'],
  ['webox://campaign/7', '/email/campaigns/7'],
  ['webox://sequence/7/', '/email/sequences/7'],
  ['webox://funnel/999999999999999', '/funnels/999999999999999'],
  ['webox://tasks', '/crm/tasks'],
  ['webox://tasks/', '/crm/tasks'],
  ['WEBOX://Import', '/crm/import'],
  ['webox://settings', '/settings'],
])('%s leads to %s', (link, view) => {
  expect(viewOfLink(link)).toBe(view)
})

const hostile = [
  'webox://',
  'webox:tasks',
  'webox:/tasks',
  'webox:///tasks',
  'webox://lead',
  'webox://tasks/1',
  'webox://lead/0',
  'webox://lead/-1',
  'webox://lead/1.5',
  'webox://lead/1e3',
  'webox://lead/9999999999999999',
  'webox://lead/١',
  'webox://lead/1/delete',
  'webox://lead/1%2f2',
  'webox://lead%2f1',
  'webox://lead/1?new=1',
  'webox://lead/1#x',
  'webox://lead/1&lead=2',
  'webox://leads?new=1',
  'webox://tasks?code=abc',
  'webox://user@tasks',
  'webox://tasks:80',
  'webox://tasks.evil.example',
  'webox://..',
  'webox://tasks/..',
  'webox://tasks\\..',
  'webox://constructor',
  'webox://constructor/1',
  'webox://__proto__',
  'webox://toString/1',
  'webox://javascript:alert(1)',
  'javascript:alert(1)',
  'https://tasks',
  'webox://tasks\n',
  'webox://tasks\u0000',
  ' webox://tasks',
  'webox://tasks ',
  'webox://tasks --data=/etc',
  `webox://${'a'.repeat(100_000)}`,
  `webox://lead/${'1'.repeat(100_000)}`,
  'webox://ｔasks',
  'webox://taſks',
]
it.each(hostile)('%j leads nowhere', (link) => {
  expect(viewOfLink(link)).toBeNull()
})

it('tells a link by its beginning, so that a broken one is no path', () => {
  expect(isAppLink('WebOx:anything')).toBe(true)
  expect(isAppLink('./webox:a.csv')).toBe(false)
})

it('knows files of contacts by their names', () => {
  const names = ['a.csv', 'É à.CSV', 'a.tsv', 'a.xlsx', 'a.vcf', 'a.csv.exe', 'csv', 'a.', '']
  expect(names.filter(isContactFile)).toEqual(['a.csv', 'É à.CSV', 'a.tsv', 'a.xlsx', 'a.vcf'])
})
