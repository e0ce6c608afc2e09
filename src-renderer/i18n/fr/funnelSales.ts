// French: sales and refunds, one by one.

export const funnelSales = {
  title: 'Ventes et remboursements',
  what: 'Nature',
  at: 'Date',
  kind: { sale: 'Vente', refund: 'Remboursement' },
  correct: 'Corriger ({amount})',
  correct_sale: 'Corriger la vente',
  correct_refund: 'Corriger le remboursement',
  corrected: '{amount} : corrigé',
  refundRecorded: 'Remboursement de {amount} noté',
  delete: 'Supprimer ({amount})',
  deleted_sale: 'Vente supprimée ({amount})',
  deleted_refund: 'Remboursement supprimé ({amount})',
  more: 'Afficher la suite',
}
