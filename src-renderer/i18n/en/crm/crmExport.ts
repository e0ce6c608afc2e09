// English: leads as files, and what is known of one person.

export const crmExport = {
  open: 'Export',
  hint: 'Save the leads that the list shows to a file',
  underWay: 'Exporting: {share}',
  cancel: 'Cancel the export',
  format: {
    csv: 'CSV table',
    xlsx: 'Excel workbook (XLSX)',
    vcf: 'Address book (vCard)',
  },
}
