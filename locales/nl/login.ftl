# The login view: every text of its pages.

login-title = Inloggen
login-lead = Vul uw gebruikersnaam en wachtwoord in.
login-lead-client = Vul uw gebruikersnaam en wachtwoord in om door te gaan naar { $name }.
user-name = Gebruikersnaam
password = Wachtwoord
user-type = Ik log in als
remember = Ingelogd blijven op dit apparaat
sign-in = Inloggen
signing-in = U wordt ingelogd…
show-password = Wachtwoord tonen
caps-lock = Caps Lock staat aan.

start-title = Begin bij uw toepassing
start-lead = Deze pagina werkt niet op zichzelf. Open de toepassing die u wilt gebruiken en kies daar “Inloggen”.
start-link = Naar de toepassing

script-title = Deze pagina heeft JavaScript nodig
script-lead = Het brengt het verzoek van uw toepassing naar het formulier. Sta JavaScript toe voor deze site, of begin opnieuw bij uw toepassing in een andere browser.

language = Taal
privacy = Privacy
terms = Voorwaarden
help = Help
support = Ondersteuning

error-title = Inloggen is niet gelukt
error-title-not-found = Pagina niet gevonden
error-title-request = Dat verzoek werkt hier niet
error-restart = Terug naar inloggen
error-restart-application = Terug naar de toepassing
error-more = Meer over deze fout
error-details = Gegevens voor de helpdesk
error-code = Fout
error-reference = Kenmerk
error-time = Tijd
error-reference-hint = Als het blijft gebeuren, geef dit kenmerk dan door aan uw helpdesk.
copy = Kopiëren
copied = Gekopieerd

problem-access-denied = Er is geen toegang gegeven. Was dat niet de bedoeling, log dan opnieuw in.
problem-bad-request = De toepassing stuurde een verzoek dat we niet kunnen gebruiken. Ga terug naar de toepassing en begin opnieuw.
problem-expired = Dit inloggen duurde te lang of is al gebruikt. Begin opnieuw.
problem-generic = Er ging iets mis bij het inloggen. Probeer het opnieuw.
problem-invalid-credentials = De gebruikersnaam of het wachtwoord klopt niet. Controleer beide en probeer het opnieuw.
problem-login-required = U bent niet ingelogd. Log in om door te gaan.
problem-method = Dit adres accepteert zo’n verzoek niet.
problem-not-found = Op dit adres is geen pagina. Controleer de link of begin bij uw toepassing.
problem-sign-in-failed = We konden u niet inloggen. Misschien klopt de gebruikersnaam of het wachtwoord niet.
problem-throttled = Te veel pogingen. Wacht even en probeer het opnieuw.
problem-attempts = Te veel pogingen.
problem-unauthorized-client = Deze toepassing mag u hier niet inloggen. Meld het aan wie haar beheert.
problem-unavailable = Inloggen is op dit moment niet mogelijk. Probeer het over een paar minuten opnieuw.
problem-missing-state = Deze pagina werkt niet op zichzelf. Begin opnieuw bij de toepassing.
problem-expired-form = Dit formulier stond te lang open. Vul het nog een keer in.
problem-user-code = Die code bestaat niet. Kijk wat uw apparaat toont en vul de code nog een keer in.
problem-email = Dat lijkt geen e-mailadres. Controleer het.
problem-password-mismatch = De twee wachtwoorden zijn niet gelijk. Typ beide nog een keer.
problem-password-short = Dat wachtwoord is te kort. Kies een langer wachtwoord.
problem-password-refused = Dat wachtwoord kan niet worden gebruikt. Kies een ander.
problem-reset-link = Deze link is al gebruikt of te oud. Vraag een nieuwe aan.

try-again-in = U kunt het over { $name } opnieuw proberen.
try-again-now = U kunt het nu opnieuw proberen.
expires-in = { $count ->
    [one] U hebt { $count } minuut om te beslissen.
   *[other] U hebt { $count } minuten om te beslissen.
}
expires-soon = Er is minder dan een minuut over.
expired = De tijd is om. Begin opnieuw.

