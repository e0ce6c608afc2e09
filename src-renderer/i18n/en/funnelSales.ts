// English: sales and refunds, one by one.

export const funnelSales = {
  title: 'Sales and refunds',
  what: 'Kind',
  at: 'Date',
  kind: { sale: 'Sale', refund: 'Refund' },
  correct: 'Correct ({amount})',
  correct_sale: 'Correct the sale',
  correct_refund: 'Correct the refund',
  corrected: '{amount}: corrected',
  refundRecorded: 'Refund of {amount} recorded',
  delete: 'Delete ({amount})',
  deleted_sale: 'Sale deleted ({amount})',
  deleted_refund: 'Refund deleted ({amount})',
  more: 'Show more',
}
