// French: what is known of one person, and its erasure.

export const personalData = {
  title: 'Données de cette personne',
  pdfFr: 'Dossier d’accès à remettre (PDF, français)',
  pdfEn: 'Dossier d’accès à remettre (PDF, anglais)',
  json: 'Télécharger tout ce qui est connu (JSON)',
  erase: 'Effacer cette personne définitivement…',
  file: 'donnees-personnelles',
  ask: 'Effacer définitivement {name} ?',
  askText:
    'La fiche, les échanges, les consentements, les formulaires, les messages d’essai et tout ce qui désigne cette personne disparaissent de toutes les tables, du journal de l’assistant et de la recherche. Cela ne peut pas être annulé. Les sauvegardes déjà faites contiennent encore cette personne, jusqu’à leur suppression : en restaurer une l’efface de nouveau.',
  askRefusal:
    'Si elle a refusé les e-mails, seule une empreinte illisible de son adresse est conservée, pour ne plus jamais lui écrire. Les totaux des envois et des ventes restent.',
  confirm: 'Effacer définitivement',
  erased: 'La personne a été effacée.',
  erasedRefused:
    'La personne a été effacée. Une empreinte de son adresse est conservée pour ne plus lui écrire.',
}