continue = Doorgaan
working = Een moment…
login-lead-name = Vul uw gebruikersnaam in.
login-lead-name-client = Vul uw gebruikersnaam in om door te gaan naar { $name }.
login-lead-password = Vul uw wachtwoord in.
other-name = Een andere gebruikersnaam gebruiken
forgot-link = Wachtwoord vergeten?
alternative = of
continue-with = Doorgaan met { $name }

signed-in-as = Ingelogd als { $name }
consent-title = Toegang geven?
consent-lead = { $name } vraagt toegang tot uw account. U kiest waartoe.
consent-lead-all = { $name } vraagt toegang tot uw account.
consent-about-you = Over u
consent-access = Toegang
consent-audience = Voor gebruik bij
consent-remember = Niet meer vragen voor deze toepassing
consent-returns = U keert terug naar { $name }
application-privacy = Privacybeleid van { $name }
application-terms = Voorwaarden van { $name }
allow = Toestaan
deny = Weigeren
scope-openid = Weten welk account van u is
scope-profile = Uw naam en profiel zien
scope-email = Uw e-mailadres zien
scope-address = Uw postadres zien
scope-phone = Uw telefoonnummer zien
scope-offline = Deze toegang houden terwijl u weg bent

device-title = Een apparaat verbinden
device-lead = Vul de code in die uw apparaat toont.
user-code = Code
user-code-hint = Spaties, streepjes en kleine letters maken niet uit.
device-confirm-title = Is dit uw apparaat?
device-confirm-lead = Verbind het alleen als het deze code toont:
device-confirm-client = { $name } op dit apparaat vraagt toegang tot uw account:
device-confirm-warning = Heeft iemand anders u deze code gestuurd? Kies dan “Weigeren”.
connect = Verbinden
device-done-title = Uw apparaat is verbonden
device-done-lead = U kunt dit venster sluiten en daar verdergaan.
device-done-client = U kunt dit venster sluiten en verdergaan in { $name }.
device-denied-title = Het apparaat is niet verbonden
device-denied-lead = U hebt de toegang geweigerd. U kunt dit venster sluiten.
device-expired-title = Deze code is niet meer geldig
device-expired-lead = Begin opnieuw op uw apparaat en vul hier de nieuwe code in.
device-again = Een andere code invullen

logout-title = Uitloggen?
logout-lead = Wilt u nu uitloggen?
logout-lead-client = { $name } vraagt om u uit te loggen.
sign-out = Uitloggen
stay = Ingelogd blijven
signed-out-title = U bent uitgelogd
signed-out-lead = U kunt dit venster sluiten. Deelt u dit apparaat, sluit dan ook de browser.
stayed-title = U bent nog ingelogd
stayed-lead = Er is niets veranderd. U kunt dit venster sluiten.

forgot-title = Uw wachtwoord opnieuw instellen
forgot-lead = Vul het e-mailadres van uw account in, dan sturen we u een link om een nieuw wachtwoord in te stellen.
email = E-mailadres
forgot-send = De link sturen
forgot-sent-title = Kijk in uw e-mail
forgot-sent-lead = Als er een account met dit adres is, is er een bericht met een link onderweg. Het kan een paar minuten duren; kijk ook bij de ongewenste berichten.

reset-title = Een nieuw wachtwoord instellen
reset-lead = Daarna logt u in met het nieuwe.
reset-lead-known = Iedereen kent het wachtwoord waarmee u bent ingelogd. Stel een eigen wachtwoord in om verder te gaan.
new-password = Nieuw wachtwoord
new-password-hint = { $count ->
    [one] Minstens { $count } teken.
   *[other] Minstens { $count } tekens.
}
confirm-password = Nieuw wachtwoord, nog een keer
reset-save = Het nieuwe wachtwoord opslaan
reset-done-title = Uw wachtwoord is gewijzigd
reset-done-lead = U kunt nu inloggen met het nieuwe.

letter-subject = Uw nieuwe wachtwoord
letter-asked = Iemand, hopelijk u, heeft bij { $name } een nieuw wachtwoord aangevraagd.
letter-link = Open binnen een half uur deze link om het in te stellen. De link werkt één keer.
letter-ignore = Was u het niet, doe dan niets: uw wachtwoord blijft zoals het is.
