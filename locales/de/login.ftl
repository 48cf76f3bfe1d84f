# Die Anmeldeseiten: alle Texte.

login-title = Anmelden
login-lead = Geben Sie Benutzername und Passwort ein, um fortzufahren.
login-lead-client = Geben Sie Benutzername und Passwort ein, um mit { $name } fortzufahren.
user-name = Benutzername
password = Passwort
user-type = Ich melde mich an als
remember = Auf diesem Gerät angemeldet bleiben
sign-in = Anmelden
signing-in = Sie werden angemeldet …
show-password = Passwort anzeigen
caps-lock = Die Feststelltaste ist aktiv.

start-title = Beginnen Sie bei Ihrer Anwendung
start-lead = Diese Seite funktioniert nicht für sich allein. Öffnen Sie die gewünschte Anwendung und wählen Sie dort „Anmelden“.
start-link = Zur Anwendung

script-title = Diese Seite braucht JavaScript
script-lead = Damit kommt die Anfrage Ihrer Anwendung in das Anmeldeformular. Erlauben Sie JavaScript für diese Website, oder beginnen Sie in einem anderen Browser noch einmal bei Ihrer Anwendung.

language = Sprache
privacy = Datenschutz
terms = Nutzungsbedingungen
help = Hilfe
support = Support

error-title = Die Anmeldung hat nicht geklappt
error-title-not-found = Seite nicht gefunden
error-title-request = Diese Anfrage geht hier nicht
error-restart = Zurück zur Anmeldung
error-restart-application = Zurück zur Anwendung
error-more = Mehr zu diesem Fehler
error-details = Angaben für den Support
error-code = Fehler
error-reference = Referenz
error-time = Zeit
error-reference-hint = Wenn das öfter geschieht, nennen Sie dem Support diese Referenz.
copy = Kopieren
copied = Kopiert

problem-access-denied = Der Zugriff wurde nicht gewährt. Wenn das nicht Ihre Absicht war, melden Sie sich erneut an.
problem-bad-request = Die Anwendung hat eine unbrauchbare Anfrage geschickt. Kehren Sie zur Anwendung zurück und beginnen Sie neu.
problem-expired = Diese Anmeldung hat zu lange gedauert oder wurde schon verwendet. Bitte beginnen Sie neu.
problem-generic = Bei der Anmeldung ist etwas schiefgegangen. Bitte versuchen Sie es noch einmal.
problem-invalid-credentials = Benutzername oder Passwort stimmt nicht. Bitte prüfen Sie beides und versuchen Sie es noch einmal.
problem-login-required = Sie sind nicht angemeldet. Bitte melden Sie sich an, um fortzufahren.
problem-method = Diese Adresse nimmt eine solche Anfrage nicht an.
problem-not-found = Unter dieser Adresse gibt es keine Seite. Prüfen Sie den Link oder beginnen Sie bei Ihrer Anwendung.
problem-sign-in-failed = Wir konnten Sie nicht anmelden. Vielleicht stimmt der Benutzername oder das Passwort nicht.
problem-throttled = Zu viele Versuche. Bitte warten Sie etwas und versuchen Sie es dann noch einmal.
problem-attempts = Zu viele Versuche.
problem-unauthorized-client = Diese Anwendung darf Sie hier nicht anmelden. Bitte wenden Sie sich an deren Betreiber.
problem-unavailable = Die Anmeldung ist im Augenblick nicht möglich. Bitte versuchen Sie es in einigen Minuten noch einmal.
problem-missing-state = Diese Seite funktioniert nicht für sich allein. Beginnen Sie neu bei der Anwendung.
problem-expired-form = Dieses Formular war zu lange geöffnet. Bitte füllen Sie es noch einmal aus.
problem-user-code = Diesen Code gibt es nicht. Prüfen Sie, was Ihr Gerät anzeigt, und geben Sie ihn noch einmal ein.
problem-email = Das sieht nicht nach einer E-Mail-Adresse aus. Bitte prüfen Sie sie.
problem-password-mismatch = Die beiden Passwörter stimmen nicht überein. Bitte geben Sie beide noch einmal ein.
problem-password-short = Dieses Passwort ist zu kurz. Bitte wählen Sie ein längeres.
problem-password-refused = Dieses Passwort ist nicht zulässig. Bitte wählen Sie ein anderes.
problem-reset-link = Dieser Link wurde schon verwendet oder ist zu alt. Fordern Sie einen neuen an.

try-again-in = Sie können es in { $name } erneut versuchen.
try-again-now = Sie können es jetzt erneut versuchen.
expires-in = { $count ->
    [one] Sie haben { $count } Minute Zeit, um zu entscheiden.
   *[other] Sie haben { $count } Minuten Zeit, um zu entscheiden.
}
expires-soon = Es bleibt weniger als eine Minute.
expired = Die Zeit ist abgelaufen. Bitte beginnen Sie neu.

