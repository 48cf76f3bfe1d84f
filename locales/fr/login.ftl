# The login view: every text of its pages.

login-title = Connexion
login-lead = Saisissez votre nom d’utilisateur et votre mot de passe.
login-lead-client = Saisissez votre nom d’utilisateur et votre mot de passe pour continuer vers { $name }.
user-name = Nom d’utilisateur
password = Mot de passe
user-type = Je me connecte en tant que
remember = Rester connecté sur cet appareil
sign-in = Se connecter
signing-in = Connexion en cours…
show-password = Afficher le mot de passe
caps-lock = Le verrouillage des majuscules est activé.

start-title = Commencez dans votre application
start-lead = Cette page ne fonctionne pas seule. Ouvrez l’application que vous voulez utiliser et choisissez-y « Se connecter ».
start-link = Aller à l’application

script-title = Cette page a besoin de JavaScript
script-lead = Il transmet la demande de votre application au formulaire de connexion. Autorisez JavaScript pour ce site, ou recommencez dans votre application avec un autre navigateur.

language = Langue
privacy = Confidentialité
terms = Conditions
help = Aide
support = Assistance

error-title = La connexion a échoué
error-title-not-found = Page introuvable
error-title-request = Cette demande ne fonctionne pas ici
error-restart = Retour à la connexion
error-restart-application = Retour à l’application
error-more = En savoir plus sur cette erreur
error-details = Détails pour l’assistance
error-code = Erreur
error-reference = Référence
error-time = Heure
error-reference-hint = Si cela se reproduit, communiquez cette référence à votre assistance.
copy = Copier
copied = Copié

problem-access-denied = L’accès n’a pas été accordé. Si ce n’était pas votre intention, connectez-vous à nouveau.
problem-bad-request = L’application a envoyé une demande que nous ne pouvons pas traiter. Retournez à l’application et recommencez.
problem-expired = Cette connexion a pris trop de temps ou a déjà été utilisée. Veuillez recommencer.
problem-generic = Un problème est survenu pendant la connexion. Veuillez réessayer.
problem-invalid-credentials = Le nom d’utilisateur ou le mot de passe est incorrect. Vérifiez les deux et réessayez.
problem-login-required = Vous n’êtes pas connecté. Connectez-vous pour continuer.
problem-method = Cette adresse n’accepte pas ce type de demande.
problem-not-found = Il n’y a pas de page à cette adresse. Vérifiez le lien ou commencez dans votre application.
problem-sign-in-failed = Nous n’avons pas pu vous connecter. Le nom d’utilisateur ou le mot de passe est peut-être incorrect.
problem-throttled = Trop de tentatives. Patientez un peu et réessayez.
problem-attempts = Trop de tentatives.
problem-unauthorized-client = Cette application n’est pas autorisée à vous connecter ici. Prévenez son responsable.
problem-unavailable = La connexion est impossible pour le moment. Réessayez dans quelques minutes.
problem-missing-state = Cette page ne fonctionne pas seule. Recommencez dans l’application.
problem-expired-form = Ce formulaire est resté ouvert trop longtemps. Remplissez-le à nouveau.
problem-user-code = Ce code n’existe pas. Vérifiez ce qu’affiche votre appareil et saisissez-le à nouveau.
problem-email = Cela ne ressemble pas à une adresse e-mail. Veuillez la vérifier.
problem-password-mismatch = Les deux mots de passe ne sont pas identiques. Saisissez-les à nouveau.
problem-password-short = Ce mot de passe est trop court. Choisissez-en un plus long.
problem-password-refused = Ce mot de passe ne peut pas être utilisé. Choisissez-en un autre.
problem-reset-link = Ce lien a déjà été utilisé ou est trop ancien. Demandez-en un nouveau.

try-again-in = Vous pourrez réessayer dans { $name }.
try-again-now = Vous pouvez réessayer maintenant.
expires-in = { $count ->
    [one] Vous avez { $count } minute pour décider.
   *[other] Vous avez { $count } minutes pour décider.
}
expires-soon = Il reste moins d’une minute.
expired = Le temps est écoulé. Veuillez recommencer.

