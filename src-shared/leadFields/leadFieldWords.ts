// How the fields and the stages of a lead are called: everywhere in the interface, in reports and
// files and on the relay, and as the labels that a new form on a page begins with.
import type { FormFieldName, LeadFieldName, LeadFieldNameWhere } from './leadFields.ts'
import type { LeadStatus } from './leadStatus.ts'

type LeadFieldWords = {
  names: Record<LeadFieldName, string>
  /** Labels as a visitor reads them. */
  formLabels: Record<FormFieldName, string>
  stages: Record<LeadStatus, string>
}

export const leadFieldWords = {
  fr: {
    names: {
      firstName: 'Prénom',
      lastName: 'Nom',
      email: 'E-mail',
      phone: 'Téléphone',
      company: 'Société',
      jobTitle: 'Fonction',
      status: 'Étape',
      owner: 'Responsable',
      lostReason: 'Motif de perte',
      source: 'Source',
      estimatedValue: 'Valeur estimée',
      tags: 'Étiquettes',
      notes: 'Notes',
    },
    formLabels: {
      firstName: 'Prénom',
      lastName: 'Nom',
      email: 'Adresse e-mail',
      phone: 'Téléphone',
      company: 'Entreprise',
      jobTitle: 'Fonction',
    },
    stages: {
      new: 'Nouveau',
      contacted: 'Contacté',
      qualified: 'Qualifié',
      proposal: 'Proposition',
      negotiation: 'Négociation',
      won: 'Gagné',
      lost: 'Perdu',
    },
  },
  en: {
    names: {
      firstName: 'First name',
      lastName: 'Last name',
      email: 'E-mail',
      phone: 'Phone',
      company: 'Company',
      jobTitle: 'Job title',
      status: 'Stage',
      owner: 'Owner',
      lostReason: 'Reason for losing',
      source: 'Source',
      estimatedValue: 'Estimated value',
      tags: 'Tags',
      notes: 'Notes',
    },
    formLabels: {
      firstName: 'First name',
      lastName: 'Last name',
      email: 'E-mail address',
      phone: 'Telephone',
      company: 'Company',
      jobTitle: 'Position',
    },
    stages: {
      new: 'New',
      contacted: 'Contacted',
      qualified: 'Qualified',
      proposal: 'Proposal',
      negotiation: 'Negotiation',
      won: 'Won',
      lost: 'Lost',
    },
  },
} as const satisfies Record<'fr' | 'en', LeadFieldWords>

/** A person to preview messages with, if there is no lead yet. */
export const sampleLead = {
  firstName: 'Camille',
  lastName: 'Martin',
  email: 'camille.martin@exemple.example',
  phone: '+33 6 00 00 00 00',
  company: 'Boulangerie Léon',
  jobTitle: 'Gérante',
} as const satisfies Record<LeadFieldNameWhere<{ mergeField: string }>, string>
