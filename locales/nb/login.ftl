# The login view: every text of its pages.

login-title = Logg inn
login-lead = Skriv inn brukernavn og passord.
login-lead-client = Skriv inn brukernavn og passord for å fortsette til { $name }.
user-name = Brukernavn
password = Passord
user-type = Jeg logger inn som
remember = Hold meg innlogget på denne enheten
sign-in = Logg inn
signing-in = Du logges inn…
show-password = Vis passordet
caps-lock = Caps Lock er på.

start-title = Start i programmet ditt
start-lead = Denne siden fungerer ikke på egen hånd. Åpne programmet du vil bruke, og velg «Logg inn» der.
start-link = Gå til programmet

script-title = Denne siden trenger JavaScript
script-lead = Det fører forespørselen fra programmet over i skjemaet. Tillat JavaScript for dette nettstedet, eller start på nytt i programmet i en annen nettleser.

language = Språk
privacy = Personvern
terms = Vilkår
help = Hjelp
support = Brukerstøtte

error-title = Innloggingen mislyktes
error-title-not-found = Fant ikke siden
error-title-request = Den forespørselen virker ikke her
error-restart = Tilbake til innlogging
error-restart-application = Tilbake til programmet
error-more = Mer om denne feilen
error-details = Opplysninger til brukerstøtten
error-code = Feil
error-reference = Referanse
error-time = Tid
error-reference-hint = Hvis det fortsetter, oppgi denne referansen til brukerstøtten.
copy = Kopier
copied = Kopiert

problem-access-denied = Det ble ikke gitt tilgang. Hvis det ikke var meningen, logg inn på nytt.
problem-bad-request = Programmet sendte en forespørsel som vi ikke kan bruke. Gå tilbake til programmet og start på nytt.
problem-expired = Denne innloggingen tok for lang tid eller er allerede brukt. Start på nytt.
problem-generic = Noe gikk galt under innloggingen. Prøv igjen.
problem-invalid-credentials = Brukernavnet eller passordet er ikke riktig. Kontroller begge og prøv igjen.
problem-login-required = Du er ikke innlogget. Logg inn for å fortsette.
problem-method = Denne adressen tar ikke imot slike forespørsler.
problem-not-found = Det er ingen side på denne adressen. Kontroller lenken, eller start i programmet ditt.
problem-sign-in-failed = Vi kunne ikke logge deg inn. Brukernavnet eller passordet kan være feil.
problem-throttled = For mange forsøk. Vent litt og prøv igjen.
problem-attempts = For mange forsøk.
problem-unauthorized-client = Dette programmet har ikke lov til å logge deg inn her. Si fra til den som driver det.
problem-unavailable = Det er ikke mulig å logge inn akkurat nå. Prøv igjen om noen minutter.
problem-missing-state = Denne siden fungerer ikke på egen hånd. Start på nytt i programmet.
problem-expired-form = Skjemaet var åpent for lenge. Fyll det ut en gang til.
problem-user-code = Den koden finnes ikke. Se hva enheten din viser, og skriv inn koden en gang til.
problem-email = Det ser ikke ut som en e-postadresse. Kontroller den.
problem-password-mismatch = Passordene er ikke like. Skriv begge en gang til.
problem-password-short = Passordet er for kort. Velg et lengre.
problem-password-refused = Passordet kan ikke brukes. Velg et annet.
problem-reset-link = Lenken er allerede brukt eller er for gammel. Be om en ny.

try-again-in = Du kan prøve igjen om { $name }.
try-again-now = Du kan prøve igjen nå.
expires-in = { $count ->
    [one] Du har { $count } minutt til å bestemme deg.
   *[other] Du har { $count } minutter til å bestemme deg.
}
expires-soon = Det er mindre enn et minutt igjen.
expired = Tiden er ute. Start på nytt.

