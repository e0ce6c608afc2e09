// Titles of columns in German, Spanish and Italian: what the usual programs and people write there.
// As `normaliseHeader` leaves them, parted by spaces.
import type { ImportField } from '#shared/contract/crm/imports.ts'

export const foreignTitles: Partial<Record<ImportField, string>> = {
  firstName: `voornaam nomeproprio primeironome rufname nombre nombredepila primernombre nombrecontacto nome nomecontatto nomedibattesimo`,
  lastName: `achternaam familienaam apelido sobrenome familienname zuname nachnamen apellidos apellido primerapellido apellidoscontacto cognome
    cognomecontatto cognomi`,
  fullName: `vollername vollstandigername ansprechpartner ansprechpartnerin vorundnachname
    vornameundnachname vornamenachname kontakt kontaktname kontaktperson kundenname nombrecompleto
    nombreyapellidos nombreyapellido nombreapellidos personadecontacto contacto nombredelcontacto
    nombredelcliente nomecompleto nomeecognome nomecognome cognomeenome personadicontatto contatto
    referente nominativo nomecliente`,
  email: `emailadres correioeletronico correioelectronico enderecodeemail emailadresse emailadressen mailadresse epost emailprivat emailgeschaftlich
    geschaftlicheemail privateemail correo correoelectronico correos direcciondecorreo
    direcciondecorreoelectronico direccionemail direcciondeemail mailpersonal correopersonal
    correotrabajo correocorporativo indirizzoemail indirizzodipostaelettronica postaelettronica
    indirizzomail indirizziemail emailpersonale emaillavoro emailaziendale`,
  phone: `telefoonnummer telefoon mobiel gsmnummer telemovel telefone telefon telefonnummer rufnummer handy handynummer mobil mobiltelefon mobilnummer mobilfunk
    telefongeschaftlich telefonprivat festnetz telefonmobil telefono telefonos numerodetelefono
    telefonomovil movil celular telefonocelular telefonofijo telefonodecontacto telefonodetrabajo
    cellulare telefonocellulare numeroditelefono numerotelefono telefonofisso telefonoufficio
    telefonocasa cell tel`,
  company: `bedrijf bedrijfsnaam organisatie nomedaempresa unternehmen firmenname unternehmensname organisationsname betrieb arbeitgeber empresa
    nombredelaempresa nombreempresa compania razonsocial organizacion sociedad negocioempresa
    azienda nomeazienda societa ragionesociale ditta organizzazione denominazionesociale impresa`,
  jobTitle: `functie functietitel funcao funktion berufsbezeichnung stelle stellenbezeichnung jobtitel beruf positionsbezeichnung
    cargo puesto puestodetrabajo ocupacion profesion ruolo qualifica mansione posizione professione
    incarico`,
  status: `leadstatus kontaktstatus kundenstatus dealphase verkaufsphase vertriebsphase pipelinephase
    estadodellead estadolead estadodelcliente estadodelcontacto etapadelnegocio etapadeventa etapa
    fase faseciclodevida etapadelciclodevida statodellead statolead statocontatto statocliente
    fasedellatrattativa fasetrattativa fasedelciclodivita`,
  owner: `zustandig zustandiger besitzer eigentumer kontaktinhaber kontaktbesitzer betreuer
    verantwortlich verantwortlicher leadinhaber dealinhaber bearbeiter vertriebsmitarbeiter
    propietario propietariodelcontacto propietariodellead propietariodelnegocio vendedor
    agentecomercial comercialasignado asignadoa proprietario proprietariodelcontatto
    proprietariodellead responsabile assegnatoa venditore agente`,
  lostReason: `verlustgrund grundfurverlust motivodeperdida razondeperdida motivoperdida
    motivodellaperdita motivoperdita`,
  source: `quelle leadquelle herkunft ursprung kontaktquelle origen fuente origendellead
    fuentedellead fuentedelcontacto origine fonte fontelead fontedellead provenienza`,
  estimatedValue: `betrag wert umsatz auftragswert dealwert auftragssumme gesamtumsatz
    geschatzterwert importe monto valornegocio valordelnegocio importetotal presupuesto
    valorestimado importo valore valoretrattativa valorestimato importototale fatturato`,
  tags: `schlagworte schlagworter stichworte kategorien kategorie gruppen gruppe etiketten
    markierungen etiquetas etiqueta categorias categoria grupos grupo listas lista etichette
    etichetta categorie gruppi gruppo liste`,
  notes: `notiz notizen bemerkung bemerkungen anmerkung anmerkungen kommentar kommentare
    beschreibung nachricht nota notas observaciones comentario comentarios descripcion mensaje
    commento commenti osservazioni descrizione messaggio annotazioni`,
  createdAt: `erstelltam erstellt erstelldatum erstellungsdatum angelegtam anlagedatum
    hinzugefugtam hinzugefugt anmeldedatum registriertam registrierungsdatum kundeseit zeitstempel
    fechadecreacion creadoel creado fechacreacion fechadealta fechaalta altael fechaderegistro
    registradoel fechadesuscripcion clientedesde marcatemporal datadicreazione datacreazione
    creatoil datadiiscrizione dataiscrizione iscrittoil dataregistrazione datadiregistrazione
    registratoil aggiuntoil informazionicronologiche clientedal`,
  wonAt: `gewonnenam abschlussdatum gewinndatum fechadecierre ganadoel fechadeganancia
    datadichiusura datachiusura vintoil`,
  refused: `uitgeschreven afgemeld uitschrijving naocontactar abgemeldet abgemeldetam abmeldung abmeldedatum abbestellt abbestelltam austragung
    ausgetragen ausgetragenam werbesperre mailsperre emailsperre gesperrt sperrliste nichtkontaktieren
    keineemails keinewerbung keinenewsletter widerruf widerrufen widerrufenam werbewiderspruch
    widerspruch unzustellbar baja dadodebaja dadadebaja fechadebaja bajael bajanewsletter
    nocontactar noenviar noenviaremails noenviarcorreos listanegra desuscrito cancelosuscripcion
    suscripcioncancelada rebotado rebote correoinvalido disiscritto disiscritta disiscrittoil
    datadisiscrizione datadidisiscrizione disiscrizione cancellato cancellatoil cancellazione
    noncontattare noninviare noninviareemail listanera rimbalzato emailnonvalida revocaconsenso
    consensorevocato opposizione`,
  agreed: `einwilligung einwilligungserklarung werbeeinwilligung newslettereinwilligung
    einwilligungemail einwilligungnewsletter dsgvoeinwilligung dsgvo newsletteranmeldung
    newsletterabonniert emailwerbung marketingeinwilligung zustimmung abonniert angemeldet
    newsletterabonnent consentimiento consentimientomarketing consentimientorgpd aceptanewsletter
    aceptaemails aceptacomunicaciones aceptapublicidad boletin boletines suscrito suscrita
    suscritoalboletin suscripcion estadodelasuscripcion suscritonewsletter consenso
    consensomarketing consensonewsletter consensoprivacy consensocommerciale accettanewsletter
    accettaemail iscritto iscritta iscrittonewsletter iscrizionenewsletter statoiscrizione`,
}
