// Leads made by rule, not by chance: row i is the same in every run, on every machine.
const firstNames = [
  'Emma',
  'Jade',
  'Louise',
  'Alice',
  'Chloé',
  'Lina',
  'Léa',
  'Rose',
  'Anna',
  'Mila',
  'Gabriel',
  'Léo',
  'Raphaël',
  'Louis',
  'Arthur',
  'Jules',
  'Adam',
  'Maël',
  'Lucas',
  'Hugo',
  'Noé',
  'Sacha',
  'Inès',
  'Zoé',
  'Juliette',
  'Camille',
  'Théo',
  'Ömer',
  'Łukasz',
  'Siobhán',
  'Aïcha',
  'Mohamed',
  'Noël',
  'François',
  'Jérôme',
  'Cécile',
  'Hélène',
  'Benoît',
  'Gaëlle',
  'Yann',
]
const lastNames = [
  'Martin',
  'Bernard',
  'Thomas',
  'Petit',
  'Robert',
  'Richard',
  'Durand',
  'Dubois',
  'Moreau',
  'Laurent',
  'Simon',
  'Michel',
  'Lefèvre',
  'Leroy',
  'Roux',
  'David',
  'Bertrand',
  'Morel',
  'Fournier',
  'Girard',
  'Bonnet',
  'Dupont',
  'Lambert',
  'Fontaine',
  'Rousseau',
  'Vincent',
  'Müller',
  'Faure',
  'André',
  'Mercier',
  'Blanc',
  'Guérin',
  'Boyer',
  'Garnier',
  'Chevalier',
  'François',
  'Legrand',
  'Gauthier',
  'Garcia',
  'Perrin',
  'Robin',
  'Clément',
  'Morin',
  'Nicolas',
  'Henry',
  'Roussel',
  'Mathieu',
  'Gautier',
  'Masson',
  'Marchand',
]
const trades = [
  'Boulangerie',
  'Garage',
  'Atelier',
  'Optique',
  'Menuiserie',
  'Pharmacie',
  'Imprimerie',
  'Cabinet',
  'Auto-école',
  'Studio',
  'Conseil',
  'Librairie',
]
const jobs = [
  'Gérant',
  'Comptable',
  'Responsable achats',
  'Directrice marketing',
  '',
  'Chef d’atelier',
]
const statuses = [
  'new',
  'new',
  'new',
  'contacted',
  'contacted',
  'qualified',
  'proposal',
  'negotiation',
  'won',
  'lost',
]
const day = 24 * 60 * 60 * 1000
const newest = Date.parse('2026-11-20T00:00:00Z')

export type GeneratedLead = {
  email: string
  firstName: string
  lastName: string
  phone: string
  company: string
  jobTitle: string
  status: string
  estimatedValue: number
  createdAt: string
  notes: string
}

/** A number that looks random and is always the same for the same index. */
export function scatter(index: number, salt: number): number {
  let value = Math.imul(index + 1, 0x9e3779b1) ^ Math.imul(salt + 1, 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 15), 0x2c1b3c6d)
  return (value ^ (value >>> 13)) >>> 0
}

const pick = <T>(list: readonly T[], index: number, salt: number): T =>
  list[scatter(index, salt) % list.length] as T

export function generatedLead(index: number): GeneratedLead {
  const firstName = pick(firstNames, index, 1)
  const lastName = pick(lastNames, index, 2)
  const trade = pick(trades, index, 3)
  const plain = (text: string) =>
    text
      .normalize('NFD')
      .replace(/[^A-Za-z]+/g, '')
      .toLowerCase()
  return {
    email: `${plain(firstName)}.${plain(lastName)}${index}@${plain(trade)}${scatter(index, 4) % 400}.example`,
    firstName,
    lastName,
    phone: `+33 6 ${String(10_000_000 + (scatter(index, 5) % 89_999_999))
      .replace(/(..)(?=.)/g, '$1 ')
      .trim()}`,
    company: `${trade} ${pick(lastNames, index, 6)}${index % 14 === 0 ? ', Fils & Cie' : ''}`,
    jobTitle: pick(jobs, index, 7),
    status: pick(statuses, index, 8),
    estimatedValue: (scatter(index, 9) % 5_000_00) / 100,
    createdAt: new Date(
      newest - (scatter(index, 10) % 700) * day - (scatter(index, 11) % day),
    ).toISOString(),
    notes: index % 9 === 0 ? 'Rappeler lundi, avant midi' : '',
  }
}

const columns = [
  'email',
  'firstName',
  'lastName',
  'phone',
  'company',
  'jobTitle',
  'status',
  'estimatedValue',
  'createdAt',
  'notes',
] as const
const quoted = (value: string) =>
  /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value

/** The same leads as a contact file, in pieces. */
export function* generatedFile(count: number): Generator<string> {
  yield 'Email,First name,Last name,Phone,Company,Job title,Status,Estimated value,Created at,Notes\n'
  for (let start = 0; start < count; start += 5_000) {
    let piece = ''
    for (let index = start; index < Math.min(count, start + 5_000); index += 1) {
      const lead = generatedLead(index)
      piece += `${columns.map((column) => quoted(String(lead[column]))).join(',')}\n`
    }
    yield piece
  }
}
