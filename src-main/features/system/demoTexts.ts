// The words of the demo data, in both languages.
export const demoTexts = {
  fr: {
    sources: ['Site web', 'Recommandation', 'Salon', 'Téléphone'],
    interactions: ['Premier échange', 'Demande de devis', 'Rendez-vous au magasin', 'Relance'],
    campaign: {
      name: 'Lettre de novembre (démonstration)',
      subject: '{{ first_name | Bonjour }}, les nouveautés de novembre',
      preheader: 'Horaires de fêtes et offre de saison',
      html: '<h1>Bonjour {{ first_name | à vous }},</h1><p>Voici les nouvelles de novembre : de nouveaux horaires et une offre de saison.</p><p>À bientôt,</p>',
      recipients: { status: 'qualified' as const },
    },
  },
  en: {
    sources: ['Website', 'Referral', 'Trade fair', 'Phone'],
    interactions: ['First exchange', 'Asked for a quote', 'Visit to the shop', 'Follow-up'],
    campaign: {
      name: 'November letter (demo)',
      subject: '{{ first_name | Hello }}, what is new in November',
      preheader: 'Holiday opening hours and a seasonal offer',
      html: '<h1>Hello {{ first_name | there }},</h1><p>Here is the news of November: new opening hours and a seasonal offer.</p><p>See you soon,</p>',
      recipients: { status: 'qualified' as const },
    },
  },
}
