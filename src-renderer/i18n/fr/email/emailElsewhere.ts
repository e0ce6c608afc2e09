// French: campaigns that came from elsewhere, and the way to the assistant.

export const emailElsewhere = {
  write: 'Écrire avec l’assistant',
  imported: {
    text: 'Cette campagne a été envoyée par une autre application et reprise pour mémoire. Elle ne peut pas repartir d’ici : la dupliquer pour écrire à nouveau.',
    totals: 'Chiffres importés, non mesurés',
    sentOn: 'envoyée le {date}',
    total: {
      recipients: 'Destinataires',
      sent: 'Envoyés',
      delivered: 'Distribués',
      opened: 'Ouverts',
      clicked: 'Cliqués',
      bounced: 'Rejetés',
      unsubscribed: 'Désinscrits',
    },
  },
}
