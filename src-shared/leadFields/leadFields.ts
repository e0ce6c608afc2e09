// The fields of a lead that a person, a form or a file may set: each is defined here, once, and
// everything else reads this list. docs/how-to/add-a-lead-field.md says how to add one.
import type { LeadField, LeadFieldKind, LineKind } from './leadFieldKinds.ts'

/** Titles of columns as `normaliseHeader` leaves them, parted by spaces. */
const titles = (list: string): readonly string[] => list.trim().split(/\s+/)

/** By name, in the order in which people see them. */
export const leadFields = {
  firstName: {
    kind: 'line',
    column: 'first_name',
    max: 120,
    mergeField: 'first_name',
    foreignMergeNames: titles(`
      firstname prenom prenoms givenname fname forename vorname firstnamefix
    `),
    headers: titles(`
      firstname prenom prenoms givenname fname forename petitnom personfirstname
      contactfirstname vorname prenomusuel prenomdusage preferredname preferredfirstname premierprenom
      prenom1
    `),
    form: {
      input: 'firstName',
      autocomplete: 'given-name',
      foreignNames: /first|prenom|given/,
    },
    vcard: null,
    scorePoints: null,
    toAssistant: true,
    weboxColumn: 'first_name',
  },
  lastName: {
    kind: 'line',
    column: 'last_name',
    max: 120,
    mergeField: 'last_name',
    foreignMergeNames: titles(`
      lastname nom surname lname familyname nomdefamille nomfamille patronyme nachname lastnamefix
    `),
    headers: titles(`
      lastname nom familyname surname lname nomdefamille noms patronyme personlastname
      contactlastname nachname nomdusage nomusuel nomusage nommarital nomepouse nomdepouse nomdenaissance
      nomdejeunefille nompatronymique birthname maidenname marriedname
    `),
    form: {
      input: 'lastName',
      autocomplete: 'family-name',
      foreignNames: /last|surname|family|^nom|[^e]nom$/,
    },
    vcard: null,
    scorePoints: null,
    toAssistant: true,
    weboxColumn: 'last_name',
  },
  // Validated in contract/leadFieldSchemas.ts, like every field; what an address is says
  // rules/emailAddress.ts.
  email: {
    kind: 'email',
    column: 'email',
    max: 320,
    mergeField: 'email',
    foreignMergeNames: titles(`
      email emailaddress mail adresseemail adressemail courriel adresseelectronique emailto
      toemail emailaddr
    `),
    headers: titles(`
      email emailaddress adresseemail adressemail mail courriel adresseelectronique emailvalue
      email1value emailprincipal primaryemail adressedemessagerie emailaddress1 emailaddress2
      emailaddress3 emails mails courriels adresseemails adressecourriel adressecourrielle
      adresseelectroniques adressemel mel emailpro emailprofessionnel emailperso
      emailpersonnel emailsecondaire secondaryemail otheremail autreemail mailpro
      mailprofessionnel mailperso personemail contactemail emailducontact adressemailpro
      workemail homeemail businessemail customeremail emailclient emaildefacturation
      billingemail adressemessagerie subscriber subscriberemail emailid emailaddr useremail
      recipient recipientemail emaildecontact contactmail emaildelapersonne mailducontact
      associatedcontactemail emaildelutilisateur emaildedestinataire
    `),
    form: { input: 'email', autocomplete: 'email', foreignNames: /mail|courriel/ },
    vcard: null,
    scorePoints: null,
    toAssistant: true,
    weboxColumn: 'email',
  },
  phone: {
    kind: 'phone',
    column: 'phone',
    max: 40,
    mergeField: 'phone',
    foreignMergeNames: titles(`
      phone telephone tel mobile sms portable phonenumber mobilephone mobilenumber cellphone gsm
      whatsapp numerodetelephone numtel telephonemobile telephoneportable
    `),
    headers: titles(`
      phone phonenumber telephone tel mobile sms portable phone1value mobilephone
      mobilephonenumber numerodetelephone whatsapp telephonemobile phonevalue phones
      telephones tels telfixe telephonefixe fixe telmobile telportable telephoneportable
      numerodetelephoneportable numerodetelephonemobile numerodeportable numerodemobile numtel
      numerotelephone ntel ntelephone ndetelephone nodetelephone telephonepro
      telephoneprofessionnel telephonebureau telephonedomicile telephoneperso
      telephonepersonnel telephone1 telephoneprincipal telbureau teldomicile telpro telperso
      gsm cell cellphone cellulaire mobilenumber mobile1 workphone homephone businessphone
      businessphonenumber otherphone autretelephone primaryphone mainphone phonework
      phonemobile phonehome personphone contactphone telephoneducontact billingphone
      telephonefacturation numero standard lignedirecte directline landlinenumber
      telephonedelasociete defaultaddressphone contacttelephone telephonecontact telephone2
      mobilepersonnel mobileprofessionnel portableperso portablepro mobilepro
    `),
    form: { input: 'phone', autocomplete: 'tel', foreignNames: /phone|tel|mobile|portable/ },
    vcard: null,
    scorePoints: 10,
    toAssistant: true,
    weboxColumn: 'phone',
  },
  company: {
    kind: 'line',
    column: 'company',
    max: 200,
    mergeField: 'company',
    foreignMergeNames: titles(`
      company companyname societe entreprise organisation organization raisonsociale nomentreprise
      nomsociete nomdelasociete nomdelentreprise
    `),
    headers: titles(`
      company companyname entreprise societe organization organisation organizationname
      organization1name raisonsociale etablissement organisationname
      organisationnom organizationnom nomdelorganisation nomdelentreprise entrepriseassociee
      nomentreprise nomdelasociete nomsociete societeentreprise denomination
      denominationsociale enseigne structure employeur employer account accountname
      associatedcompany personorganization personorganisation firme firma compagnie cie
      billingcompany nomcommercial companyaccount societecompte nomducompte compte
      defaultaddresscompany societeassociee associatedcompanies
      entreprisesassociees parentaccount organisme entrepriseprincipale societeprincipale primarycompany nomdelorganisme clientsociete
    `),
    form: {
      input: 'company',
      autocomplete: 'organization',
      foreignNames: /company|societe|entreprise|organi[sz]ation/,
    },
    vcard: 'ORG',
    scorePoints: 15,
    toAssistant: true,
    weboxColumn: 'company',
  },
  jobTitle: {
    kind: 'line',
    column: 'job_title',
    max: 120,
    mergeField: 'job_title',
    foreignMergeNames: titles(`
      jobtitle fonction poste metier profession intituleduposte titreduposte jobposition
    `),
    headers: titles(`
      jobtitle fonction poste title organizationtitle organization1title metier profession
      role intituleduposte intituleposte titreduposte jobrole jobposition position fonctions
      qualite posteoccupe jobfunction contacttitle occupation designation titre titre1 titel
      titulo titolo fonctionoccupee fonctionduncontact
    `),
    form: {
      input: 'jobTitle',
      autocomplete: 'organization-title',
      foreignNames: /job|fonction|poste|metier|title/,
    },
    vcard: 'TITLE',
    scorePoints: 10,
    toAssistant: true,
    weboxColumn: 'job_title',
  },
  status: {
    kind: 'stage',
    column: 'status',
    mergeField: null,
    headers: titles(`
      leadstatus status statut etape stage dealstage dealstatus statutdulead statutlead
      statutduprospect statutclient statutcommercial statutcontact statutducontact contactstatus phase phaseducycledevie
      cycledevie lifecyclestage contactstage etapeducycledevie etapedeladeal
      etapedelatransaction pipelinestage typedecontact contacttype etat avancement
      statutdelapiste phasedelatransaction phasetransaction phasedelaffaire
      phasedelopportunite etapedelopportunite etapedelaffaire etapedevente salesstage
      opportunitystage dealphase funnelstage pipelineetape etapedupipeline
    `),
    form: null,
    scorePoints: null,
    toAssistant: true,
    weboxColumn: 'status',
  },
  /** Who looks after the lead, by name. */
  owner: {
    kind: 'line',
    column: 'owner',
    max: 120,
    mergeField: null,
    foreignMergeNames: [],
    headers: titles(`
      owner proprietaire responsable commercial contactowner leadowner dealowner ownername
      recordowner accountowner assignedto assignee attribuea assignea proprietaireducontact
      proprietairedulead proprietairedelatransaction responsablecommercial vendeur conseiller
      salesrep salesperson suivipar proprietairedelaffaire proprietairedelopportunite
      opportunityowner proprietairedelapiste proprietaireducompte chargedaffaires
      commercialencharge agent representant
    `),
    form: null,
    vcard: null,
    scorePoints: null,
    toAssistant: true,
    weboxColumn: null,
  },
  /** Why a lead was lost, in the business's own words; of a stage change without one, nothing. */
  lostReason: {
    kind: 'line',
    column: 'lost_reason',
    max: 120,
    mergeField: null,
    foreignMergeNames: [],
    headers: titles(`
      lostreason closedlostreason reasonlost lossreason reasonforlosing reasonforloss raisondeperte motifdeperte
      raisondelaperte motifdelaperte raisonperte motifperte raisondeperdu
      raisonpourlaquellelatransactionaeteperdue
    `),
    form: null,
    vcard: null,
    scorePoints: null,
    toAssistant: true,
    weboxColumn: null,
  },
  source: {
    kind: 'line',
    column: 'source',
    max: 120,
    mergeField: null,
    foreignMergeNames: [],
    headers: titles(`
      source origine leadsource originalsource provenance origin sourcedorigine sourcedulead
      sourcelead sourceducontact canal canaldacquisition channel acquisitionchannel
      signupsource utmsource originecontact originedulead originedelapiste
      sourceduprospect commentnousavezvousconnu commentnousavezvousconnus
      commentavezvousconnu commentavezvousentenduparlerdenous howdidyouhearaboutus
      howdidyoufindus
    `),
    form: null,
    vcard: null,
    scorePoints: null,
    toAssistant: true,
    weboxColumn: 'source',
  },
  estimatedValue: {
    kind: 'money',
    column: 'estimated_value_cents',
    max: 1e12,
    mergeField: null,
    headers: titles(`
      estimatedvalue valeurestimee valeur montant totalrevenue amount value dealvalue
      chiffredaffaires budget potentiel valeurdulead montantestime montanttotal
      chiffredaffairestotal chiffredaffaire valeurdelaffaire valeuraffaire opportunityvalue
      montantdelavente montantdelatransaction montantdevis montantdudevis montantht montantttc
      totaldepense totalspent lifetimevalue ltv totalsales revenue dealamount potential
      ca caht cattc caannuel catotal caprevisionnel caestime totalspend totalpaid montanttotaldepense valeurdelatransaction montantopportunite
      montantdelopportunite opportunityamount amountincompanycurrency budgetestime
      montantdepense lifetimespend lifetimesales
    `),
    form: null,
    scorePoints: null,
    toAssistant: true,
    weboxColumn: 'estimated_value',
  },
  tags: {
    kind: 'tags',
    column: 'tags',
    max: 50,
    maxTagLength: 60,
    mergeField: null,
    headers: titles(`
      tags labels etiquettes libelles groupmembership tag categories listes etiquette
      categorie liste lists list label labelsvalue groupe groupes group groups motscles segment
      segments contactgroups balise balises smarttags
    `),
    form: null,
    scorePoints: null,
    toAssistant: true,
    weboxColumn: 'tags',
  },
  notes: {
    kind: 'text',
    column: 'notes',
    max: 20_000,
    mergeField: null,
    headers: titles(`
      notes note remarques remarque commentaires commentaire comments description memo
      observations observation infos informations information infoscomplementaires
      informationscomplementaires message note1 notesinternes notesimportantes remark remarks comment
    `),
    form: null,
    scorePoints: null,
    toAssistant: true,
    weboxColumn: 'notes',
  },
} as const satisfies Record<string, LeadField>

