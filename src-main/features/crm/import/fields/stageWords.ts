// What programs and people call the seven stages, in French, English, German, Spanish and Italian.
import type { LeadStatus } from '#shared/leadFields/leadStatus.ts'

/** Letters only, as `lettersOf` leaves them, parted by spaces. */
export const stageWords: Record<LeadStatus, string> = {
  new: `nouveau nouvelle nouveaux open ouvert ouverte lead leads prospect prospects opennotcontacted
    newlead notcontacted acontacter suspect unworked pascommence notstarted todo afaire tocontact
    noncontacte pascontacte nontraite atraiter nouveaulead nouveauprospect
    prospectfroid coldlead froid cold neu offen interessent interessentin neuerlead nichtkontaktiert
    nuevo nueva nuevolead abierto abierta sincontactar porcontactar nuovo nuova nuovolead aperto
    aperta dacontattare noncontattato prospetto preprospect fresh incoming entrant`,
  contacted: `contacte contactee contactes attemptedtocontact attempted connected connecte connectee
    inprogress workingonit encours working workingcontacted contactmade relance arelancer arappeler rappeler
    nurturing prisdecontact tentativedecontact tentativecontact premiercontact encoursdetraitement
    encoursdecontact contactencours tiede warm followup followedup suivi asuivre contactinfuture
    contactinthefuture acontacterplustard contacterplustard mauvaismoment nonjoignable reached
    engaged messagelaisse injoignable calledback prisecontact kontaktiert inbearbeitung
    kontaktaufgenommen inkontakt angerufen contactado contactada encontacto enproceso enprogreso
    enseguimiento seguimiento contattato contattata incorso inlavorazione contattoeffettuato
    daricontattare`,
  qualified: `qualifie qualifiee qualifies opendeal opportunity opportunite opportunites
    transactionouverte affaireouverte marketingqualifiedlead salesqualifiedlead leadqualifie
    leadqualifieparlemarketing leadqualifieparlescommerciaux leadqualifieparlecommercial
    leadqualifieparlesventes leadmarketingqualifie leadcommercialqualifie mql sql sal
    demoscheduled demoplanifiee demoprogrammee rendezvous rdv rdvpris rdvplanifie rdvfixe
    rendezvouspris rendezvousplanifie rendezvousprogramme rendezvousfixe appointmentscheduled
    qualifiedtobuy qualifiepourachat qualifiepourlachat qualificationconfirmee prequalified
    prequalifie preselectionne presentationscheduled presentationplanifiee
    presentationprogrammee needsanalysis analysedesbesoins qualification discovery decouverte
    valueproposition iddecisionmakers hot chaud meetingscheduled meetingbooked interested interesse
    interessee qualifiziert terminvereinbart chance verkaufschance bedarfsanalyse calificado
    calificada cualificado cualificada citaprogramada citaconcertada oportunidad interesado
    interesada qualificato qualificata appuntamentofissato opportunita interessato interessata`,
  proposal: `proposition propositions devis offre proposalsent proposalmade proposalpricequote quote
    quoted quotesent devisenvoye devisfait devistransmis devisencours propositionenvoyee
    propositionfaite propositioncommerciale propositiontransmise offreenvoyee offrefaite offer
    offersent estimate estimatesent perceptionanalysis deviscree angebot angeboterstellt
    angebotgesendet angebotabgegeben angebotversendet propuesta propuestaenviada
    presupuestoenviado presupuesto cotizacion cotizacionenviada oferta ofertaenviada proposta
    propostainviata preventivo preventivoinviato offerta offertainviata`,
  negotiation: `negociation negociations ennegociation negociationencours negociationsentamees
    negociationentamee negociationsencours negotiationsstarted negotiating innegotiation
    negotiationreview negotiations decisionmakerboughtin decideurconvaincu adhesiondudecideur
    contractsent contratenvoye contratencours contratensignature ensignature ensignatures
    attentesignature enattentedesignature verbalagreement accordverbal closing verhandlung
    inverhandlung verhandlungen vertraggesendet negociacion ennegociacion negociaciones
    negociacionesiniciadas contratoenviado trattativa intrattativa negoziazione contrattoinviato`,
  won: `gagne gagnee gagnes client cliente clients customer customers closedwon closedwonrenewal
    wonclosed closedconverted converted converti convertie signe signee signes fermegagne fermeegagnee
    cloturegagne clotureegagnee clotgagne clotgagnee clotureeetgagnee concluegagnee conclu conclue
    conclugagne vendu vendue sold achat acheteur paid paye payee contratsigne devissigne
    devisaccepte accepted dealwon evangelist evangeliste ambassadeur gewonnen kunde kundin
    abgeschlossengewonnen abgeschlossenundgewonnen verkauft vertragunterschrieben ganado ganada
    clienta cerradoganado cierreganado cerradaganada vendido vinto vinta chiusovinto chiusavinta
    acquisito chiusoconsuccesso`,
  lost: `perdu perdue perdus unqualified closedlost lostclosed badtiming nonqualifie nonqualifiee
    closednotconverted closed abandonne abandonnee disqualified disqualifie disqualifiee fermeperdu
    fermeeperdue clotureperdu clotureeperdue clotperdu clotperdue cloture cloturee ferme fermee
    conclueperdue concluperdu lostlead leadperdu deadlead notqualified sanssuite sanssuivi
    declassesanssuite noninteresse noninteressee pasinteresse pasinteressee notinterested
    losttocompetition perdufaceaconcurrence closedlosttocompetition devisrefuse prospectperdu
    junklead verloren abgeschlossenverloren keininteresse nichtqualifiziert
    abgesagt disqualifiziert perdido perdida cerradoperdido cierreperdido cerradaperdida
    nocalificado nocualificado nointeresado descartado chiusoperso chiusapersa
    nonqualificato noninteressato scartato`,
}
