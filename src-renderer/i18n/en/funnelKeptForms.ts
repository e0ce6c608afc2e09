// English: forms that could not become a lead.

export const funnelKeptForms = {
  title: '{count} form to look at | {count} forms to look at',
  text: 'What these visitors sent is kept whole. Correct what keeps it from being a lead, or take it off the list.',
  problem: {
    no_identity: 'Nothing says who answered',
    address: 'The e-mail address cannot be used',
    sealed: 'It does not open: it was sealed for another installation, or changed on its way',
  },
  consent: 'Agreed to be written to',
  make: 'Make it a lead',
  made: 'Lead added',
  remove: 'Take off the list',
  removed: 'Form taken off the list',
  email: 'E-mail address',
}