export type LeadFieldName = keyof typeof leadFields
export const leadFieldNames = Object.keys(leadFields) as LeadFieldName[]

type FieldNamed<Name extends LeadFieldName> = (typeof leadFields)[Name]
/** Names of the fields whose definition fits a shape, such as `{ kind: 'money' }`. */
export type LeadFieldNameWhere<Shape> = {
  [Name in LeadFieldName]: FieldNamed<Name> extends Shape ? Name : never
}[LeadFieldName]

/** Whether a word names a field of a lead. */
export const isLeadField = (name: string): name is LeadFieldName => Object.hasOwn(leadFields, name)

export const isOfKind = <Kind extends LeadFieldKind>(
  name: LeadFieldName,
  ...kinds: readonly Kind[]
): name is LeadFieldNameWhere<{ kind: Kind }> =>
  kinds.some((kind) => leadFields[name].kind === kind)

export type LineFieldName = LeadFieldNameWhere<{ kind: LineKind }>
export const isLineField = (name: LeadFieldName): name is LineFieldName =>
  isOfKind(name, 'line', 'phone', 'email')

/** Fields whose value is a text, of one line or several. */
export type TextFieldName = LineFieldName | LeadFieldNameWhere<{ kind: 'text' }>

/** Fields that a form on a page can ask for. */
export type FormFieldName = LeadFieldNameWhere<{ form: object }>
export const formFieldNames = leadFieldNames.filter(
  (name): name is FormFieldName => leadFields[name].form !== null,
)

/** The field that an input of a published form is about; null: none of a lead's. */
export const fieldOfInput = (input: string): FormFieldName | null =>
  formFieldNames.find((name) => leadFields[name].form.input === input) ?? null

type NamedField<Kind> = { name: LeadFieldNameWhere<{ kind: Kind }> }

/**
 * An object with something for each field, made by kind: `name` in a maker is a name of its kind,
 * so that `lead[name]` has that kind's type.
 */
export function mapLeadFields<Made extends Record<LeadFieldKind, unknown>>(make: {
  [Kind in keyof Made]: (field: NamedField<Kind>) => Made[Kind]
}): { [Name in LeadFieldName]: Made[FieldNamed<Name>['kind']] } {
  // Object.fromEntries forgets which value belongs to which name; the makers' types say it.
  return Object.fromEntries(
    leadFieldNames.map((name) => {
      const makeOne = make[leadFields[name].kind] as (field: { name: LeadFieldName }) => unknown
      return [name, makeOne({ name })]
    }),
  ) as { [Name in LeadFieldName]: Made[FieldNamed<Name>['kind']] }
}
