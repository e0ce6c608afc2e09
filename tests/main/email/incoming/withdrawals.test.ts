// Who wants no more messages says it in few words, in five languages; who writes of a course, an order or a
// catalogue on paper says something else.
import { describe, expect, it } from 'vitest'
import { classifyMail } from '#main/mail/incoming/classifyMail.ts'

/** Our own footer, as an answer quotes it. */
const quoted =
  '\n\nLe lun. 3 mars 2025 à 10:12, Ma Boutique <contact@ma-boutique.fr> a écrit :\n> Bonjour\n> Se désabonner : https://x'

const kindOf = async (body: string) => {
  const head = 'From: anna@y.fr\nTo: contact@ma-boutique.fr\nSubject: Re: Nouveautés\n'
  const type = 'MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n'
  return (await classifyMail(new TextEncoder().encode(`${head}${type}${body}\n`))).kind
}

describe.each([
  ['alone', ''],
  ['above our own message', quoted],
])('an answer, %s', (_name, below) => {
  it.each([
    'Newsletter abmelden bitte',
    'Bitte dadme de baja',
    'Dadme de baja',
    'Por favor dame de baja',
    'Quiero darme de baja',
    'Baja',
    'BAJA por favor',
    'Denme de baja por favor',
    'Solicito la baja de su lista',
    'Deseo cancelar la suscripción',
    'Abmeldung vom Newsletter',
    'Abmelden',
    'Bitte abmelden',
    'Ich möchte den Newsletter abbestellen.',
    'Bitte löschen Sie meine Daten',
    'Bitte entfernen Sie mich aus Ihrer Liste',
    'Ich möchte keine Werbung mehr erhalten',
    'Disiscrivetemi',
    'Vorrei disiscrivermi dalla newsletter',
    'Non voglio più ricevere le vostre email',
    'Toglietemi dalla lista',
    'Annullare iscrizione',
    'Vi chiedo di cancellare i miei dati',
    'Unsubscribe me please',
    'Please stop emailing me',
    'Remove me',
    'opt out',
    'No more emails please',
    'I want to opt out of these emails',
    'How do I unsubscribe from this?',
    'Kindly delete my email address from your database',
    'I did not sign up for this, take me off',
    'Désinscription SVP',
    'me désabonner',
    'Merci de bien vouloir me désinscrire',
    'Veuillez supprimer mon adresse mail de vos listings',
    'Je me désabonne',
    'Ne plus m’envoyer de mails',
    'Plus de pub svp',
    'Merci de ne plus me solliciter',
    'Je ne suis plus concernée, veuillez retirer mon mail',
    'Retirez moi de cette liste !!',
    'Enlevez mon adresse',
    'Comment faire pour ne plus recevoir vos mails ?',
    'Je n’ai jamais demandé à recevoir ces mails, cessez.',
    'Cessez vos envois',
    'Supprimez-moi de votre base',
    'Bonjour, pouvez vous me retirer de votre mailing list ? Merci',
    'unsubscrib',
    'Stop mail',
    'STOP.',
    'Spam !!! stop',
    "J'aimerais me désinscrire",
    'Je souhaite exercer mon droit d’opposition',
    'Effacez mes coordonnées svp',
    'Please unsubscribe kim@corp.com',
    'UNSUBSCRIBE!!!',
    'désabo',
    'desinscription',
    'Retirer',
    'Supprimer',
    'Plus intéressé, retirez-moi',
    'Svp enlever moi de la liste',
    'merci de m’enlever de votre liste de diffusion',
    'Ne désire plus recevoir',
    'ne souhaite plus recevoir',
    'Je refuse de recevoir vos publicités',
  ])('wants no more: %s', async (body) => expect(await kindOf(body + below)).toBe('unsubscribe'))

  it.each([
    'Ich möchte mich für den Kurs anmelden',
    'Kann ich mich vom Termin am Montag abmelden?',
    'Please remove item 3 from my order',
    'Can you stop by on Monday?',
    'Please do not remove me, I love it',
    'Ne m’envoyez plus le catalogue papier, le mail me suffit',
    'Je voudrais me désinscrire de l’atelier du 12 mars',
    'Merci de me retirer un exemplaire en magasin',
    'Stop ou encore ? J’hésite entre les deux modèles',
    'Pouvez-vous supprimer la ligne 2 du devis ?',
    'Non stop ouvert le midi ?',
    'Oui',
    'Merci !',
  ])('is about something else: %s', async (body) =>
    expect(await kindOf(body + below)).toBe('reply'),
  )
})
