// What the columns of address cards are called, in both languages. Those of fields are titles that
// the import knows.
import type { ContactLabel } from '#shared/contract/crm/contactPoints.ts'
import type { Language } from '#shared/contract/settings.contract.ts'
import { labelWords } from '../../contactPoints/pointLabels.ts'

export type CardWords = Record<
  | 'firstName'
  | 'lastName'
  | 'fullName'
  | 'email'
  | 'phone'
  | 'fax'
  | 'company'
  | 'department'
  | 'jobTitle'
  | 'notes'
  | 'tags'
  | 'address'
  | 'postalCode'
  | 'city'
  | 'region'
  | 'country'
  | 'website'
  | 'birthday'
  | 'nickname'
  | 'middleName'
  | 'prefix'
  | 'suffix'
  | 'otherData'
  | 'label'
  | ContactLabel,
  string
>

export const cardWords: Record<Language, CardWords> = {
  fr: {
    firstName: 'Prénom',
    lastName: 'Nom',
    fullName: 'Nom complet',
    email: 'E-mail',
    phone: 'Téléphone',
    fax: 'Fax',
    company: 'Société',
    department: 'Service',
    jobTitle: 'Fonction',
    notes: 'Notes',
    tags: 'Étiquettes',
    address: 'Adresse',
    postalCode: 'Code postal',
    city: 'Ville',
    region: 'Région',
    country: 'Pays',
    website: 'Site web',
    birthday: 'Date de naissance',
    nickname: 'Surnom',
    middleName: 'Deuxième prénom',
    prefix: 'Civilité',
    suffix: 'Suffixe',
    otherData: 'Autres données',
    label: labelWords.fr.title,
    ...labelWords.fr.labels,
  },
  en: {
    firstName: 'First name',
    lastName: 'Last name',
    fullName: 'Full name',
    email: 'E-mail',
    phone: 'Phone',
    fax: 'Fax',
    company: 'Company',
    department: 'Department',
    jobTitle: 'Job title',
    notes: 'Notes',
    tags: 'Tags',
    address: 'Address',
    postalCode: 'Postal code',
    city: 'City',
    region: 'Region',
    country: 'Country',
    website: 'Website',
    birthday: 'Birthday',
    nickname: 'Nickname',
    middleName: 'Middle name',
    prefix: 'Salutation',
    suffix: 'Suffix',
    otherData: 'Other data',
    label: labelWords.en.title,
    ...labelWords.en.labels,
  },
}