continue = Continuer
working = Un instant…
login-lead-name = Saisissez votre nom d’utilisateur.
login-lead-name-client = Saisissez votre nom d’utilisateur pour continuer vers { $name }.
login-lead-password = Saisissez votre mot de passe.
other-name = Utiliser un autre nom d’utilisateur
forgot-link = Mot de passe oublié ?
alternative = ou
continue-with = Continuer avec { $name }

signed-in-as = Connecté en tant que { $name }
consent-title = Autoriser l’accès ?
consent-lead = { $name } demande l’accès à votre compte. Vous choisissez ce qui lui est accordé.
consent-lead-all = { $name } demande l’accès à votre compte.
consent-about-you = À propos de vous
consent-access = Accès
consent-audience = Pour une utilisation auprès de
consent-remember = Ne plus me demander pour cette application
consent-returns = Vous retournez vers { $name }
application-privacy = Politique de confidentialité de { $name }
application-terms = Conditions de { $name }
allow = Autoriser
deny = Refuser
scope-openid = Savoir quel compte est le vôtre
scope-profile = Voir votre nom et votre profil
scope-email = Voir votre adresse e-mail
scope-address = Voir votre adresse postale
scope-phone = Voir votre numéro de téléphone
scope-offline = Conserver cet accès en votre absence

device-title = Connecter un appareil
device-lead = Saisissez le code affiché par votre appareil.
user-code = Code
user-code-hint = Les espaces, les tirets et les minuscules n’ont pas d’importance.
device-confirm-title = Est-ce votre appareil ?
device-confirm-lead = Ne le connectez que s’il affiche ce code :
device-confirm-client = Sur cet appareil, { $name } demande l’accès à votre compte :
device-confirm-warning = Quelqu’un d’autre vous a envoyé ce code ? Alors choisissez « Refuser ».
connect = Connecter
device-done-title = Votre appareil est connecté
device-done-lead = Vous pouvez fermer cette fenêtre et continuer sur l’appareil.
device-done-client = Vous pouvez fermer cette fenêtre et continuer dans { $name }.
device-denied-title = L’appareil n’est pas connecté
device-denied-lead = Vous lui avez refusé l’accès. Vous pouvez fermer cette fenêtre.
device-expired-title = Ce code n’est plus valable
device-expired-lead = Recommencez sur votre appareil et saisissez ici le nouveau code.
device-again = Saisir un autre code

logout-title = Se déconnecter ?
logout-lead = Voulez-vous vous déconnecter maintenant ?
logout-lead-client = { $name } demande à vous déconnecter.
sign-out = Se déconnecter
stay = Rester connecté
signed-out-title = Vous êtes déconnecté
signed-out-lead = Vous pouvez fermer cette fenêtre. Si vous partagez cet appareil, fermez aussi le navigateur.
stayed-title = Vous êtes toujours connecté
stayed-lead = Rien n’a changé. Vous pouvez fermer cette fenêtre.

forgot-title = Réinitialiser votre mot de passe
forgot-lead = Saisissez l’adresse e-mail de votre compte, et nous vous enverrons un lien pour définir un nouveau mot de passe.
email = Adresse e-mail
forgot-send = Envoyer le lien
forgot-sent-title = Consultez vos e-mails
forgot-sent-lead = S’il existe un compte avec cette adresse, un message contenant un lien est en route. Cela peut prendre quelques minutes ; regardez aussi parmi les courriers indésirables.

reset-title = Définir un nouveau mot de passe
reset-lead = Vous vous connecterez ensuite avec le nouveau.
reset-lead-known = Tout le monde connaît le mot de passe avec lequel vous vous êtes connecté. Définissez le vôtre pour continuer.
new-password = Nouveau mot de passe
new-password-hint = { $count ->
    [one] Au moins { $count } caractère.
   *[other] Au moins { $count } caractères.
}
confirm-password = Nouveau mot de passe, une seconde fois
reset-save = Enregistrer le nouveau mot de passe
reset-done-title = Votre mot de passe a été modifié
reset-done-lead = Vous pouvez maintenant vous connecter avec le nouveau.

letter-subject = Votre nouveau mot de passe
letter-asked = Quelqu’un, vous sans doute, a demandé un nouveau mot de passe sur { $name }.
letter-link = Pour le définir, ouvrez ce lien dans la demi-heure. Il fonctionne une seule fois.
letter-ignore = Si ce n’était pas vous, ne faites rien : votre mot de passe reste inchangé.