continue = Fortsett
working = Et øyeblikk…
login-lead-name = Skriv inn brukernavnet.
login-lead-name-client = Skriv inn brukernavnet for å fortsette til { $name }.
login-lead-password = Skriv inn passordet.
other-name = Bruk et annet brukernavn
forgot-link = Glemt passordet?
alternative = eller
continue-with = Fortsett med { $name }

signed-in-as = Innlogget som { $name }
consent-title = Gi tilgang?
consent-lead = { $name } ber om tilgang til kontoen din. Du velger til hva.
consent-lead-all = { $name } ber om tilgang til kontoen din.
consent-about-you = Om deg
consent-access = Tilgang
consent-audience = Til bruk hos
consent-remember = Ikke spør mer for dette programmet
consent-returns = Du vender tilbake til { $name }
application-privacy = Personvernerklæring for { $name }
application-terms = Vilkår for { $name }
allow = Tillat
deny = Avslå
scope-openid = Vite hvilken konto som er din
scope-profile = Se navnet og profilen din
scope-email = Se e-postadressen din
scope-address = Se postadressen din
scope-phone = Se telefonnummeret ditt
scope-offline = Beholde tilgangen mens du er borte

device-title = Koble til en enhet
device-lead = Skriv inn koden som enheten din viser.
user-code = Kode
user-code-hint = Mellomrom, bindestreker og små bokstaver spiller ingen rolle.
device-confirm-title = Er dette enheten din?
device-confirm-lead = Koble den til bare hvis den viser denne koden:
device-confirm-client = { $name } på denne enheten ber om tilgang til kontoen din:
device-confirm-warning = Har noen andre sendt deg koden? Velg da «Avslå».
connect = Koble til
device-done-title = Enheten din er koblet til
device-done-lead = Du kan lukke dette vinduet og fortsette der.
device-done-client = Du kan lukke dette vinduet og fortsette i { $name }.
device-denied-title = Enheten er ikke koblet til
device-denied-lead = Du avslo å gi den tilgang. Du kan lukke dette vinduet.
device-expired-title = Koden gjelder ikke lenger
device-expired-lead = Start på nytt på enheten din, og skriv inn den nye koden her.
device-again = Skriv inn en annen kode

logout-title = Logge ut?
logout-lead = Vil du logge ut nå?
logout-lead-client = { $name } ber om å logge deg ut.
sign-out = Logg ut
stay = Forbli innlogget
signed-out-title = Du er logget ut
signed-out-lead = Du kan lukke dette vinduet. Deler du enheten, lukk nettleseren også.
stayed-title = Du er fortsatt innlogget
stayed-lead = Ingenting er endret. Du kan lukke dette vinduet.

forgot-title = Tilbakestill passordet
forgot-lead = Skriv inn e-postadressen til kontoen din, så sender vi en lenke for å velge et nytt passord.
email = E-postadresse
forgot-send = Send lenken
forgot-sent-title = Se i e-posten din
forgot-sent-lead = Hvis det finnes en konto med denne adressen, er en melding med en lenke på vei. Det kan ta noen minutter; se også i søppelposten.

reset-title = Velg et nytt passord
reset-lead = Deretter logger du inn med det nye.
reset-lead-known = Alle kjenner passordet du logget inn med. Velg ditt eget for å fortsette.
new-password = Nytt passord
new-password-hint = { $count ->
    [one] Minst { $count } tegn.
   *[other] Minst { $count } tegn.
}
confirm-password = Nytt passord en gang til
reset-save = Lagre det nye passordet
reset-done-title = Passordet er endret
reset-done-lead = Du kan logge inn med det nye nå.

letter-subject = Ditt nye passord
letter-asked = Noen, forhåpentligvis du, har bedt om et nytt passord på { $name }.
letter-link = Åpne denne lenken innen en halv time for å velge et. Den virker én gang.
letter-ignore = Hvis det ikke var deg, trenger du ikke gjøre noe: passordet ditt forblir som det er.
