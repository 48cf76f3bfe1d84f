# The login view: every text of its pages.

login-title = Log ind
login-lead = Indtast dit brugernavn og din adgangskode.
login-lead-client = Indtast dit brugernavn og din adgangskode for at fortsætte til { $name }.
user-name = Brugernavn
password = Adgangskode
user-type = Jeg logger ind som
remember = Forbliv logget ind på denne enhed
sign-in = Log ind
signing-in = Du logges ind…
show-password = Vis adgangskoden
caps-lock = Caps Lock er slået til.

start-title = Begynd i dit program
start-lead = Denne side fungerer ikke på egen hånd. Åbn det program, du vil bruge, og vælg “Log ind” der.
start-link = Gå til programmet

script-title = Denne side har brug for JavaScript
script-lead = Det fører programmets anmodning over i formularen. Tillad JavaScript for dette websted, eller begynd forfra i programmet i en anden browser.

language = Sprog
privacy = Privatliv
terms = Vilkår
help = Hjælp
support = Support

error-title = Det lykkedes ikke at logge ind
error-title-not-found = Siden blev ikke fundet
error-title-request = Den anmodning virker ikke her
error-restart = Tilbage til login
error-restart-application = Tilbage til programmet
error-more = Mere om denne fejl
error-details = Oplysninger til supporten
error-code = Fejl
error-reference = Reference
error-time = Tid
error-reference-hint = Hvis det bliver ved, så giv denne reference til din support.
copy = Kopiér
copied = Kopieret

problem-access-denied = Der blev ikke givet adgang. Hvis det ikke var meningen, så log ind igen.
problem-bad-request = Programmet sendte en anmodning, som vi ikke kan bruge. Gå tilbage til programmet, og begynd forfra.
problem-expired = Dette login tog for lang tid eller er allerede brugt. Begynd forfra.
problem-generic = Noget gik galt under login. Prøv igen.
problem-invalid-credentials = Brugernavnet eller adgangskoden er ikke rigtig. Kontrollér begge, og prøv igen.
problem-login-required = Du er ikke logget ind. Log ind for at fortsætte.
problem-method = Denne adresse tager ikke imod den slags anmodninger.
problem-not-found = Der er ingen side på denne adresse. Kontrollér linket, eller begynd i dit program.
problem-sign-in-failed = Vi kunne ikke logge dig ind. Brugernavnet eller adgangskoden kan være forkert.
problem-throttled = For mange forsøg. Vent lidt, og prøv igen.
problem-attempts = For mange forsøg.
problem-unauthorized-client = Dette program må ikke logge dig ind her. Sig det til den, der driver det.
problem-unavailable = Det er ikke muligt at logge ind lige nu. Prøv igen om nogle minutter.
problem-missing-state = Denne side fungerer ikke på egen hånd. Begynd forfra i programmet.
problem-expired-form = Formularen var åben for længe. Udfyld den en gang til.
problem-user-code = Den kode findes ikke. Se, hvad din enhed viser, og indtast koden en gang til.
problem-email = Det ligner ikke en e-mailadresse. Kontrollér den.
problem-password-mismatch = De to adgangskoder er ikke ens. Skriv begge en gang til.
problem-password-short = Adgangskoden er for kort. Vælg en længere.
problem-password-refused = Adgangskoden kan ikke bruges. Vælg en anden.
problem-reset-link = Linket er allerede brugt eller er for gammelt. Bed om et nyt.

try-again-in = Du kan prøve igen om { $name }.
try-again-now = Du kan prøve igen nu.
expires-in = { $count ->
    [one] Du har { $count } minut til at beslutte dig.
   *[other] Du har { $count } minutter til at beslutte dig.
}
expires-soon = Der er mindre end et minut tilbage.
expired = Tiden er gået. Begynd forfra.

continue = Fortsæt
working = Et øjeblik…
login-lead-name = Indtast dit brugernavn.
login-lead-name-client = Indtast dit brugernavn for at fortsætte til { $name }.
login-lead-password = Indtast din adgangskode.
other-name = Brug et andet brugernavn
forgot-link = Glemt adgangskoden?
alternative = eller
continue-with = Fortsæt med { $name }

signed-in-as = Logget ind som { $name }
consent-title = Giv adgang?
consent-lead = { $name } beder om adgang til din konto. Du vælger til hvad.
consent-lead-all = { $name } beder om adgang til din konto.
consent-about-you = Om dig
consent-access = Adgang
consent-audience = Til brug hos
consent-remember = Spørg ikke mere for dette program
consent-returns = Du vender tilbage til { $name }
application-privacy = Privatlivspolitik for { $name }
application-terms = Vilkår for { $name }
allow = Tillad
deny = Afvis
scope-openid = Vide, hvilken konto der er din
scope-profile = Se dit navn og din profil
scope-email = Se din e-mailadresse
scope-address = Se din postadresse
scope-phone = Se dit telefonnummer
scope-offline = Beholde denne adgang, mens du er væk

device-title = Forbind en enhed
device-lead = Indtast den kode, som din enhed viser.
user-code = Kode
user-code-hint = Mellemrum, bindestreger og små bogstaver er uden betydning.
device-confirm-title = Er det din enhed?
device-confirm-lead = Forbind den kun, hvis den viser denne kode:
device-confirm-client = { $name } på denne enhed beder om adgang til din konto:
device-confirm-warning = Har en anden sendt dig koden? Vælg så “Afvis”.
connect = Forbind
device-done-title = Din enhed er forbundet
device-done-lead = Du kan lukke dette vindue og fortsætte der.
device-done-client = Du kan lukke dette vindue og fortsætte i { $name }.
device-denied-title = Enheden er ikke forbundet
device-denied-lead = Du afviste at give den adgang. Du kan lukke dette vindue.
device-expired-title = Koden gælder ikke længere
device-expired-lead = Begynd forfra på din enhed, og indtast den nye kode her.
device-again = Indtast en anden kode

logout-title = Log ud?
logout-lead = Vil du logge ud nu?
logout-lead-client = { $name } beder om at logge dig ud.
sign-out = Log ud
stay = Forbliv logget ind
signed-out-title = Du er logget ud
signed-out-lead = Du kan lukke dette vindue. Hvis du deler enheden, så luk også browseren.
stayed-title = Du er stadig logget ind
stayed-lead = Intet er ændret. Du kan lukke dette vindue.

forgot-title = Nulstil din adgangskode
forgot-lead = Indtast e-mailadressen på din konto, så sender vi et link til at vælge en ny adgangskode.
email = E-mailadresse
forgot-send = Send linket
forgot-sent-title = Se i din e-mail
forgot-sent-lead = Hvis der er en konto med denne adresse, er en besked med et link på vej. Det kan tage nogle minutter; se også i uønsket post.

reset-title = Vælg en ny adgangskode
reset-lead = Derefter logger du ind med den nye.
reset-lead-known = Alle kender den adgangskode, du loggede ind med. Vælg din egen for at fortsætte.
new-password = Ny adgangskode
new-password-hint = { $count ->
    [one] Mindst { $count } tegn.
   *[other] Mindst { $count } tegn.
}
confirm-password = Ny adgangskode en gang til
reset-save = Gem den nye adgangskode
reset-done-title = Din adgangskode er ændret
reset-done-lead = Du kan logge ind med den nye nu.

letter-subject = Din nye adgangskode
letter-asked = Nogen, forhåbentlig dig, har bedt om en ny adgangskode på { $name }.
letter-link = Åbn dette link inden for en halv time for at vælge en. Det virker én gang.
letter-ignore = Hvis det ikke var dig, skal du ikke gøre noget: din adgangskode forbliver, som den er.
