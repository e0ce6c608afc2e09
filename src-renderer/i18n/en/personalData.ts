// English: what is known of one person, and its erasure.

export const personalData = {
  title: 'Data of this person',
  pdfFr: 'Access file to hand over (PDF, French)',
  pdfEn: 'Access file to hand over (PDF, English)',
  json: 'Download everything that is known (JSON)',
  erase: 'Erase this person for good…',
  file: 'personal-data',
  ask: 'Erase {name} for good?',
  askText:
    'The card, the history, consents, forms, trial messages and everything that tells of this person leave every table, the assistant’s log and the search. This cannot be undone. Backups made before still hold the person until they are deleted: putting one back erases the person again.',
  askRefusal:
    'If the person refused e-mail, only an unreadable fingerprint of the address is kept, so that it is never written to again. Totals of messages and sales stay.',
  confirm: 'Erase for good',
  erased: 'The person was erased.',
  erasedRefused:
    'The person was erased. A fingerprint of the address is kept so that it is not written to again.',
}
