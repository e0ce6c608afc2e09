// French: the dashboard.

export const dashboard = {
  figure: {
    leads: 'Leads',
    won: 'Montant gagné',
    conversion: 'Conversion',
    emails: 'E-mails envoyés',
    campaigns: 'Campagnes en cours',
    funnels: 'Tunnels actifs',
  },
  figureToday: '{label} aujourd’hui',
  arrived: '{count} arrivé dans la période | {count} arrivés dans la période',
  wonCount: '{count} lead gagné dans la période | {count} leads gagnés dans la période',
  started: '{count} lancée dans la période | {count} lancées dans la période',
  accepted: 'acceptés par un serveur',
  traffic: '{visitors} visite, leads : {leads} | {visitors} visites, leads : {leads}',
  unmeasured: 'Jamais publié, rien de mesuré',
  sandboxed: 'Plus {count} au bac à sable, resté ici | Plus {count} au bac à sable, restés ici',
  wonOfAll: '{won} gagné sur {total} | {won} gagnés sur {total}',
  unknown: 'Non mesuré',
  points: '{value} pt',
  versus: { before: 'vs période précédente', lastYear: 'vs un an avant' },
  dates: '{current}, comparé à {previous}',
  dayCounts: ' ({current} jours contre {previous})',
  notComparable: 'pas de mesure à comparer',
  nothingBefore: 'rien sur la période comparée',
  chartTitle: {
    day: 'Que s’est-il passé chaque jour ?',
    week: 'Que s’est-il passé chaque semaine ?',
    month: 'Que s’est-il passé chaque mois ?',
  },
  unit: { day: 'Jour', week: 'Semaine du', month: 'Mois' },
  chartEmpty: 'Rien à dessiner pour cette période',
  chartEmptyText:
    'Les leads arrivés, les ventes gagnées et les e-mails envoyés apparaîtront ici, jour par jour.',
  series: { leads: 'Leads arrivés', won: 'Leads gagnés', emails: 'E-mails envoyés' },
  pipeline: 'Pipeline par étape',
  pipelineValue: '{value} au total',
  create: 'Créer',
  report: 'Rapport de l’assistant',
  arrange: 'Organiser',
  card: {
    figures: 'Chiffres clés',
    today: 'À faire aujourd’hui',
    chart: 'Graphique',
    pipeline: 'Pipeline',
    activity: 'Activité récente',
  },
  moveUp: 'Monter : {card}',
  moveDown: 'Descendre : {card}',
  hide: 'Masquer : {card}',
  show: 'Afficher : {card}',
  today: 'À faire aujourd’hui',
  todayEmpty: 'Rien n’attend de décision',
  quietLabel: 'Leads sans échange depuis (campagnes non comptées)',
  quietDays: 'Sans échange depuis {days} jours (campagnes non comptées)',
  moreThan: 'plus de {count}',
  todo: {
    tasks_due: '{count} tâche à faire aujourd’hui | {count} tâches à faire aujourd’hui',
    uncertain:
      '{count} envoi incertain demande une décision | {count} envois incertains demandent une décision',
    account_blocked:
      'Le compte « {name} » ne peut pas envoyer | {count} comptes ne peuvent pas envoyer',
    relay_error:
      'Relais : {name} {count} événement à reprendre | Relais : {name} {count} événements à reprendre',
    confirmations_waiting:
      '{count} message de confirmation attend : aucun relais n’est associé pour recevoir la réponse | {count} messages de confirmation attendent : aucun relais n’est associé pour recevoir les réponses',
    campaign_missed:
      'La campagne « {name} » a manqué son heure | {count} campagnes ont manqué leur heure',
    campaign_paused: 'La campagne « {name} » est en pause | {count} campagnes sont en pause',
    quiet_leads:
      '{count} lead à l’étape « {stage} » sans échange depuis {days} jours, campagnes non comptées | {count} leads à l’étape « {stage} » sans échange depuis {days} jours, campagnes non comptées',
    campaign_draft: '{count} brouillon de campagne | {count} brouillons de campagne',
    retention_due:
      '{count} personne silencieuse depuis longtemps : la conserver ou l’effacer | {count} personnes silencieuses depuis longtemps : les conserver ou les effacer',
  },
  recent: 'Activité récente',
  recentEmpty: 'Aucune activité pour le moment',
  unnamed: 'Sans nom',
  activity: {
    lead_created: 'Nouveau lead : {title}',
    leads_imported: 'Import de {title}, nouveaux leads : {detail}',
    interaction: '{detail} avec {title}',
    stage_changed: '{title} passe à l’étape {detail}',
    campaign_started: 'Campagne « {title} » lancée',
    suppression: '{title} ne sera plus contacté ({detail})',
  },
  welcome: 'Commencer par les contacts',
  welcomeText:
    'Tout reste sur cet ordinateur et fonctionne sans connexion. Les campagnes passent d’abord par un bac à sable : elles peuvent être essayées de bout en bout sans qu’aucun message ne parte.',
  first: {
    import: {
      title: 'Importer un fichier',
      text: 'Un export d’Excel, Brevo, Mailchimp ou d’un autre outil. Rien n’est écrit avant vérification.',
      button: 'Importer des leads',
    },
    lead: {
      title: 'Ajouter un premier lead',
      text: 'Quelques champs suffisent : un nom, une adresse ou un téléphone.',
      button: 'Nouveau lead',
    },
    webox: {
      title: 'Reprendre depuis WeBox IA',
      text: 'Leads, campagnes, tunnels et publicités, avec leurs dates. Peut être annulé.',
      button: 'Choisir la base',
    },
    move: {
      title: 'J’ai déjà WeBox Marketing ailleurs',
      text: 'Ouvrir le fichier .webox fait sur un autre ordinateur : tout arrive ici.',
      button: 'Ouvrir un fichier',
    },
    demo: {
      title: 'Découvrir avec un exemple',
      text: 'Des leads fictifs, et une campagne, un tunnel et une séquence en brouillon : de quoi tout parcourir.',
      button: 'Charger l’exemple',
    },
  },
  demoLoaded: '{count} leads d’exemple chargés',
}