continue = Weiter
working = Einen Moment …
login-lead-name = Geben Sie Ihren Benutzernamen ein.
login-lead-name-client = Geben Sie Ihren Benutzernamen ein, um mit { $name } fortzufahren.
login-lead-password = Geben Sie Ihr Passwort ein.
other-name = Anderen Benutzernamen verwenden
forgot-link = Passwort vergessen?
alternative = oder
continue-with = Weiter mit { $name }

signed-in-as = Angemeldet als { $name }
consent-title = Zugriff erlauben?
consent-lead = { $name } bittet um Zugriff auf Ihr Konto. Sie wählen aus, worauf.
consent-lead-all = { $name } bittet um Zugriff auf Ihr Konto.
consent-about-you = Über Sie
consent-access = Zugriff
consent-audience = Zur Verwendung bei
consent-remember = Für diese Anwendung nicht mehr fragen
consent-returns = Sie kehren zurück zu { $name }
application-privacy = Datenschutzerklärung von { $name }
application-terms = Nutzungsbedingungen von { $name }
allow = Erlauben
deny = Ablehnen
scope-openid = Wissen, welches Konto Ihres ist
scope-profile = Ihren Namen und Ihr Profil sehen
scope-email = Ihre E-Mail-Adresse sehen
scope-address = Ihre Postanschrift sehen
scope-phone = Ihre Telefonnummer sehen
scope-offline = Diesen Zugriff behalten, während Sie abwesend sind

device-title = Gerät verbinden
device-lead = Geben Sie den Code ein, den Ihr Gerät anzeigt.
user-code = Code
user-code-hint = Leerzeichen, Bindestriche und Kleinbuchstaben spielen keine Rolle.
device-confirm-title = Ist das Ihr Gerät?
device-confirm-lead = Verbinden Sie es nur, wenn es diesen Code anzeigt:
device-confirm-client = { $name } auf diesem Gerät bittet um Zugriff auf Ihr Konto:
device-confirm-warning = Hat Ihnen jemand anderes diesen Code geschickt? Dann wählen Sie „Ablehnen“.
connect = Verbinden
device-done-title = Ihr Gerät ist verbunden
device-done-lead = Sie können dieses Fenster schließen und dort weitermachen.
device-done-client = Sie können dieses Fenster schließen und in { $name } weitermachen.
device-denied-title = Das Gerät ist nicht verbunden
device-denied-lead = Sie haben den Zugriff abgelehnt. Sie können dieses Fenster schließen.
device-expired-title = Dieser Code ist nicht mehr gültig
device-expired-lead = Beginnen Sie auf Ihrem Gerät neu und geben Sie hier den neuen Code ein.
device-again = Anderen Code eingeben

logout-title = Abmelden?
logout-lead = Möchten Sie sich jetzt abmelden?
logout-lead-client = { $name } möchte Sie abmelden.
sign-out = Abmelden
stay = Angemeldet bleiben
signed-out-title = Sie sind abgemeldet
signed-out-lead = Sie können dieses Fenster schließen. Wenn Sie dieses Gerät mit anderen teilen, schließen Sie auch den Browser.
stayed-title = Sie sind weiterhin angemeldet
stayed-lead = Es hat sich nichts geändert. Sie können dieses Fenster schließen.

forgot-title = Passwort zurücksetzen
forgot-lead = Geben Sie die E-Mail-Adresse Ihres Kontos ein, und wir schicken Ihnen einen Link, um ein neues Passwort festzulegen.
email = E-Mail-Adresse
forgot-send = Link senden
forgot-sent-title = Sehen Sie in Ihr Postfach
forgot-sent-lead = Wenn es ein Konto mit dieser Adresse gibt, ist eine Nachricht mit einem Link unterwegs. Das kann einige Minuten dauern; sehen Sie auch bei den unerwünschten Nachrichten nach.

reset-title = Neues Passwort festlegen
reset-lead = Danach melden Sie sich mit dem neuen an.
reset-lead-known = Das Passwort, mit dem Sie sich angemeldet haben, kennt jeder. Legen Sie ein eigenes fest, dann geht es weiter.
new-password = Neues Passwort
new-password-hint = { $count ->
    [one] Mindestens { $count } Zeichen.
   *[other] Mindestens { $count } Zeichen.
}
confirm-password = Neues Passwort noch einmal
reset-save = Neues Passwort speichern
reset-done-title = Ihr Passwort ist geändert
reset-done-lead = Sie können sich jetzt mit dem neuen anmelden.

letter-subject = Ihr neues Passwort
letter-asked = Jemand, hoffentlich Sie, hat bei { $name } ein neues Passwort angefordert.
letter-link = Um eines festzulegen, öffnen Sie innerhalb einer halben Stunde diesen Link. Er funktioniert einmal.
letter-ignore = Wenn Sie es nicht waren, tun Sie nichts: Ihr Passwort bleibt, wie es ist.
