# Die Anmeldeseiten: Anmeldung und Fehler.

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
start-lead = Diese Seite meldet Sie im Auftrag einer Anwendung an, und keine hat darum gebeten. Öffnen Sie die gewünschte Anwendung und wählen Sie dort „Anmelden“.
start-link = Zur Anwendung

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
problem-unauthorized-client = Diese Anwendung darf Sie hier nicht anmelden. Bitte wenden Sie sich an deren Betreiber.
problem-unavailable = Die Anmeldung ist im Augenblick nicht möglich. Bitte versuchen Sie es in einigen Minuten noch einmal.
