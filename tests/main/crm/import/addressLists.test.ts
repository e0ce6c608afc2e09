// Addresses as they are copied out of a message, many on a line: each is a person.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { peopleOfList } from '#main/features/crm/import/formats/addressList.ts'
import { createTestApp, errorReasonOf, type TestApp } from '../../../support/testApp.ts'
import { importCalls } from './importCalls.ts'

describe('a list of addresses', () => {
  it.each([
    ['a@x.fr, b@x.fr', ['a@x.fr', 'b@x.fr']],
    ['a@x.fr;b@x.fr;', ['a@x.fr', 'b@x.fr']],
    ['a@x.fr b@x.fr\tc@x.fr', ['a@x.fr', 'b@x.fr', 'c@x.fr']],
    ['\ufeffa@x.fr,\r\nb@x.fr, c@x.fr\r\n', ['a@x.fr', 'b@x.fr', 'c@x.fr']],
    ['<a@x.fr>; mailto:b@x.fr', ['<a@x.fr>', 'mailto:b@x.fr']],
    ['Anna Ray <a@x.fr>, b@x.fr', ['Anna Ray <a@x.fr>', 'b@x.fr']],
    ['"Ray, Anna" <a@x.fr>; Roy, Jean <b@x.fr>', ['"Ray, Anna" <a@x.fr>', 'Roy, Jean <b@x.fr>']],
    ['Anna <a@x.fr>, Jean <b@x.fr>\nZoé <c@x.fr>, Luc <d@x.fr>', 4],
    // Tables, and texts.
    ['Nom,E-mail\nRay,a@x.fr', null],
    ['a@x.fr\nb@x.fr', null],
    ['a@x.fr,a@perso.fr\nb@x.fr,b@perso.fr', null],
    ['a@x.fr,Anna\nb@x.fr,Jean', null],
    ['Bonjour, écrivez à a@x.fr, b@x.fr ou c@x.fr', null],
    ['Anna Ray <a@x.fr>', null],
    ['a@x.fr, Anna', null],
    ['', null],
  ])('%j', (text, people) => {
    const found = peopleOfList(text)
    if (typeof people === 'number') expect(found).toHaveLength(people)
    else expect(found).toEqual(people)
  })

  it('is read in no more time than its length takes', () => {
    expect(peopleOfList('x'.repeat(500_000) + '@')).toBeNull()
    expect(peopleOfList('"'.repeat(200_001) + '@,@')).toBeNull()
    expect(peopleOfList('a, '.repeat(200_000))).toBeNull()
    expect(peopleOfList('a@x.fr, '.repeat(50_000))).toHaveLength(50_000)
  })
})

describe('as a file', () => {
  let app: TestApp
  beforeEach(async () => void (app = await createTestApp()))
  afterEach(() => app.remove())
  const { run, byEmail } = importCalls(() => app)

  it('makes a person of each, with the names beside them', async () => {
    const text = 'Anna Ray <anna@x.fr>, "Roux, Zoé" <zoe@x.fr>; jean@y.fr'
    const buckets = await run(new TextEncoder().encode(text), undefined, undefined, 'copie.txt')
    expect(buckets).toMatchObject({ total: 3, created: 3, invalid: 0 })
    expect(await byEmail('zoe@x.fr')).toMatchObject({ firstName: 'Zoé', lastName: 'Roux' })
    expect(await byEmail('anna@x.fr')).toMatchObject({ firstName: 'Anna', lastName: 'Ray' })
  })

  it('is read in the encoding of old programs, too', async () => {
    const bytes = Buffer.from('Zo\xe9 Roux <zoe@x.fr>; jean@y.fr', 'latin1')
    await run(new Uint8Array(bytes))
    expect(await byEmail('zoe@x.fr')).toMatchObject({ firstName: 'Zoé', lastName: 'Roux' })
  })

  it('of a directory is told by its name: it is not read', async () => {
    const ldif = 'dn: cn=Anna Ray,mail=a@x.fr\nobjectclass: top\nmail: a@x.fr\n'
    await expect(errorReasonOf(run(ldif))).resolves.toBe('file_other_format')
  })

  it('has slips of the hand told, and taken as they stand', async () => {
    const file = 'E-mail\nzoe@gmial.com\njean@orange.fr\nzoe@gmial.com\n'
    const buckets = await run(file)
    expect(buckets).toMatchObject({ total: 3, created: 2, duplicate: 1, doubtful: 1, invalid: 0 })
    expect(buckets.problems).toEqual([
      { line: 2, value: 'zoe@gmial.com → zoe@gmail.com', reason: 'email_doubtful', column: null },
    ])
    expect(await byEmail('zoe@gmial.com')).toMatchObject({ email: 'zoe@gmial.com' })
    // Whoever is here already is not asked about again.
    expect(await run(file)).toMatchObject({ doubtful: 0, created: 0 })
  })
})
