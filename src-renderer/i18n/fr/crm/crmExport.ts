// French: leads as files, and what is known of one person.

export const crmExport = {
  open: 'Exporter',
  hint: 'Enregistrer dans un fichier les leads que montre la liste',
  underWay: 'Export : {share}',
  cancel: 'Annuler l’export',
  format: {
    csv: 'Tableau CSV',
    xlsx: 'Classeur Excel (XLSX)',
    vcf: 'Carnet d’adresses (vCard)',
  },
}
